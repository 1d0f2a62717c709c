"""Jobs put into the state together with what their change has to say: finished, failed, begun anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from breadtui.domain.names import JobKey
from breadtui.store.facts.keyed import lacking
from breadtui.store.facts.noticing import noticed, settled_notice
from breadtui.store.facts.sighting import is_new_run
from breadtui.store.facts.state import AppState, SeenJob, Severity
from breadtui.store.noting.doctoring import alarmed, examined
from breadtui.values import replace


def with_jobs(state: AppState, looks: Mapping[JobKey, SeenJob], at: datetime) -> AppState:
    """The state with these jobs as last seen, and one notice for each run that ended; a new run drops old metrics."""
    changed: dict[JobKey, SeenJob] = {}
    for key, seen in looks.items():
        before = state.jobs.get(key)
        if seen is before:
            continue
        looked = examined(before, seen, state.mutes)
        state, changed[key] = _told(alarmed(state, before, looked, at), before, looked, at)
    return replace(state, jobs={**state.jobs, **changed}) if changed else state


def _told(state: AppState, before: SeenJob | None, seen: SeenJob, at: datetime) -> tuple[AppState, SeenJob]:
    if before is None:
        return state, seen
    is_again = is_new_run(before, seen)
    if is_again:
        if not _is_ours(state, seen, at):
            state = noticed(state, Severity.INFORMATION, f"{seen.job.key.name} was started anew", at, seen.job.key)
        state = replace(state, metrics=lacking(state.metrics, seen.job.key))
    has_moved = is_again or before.job.status is not seen.job.status
    if not (has_moved and seen.job.is_settled) or seen.told_status is seen.job.status:
        return state, seen
    return settled_notice(state, seen.job, at), replace(seen, told_status=seen.job.status)


def _is_ours(state: AppState, seen: SeenJob, at: datetime) -> bool:
    """The new run is the answer to a start from here, or a look that came before it: who started it tells that."""
    return seen.started_at == at or seen.job.key in state.starting
