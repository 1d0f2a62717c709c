"""Jobs as domain values."""

from __future__ import annotations

from breadtui.api.convert.words import status
from breadtui.api.wire import jobs as wire
from breadtui.domain.jobs import Job, LossSummary
from breadtui.domain.names import JobKey


def to_job(key: JobKey, body: object) -> Job:
    """A job, with the service's own status word beside ours."""
    return job_of(key, wire.Job.model_validate(body))


def job_of(key: JobKey, job: wire.Job) -> Job:
    """The job that an answer was read as."""
    return Job(
        key=key,
        status=status(job.status),
        status_text=job.status,
        lines=job.lines,
        total_expected=job.total_expected,
        progress_percent=job.progress_percent,
        error=job.error,
        job_id=job.job_id,
        loss=None if job.loss is None else _loss(job.loss),
        model_names=tuple(job.model_name),
        config=job.config or job.parameters or {},
    )


def _loss(loss: wire.Loss) -> LossSummary:
    return LossSummary(loss.latest_loss, loss.final_loss, loss.min_loss, loss.max_loss)
