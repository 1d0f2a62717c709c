"""The everyday screen below another one: nothing of it is drawn, and all of it is fresh when it is seen again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from textual.widget import Widget

from breadtui.config.settings import Options
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.repo_tree.pane import RepoTree
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from tests.journeys.cockpit import YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server

RUNNING = bake_key("coder_v7")
POLLS = 4
PANES = (RepoTree, BakeDetails, JobTable, MetricPlot, HeaderLine)


class Drawings:
    """Which panes of the everyday screen were drawn, one name a drawing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.below: list[str] = []
        self.above = 0
        for kind in (*PANES, ChartGrid):
            monkeypatch.setattr(kind, "show", self._counted(kind.show))

    def _counted(self, show: Callable[..., None]) -> Callable[..., None]:
        @wraps(show)
        def counted(pane: Widget, *facts: Any) -> None:
            if isinstance(pane.screen, ExplorerScreen):
                self.below.append(type(pane).__name__)
            elif isinstance(pane, ChartGrid):
                self.above += 1
            show(pane, *facts)

        return counted


def points(here: Cockpit) -> int:
    """How many rows of the log are known."""
    series = value_of(here.state.metrics.get(RUNNING, NOT_ASKED))
    return 0 if series is None else len(series)


async def _polled(here: Cockpit, time: DemoTime) -> None:
    """Let the bake train, until its log was read again."""
    before = points(here)
    time.pass_seconds(60)
    await here.until_true(lambda: points(here) > before)


async def test_below_the_charts_nothing_is_drawn_and_after_them_all_is_fresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings, time = Drawings(monkeypatch), DemoTime()
    with demo_server(clock=time) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA), is_hurried=True) as here:
            await here.look_at(RUNNING)
            await here.until(lambda state: value_of(state.metrics.get(RUNNING, NOT_ASKED)))
            await here.until_true(lambda: not any(work.group == "journal" for work in here.explorer.workers))
            stood_on = here.explorer.repos.cursor_key
            here.explorer.show_pane(Pane.METRICS)
            await here.until_true(lambda: here.explorer.plot.has_focus)
            await here.press("enter")
            await here.until_screen(ChartScreen)
            drawings.below.clear()
            drawn_above = drawings.above
            for _ in range(POLLS):
                await _polled(here, time)
            await here.until_true(lambda: drawings.above >= drawn_above + POLLS)
            assert drawings.below == []
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert {"JobTable", "MetricPlot"} <= set(drawings.below)
            await here.until_shown(f"of {points(here)}")
            assert here.explorer.repos.cursor_key == stood_on
            assert here.explorer.plot.has_focus
