"""A chain that was stopped, as it is told of in the question before a start that leads to the same end."""

from __future__ import annotations

from collections.abc import Collection

from breadtui.domain.chain.words import chain_words, job_words, stopped_words
from breadtui.domain.names import JobKey
from breadtui.domain.recreation.run import PlanRun, RunKey, RunKind, RunStanding
from breadtui.store.facts.state import AppState

JOBS_TOLD = 4


def chain_to(state: AppState, end: JobKey) -> PlanRun | None:
    """The chain that ends with a job, while it goes on or can be gone on with."""
    run = state.plan_runs.get(RunKey(end, end.repo, RunKind.CHAIN))
    return None if run is None or run.is_done else run


def stopped_to(state: AppState, end: JobKey) -> PlanRun | None:
    """The chain that ends with a job and was stopped."""
    run = chain_to(state, end)
    return run if run is not None and run.standing is RunStanding.STOPPED else None


def go_on_heading(run: PlanRun) -> str:
    """What is asked instead of whether to start, raw."""
    return f"Go on with {run.key.words} in {run.key.into}, which was stopped?"


def stopped_sentences(run: PlanRun, asked: Collection[JobKey]) -> tuple[str, ...]:
    """Where it stopped and why, and how its jobs differ from those that are `asked` for now; raw."""
    own = [made.job_key(run.key.into) for made in run.ordered()]
    left_out = [key for key in asked if key not in own]
    more = [key for key in own if key not in asked]
    told = list(stopped_words(run))
    if more:
        told.append(f"Going on does {chain_words(run)}.")
    if left_out:
        told.append(f"Going on leaves out {_few(left_out)}.")
    return tuple(told)


def _few(keys: Collection[JobKey]) -> str:
    words = [job_words(key) for key in keys]
    more = [f"{len(words) - JOBS_TOLD} more"] if len(words) > JOBS_TOLD else []
    return ", ".join((*words[:JOBS_TOLD], *more))
