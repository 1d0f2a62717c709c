"""Which chains there are, which concern a thing, and what follows a job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.state import AppState, Choice

if TYPE_CHECKING:
    from breadtui.domain.recreation.run import PlanRun


def chains_of(state: AppState) -> tuple[PlanRun, ...]:
    """The chains that go on or were stopped, oldest first."""
    return tuple(run for key, run in state.plan_runs.items() if key.is_chain and not run.is_done)


def chains_going(state: AppState) -> tuple[PlanRun, ...]:
    """The chains that go on, in this window or another."""
    return tuple(run for run in chains_of(state) if run.is_under_way)


def chains_about(state: AppState, what: Choice | None) -> tuple[PlanRun, ...]:
    """Those of which a bake, or a stim or rollout of a target, is part."""
    if what is None or isinstance(what, str):
        return ()
    is_bake = isinstance(what, JobKey) and what.phase is Phase.BAKE
    return tuple(run for run in chains_of(state) if run.key.into == what.repo and _has(run, str(what.name), is_bake))


def _has(run: PlanRun, name: str, is_bake: bool) -> bool:
    return any(step.resource_name == name and (step.action == "run_bake") is is_bake for step in run.plan.steps)


def then_words(chains: Sequence[PlanRun], key: JobKey) -> str:
    """What a chain starts after a job, e.g. `then rollout, bake v8`; empty where no chain that goes on has it."""
    if not chains:
        return ""
    from breadtui.domain.chain.words import next_words  # noqa: PLC0415  loaded after the first frame

    here = (run for run in chains if run.key.into == key.repo)
    return next((words for run in here if (words := next_words(run, key))), "")
