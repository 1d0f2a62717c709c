"""When the steps of a bake were seen, read from the journal for its charts."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.axes import Axis, SeenSteps
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.metric.sightings import seen_steps
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice


class KnowsSightings(Protocol):
    """Reads from the journal."""

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        """What was seen of a job, oldest first."""
        ...


class LogSlice(NamedTuple):
    """The bake that is chosen with its log and how far it was at the last look; nothing where something else is."""

    key: JobKey | None = None
    series: MetricSeries | None = None
    status: JobStatus | None = None
    progress_percent: float | None = None

    @property
    def look(self) -> tuple[JobKey | None, bool, JobStatus | None, float | None]:
        """What another look at the bake has to differ in before the journal knows more of its steps."""
        return self.key, bool(self.series), self.status, self.progress_percent


class SeenTimes:
    """Whether the journal, whose reading takes the longer the longer it watched, has to be read again for a chart."""

    def __init__(self) -> None:
        self._read: LogSlice | None = None

    def is_due(self, log: LogSlice, axis: Axis) -> bool:
        """Once there is a log: when something new was seen of the bake, and for each new row where it is laid so."""
        known, self._read = self._read, log
        if log.key is None or log.series is None:
            return False
        return axis is Axis.SEEN or known is None or known.look != log.look


def chosen_log(state: AppState) -> LogSlice:
    """The chosen bake's log."""
    return log_of(state, state.chosen)


def log_of(state: AppState, chosen: Choice | None) -> LogSlice:
    """The log of a bake, as far as it is known."""
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE:
        return LogSlice()
    seen = state.jobs.get(chosen)
    so_far = (None, None) if seen is None else (seen.job.status, seen.job.progress_percent)
    return LogSlice(chosen, value_of(state.metrics.get(chosen, NOT_ASKED)), *so_far)


async def read_seen(commands: KnowsSightings, log: LogSlice) -> SeenSteps:
    """When its steps were seen; nothing where it was never watched."""
    if log.key is None or log.series is None or log.series.last_step is None:
        return ()
    return seen_steps(await commands.job_history(log.key), log.series.last_step)
