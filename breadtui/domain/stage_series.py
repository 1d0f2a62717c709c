"""How a stim or rollout went, as it was seen: rows, rows per second, percent and what was left, over time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import nan

from breadtui.domain.estimates import Progress, eta_of, with_progress
from breadtui.domain.jobs import Job, JobStatus, status_of
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.sightings import JobSighting
from breadtui.values import dataclass, field

PERCENT = "percent"
ROWS = "rows"
PACE = "rows_per_second"
LEFT = "left_seconds"
STAGE_METRICS = (PERCENT, PACE, LEFT, ROWS)
"""What is known of a stage at each look, in reading order."""


@dataclass(frozen=True, slots=True)
class StageSeries:
    """The newest run of a stage; `series.steps` are seconds since `began_at`, the first look at it.

    Its columns are `STAGE_METRICS`. The pace is the mean since the look before, so that it is true over a gap in
    watching too; what was left is what was estimated at that look. A figure that was not known is NaN.
    """

    began_at: datetime | None = None
    series: MetricSeries = field(default_factory=MetricSeries)

    def __len__(self) -> int:
        return len(self.series)


def stage_series(history: Sequence[JobSighting]) -> StageSeries:
    """The series of a stage's newest run from what was seen of it, oldest first; empty where it was never seen run."""
    run = _newest_run(history)
    if not run:
        return StageSeries()
    began_at = run[0].seen_at
    places = array("d", ((seen.seen_at - began_at).total_seconds() for seen in run))
    columns = {
        PERCENT: array("d", map(_percent_of, run)),
        PACE: array("d", (nan, *(_pace(one, other) for one, other in pairwise(run)))),
        LEFT: array("d", _lefts(run)),
        ROWS: array("d", (_known(seen.lines) for seen in run)),
    }
    return StageSeries(began_at, MetricSeries(places, columns, rows_count=len(run)))


def _newest_run(history: Sequence[JobSighting]) -> list[JobSighting]:
    """The looks at the run that came last, its end among them; looks at the same moment count once."""
    run: list[JobSighting] = []
    is_over = False
    for seen in history:
        status = status_of(seen.status)
        if status not in {JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.FAILED}:
            run, is_over = ([], False) if status is not JobStatus.UNKNOWN else (run, is_over)
            continue
        if run and (is_over or _is_another(run[-1], seen)) and status is JobStatus.RUNNING:
            run = []
        is_over = status is not JobStatus.RUNNING
        if run and seen.seen_at <= run[-1].seen_at:
            run.pop()
        if run or status is JobStatus.RUNNING:
            run.append(seen)
    return run


def _is_another(before: JobSighting, after: JobSighting) -> bool:
    """A job begun anew: another id, or fewer rows."""
    is_renamed = before.run_id is not None and after.run_id is not None and before.run_id != after.run_id
    return is_renamed or (before.lines is not None and after.lines is not None and after.lines < before.lines)


def _pace(one: JobSighting, other: JobSighting) -> float:
    seconds = (other.seen_at - one.seen_at).total_seconds()
    if one.lines is None or other.lines is None or seconds <= 0:
        return nan
    return (other.lines - one.lines) / seconds


def _lefts(run: Sequence[JobSighting]) -> list[float]:
    """The seconds that were left by what was known at each look; none once it ended."""
    course: tuple[Progress, ...] = ()
    found: list[float] = []
    for seen in run:
        status = status_of(seen.status)
        job = Job(seen.key, status, lines=seen.lines, progress_percent=seen.progress_percent)
        course = with_progress(course, job, seen.seen_at) if seen.progress_percent is not None else course
        eta = eta_of(job, seen.seen_at, course) if status is JobStatus.RUNNING else None
        found.append(eta.middle_seconds if eta is not None else 0.0 if status is JobStatus.COMPLETE else nan)
    return found


def _percent_of(seen: JobSighting) -> float:
    """A run that is complete is at all of it, though no percentage is told any more."""
    is_whole = seen.progress_percent is None and status_of(seen.status) is JobStatus.COMPLETE
    return 100.0 if is_whole else _known(seen.progress_percent)


def _known(value: float | None) -> float:
    return nan if value is None else float(value)
