"""How far jobs are, as lines or as JSON: each change once, as `wait` writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from breadtui.commands.outcome.job_json import place_of, progress_words, seen_to_json
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.domain.jobs import Job
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.store.ports.service import Clock


class Progress:
    """Writes a line for each job that says something new."""

    def __init__(self, out: TextIO, clock: Clock, *, is_json: bool) -> None:
        self._out, self._clock, self._is_json = out, clock, is_json
        self._began_at = clock.now()
        self._last: dict[JobKey, dict[str, Json]] = {}

    def put(self, job: Job) -> None:
        """Write it, unless it says the same as before; one that has not begun says nothing."""
        said = seen_to_json(job)
        if self._last.get(job.key) == said or not (job.is_active or job.is_settled):
            return
        self._last[job.key] = said
        elapsed_seconds = (self._clock.now() - self._began_at).total_seconds()
        if self._is_json:
            record = {**said, "model_names": list(job.model_names), "elapsed_seconds": round(elapsed_seconds, 3)}
            put_json(self._out, record)
            return
        words = f"{job.key.phase.value}  {job.status.value}  {progress_words(job)}"
        put_line(self._out, f"{clock_span(elapsed_seconds)}  {place_of(job.key)}  {words}".rstrip())

    def put_settled(self, jobs: Iterable[Job]) -> None:
        """Write how these are now."""
        for job in jobs:
            self.put(job)


def clock_span(seconds: float) -> str:
    """`1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
