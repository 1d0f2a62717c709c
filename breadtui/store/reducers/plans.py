"""What is known of recreation plans and of their runs after an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from breadtui.store.events.plan import (
    PlanCheckAsked,
    PlanChecked,
    PlanCheckFailed,
    PlanRunEvent,
    PlanRunForgotten,
    PlanRunMoved,
)
from breadtui.store.facts.keyed import having, lacking
from breadtui.store.facts.remote import NOT_ASKED, Ready, Remote, failed, loading
from breadtui.store.facts.state import AppState
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.recreation.check import PlanCheck


def reduce_plans(state: AppState, event: PlanRunEvent) -> AppState:
    """The state after a plan was checked, or a run of one moved or was given up."""
    if isinstance(event, PlanRunMoved):
        return replace(state, plan_runs=having(state.plan_runs, event.run.key, event.run))
    if isinstance(event, PlanRunForgotten):
        return replace(state, plan_runs=lacking(state.plan_runs, event.key))
    before = state.plan_checks.get(event.key, NOT_ASKED)
    after: Remote[PlanCheck]
    match event:
        case PlanCheckAsked():
            after = loading(before)
        case PlanChecked(_, check, at):
            after = Ready(check, at)
        case PlanCheckFailed(_, error, at):
            after = failed(before, error, at)
        case _:
            assert_never(event)
    return replace(state, plan_checks=having(state.plan_checks, event.key, after))
