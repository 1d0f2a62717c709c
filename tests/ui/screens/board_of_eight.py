"""Eight bakes of which hardly two are alike: short and long, failed, stalled, gone, silent, and hard to name."""

from __future__ import annotations

from math import exp, nan
from typing import Any

from breadtui.domain.errors import NotFound
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import Failed, Ready, Remote
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.values import parts_of
from tests.fakes.states import NOW, a_key, a_state, a_tree

LONG = "support_agent_with_a_long_name_" + "{}" + "_for_the_evening_shift"
DONE, RUNNING, FAILED, GONE, SILENT, GAPPED, ONE_ROW, HOSTILE = (
    a_key(name)
    for name in (
        LONG.format("a"),
        LONG.format("b"),
        "failed_early",
        "gone_by_now",
        "silent",
        "with_gaps",
        "one_row",
        "[red]\x1b]0;x\x07名前",
    )
)
EIGHT = (DONE, RUNNING, FAILED, GONE, SILENT, GAPPED, ONE_ROW, HOSTILE)
_ROWS = {DONE: 300, RUNNING: 180, FAILED: 40, GONE: 220, SILENT: 0, GAPPED: 300, ONE_ROW: 1, HOSTILE: 260}


def log_of(bake: JobKey) -> MetricSeries:
    """The log of one of them."""
    number = EIGHT.index(bake) + 1
    return series_of_rows(
        {
            "iter": step,
            "loss": nan if bake == GAPPED and step % 50 < 5 else 1e-7 * number + 3e-6 * exp(-step * number / 120),
            "step_time": 8.0,
        }
        for step in range(1, _ROWS[bake] + 1)
    )


def _job(bake: JobKey) -> Job:
    config: dict[str, Any] = {"epochs": 3 if bake == FAILED else 2, "datasets": []}
    if bake == FAILED:
        error = "CUDA out of memory. Tried to allocate 2.50 GiB.\nsecond line"
        return Job(bake, JobStatus.FAILED, error=error, config=config)
    if bake in {RUNNING, GONE, SILENT}:
        return Job(bake, JobStatus.RUNNING, progress_percent=60.0, config=config)
    return Job(bake, JobStatus.COMPLETE, model_names=("ada/coder/x/1",), config=config)


def eight_state() -> AppState:
    """What is known of the eight; one is not on the service any more, another was never heard of."""
    jobs = {bake: SeenJob(_job(bake), NOW, NOW, is_gone=bake == GONE) for bake in EIGHT}
    logs: dict[JobKey, Remote[MetricSeries]] = {bake: Ready(log_of(bake), NOW) for bake in EIGHT}
    logs[GONE] = Failed(NotFound("gone", status=404), NOW, Ready(log_of(GONE), NOW))
    state = a_state(a_tree([bake.name for bake in EIGHT]))
    return AppState(**parts_of(state) | {"jobs": jobs, "metrics": logs, "chosen": DONE})
