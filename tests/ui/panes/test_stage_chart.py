"""A stage over time as it is drawn and read, without a service."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.stage_series import LEFT, ROWS, STAGE_METRICS, StageSeries, stage_series
from breadtui.ui.panes.stage_chart import StageChart
from breadtui.ui.present.board.stage_lines import STAGE_VIEW, figure_words, stage_curves, stage_heading, stage_readout
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.themes import THEMES
from tests.domain.test_stage_series import look
from tests.fakes.states import NOW

ROLLOUT = JobKey(RepoName("yoda_repo"), Phase.ROLLOUT, "coder_set_8")
STIM = JobKey(RepoName("yoda_repo"), Phase.STIM, "coder_set_8")


def a_run(count: int = 12) -> StageSeries:
    return stage_series([look(30 * at, 10 * at * (1 + at % 2)) for at in range(2, count + 2) if at % 2])


class Host(App[None]):
    """A program with nothing but the chart."""

    CSS_PATH = None

    def __init__(self, markers: Markers = Markers.BRAILLE) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.markers = markers
        self.copied: list[str] = []

    def compose(self) -> ComposeResult:
        """The chart."""
        yield StageChart(markers=self.markers)

    def on_stage_chart_copied(self, event: StageChart.Copied) -> None:
        """Note it down."""
        self.copied.append(event.text)

    @property
    def chart(self) -> StageChart:
        """The pane."""
        return self.query_one(StageChart)

    @property
    def lines(self) -> list[str]:
        """What is shown."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def shown(
    run: StageSeries, size: tuple[int, int] = (80, 14), markers: Markers = Markers.BRAILLE
) -> AsyncIterator[tuple[Host, Pilot[Any]]]:
    host = Host(markers)
    async with host.run_test(size=size) as pilot:
        host.chart.show(ROLLOUT, run)
        host.chart.focus()
        await pilot.pause()
        yield host, pilot


async def test_the_heading_says_what_is_drawn_and_the_readout_every_figure() -> None:
    async with shown(a_run()) as (host, pilot):
        assert str(host.chart.heading()) == "4 Metrics ── rollout · rows/s · x=time ── 6 looks"
        assert "rows/s" in host.lines[-2]
        assert "rows" in host.lines[-2]
        assert host.lines[-1].startswith(" percent ")
        await pilot.press("m")
        assert str(host.chart.heading()) == "4 Metrics ── rollout · left in minutes · x=time ── 6 looks"


async def test_the_cursor_goes_from_look_to_look_and_the_readout_is_copied() -> None:
    async with shown(a_run()) as (host, pilot):
        await pilot.press("home", "right", "y")
        await pilot.pause()
        assert host.copied[0].startswith("1m  12:02")
        assert "100 rows" in host.copied[0]
        await pilot.press("full_stop", "y")
        await pilot.pause()
        assert "260 rows" in host.copied[1]


async def test_the_same_run_keeps_the_cursor_and_another_run_does_not() -> None:
    async with shown(a_run()) as (host, pilot):
        await pilot.press("home")
        host.chart.show(ROLLOUT, a_run(20))
        assert host.chart.view.cursor == 0
        host.chart.show(ROLLOUT, stage_series([look(1, 5), look(9, 9)]))
        assert host.chart.view.cursor is None


async def test_another_stage_seen_at_the_same_moments_begins_at_its_newest_look() -> None:
    async with shown(a_run()) as (host, pilot):
        await pilot.press("home")
        host.chart.show(STIM, a_run())
        assert host.chart.view.cursor is None
        assert str(host.chart.heading()).startswith("4 Metrics ── stim")


async def test_a_stage_that_was_never_seen_to_run_says_so() -> None:
    async with shown(StageSeries()) as (host, pilot):
        assert any("not seen running yet" in line for line in host.lines)
        await pilot.press("right", "m", "y", "home", "end")
        assert host.copied == []
        assert host.chart.text() == ""


@pytest.mark.parametrize("size", [(80, 14), (30, 8), (10, 3), (1, 1)])
async def test_it_fits_any_size_in_ascii_with_one_look_and_with_many(size: tuple[int, int]) -> None:
    for run in (a_run(1), stage_series([look(0, 10)]), a_run(100)):
        async with shown(run, size, Markers.ASCII) as (host, _):
            assert len(host.lines) == size[1]
            assert all(len(line) <= size[0] for line in host.lines)
            assert "".join(host.lines).isascii()


@pytest.mark.parametrize(
    ("rows_left", "unit", "most"), [(60, "seconds", 60), (1_800, "minutes", 30), (36_000, "hours", 10)]
)
def test_what_was_left_is_drawn_in_a_unit_that_reads_well(rows_left: int, unit: str, most: float) -> None:
    seconds = array("d", [0.0, 60.0])
    columns = {name: array("d", [rows_left, rows_left / 2]) for name in STAGE_METRICS}
    stage = StageSeries(NOW, MetricSeries(seconds, columns))
    view = STAGE_VIEW.of_metric(LEFT)
    assert f"· left in {unit} ·" in str(stage_heading(Phase.STIM, stage, view))
    assert max(stage_curves(stage, view).lines[0].values) == most
    assert stage_curves(stage, STAGE_VIEW.of_metric(ROWS)).lines[0].values == columns[ROWS]


def test_figures_are_told_in_their_units() -> None:
    nan = float("nan")
    told = [figure_words(*pair) for pair in (("percent", 46.2), ("left_seconds", 3720.0), ("rows", 1900.0))]
    assert told == ["46.2%", "~1h02m left", "1,900 rows"]
    assert [figure_words("left_seconds", 0.0), figure_words("rows_per_second", nan)] == ["ended", "- rows/s"]


async def test_it_is_zoomed_into_around_the_cursor_and_followed() -> None:
    run = stage_series([look(30 * at, 10 * at) for at in range(1, 101)])
    async with shown(run) as (host, pilot):
        await pilot.press("home", "shift+right", "plus", "plus")
        assert "26 of 100 looks" in str(host.chart.heading())
        assert host.chart.view.cursor == 10
        await pilot.press("0")
        assert str(host.chart.heading()).endswith("── 100 looks")
        await pilot.press("full_stop", "plus", "minus", "minus")
        assert str(host.chart.heading()).endswith("── 100 looks")
        assert host.chart.view.is_following


async def test_a_narrow_readout_has_whole_figures_and_the_clipboard_all_of_them() -> None:
    async with shown(a_run(), (26, 8)) as (host, pilot):
        whole = "".join(span.text for span in stage_readout(host.chart.stage, host.chart.view)).strip().split("  ")
        drawn = [line.strip() for line in host.lines if "rows/s" in line and whole[0] in line]
        assert all(part in whole for line in drawn for part in line.split("  "))
        assert len(drawn) == 1
        await pilot.press("y")
        assert host.copied == ["  ".join(whole)]
