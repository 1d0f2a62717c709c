"""Notices: numbered, so that each is shown once, and only the last ones kept."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import AppState, Notice, Severity
from breadtui.values import replace

KEPT_NOTICES = 100


def noticed(state: AppState, severity: Severity, text: str, at: datetime, about: JobKey | None = None) -> AppState:
    """The state with one more notice."""
    number = state.notice_count + 1
    notice = Notice(number, at, severity, text, about)
    return replace(state, notices=(*state.notices, notice)[-KEPT_NOTICES:], notice_count=number)


def settled_notice(state: AppState, job: Job, at: datetime) -> AppState:
    """The state with the notice that a job is finished, or failed and why."""
    if job.status is JobStatus.COMPLETE:
        return noticed(state, Severity.INFORMATION, f"{job.key.name} finished", at, job.key)
    return noticed(state, Severity.ERROR, f"{job.key.name} failed: {first_line(job.error)}", at, job.key)


def first_line(text: str | None) -> str:
    """The first line that says anything, or that no reason was given."""
    lines = (line.strip() for line in (text or "").splitlines())
    return next((line for line in lines if line), "no reason given")
