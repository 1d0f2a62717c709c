"""`breadtui status --oneline` where nobody records: the service is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from breadtui.commands.monitoring.status_line import put_tally
from breadtui.commands.outcome.looks import answers_of, trees_of
from breadtui.domain.answers import Bearing, Tally
from breadtui.domain.errors import BreadError, RateLimited
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.repos import RepoTree

if TYPE_CHECKING:
    from breadtui.store.ports.service import BreadApi

MOST_PENDING = 20
"""So many bakes are asked whether they wait or were never started; further ones are not counted."""


async def put_asked(api: BreadApi, out: TextIO, now: datetime, *, is_json: bool) -> None:
    """Ask for the trees, and for bakes that they call pending; write how bakes stand.

    Stims and rollouts are not counted: each would cost a request whenever the line is drawn. Raises: BreadError.
    """
    repos = await api.repos()
    trees = await trees_of(api, [repo.name for repo in repos])
    failures = [tree for tree in trees if isinstance(tree, BreadError)]
    counts = Counter(bake.status for tree in trees if isinstance(tree, RepoTree) for bake in tree.bakes.values())
    tally = Tally(
        now,
        running=counts[JobStatus.RUNNING] + counts[JobStatus.UNKNOWN],
        queued=await _queued(api, [tree for tree in trees if isinstance(tree, RepoTree)]),
        failed=counts[JobStatus.FAILED],
        done=counts[JobStatus.COMPLETE],
        repos=len(repos),
    )
    put_tally(out, tally, now, _bearing(failures, now), is_json=is_json, is_of_bakes=True)


def _bearing(failures: Sequence[BreadError], now: datetime) -> Bearing:
    """What kept trees away; where the service asked for a wait, how long."""
    waits = [each.retry_after_seconds or 0.0 for each in failures if isinstance(each, RateLimited)]
    others = [each for each in failures if not isinstance(each, RateLimited)]
    return Bearing(
        trouble=others[0] if others else None,
        quiet_until=now + timedelta(seconds=max(waits)) if waits else None,
    )


async def _queued(api: BreadApi, trees: Iterable[RepoTree]) -> int:
    """How many bakes wait to begin. A tree calls those pending, too, that nobody started: source, the API contract."""
    pending = [
        JobKey(tree.repo, Phase.BAKE, name)
        for tree in trees
        for name, bake in tree.bakes.items()
        if bake.status is JobStatus.PENDING
    ]
    jobs = await answers_of(api.job, pending[:MOST_PENDING])
    return sum(job.status is JobStatus.PENDING for job in jobs.values())
