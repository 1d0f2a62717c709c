"""Metrics as they are drawn: the grid of charts, and every state in which a log can be."""

from __future__ import annotations

from math import exp, nan, sin

from breadtui.domain.errors import Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import Phase
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.remote import Failed, Loading, Ready, Remote
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.ui.screens.charts.watching import WatchScreen
from breadtui.values import replace
from tests.fakes.states import NOW, a_key, a_state, a_tree, after

KEY = a_key("coder_v4")
ROLLOUT = a_key("next", Phase.ROLLOUT)


def noisy(count: int = 168, restart: int = 110) -> MetricSeries:
    """A log with noise, a spike, a metric nobody knows, values that are no numbers, and a restart."""
    steps = [*range(1, restart + 1), *range(1, count + 1)]
    return series_of_rows(
        {
            "iter": step,
            "loss": (1.31e-7 + 1.6e-6 * exp(-step / 40)) * (1 + 0.2 * sin(7 * step)) * (4 if step == 90 else 1),
            "lr": 9.1e-4 * min(step / 20, 1),
            "step_time": 8.7 + sin(step),
            "iter_time": 8.8 + sin(step),
            "step_tflops": 177 + 3 * sin(step / 3),
            "seqlen": 5813 + 90 * sin(step / 2),
            "epoch": step // 60,
            "grad_norm": nan if step % 50 == 0 else 1e-3 * 10 ** (step / 56),
            "memory_gb": 61.5,
        }
        for step in steps
    )


def with_log(state: AppState, log: Remote[MetricSeries]) -> AppState:
    """The same facts with this log of the bake that is chosen."""
    return replace(state, metrics={KEY: log})


def busy(state: AppState) -> AppState:
    """A log with all that a log can have."""
    return with_log(state, Ready(noisy(), NOW))


def reading(state: AppState) -> AppState:
    """The log is asked for the first time."""
    return with_log(state, Loading())


def unread(state: AppState) -> AppState:
    """The log could not be read."""
    return with_log(state, Failed(Unreachable("connection refused"), after(30)))


def stale(state: AppState) -> AppState:
    """The log could be read before, and cannot be now."""
    return with_log(state, Failed(Unreachable("connection refused"), after(300), Ready(noisy(), NOW)))


def logged(state: AppState, *losses: float) -> AppState:
    """These losses alone."""
    rows = ({"iter": step, "loss": loss} for step, loss in enumerate(losses, 1))
    return with_log(state, Ready(series_of_rows(rows), NOW))


def rolling_out() -> AppState:
    """A rollout that runs is chosen."""
    job = Job(ROLLOUT, JobStatus.RUNNING, "running", lines=1440, progress_percent=72.0)
    return replace(a_state(a_tree(("coder_v4",)), [job], targets=("next",)), chosen=ROLLOUT)


def looks() -> tuple[JobSighting, ...]:
    """What was seen of it in half an hour: it stood still for a while, and nobody watched for five minutes."""
    rows = [(minute, min(60 * minute, 600) + max(60 * (minute - 14), 0)) for minute in (*range(18), *range(23, 29))]
    return tuple(
        JobSighting(ROLLOUT, after(60 * minute), "running", count / 20, count, None, None) for minute, count in rows
    )


def charts(_store: Store, bridge: StoreBridge, glyphs: Glyphs = UNICODE, view: PlotView | None = None) -> ChartScreen:
    """All metrics on a screen of their own."""
    return ChartScreen(bridge, None, KEY, view or PlotView(), glyphs)


def charts_ascii(store: Store, bridge: StoreBridge) -> ChartScreen:
    """The same without braille."""
    return charts(store, bridge, ASCII)


def watched(_store: Store, bridge: StoreBridge) -> WatchScreen:
    """The plot alone, as a program of its own has it."""
    return WatchScreen(bridge, (KEY,), PlotView())
