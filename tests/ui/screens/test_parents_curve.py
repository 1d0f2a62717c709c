"""The curve of the bake that another started from: one key reads it, draws it, and takes it away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from breadtui.domain.errors import ServerFailed
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.remote import Ready
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.values import replace
from tests.fakes.states import NOW, a_job, a_key, a_state, a_tree
from tests.ui.screens.explorer_host import Explorer, exploring

CHILD, PARENT = a_key("coder_v7"), a_key("coder_v6")


def a_log(first: float, count: int = 100) -> MetricSeries:
    return series_of_rows({"iter": step, "loss": first / step, "lr": 1.0} for step in range(1, count + 1))


@asynccontextmanager
async def at_plot(*, is_child: bool = True) -> AsyncIterator[Explorer]:
    edges = (("coder_v7", "coder_v6"),) if is_child else ()
    tree = a_tree(("coder_v6", "coder_v7"), edges)
    state = a_state(tree, [a_job("coder_v7", progress_percent=50.0)], chosen=CHILD)
    state = replace(state, metrics={CHILD: Ready(a_log(1.0), NOW)})
    async with exploring(state) as here:
        here.api.series[PARENT] = a_log(2.0)
        here.screen.show_pane(Pane.METRICS)
        await here.settled()
        yield here


def shown(here: Explorer) -> str:
    strips = here.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def test_axes_are_kept_for_a_log_that_grows_and_not_for_a_curve_that_is_laid_beside_it() -> None:
    async with at_plot() as here:
        before = here.screen.plot.view.still
        await here.pilot.press("b")
        await here.settled()
        assert "coder_v6" in here.screen.plot.text()
        assert here.screen.plot.view.still is before


async def test_the_key_reads_the_parents_log_once_and_then_hides_and_shows_its_curve() -> None:
    async with at_plot() as here:
        assert "coder_v6" not in here.screen.plot.text()
        await here.pilot.press("b")
        await here.settled()
        assert here.api.counted("metrics") == 1
        assert "B ─── ── coder_v6" in here.screen.plot.text()
        assert "Δ −50.0%" in here.screen.plot.text()
        await here.pilot.press("b")
        await here.settled()
        assert "coder_v6" not in here.screen.plot.text()
        await here.pilot.press("b")
        await here.settled()
        assert "coder_v6" in here.screen.plot.text()
        assert here.api.counted("metrics") == 1


async def test_the_charts_on_a_screen_of_their_own_read_it_too() -> None:
    async with at_plot() as here:
        await here.pilot.press("enter")
        await here.settled()
        assert isinstance(here.app.screen, ChartScreen)
        await here.pilot.press("b", "enter")
        await here.settled()
        assert here.api.counted("metrics") == 1
        assert "B ─── ── coder_v6" in shown(here)


@pytest.mark.parametrize("way", ["key", "word"])
async def test_a_bake_without_a_parent_says_so_instead_of_doing_nothing(way: str) -> None:
    async with at_plot(is_child=False) as here:
        assert here.screen.plot.why_not("look('baseline')") == "it has no parent: it started from the base model"
        if way == "key":
            await here.pilot.press("b")
        else:
            await here.type_line("plot baseline")
        await here.settled()
        assert here.toasts[-1] == "it has no parent: it started from the base model"
        assert here.api.counted("metrics") == 0


async def test_a_parents_log_that_cannot_be_read_is_told() -> None:
    async with at_plot() as here:
        here.api.fail("metrics", ServerFailed("Internal server error"))
        await here.pilot.press("b")
        await here.settled()
        assert "the parent coder_v6: " in here.toasts[-1]
        assert here.screen.plot.view.has_others


async def test_a_parent_that_logged_nothing_is_told() -> None:
    async with at_plot() as here:
        here.api.series[PARENT] = MetricSeries()
        await here.pilot.press("b")
        await here.settled()
        assert here.toasts[-1] == "the parent coder_v6: has logged no metrics"


async def test_the_curve_of_a_parent_in_another_repository_is_read_as_well() -> None:
    elsewhere = JobKey(RepoName("elders"), Phase.BAKE, "elder_v1")
    config = {"model": {"parent_model_name": "ada/elders/elder_v1/40"}}
    child = a_job("coder_v7", progress_percent=50.0, config=config)
    state = a_state(a_tree(("coder_v7",), configs={"coder_v7": config}), [child], chosen=CHILD)
    async with exploring(replace(state, metrics={CHILD: Ready(a_log(1.0), NOW)})) as here:
        here.api.trees[elsewhere.repo] = a_tree(("elder_v1",), repo="elders")
        here.api.series[elsewhere] = a_log(2.0)
        here.screen.show_pane(Pane.METRICS)
        await here.settled()
        await here.pilot.press("b")
        await here.settled()
        assert here.toasts == []
        assert "elder_v1" in here.screen.plot.text()
