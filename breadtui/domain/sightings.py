"""What was seen of jobs and prompts, and when: the entries of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.prompt.prompts import Prompt


@dataclass(frozen=True, slots=True)
class JobSighting:
    """A change of one job that was seen, for the journal."""

    key: JobKey
    seen_at: datetime
    status: str
    progress_percent: float | None
    lines: int | None
    loss: float | None
    error: str | None


@dataclass(frozen=True, slots=True)
class PromptSighting:
    """One version of a prompt's text, first seen at `seen_at`."""

    key: PromptKey
    seen_at: datetime
    prompt: Prompt
