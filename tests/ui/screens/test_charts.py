"""The charts of a bake on a screen of their own, over the everyday screen: keys, words, the picker, what comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.sightings import JobSighting
from breadtui.store.events.event import JobsPolled, MetricsLoaded
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.present.plot.grid import Shape
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.values import replace
from tests.fakes.states import NOW, a_job, a_key, a_state, a_tree
from tests.ui.screens.explorer_host import Explorer, exploring

KEY = a_key("coder_v7")


def a_log(count: int) -> MetricSeries:
    return series_of_rows(
        {"iter": step, "loss": 1 / step, "lr": 9e-4, "step_time": 8.0, "epoch": 1, "grad_norm": step % 5}
        for step in range(1, count + 1)
    )


def facts() -> AppState:
    state = a_state(a_tree(("coder_v7",)), [a_job("coder_v7", progress_percent=50.0)], chosen=KEY)
    return replace(state, metrics={KEY: Ready(a_log(100), NOW)})


@asynccontextmanager
async def at_plot(size: tuple[int, int] = (120, 40)) -> AsyncIterator[Explorer]:
    async with exploring(facts(), size=size) as here:
        here.screen.show_pane(Pane.METRICS)
        await here.pilot.pause()
        yield here


@asynccontextmanager
async def at_charts(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Explorer, ChartScreen, ChartGrid]]:
    async with at_plot(size) as here:
        await here.pilot.press("enter")
        await here.pilot.pause()
        screen = here.app.screen
        assert isinstance(screen, ChartScreen)
        yield here, screen, screen.grid


async def typed(here: Explorer, line: str) -> None:
    await here.pilot.press("colon", *("space" if char == " " else char for char in line), "enter")
    await here.pilot.pause()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_enter_opens_the_charts_and_escape_leaves_them_looking_the_same(size: tuple[int, int]) -> None:
    async with at_charts(size) as (here, _, grid):
        assert grid.has_focus
        await here.pilot.press("j", "s", "left")
        view = grid.view
        await here.pilot.press("escape")
        await here.pilot.pause()
        assert here.app.screen is here.screen
        assert here.screen.plot.view == view
        assert view.metric == "lr"


async def test_escape_first_shows_all_charts_again() -> None:
    async with at_charts() as (here, screen, grid):
        await here.pilot.press("enter")
        assert grid.is_alone
        await here.pilot.press("escape")
        assert here.app.screen is screen
        assert not grid.is_alone


async def test_words_do_what_keys_do() -> None:
    async with at_charts() as (here, screen, grid):
        await typed(here, "grid 2x2")
        assert grid.shape == Shape(2, 2)
        await typed(here, "ylim 0 0.5")
        assert grid.view.limits == (0.0, 0.5)
        await typed(here, "axis time")
        assert grid.view.axis is Axis.TIME
        await typed(here, "metric grad")
        assert grid.view.metric == "grad_norm"
        await typed(here, "plot log")
        assert grid.view.is_log is True
        assert here.toasts == []
        await typed(here, "metric nowhere")
        assert here.toasts[-1] == "no metric is called 'nowhere'"
        await typed(here, "q")
        assert here.app.screen is not screen


async def test_marked_metrics_of_the_picker_are_the_charts() -> None:
    async with at_charts() as (here, screen, grid):
        await here.pilot.press("m")
        await here.pilot.pause()
        assert here.app.screen.is_modal
        await here.pilot.press("tab", "down", "tab", "enter")
        await here.pilot.pause()
        assert here.app.screen is screen
        assert len(grid.metrics()) == 2
        assert grid.metrics()[0] == "loss"


async def test_a_metric_picked_in_the_pane_is_drawn_there() -> None:
    async with at_plot() as here:
        await here.pilot.press("m")
        await here.pilot.pause()
        await here.pilot.press("l", "r", "enter")
        await here.pilot.pause()
        assert here.screen.plot.view.metric == "lr"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("ylim 5 1", "the lower limit stands first"),
        ("ylim a b", "limits are two numbers, such as 1e-7 5e-7, or none"),
        ("ylim nan 1", "the lower limit stands first"),
        ("axis sideways", "the axes are step, epoch, time, seen"),
        ("metric nowhere", "no metric is called 'nowhere'"),
        ("charts nowhere", "no metric is called 'nowhere'"),
        ("charts lr nowhere", "no metric is called 'nowhere'"),
    ],
)
async def test_a_word_that_is_wrong_is_told(line: str, problem: str) -> None:
    async with at_plot() as here:
        await here.type_line(line)
        assert here.toasts[-1:] == [problem] or problem in here.screen.query_one("#events").render_line(0).text


async def test_the_word_opens_chosen_charts() -> None:
    async with at_plot() as here:
        await here.type_line("charts lr grad_norm")
        await here.pilot.pause()
        screen = here.app.screen
        assert isinstance(screen, ChartScreen)
        assert screen.grid.metrics() == ("lr", "grad_norm")


def sightings_at(percents: Mapping[int, float]) -> list[JobSighting]:
    return [
        JobSighting(KEY, NOW + timedelta(minutes=minutes), "running", percent, None, None, None)
        for minutes, percent in percents.items()
    ]


async def test_rows_can_be_laid_along_the_time_at_which_they_were_seen() -> None:
    async with at_plot() as here:
        here.journal.record_jobs(sightings_at({0: 25.0, 10: 50.0}))
        await bake_moves_on(here)
        assert here.screen.plot.lay_along(Axis.SEEN)
        drawing = here.screen.plot.drawing()
        assert drawing is not None
        places = drawing.places.steps
        assert (places[0], places[49], places[-1]) == (NOW.timestamp(), NOW.timestamp(), NOW.timestamp() + 600)
        assert "x=seen" in str(here.screen.plot.heading())


@pytest.mark.parametrize("is_grid", [False, True])
async def test_what_was_seen_is_read_when_something_new_was_not_at_every_row(is_grid: bool) -> None:
    async with at_plot() as here:
        here.journal.record_jobs(sightings_at({0: 25.0, 10: 50.0}))
        if is_grid:
            await here.pilot.press("enter")
        await here.settled()
        before = here.journal.history_reads
        for count in (101, 102, 103):
            await log_grows(here, count)
        assert here.journal.history_reads == before, "rows say nothing of when they were seen"
        await bake_moves_on(here)
        assert here.journal.history_reads == before + 1
        chart = here.app.screen.grid if isinstance(here.app.screen, ChartScreen) else here.screen.plot
        assert chart.lay_along(Axis.SEEN)
        await here.settled()
        assert here.journal.history_reads == before + 2, "for the rows that came since"
        await log_grows(here, 104)
        assert here.journal.history_reads == before + 3, "the newest rows are wanted there as well"


async def bake_moves_on(here: Explorer) -> None:
    moved = a_job("coder_v7", progress_percent=60.0)
    here.store.dispatch(JobsPolled({KEY.repo: here.store.state.opened[KEY.repo]}, {KEY: moved}, NOW))
    await here.settled()


async def log_grows(here: Explorer, count: int) -> None:
    here.store.dispatch(MetricsLoaded(KEY, a_log(count), NOW))
    await here.settled()


async def test_what_curves_are_drawn_with_is_said_once_for_all_charts() -> None:
    async with at_plot() as here:
        await here.type_line("markers block")
        assert here.screen.plot.markers.name == "BLOCK"
        assert set("▀▄▌▐") & set(here.screen.plot.text().partition("└")[0])
        await here.pilot.press("enter")
        await here.settled()
        screen = here.app.screen
        assert isinstance(screen, ChartScreen)
        assert screen.grid.markers.name == "BLOCK"
        await typed(here, "markers ascii")
        await here.pilot.press("escape")
        await here.settled()
        assert here.screen.plot.markers.name == "ASCII"
        await here.type_line("markers crayon")
        assert here.toasts[-1:] == ["curves are drawn with braille, block, ascii"]
