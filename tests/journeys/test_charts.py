"""The charts of a bake on the demo: all metrics at once, one cursor, a log that grows, the parent's curve, a file."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.ui.screens.line.command_line import CommandLine
from tests.journeys.cockpit import YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server

RUNNING = bake_key("coder_v7")
both_sizes = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


@asynccontextmanager
async def at_charts(tmp_path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Cockpit, DemoTime]]:
    """The charts of a bake that runs; the demo's seconds pass when they are told to."""
    time = DemoTime()
    with demo_server(clock=time) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA), size=size, is_hurried=True) as here:
            await here.look_at(RUNNING)
            await here.until(lambda state: value_of(state.metrics.get(RUNNING, NOT_ASKED)))
            here.explorer.show_pane(Pane.METRICS)
            await here.until_true(lambda: here.explorer.plot.has_focus)
            await here.press("enter")
            await here.until_screen(ChartScreen)
            yield here, time


def grid_of(here: Cockpit) -> ChartGrid:
    screen = here.app.screen
    assert isinstance(screen, ChartScreen)
    return screen.grid


def points(here: Cockpit) -> int:
    """How many rows of the log are known."""
    series = value_of(here.state.metrics.get(RUNNING, NOT_ASKED))
    return 0 if series is None else len(series)


@both_sizes
async def test_one_cursor_goes_through_all_charts_and_pages(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_charts(tmp_path, size) as (here, _):
        await here.press("home", "shift+right")
        cursor = grid_of(here).view.cursor
        assert cursor
        await here.until_shown(f" step {cursor + 1}  loss ")
        names = grid_of(here).names()
        for name in names[1:]:
            await here.press("j")
            assert (grid_of(here).view.metric, grid_of(here).view.cursor) == (name, cursor)
        await here.until_shown(f" step {cursor + 1}  {names[-1]} ")
        await here.press("j")
        assert grid_of(here).view.metric == names[0]
        await here.until_shown(f" step {cursor + 1}  loss ")


async def test_what_is_trained_meanwhile_is_drawn_and_followed(tmp_path: Path) -> None:
    async with at_charts(tmp_path) as (here, time):
        before = points(here)
        await here.press("plus", "plus")
        assert grid_of(here).view.is_following
        time.pass_seconds(300)
        await here.until_true(lambda: points(here) > before)
        await here.until_shown(f"of {points(here)} points")
        await here.press("left")
        held = grid_of(here).view.cursor
        assert not grid_of(here).view.is_following
        time.pass_seconds(300)
        after = points(here)
        await here.until_true(lambda: points(here) > after)
        assert grid_of(here).view.cursor == held
        await here.press("full_stop")
        await here.until_shown(f" step {points(here)}  loss ")


async def test_the_parents_curve_comes_by_one_key(tmp_path: Path) -> None:
    async with at_charts(tmp_path) as (here, _):
        await here.press("enter")
        await here.until_true(lambda: "coder_v6 " not in here.text.partition("\n")[2])
        await here.press("b")
        await here.until_shown("B ─── ── coder_v6")
        await here.until_shown("  Δ ")


async def test_metrics_are_picked_by_a_few_letters_and_laid_along_time(tmp_path: Path) -> None:
    async with at_charts(tmp_path) as (here, _):
        await here.press("m")
        await here.until_shown("type to narrow")
        await here.write("step_t")
        await here.until_true(lambda: "loss  KL" not in here.text)
        await here.press("enter")
        await here.until_true(lambda: grid_of(here).view.metric == "step_time")
        await here.press("x", "x")
        await here.until_shown("x=time")
        await here.until_shown("  time ")


async def test_every_row_is_written_from_the_charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_charts(tmp_path) as (here, _):
        await here.press("e")
        await here.until_true(lambda: here.app.screen.query_one(CommandLine).value == "export csv coder_v7-metrics.csv")
        await here.press("enter")
        await here.until_true(lambda: any(" rows written: " in toast for toast in here.toasts))
        with (tmp_path / "coder_v7-metrics.csv").open(encoding="utf-8", newline="") as file:
            steps = [int(row["iter"]) for row in csv.DictReader(file)]
        assert steps == list(range(1, points(here) + 1))
        assert isinstance(here.app.screen, ChartScreen)
        await here.press("escape")
        await here.until_true(lambda: here.app.screen is here.explorer)
