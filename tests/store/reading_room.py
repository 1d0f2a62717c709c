"""Services that give rows, honest ones and others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.outputs.pages import OutputPage

STIM = JobKey(RepoName("r"), Phase.STIM, "t")
PROMPT = "You are Yoda. " * 400


def a_row(place: int) -> dict[str, Any]:
    turn = {"role": "user", "content": f"question {place}?"}
    return {
        "unconditioned_stimulus": {"messages": [{"role": "system", "content": PROMPT}, turn]},
        "conditioned_stimulus": {"messages": [turn]},
    }


class Service:
    """Serves `count` rows; `asked` has offset and limit of every request."""

    def __init__(
        self, count: int, status: JobStatus = JobStatus.COMPLETE, *, row: Callable[[int], Json] = a_row
    ) -> None:
        self.count = count
        self.status = status
        self.row = row
        self.lines: int | None = count
        self.most = 1000
        self.more: bool | None = None
        self.error: BreadError | None = None
        self.asked: list[tuple[int, int]] = []

    @property
    def job(self) -> Job:
        return Job(STIM, self.status, lines=self.lines)

    async def __call__(self, offset: int, limit: int) -> OutputPage:
        self.asked.append((offset, limit))
        if self.error is not None:
            raise self.error
        rows = tuple(self.row(place) for place in range(offset, min(offset + min(limit, self.most), self.count)))
        more = offset + len(rows) < self.count if self.more is None else self.more
        return OutputPage(self.job, rows, offset, more)
