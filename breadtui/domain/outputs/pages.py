"""Rows as they come: a page of one job's output."""

from __future__ import annotations

from breadtui.domain.jobs import Job
from breadtui.domain.json_values import Json
from breadtui.values import dataclass

MOST_PAGE_ROWS = 1000
"""Rows that one page may have. Source: the API contract, pagination."""


@dataclass(frozen=True, slots=True)
class OutputPage:
    """Rows `offset` onward of one job's output, with the job as it stood when they were read."""

    job: Job
    rows: tuple[Json, ...]
    offset: int
    has_more: bool
