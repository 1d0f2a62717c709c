"""When the steps of a bake were seen, read from the journal for its charts."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from breadtui.domain.metric.axes import SeenSteps
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
    """The bake that is chosen with its log; nothing where something else is."""

    key: JobKey | None = None
    series: MetricSeries | None = None


def chosen_log(state: AppState) -> LogSlice:
    """The chosen bake's log."""
    return log_of(state, state.chosen)


def log_of(state: AppState, chosen: Choice | None) -> LogSlice:
    """The log of a bake, as far as it is known."""
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE:
        return LogSlice()
    return LogSlice(chosen, value_of(state.metrics.get(chosen, NOT_ASKED)))


async def read_seen(commands: KnowsSightings, log: LogSlice) -> SeenSteps:
    """When its steps were seen; nothing where it was never watched."""
    if log.key is None or log.series is None or log.series.last_step is None:
        return ()
    return seen_steps(await commands.job_history(log.key), log.series.last_step)
