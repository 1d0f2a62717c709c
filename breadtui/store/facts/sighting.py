"""How a new look at a job meets what was known of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import isnan
from typing import NamedTuple

from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.estimates import with_progress
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey
from breadtui.domain.repos import TreeBake
from breadtui.store.facts.state import SeenJob
from breadtui.values import replace


class Figures(NamedTuple):
    """A job's status, percent done, rows written, and latest loss; each None where it is not told or no number."""

    status: JobStatus
    percent: float | None
    lines: int | None
    loss: float | None


LAG_SECONDS = 60.0
"""How long reads may lag behind a start of ours before they are believed."""


def seen_again(before: SeenJob | None, job: Job, at: datetime) -> SeenJob:
    """A job's own answer: everything it says counts, and what it leaves out is kept where it cannot have changed."""
    if before is None:
        return SeenJob(job, at, at, run_id=job.job_id, course=with_progress((), job, at))
    if _lags(before, job.status, at):
        return replace(before, seen_at=at, error=None, is_gone=False, figures_at=None)
    known = _kept_where_silent(before.job, job)
    if known == before.job:
        return replace(before, seen_at=at, error=None, is_gone=False, started_at=None, figures_at=None)
    moved = replace(_moved(before, known, at), figures_at=None)
    is_same = figures_of(known) == figures_of(before.job) and not is_new_run(before, moved)
    if is_same:
        return replace(moved, changed_at=before.changed_at, has_changed=before.has_changed)
    is_news = has_got_on(before.job, known) or known.status is not before.job.status or is_new_run(before, moved)
    return moved if is_news else replace(moved, has_changed=before.has_changed)


def figures_of(job: Job) -> Figures:
    """How far a job says it is: what the journal keeps of it, too."""
    loss = None if job.loss is None else job.loss.final if job.loss.latest is None else job.loss.latest
    return Figures(job.status, job.progress_percent, job.lines, None if loss is None or isnan(loss) else loss)


def has_got_on(before: Job, job: Job) -> bool:
    """The job tells other figures than it did; the first that it tells are no news, since a tree tells none."""
    was = figures_of(before)
    return was[1:] != (None, None, None) and was != figures_of(job)


def seen_in_tree(before: SeenJob | None, key: JobKey, bake: TreeBake, at: datetime) -> SeenJob:
    """A bake's line in the tree: its status and models count, richer facts of its own answer stay.

    What settled and did not change is given back as it is, so that a large tree costs nothing; so is a bake
    whose own answer is 404, though the tree still lists it.
    """
    if before is None:
        return SeenJob(_of_tree(key, bake), at, at, figures_at=at)
    figures_at = before.figures_at or before.seen_at
    known = _with_tree(before.job, bake)
    is_same = known is before.job or _lags(before, bake.status, at)
    if is_same and isinstance(before.error, NotFound):
        return before
    if is_same and not before.is_gone:
        return before if before.job.is_settled else replace(before, seen_at=at, figures_at=figures_at)
    seen = replace(before if is_same else _moved(before, known, at), seen_at=at, error=None, is_gone=False)
    return replace(seen, figures_at=figures_at)


def seen_started(before: SeenJob | None, job: Job, at: datetime) -> SeenJob:
    """The answer to a start of ours: marked, since reads may lag behind it."""
    is_new_run = before is None or not before.job.is_active
    seen = seen_again(None if before is None else replace(before, started_at=None), job, at)
    return replace(seen, started_at=at, told_status=None if is_new_run else seen.told_status)


def is_overtaken(before: SeenJob | None, asked_at: datetime) -> bool:
    """Something became known of the job since that time, so an answer that was asked for then may be older than it."""
    return before is not None and before.changed_at > asked_at


def not_seen(before: SeenJob, error: BreadError) -> SeenJob:
    """A look that failed: the last facts stay, with the reason; a 404 marks the job as gone."""
    return replace(before, error=error, is_gone=before.is_gone or isinstance(error, NotFound))


def is_new_run(before: SeenJob, after: SeenJob) -> bool:
    """The service names another job id than last time: the same name, but begun anew."""
    return before.run_id is not None and after.run_id is not None and before.run_id != after.run_id


def _lags(before: SeenJob, status: JobStatus, at: datetime) -> bool:
    if before.started_at is None or status is not JobStatus.NOT_STARTED:
        return False
    return at - before.started_at < timedelta(seconds=LAG_SECONDS)


def _kept_where_silent(before: Job, job: Job) -> Job:
    is_same_end = job.status is JobStatus.COMPLETE and before.status is JobStatus.COMPLETE
    return replace(
        job,
        model_names=before.model_names if is_same_end and not job.model_names else job.model_names,
        config=job.config or before.config,
    )


def _of_tree(key: JobKey, bake: TreeBake) -> Job:
    """A bake of which nothing is known but its line in the tree."""
    is_vague = bake.status is JobStatus.PENDING
    return Job(key, bake.status, bake.status_text, model_names=bake.model_names, config=bake.config, is_vague=is_vague)


def _with_tree(before: Job, bake: TreeBake) -> Job:
    status = before.status if _says_less(bake.status, before.status) else bake.status
    models = bake.model_names or before.model_names
    if status is before.status and models == before.model_names:
        return before
    text = before.status_text if status is before.status else bake.status_text
    is_vague = before.is_vague and status is before.status
    return replace(before, status=status, status_text=text, model_names=models, is_vague=is_vague)


def _says_less(in_tree: JobStatus, known: JobStatus) -> bool:
    """The tree says `pending` also of what was never started, and `unknown` of what it did not look up.

    Source: the API contract, open questions (the tree's words).
    """
    return in_tree is JobStatus.UNKNOWN or (in_tree is JobStatus.PENDING and known is JobStatus.NOT_STARTED)


def _moved(before: SeenJob, job: Job, at: datetime) -> SeenJob:
    seen = replace(
        before,
        job=job,
        seen_at=at,
        changed_at=at,
        has_changed=True,
        error=None,
        is_gone=False,
        run_id=before.run_id if job.job_id is None else job.job_id,
        started_at=None,
    )
    is_anew = is_new_run(before, seen)
    seen = replace(seen, course=with_progress(() if is_anew else before.course, job, at))
    return replace(seen, told_status=None) if is_anew else seen
