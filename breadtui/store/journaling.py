"""What changed between two states, as sightings for the journal."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.jobs import Job
from breadtui.domain.sightings import JobSighting
from breadtui.store.keyed import moved_keys
from breadtui.store.state import AppState


def job_sightings(before: AppState, after: AppState, at: datetime) -> tuple[JobSighting, ...]:
    """The jobs that are new or changed, in the order of `after`."""
    if before.jobs is after.jobs:
        return ()
    known = before.jobs
    return tuple(
        _sighting(after.jobs[key].job, at)
        for key in moved_keys(known, after.jobs)
        if key not in known or known[key].job is not after.jobs[key].job
    )


def _sighting(job: Job, at: datetime) -> JobSighting:
    loss = None if job.loss is None else job.loss.final if job.loss.latest is None else job.loss.latest
    return JobSighting(
        job.key, at, job.status_text or job.status.value, job.progress_percent, job.lines, loss, job.error
    )
