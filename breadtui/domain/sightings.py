"""What was seen of jobs and prompts, and when: the entries of the journal."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class JobSighting:
    """A change of one job that was seen, for the journal.

    `run_id` is the job id the service named, None where it did not; `is_ours` says that it was started from here a
    moment ago, and `last_look_at` when it was last seen as it was before; both the journal keeps with the event and not
    with the sighting.
    """

    key: JobKey
    seen_at: datetime
    status: str
    progress_percent: float | None
    lines: int | None
    loss: float | None
    error: str | None
    run_id: int | None = None
    is_ours: bool = False
    last_look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromptSighting:
    """One version of a prompt's text, first seen at `seen_at`."""

    key: PromptKey
    seen_at: datetime
    prompt: Prompt
