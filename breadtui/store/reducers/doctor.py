"""What is watched, what is muted and what was found look like after an event."""

from __future__ import annotations

from typing import assert_never

from breadtui.domain.doctor.mutes import Mutes
from breadtui.domain.names import JobKey
from breadtui.store.events.doctor import DoctorEvent, LookedInto, MutesChanged, WatchChanged
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.noting.doctoring import alarmed, with_finding
from breadtui.values import replace


def reduce_doctor(state: AppState, event: DoctorEvent) -> AppState:
    """The state after something was watched, muted or looked into."""
    match event:
        case WatchChanged(watched):
            return state if watched == state.watched else replace(state, watched=watched)
        case MutesChanged(mutes):
            return state if mutes == state.mutes else _muted(state, mutes)
        case LookedInto():
            return _looked_into(state, event)
        case _:
            assert_never(event)


def _muted(state: AppState, mutes: Mutes) -> AppState:
    changed: dict[JobKey, SeenJob] = {}
    for key, seen in state.jobs.items():
        if seen.alarms and (alarms := mutes.applied(seen.alarms)) is not seen.alarms:
            changed[key] = replace(seen, alarms=alarms)
    jobs = {**state.jobs, **changed} if changed else state.jobs
    return replace(state, mutes=mutes, jobs=jobs)


def _looked_into(state: AppState, event: LookedInto) -> AppState:
    seen = state.jobs.get(event.key)
    if seen is None:
        return state
    found = with_finding(seen, event.rule, event.evidence, state.mutes)
    if found is seen:
        return state
    return replace(alarmed(state, seen, found, event.at), jobs={**state.jobs, event.key: found})
