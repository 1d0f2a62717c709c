"""What the journal knows of earlier looks, in the state."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.estimates import MOST_POINTS
from breadtui.store.events.happening import PaceRestored, TakenUp
from breadtui.store.facts.state import AppState
from breadtui.store.facts.taking_up import with_known
from breadtui.values import replace

HappeningEvent: TypeAlias = PaceRestored | TakenUp


def reduce_happenings(state: AppState, event: HappeningEvent) -> AppState:
    """The state with what the journal knows of earlier looks."""
    match event:
        case PaceRestored():
            return _with_pace(state, event)
        case TakenUp(known):
            jobs = with_known(state.jobs, known, state.mutes)
            return state if jobs is state.jobs else replace(state, jobs=jobs)
        case _:
            assert_never(event)


def _with_pace(state: AppState, event: PaceRestored) -> AppState:
    """The state with the pace of earlier looks before that of this session's."""
    moved = {}
    for key, earlier in event.courses.items():
        seen = state.jobs.get(key)
        if seen is None or not seen.course:
            continue
        first = seen.course[0]
        before = tuple(point for point in earlier if point.at < first.at and point.percent <= first.percent)
        if before:
            moved[key] = replace(seen, course=(*before, *seen.course)[-MOST_POINTS:])
    jobs = {**state.jobs, **moved} if moved else state.jobs
    return replace(state, jobs=jobs, past_runs=dict(event.past_runs))
