"""Which jobs run, failed or are done: found once for a state, however many panes ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from breadtui.domain.jobs import ACTIVE, JobStatus
from breadtui.domain.names import JobKey
from breadtui.store.state import SeenJob


@dataclass(frozen=True, slots=True)
class Standing:
    """The keys of jobs by how they stand, in the order in which they became known; gone ones included."""

    active: tuple[JobKey, ...] = ()
    failed: tuple[JobKey, ...] = ()
    complete: tuple[JobKey, ...] = ()


_last: tuple[Mapping[JobKey, SeenJob], Standing] = ({}, Standing())


def standing_of(jobs: Mapping[JobKey, SeenJob]) -> Standing:
    """How all jobs stand.

    Ten thousand bakes cost some milliseconds, so the last answer is kept for the same mapping; a mapping of the
    state is replaced, never changed, so that its identity is enough.
    """
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    known, standing = _last
    if known is not jobs:
        standing = _sorted_out(jobs)
        _last = (jobs, standing)
    return standing


def _sorted_out(jobs: Mapping[JobKey, SeenJob]) -> Standing:
    active: list[JobKey] = []
    failed: list[JobKey] = []
    complete: list[JobKey] = []
    for key, seen in jobs.items():
        status = seen.job.status
        if status is JobStatus.COMPLETE:
            complete.append(key)
        elif status in ACTIVE:
            active.append(key)
        elif status is JobStatus.FAILED:
            failed.append(key)
    return Standing(tuple(active), tuple(failed), tuple(complete))
