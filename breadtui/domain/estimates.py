"""When a job will end, as a range: from step times, from the pace at which it was seen to go, from past runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import islice
from math import isfinite
from statistics import fmean, stdev

from breadtui.domain.jobs import Job, JobStatus, LossSummary, progress_percent_of, rows_expected, status_of
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.domain.preflight.estimates import PastRun, span_of
from breadtui.domain.sightings import JobSighting
from breadtui.values import dataclass, replace

FIRST_STEPS = 10
"""Before so many steps or rows nothing is read from the run itself: loading and warming up are no pace."""
RECENT_STEPS = 50
FEWEST_SECONDS = 30.0
"""A pace is read from at least so much watching."""
MOST_POINTS = 24
PERCENT_GRAIN = 0.1
"""The service rounds percentages to one decimal. Source: the API contract, job answers."""
FASTEST, SLOWEST = 0.25, 0.75


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job was when that was first seen: percent done, 0 to 100, rows where counted, a bake's loss."""

    at: datetime
    percent: float
    lines: int | None = None
    loss: float | None = None


class Basis(StrEnum):
    """What an estimate rests on."""

    STEPS = "step time"
    PACE = "pace seen"
    PAST = "past runs"


@dataclass(frozen=True, slots=True)
class Eta:
    """Seconds that a job still needs from `at` on, from the least to the most that is likely, and why."""

    least_seconds: float
    most_seconds: float
    at: datetime
    basis: Basis

    @property
    def middle_seconds(self) -> float:
        """The one figure where there is room for one."""
        return (self.least_seconds + self.most_seconds) / 2

    def after(self, now: datetime) -> Eta:
        """The same end, told at a later moment; never below nothing."""
        gone = max((now - self.at).total_seconds(), 0.0)
        least, most = (max(seconds - gone, 0.0) for seconds in (self.least_seconds, self.most_seconds))
        return replace(self, least_seconds=least, most_seconds=most, at=max(now, self.at))


def with_progress(course: Sequence[Progress], job: Job, at: datetime) -> tuple[Progress, ...]:
    """The course of a run with one more look, at most `MOST_POINTS` of them: every other older one is left out.

    A job that does not run, or fell back to an earlier place, begins a new course.
    """
    percent = progress_percent_of(job)
    if job.status is not JobStatus.RUNNING or percent is None:
        return ()
    if course and course[-1].percent == percent:
        return tuple(course)
    if course and course[-1].percent > percent:
        course = ()
    longer = (*course, Progress(at, percent, job.lines, None if job.loss is None else job.loss.latest))
    return longer if len(longer) <= MOST_POINTS else (*longer[:-2:2], longer[-1])


def course_of(history: Sequence[JobSighting]) -> tuple[Progress, ...]:
    """How far the last run in a job's history was at which look."""
    course: tuple[Progress, ...] = ()
    run_id: int | None = None
    for seen in history:
        status = status_of(seen.status)
        is_anew = run_id is not None and seen.run_id is not None and seen.run_id != run_id
        run_id = seen.run_id if seen.run_id is not None else run_id
        if status is not JobStatus.RUNNING or is_anew:
            course = ()
        if status is JobStatus.RUNNING and seen.progress_percent is not None:
            loss = None if seen.loss is None else LossSummary(latest=seen.loss)
            job = Job(seen.key, status, lines=seen.lines, progress_percent=seen.progress_percent, loss=loss)
            course = with_progress(course, job, seen.seen_at)
    return course


def eta_of(
    job: Job,
    seen_at: datetime,
    course: Sequence[Progress] = (),
    series: MetricSeries | None = None,
    past: Sequence[PastRun] = (),
) -> Eta | None:
    """When a queued or running job ends, told from the last look at it; None where nothing can be said.

    A bake goes by its step times and, where it was watched, by the pace at which it was seen to go, which holds the
    pauses between steps as well; stim and rollout go by their pace. In the first ten steps or rows, and while it is
    queued, past runs of the same kind speak: `past` are those of its phase. Whoever knows that it stands still or is
    gone does not ask. At 100 percent a job may still run for an hour: then nothing is said.
    Source: the API contract, metrics; no total of steps is published, so it follows from the percentage.
    """
    if job.status is JobStatus.RUNNING:
        percent = progress_percent_of(job)
        if percent is not None and percent >= 100:
            return None
        found = _by_steps(percent, seen_at, course, series) or _by_pace(job, seen_at, course)
        if found is not None:
            return found
    if job.status in {JobStatus.RUNNING, JobStatus.PENDING}:
        return _by_past(job, seen_at, course, past)
    return None


def _by_steps(
    percent: float | None, seen_at: datetime, course: Sequence[Progress], series: MetricSeries | None
) -> Eta | None:
    step = None if series is None else series.last_step
    if series is None or not percent or step is None or min(step, _logged(series)) < FIRST_STEPS:
        return None
    times = _step_times(series)
    if not times:
        return None
    each, doubt = fmean(times), 2 * stdev(times) / len(times) ** 0.5 if len(times) > 1 else 0.0
    steps = [
        step * (100.0 / share - 1.0) for share in (percent + PERCENT_GRAIN / 2, max(percent - PERCENT_GRAIN / 2, 0.01))
    ]
    watched = _watched_step_seconds(course, step * 100.0 / percent, each)
    paces = (each, watched) if watched is not None else (each,)
    least = max(min(paces) - doubt, 0.0) * max(steps[0], 0.0)
    most = (max(paces) + doubt) * steps[1]
    return Eta(least, most, seen_at, Basis.STEPS) if isfinite(most) else None


def _logged(series: MetricSeries) -> int:
    """Rows since training last began."""
    return len(series) - (series.restarts[-1] if series.restarts else 0)


def _step_times(series: MetricSeries) -> list[float]:
    """Seconds of the recent steps, by whichever of the two names the service logs them."""
    for name in ("step_time", "iter_time"):
        recent = islice(reversed(series.columns.get(name, ())), min(RECENT_STEPS, _logged(series)))
        known = [seconds for seconds in recent if isfinite(seconds) and seconds > 0]
        if known:
            return known
    return []


def _watched_step_seconds(course: Sequence[Progress], steps: float, each: float) -> float | None:
    """Seconds a step by the clock, pauses included; None where too little was watched to tell."""
    pace = _paces(course)
    if pace is None or pace.doubt > 0.1:
        return None
    seconds = 100.0 / pace.whole / steps
    return seconds if each / 3 < seconds < each * 3 else None


@dataclass(frozen=True, slots=True)
class _Paces:
    """Percent a second since the start of the course and lately; `doubt` is the share by which they may be wrong."""

    whole: float
    lately: float
    doubt: float


def _paces(course: Sequence[Progress]) -> _Paces | None:
    moving = [point for point in course if point.percent > 0]
    if len(moving) < 2:
        return None
    first, middle, last = moving[0], moving[(len(moving) - 1) // 2], moving[-1]
    seconds, gained = (last.at - first.at).total_seconds(), last.percent - first.percent
    late_seconds, late_gained = (last.at - middle.at).total_seconds(), last.percent - middle.percent
    if seconds < FEWEST_SECONDS or late_seconds <= 0 or gained <= 0 or late_gained <= 0:
        return None
    between = seconds / (len(moving) - 1)
    doubt = PERCENT_GRAIN / gained + between / 2 / seconds
    return _Paces(gained / seconds, late_gained / late_seconds, min(doubt, 0.5))


def _by_pace(job: Job, seen_at: datetime, course: Sequence[Progress]) -> Eta | None:
    paces = _paces(course)
    if paces is None or (job.lines is not None and job.lines < FIRST_STEPS):
        return None
    last = course[-1]
    since = (seen_at - last.at).total_seconds()
    lefts = [(100.0 - last.percent) / pace - since for pace in (paces.whole, paces.lately)]
    least, most = min(lefts) * (1 - paces.doubt), max(lefts) * (1 + paces.doubt)
    return Eta(max(least, 0.0), max(most, 0.0), seen_at, Basis.PACE)


def _by_past(job: Job, seen_at: datetime, course: Sequence[Progress], past: Sequence[PastRun]) -> Eta | None:
    """By the pace of past runs over its rows, else by how long they took, less what has gone by since it was seen."""
    rows = rows_expected(job) if job.key.phase is not Phase.BAKE else None
    span, _ = span_of(past, rows) if rows else (None, 0)
    if span is None:
        took = sorted(run.seconds for run in past if run.seconds > 0)
        if not took:
            return None
        least, most = took[int(FASTEST * len(took))], took[min(int(SLOWEST * len(took)), len(took) - 1)]
    else:
        least, most = span.least_seconds, span.most_seconds
    gone = (seen_at - course[0].at).total_seconds() if course else 0.0
    return Eta(max(least - gone, 0.0), most - gone, seen_at, Basis.PAST) if most > gone else None
