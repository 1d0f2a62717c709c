"""Which jobs a person is done with, after an event."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.store.events.dismissing import DismissalsRestored, Dismissed, Undismissed
from breadtui.store.facts.dismissals import is_over
from breadtui.store.facts.keyed import without
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import AppState
from breadtui.values import replace

DismissingEvent: TypeAlias = Dismissed | Undismissed | DismissalsRestored


def reduce_dismissing(state: AppState, event: DismissingEvent) -> AppState:
    """The state after rows were put away or brought back; a job that runs is never put away."""
    match event:
        case Dismissed(keys):
            over = {key: seen.run_id for key in keys if (seen := state.jobs.get(key)) is not None and is_over(seen)}
            dismissed = {**state.dismissed, **over} if over else state.dismissed
        case Undismissed(keys):
            dismissed = without(state.dismissed, frozenset(keys))
        case DismissalsRestored(earlier):
            dismissed = state.dismissed if earlier == state.dismissed else earlier
        case _:
            assert_never(event)
    return state if dismissed is state.dismissed else without_active(replace(state, dismissed=dismissed))


def without_active(state: AppState) -> AppState:
    """The state in which no job that runs is dismissed, so that it is listed when it settles again."""
    if not state.dismissed:
        return state
    again = {key for key in standing_of(state.jobs).active if key in state.dismissed and not state.jobs[key].is_gone}
    return replace(state, dismissed=without(state.dismissed, again)) if again else state
