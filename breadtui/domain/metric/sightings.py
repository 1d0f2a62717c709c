"""When training was seen to have come to which step, from the looks that the journal kept."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.jobs import JobStatus, status_of
from breadtui.domain.metric.axes import SeenSteps
from breadtui.domain.sightings import JobSighting


def seen_steps(history: Sequence[JobSighting], last_step: float) -> SeenSteps:
    """The steps of a bake's newest run with the seconds at which they were first seen, both ascending.

    The service tells percentages; the newest of them is taken for `last_step`, the last step that was logged. Looks at
    which nothing had moved say nothing; a percentage that falls begins a new run.
    """
    run: list[tuple[float, float]] = []
    for look in history:
        percent = _percent_of(look)
        if percent is None:
            continue
        if run and percent < run[-1][0]:
            run = []
        if not run or (percent > run[-1][0] and look.seen_at.timestamp() > run[-1][1]):
            run.append((percent, look.seen_at.timestamp()))
    if not run or last_step <= 0:
        return ()
    newest = run[-1][0]
    return tuple((last_step * percent / newest, at) for percent, at in run)


def _percent_of(look: JobSighting) -> float | None:
    """Above none; a run that is complete is at all of it."""
    status = status_of(look.status)
    if status is JobStatus.COMPLETE:
        return 100.0
    percent = look.progress_percent
    return percent if status in {JobStatus.RUNNING, JobStatus.FAILED} and percent is not None and percent > 0 else None
