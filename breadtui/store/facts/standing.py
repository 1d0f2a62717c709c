"""Which jobs run, failed or are done: found once for a state, however many panes ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import is_

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.keyed import moved_keys
from breadtui.store.facts.state import SeenJob
from breadtui.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Standing:
    """The keys of jobs by how they stand, in the order in which they became known; gone ones included.

    It is the same object as long as only jobs that run change, and what runs stays the same. `settled_bakes` are the
    failed and then the complete bakes of each repository. `vague` are those that only a tree calls pending,
    and that were perhaps never started.
    """

    active: tuple[JobKey, ...] = ()
    failed: tuple[JobKey, ...] = ()
    complete: tuple[JobKey, ...] = ()
    vague: tuple[JobKey, ...] = ()
    settled_bakes: Mapping[RepoName, tuple[JobKey, ...]] = field(default_factory=dict)


_last: tuple[Mapping[JobKey, SeenJob], Standing] = ({}, Standing())


def standing_of(jobs: Mapping[JobKey, SeenJob]) -> Standing:
    """How all jobs stand.

    Ten thousand bakes cost some milliseconds, so the last answer is kept for the same mapping, and for one that
    differs in little; a mapping of the state is replaced, never changed, so that its identity is enough.
    """
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    known, standing = _last
    if known is not jobs:
        standing = _standing_after(standing, known, jobs)
        _last = (jobs, standing)
    return standing


def _standing_after(standing: Standing, known: Mapping[JobKey, SeenJob], jobs: Mapping[JobKey, SeenJob]) -> Standing:
    if len(known) != len(jobs) or not all(map(is_, known, jobs)):
        return _sorted_out(jobs)
    moved = moved_keys(known, jobs)
    if any(key not in known or _how(known[key]) != _how(jobs[key]) for key in moved):
        return _sorted_out(jobs)
    return replace(standing) if any(jobs[key].job.is_settled for key in moved) else standing


def _how(seen: SeenJob) -> tuple[JobStatus, bool]:
    return seen.job.status, seen.job.is_vague


def _sorted_out(jobs: Mapping[JobKey, SeenJob]) -> Standing:
    active: list[JobKey] = []
    failed: list[JobKey] = []
    complete: list[JobKey] = []
    vague: list[JobKey] = []
    for key, seen in jobs.items():
        status = seen.job.status
        if status is JobStatus.COMPLETE:
            complete.append(key)
        elif seen.job.is_active:
            active.append(key)
        elif seen.job.is_vague:
            vague.append(key)
        elif status is JobStatus.FAILED:
            failed.append(key)
    bakes = _bakes_by_repo((*failed, *complete))
    return Standing(tuple(active), tuple(failed), tuple(complete), tuple(vague), bakes)


def _bakes_by_repo(keys: Iterable[JobKey]) -> Mapping[RepoName, tuple[JobKey, ...]]:
    found: dict[RepoName, list[JobKey]] = {}
    for key in keys:
        if key.phase is Phase.BAKE:
            found.setdefault(key.repo, []).append(key)
    return {repo: tuple(bakes) for repo, bakes in found.items()}
