"""Which check and which run of a bake's plan its tab tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import Loading, Remote, value_of
from breadtui.store.facts.state import AppState

if TYPE_CHECKING:
    from breadtui.domain.recreation.check import PlanCheck
    from breadtui.domain.recreation.run import PlanRun


def run_shown(state: AppState, bake: JobKey) -> PlanRun | None:
    """The run of a bake's plan that was begun last."""
    runs = [run for key, run in state.plan_runs.items() if key.end == bake and not key.is_chain]
    return max(runs, key=lambda run: run.started_at, default=None)


def check_shown(state: AppState, bake: JobKey) -> Remote[PlanCheck] | None:
    """The last check of a bake's plan, whichever repository it was held against; None before the first."""
    checks = [remote for key, remote in state.plan_checks.items() if key.end == bake]
    return max(checks, key=_checked_at, default=None)


def _checked_at(remote: Remote[PlanCheck]) -> tuple[bool, float]:
    check = value_of(remote)
    at = check.checked_at if check is not None else None
    return isinstance(remote, Loading), at.timestamp() if at is not None else 0.0
