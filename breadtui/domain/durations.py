"""How long a job ran, as far as it was watched, and how long it still may: gaps are never filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from breadtui.domain.jobs import SETTLED, JobStatus, status_of
from breadtui.domain.sightings import JobSighting
from breadtui.values import dataclass

SURE_SECONDS = 60.0
"""Begin and end known to within this are called known."""
SURE_SHARE = 0.02
ABOUT_SHARE = 0.25
SAYING_SECONDS = 1.0
"""That something took at least less than this says nothing."""


class Knowledge(StrEnum):
    """How a duration is known, by the sign it is told with."""

    EXACT = ""
    ABOUT = "~"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of running in seconds, and how it is known."""

    seconds: float
    knowledge: Knowledge = Knowledge.EXACT


@dataclass(frozen=True, slots=True)
class _Run:
    """The newest run among sightings: the look before it, its looks, and the end that was seen."""

    before: JobSighting | None
    looks: tuple[JobSighting, ...]
    end: JobSighting | None


def run_duration(sightings: Sequence[JobSighting], seen_at: datetime | None = None) -> Duration | None:
    """How long the newest run took, or has taken until `seen_at`; None where it was never seen running.

    A run that began or ended while nobody looked took at least as long as it was watched. `sightings` are the
    changes of one job, oldest first.
    """
    run = _newest_run(sightings)
    if run is None:
        return None
    first, last = run.looks[0].seen_at, run.looks[-1].seen_at
    end = run.end.seen_at if run.end is not None else max(seen_at or last, last)
    watched = ((last if run.end is not None else end) - first).total_seconds()
    start_gap = (first - run.before.seen_at).total_seconds() if run.before is not None else float("inf")
    end_gap = (end - last).total_seconds() if run.end is not None else 0.0
    unsure = start_gap + end_gap
    if unsure <= max(SURE_SECONDS, SURE_SHARE * watched):
        return Duration(watched + unsure / 2)
    if unsure <= ABOUT_SHARE * watched:
        return Duration(watched + unsure / 2, Knowledge.ABOUT)
    return Duration(watched, Knowledge.AT_LEAST) if watched >= SAYING_SECONDS else None


def _newest_run(sightings: Sequence[JobSighting]) -> _Run | None:
    """The last stretch of looks at a running job; a job begun anew has more than one."""
    statuses = [status_of(sighting.status) for sighting in sightings]
    running = [at for at, status in enumerate(statuses) if status is JobStatus.RUNNING]
    if not running:
        return None
    last = first = running[-1]
    while first > 0 and statuses[first - 1] is JobStatus.RUNNING:
        first -= 1
    before = sightings[first - 1] if first > 0 else None
    after = sightings[last + 1] if last + 1 < len(sightings) else None
    end = after if after is not None and status_of(after.status) in SETTLED else None
    if after is not None and end is None:
        return None
    return _Run(before, tuple(sightings[first : last + 1]), end)
