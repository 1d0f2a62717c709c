"""How the jobs of all open repositories stand, in a few figures for a status line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from breadtui.domain.answers import Tally
from breadtui.domain.doctor.alarms import Rule, worrying
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.views.etas import eta_of_seen


def tally_of(state: AppState, now: datetime) -> Tally:
    """The figures; what is gone counts nowhere, and a stalled job as stalled alone."""
    standing = standing_of(state.jobs)
    active = [state.jobs[key] for key in standing.active if not state.jobs[key].is_gone]
    stalled = sum(stalled_seconds(seen) is not None for seen in active)
    queued = sum(seen.job.status is JobStatus.PENDING for seen in active)
    return Tally(
        now,
        running=len(active) - queued - stalled,
        queued=queued,
        failed=_there(state, standing.failed),
        stalled=stalled,
        alarms=sum(any(alarm.rule is not Rule.STALLED for alarm in worrying(seen.alarms)) for seen in active),
        done=_there(state, standing.complete),
        repos=len(state.opened),
        next_end_seconds=min(_ends(state, active, now), default=None),
        by_repo=_by_repo(active),
    )


def _there(state: AppState, keys: Sequence[JobKey]) -> int:
    return sum(not state.jobs[key].is_gone for key in keys)


def _ends(state: AppState, active: list[SeenJob], now: datetime) -> Iterator[float]:
    for seen in active:
        series = value_of(state.metrics.get(seen.job.key, NOT_ASKED))
        if (eta := eta_of_seen(seen, series)) is not None:
            yield eta.after(now).middle_seconds


def _by_repo(active: list[SeenJob]) -> dict[str, dict[str, int]]:
    counts = Counter((seen.job.key.repo, seen.job.status.value) for seen in active)
    found: dict[str, dict[str, int]] = {}
    for (repo, status), count in sorted(counts.items()):
        found.setdefault(repo, {})[status] = count
    return found
