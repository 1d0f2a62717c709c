"""What two looks at a job come to as happenings."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.happenings import Happening, Origin, What
from breadtui.domain.jobs import ACTIVE, SETTLED, JobStatus, status_of
from breadtui.domain.sightings import JobSighting


def job_happenings(
    before: JobSighting | None, seen: JobSighting, not_before: datetime | None, *, is_new_thing: bool = False
) -> tuple[Happening, ...]:
    """What happened to a job between the last look at it and this one, in order.

    `not_before` is when it was last seen as it was. Of a job that was never seen before, what had ended is no news
    unless the job itself is new (`is_new_thing`); the tree calls queued what was never started, so that is none either.
    Without a look between, a whole second run is told by its start and its end.
    """
    was = None if before is None else status_of(before.status)
    now = status_of(seen.status)
    found: list[What] = []
    if (
        _is_other_run(before, seen)
        or (was in SETTLED and now in ACTIVE)
        or (was is JobStatus.NOT_STARTED and now in ACTIVE and not _is_vague(seen))
    ):
        found.append(What.STARTED)
    elif now is JobStatus.RUNNING and was is not JobStatus.RUNNING:
        found.append(What.RUNNING)
    elif was is JobStatus.RUNNING and now is JobStatus.NOT_STARTED:
        found.append(What.STOPPED)
    has_ended = now in SETTLED and (was is not now or _is_other_run(before, seen))
    if has_ended and (before is not None or is_new_thing):
        found.append(What.FINISHED if now is JobStatus.COMPLETE else What.FAILED)
    return tuple(_happening(what, before, seen, not_before) for what in found)


def _is_vague(seen: JobSighting) -> bool:
    """A tree's word alone, as a window has it that has just begun to look: the job itself names its run."""
    return status_of(seen.status) is JobStatus.PENDING and seen.run_id is None and not seen.is_ours


def _is_other_run(before: JobSighting | None, seen: JobSighting) -> bool:
    if before is None or before.run_id is None or seen.run_id is None:
        return False
    return before.run_id != seen.run_id


def _happening(what: What, before: JobSighting | None, seen: JobSighting, not_before: datetime | None) -> Happening:
    origin = Origin.UNKNOWN
    if what is What.STARTED:
        origin = Origin.HERE if seen.is_ours else Origin.ELSEWHERE
    return Happening(
        what,
        seen.seen_at,
        seen.key,
        before="" if before is None else before.status,
        after=seen.status,
        detail=(seen.error or "") if what is What.FAILED else "",
        origin=origin,
        not_before=not_before,
    )
