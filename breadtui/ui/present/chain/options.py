"""What `start` may mean for a target or a bake: one job, or a chain of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey
from breadtui.domain.recipe import datasets_of
from breadtui.domain.recreation.run import RunKey, RunKind, RunStanding
from breadtui.domain.repos import TreeBake
from breadtui.store.facts.state import AppState, Choice

STARTABLE = frozenset({JobStatus.NOT_STARTED, JobStatus.FAILED})
MOST_BAKES = 9
"""Each has a digit."""


class StartOption(NamedTuple):
    """One thing that may be started: a single job, or a chain; `label` is raw."""

    letter: str
    label: str
    what: JobKey | ChainWish


def start_options(state: AppState, target: TargetKey) -> tuple[StartOption, ...]:
    """What can be started of a target: its next job, both, and on to each bake that learns from it and waits.

    Where a chain to the same end was stopped, that is said.
    """
    repo, name = target.repo, str(target.name)
    stim, rollout = (_status(state, JobKey(repo, phase, name)) for phase in (Phase.STIM, Phase.ROLLOUT))
    options = [*_own_options(repo, name, stim, rollout)]
    for number, bake in enumerate(islice(_waiting_bakes(state, repo, name), MOST_BAKES), 1):
        label = _bake_label(bake, stim, rollout)
        options.append(StartOption(str(number), label, ChainWish(repo, (name,), (bake,))))
    return tuple(_stopped_told(state, option) for option in options)


def _stopped_told(state: AppState, option: StartOption) -> StartOption:
    end = option.what if isinstance(option.what, JobKey) else option.what.end
    run = state.plan_runs.get(RunKey(end, end.repo, RunKind.CHAIN))
    was_stopped = run is not None and run.standing is RunStanding.STOPPED
    return option._replace(label=f"{option.label} (was stopped)") if was_stopped else option


def _own_options(repo: RepoName, name: str, stim: JobStatus, rollout: JobStatus) -> Iterator[StartOption]:
    both = ChainWish(repo, (name,))
    if stim in STARTABLE:
        yield StartOption("s", "stim only", JobKey(repo, Phase.STIM, name))
        yield StartOption("r", "stim, then rollout", both)
    elif stim is not JobStatus.COMPLETE:
        yield StartOption("r", "rollout, when stim is complete", both)
    elif rollout in STARTABLE:
        yield StartOption("r", "rollout only", JobKey(repo, Phase.ROLLOUT, name))


def _bake_label(bake: str, stim: JobStatus, rollout: JobStatus) -> str:
    if stim in STARTABLE:
        return f"stim, rollout, then bake {bake}"
    if stim is not JobStatus.COMPLETE:
        return f"rollout, then bake {bake}, when stim is complete"
    if rollout in STARTABLE:
        return f"rollout, then bake {bake}"
    return f"bake {bake}" if rollout is JobStatus.COMPLETE else f"bake {bake}, when rollout is complete"


def _status(state: AppState, key: JobKey) -> JobStatus:
    seen = state.jobs.get(key)
    return JobStatus.NOT_STARTED if seen is None else seen.job.status


def _waiting_bakes(state: AppState, repo: RepoName, target: str) -> Iterator[str]:
    """The bakes of a repository that learn from the target and have not run, the newest of the tree first."""
    lineage = state.lineages.get(repo)
    descents = list(lineage.descents.items()) if lineage is not None else []
    for name, descent in reversed(descents):
        if descent.bake is None or not _waits(state, repo, descent.bake):
            continue
        if any(dataset.target == target for dataset in datasets_of(descent.bake.config)):
            yield name


def _waits(state: AppState, repo: RepoName, bake: TreeBake) -> bool:
    """Whether a bake may be started. The tree calls pending what was never started: source, the API contract."""
    seen = state.jobs.get(JobKey(repo, Phase.BAKE, bake.name))
    if seen is None or seen.job.is_vague:
        return bake.status in STARTABLE or bake.status is JobStatus.PENDING
    return seen.job.status in STARTABLE


class NotAChain(Exception):
    """What is chosen or named makes no chain; the message says why."""


def chain_wish(state: AppState, bakes: tuple[str, ...]) -> ChainWish:
    """The chain of what is marked, else of what is chosen, up to the bakes named. Raises: NotAChain."""
    things = [one for one in state.marked if isinstance(one, (JobKey, TargetKey))] or _chosen(state.chosen)
    repos = {one.repo for one in things}
    if not things or len(repos) != 1:
        raise NotAChain("mark things of one repository" if repos else "choose a target or a bake, or mark several")
    targets = dict.fromkeys(str(one.name) for one in things if not _is_bake(one))
    meant = dict.fromkeys((*(str(one.name) for one in things if _is_bake(one)), *bakes))
    return ChainWish(repos.pop(), tuple(targets), tuple(meant))


def _chosen(chosen: Choice | None) -> list[JobKey | TargetKey]:
    return [chosen] if isinstance(chosen, (JobKey, TargetKey)) else []


def _is_bake(one: JobKey | TargetKey) -> bool:
    return isinstance(one, JobKey) and one.phase is Phase.BAKE
