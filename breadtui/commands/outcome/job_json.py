"""A job as JSON and as words, the same in every command."""

from __future__ import annotations

from breadtui.domain.jobs import Job, LossSummary, progress_percent_of, rows_expected
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey


def key_to_json(key: JobKey) -> dict[str, Json]:
    """Which job."""
    return {"repo": key.repo, "phase": key.phase.value, "name": key.name}


def seen_to_json(job: Job) -> dict[str, Json]:
    """How a job stands, without its configuration."""
    loss = job.loss or LossSummary()
    return {
        **key_to_json(job.key),
        "status": job.status.value,
        "status_text": job.status_text,
        "progress_percent": progress_percent_of(job),
        "lines": job.lines,
        "total_expected": rows_expected(job),
        "loss": {"latest": loss.latest, "final": loss.final, "minimum": loss.minimum, "maximum": loss.maximum},
        "error": job.error,
    }


def job_to_json(job: Job) -> dict[str, Json]:
    """All that is known of a job."""
    return {
        **seen_to_json(job),
        "job_id": job.job_id,
        "model_names": list(job.model_names),
        "config": job.config,
    }


def place_of(key: JobKey) -> str:
    """The job as it is typed: `repo/name`."""
    return f"{key.repo}/{key.name}"


def progress_words(job: Job) -> str:
    """Percent, rows and loss as far as they are known, e.g. `46%  412 of 1900 rows  loss 1.4e-07`."""
    percent = progress_percent_of(job)
    words = ["" if percent is None else f"{percent:.0f}%"]
    if job.lines is not None:
        expected = rows_expected(job)
        words.append(f"{job.lines} rows" if expected is None else f"{job.lines} of {expected} rows")
    if job.loss is not None and job.loss.latest is not None:
        words.append(f"loss {job.loss.latest:.2g}")
    return "  ".join(word for word in words if word)
