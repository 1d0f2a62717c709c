"""A job's state as letter, word and tone, and the evidence where it stands still."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from statistics import median

from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.metric.record import MetricSeries
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.doctor.marks import gravest, rule_word
from breadtui.ui.present.tones import Tone
from breadtui.values import dataclass, replace

FEWEST_STEPS_FOR_ESTIMATE = 10
RECENT_STEPS = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is said: a letter for columns, a word for sentences, a tone for colour."""

    letter: str
    word: str
    tone: Tone


STALLED = Mark("!", "stalled", Tone.STALLED)
GONE = Mark("?", "gone", Tone.DIM)
VAGUE = Mark(" ", "queued or not started", Tone.DIM)
"""Only a tree tells of it, which has one word for both."""
_MARKS: Mapping[JobStatus, Mark] = {
    JobStatus.NOT_STARTED: Mark("-", "not started", Tone.DIM),
    JobStatus.PENDING: Mark("Q", "queued", Tone.QUEUED),
    JobStatus.RUNNING: Mark("R", "running", Tone.RUNNING),
    JobStatus.COMPLETE: Mark("D", "done", Tone.DONE),
    JobStatus.FAILED: Mark("F", "failed", Tone.FAILED),
    JobStatus.UNKNOWN: Mark("?", "unknown", Tone.UNKNOWN),
}


def mark_of(status: JobStatus, status_text: str = "") -> Mark:
    """The mark of a status; a word we do not know is shown as the service said it."""
    mark = _MARKS[status]
    if status is JobStatus.UNKNOWN and status_text:
        return replace(mark, word=clean(status_text, limit=40))
    return mark


def seen_mark(seen: SeenJob) -> Mark:
    """The mark of a job as last seen: gone, stalled and probably lost come before its status."""
    if seen.is_gone:
        return GONE
    if stalled_seconds(seen) is not None:
        return STALLED
    if seen.job.is_vague:
        return VAGUE
    if (alarm := gravest(seen)) is not None:
        return Mark("!", rule_word(alarm.rule), Tone.FAILED)
    return mark_of(seen.job.status, seen.job.status_text)


def step_seconds(series: MetricSeries | None) -> float | None:
    """The median time of the last training steps, or None before there are ten."""
    if series is None or len(series) < FEWEST_STEPS_FOR_ESTIMATE:
        return None
    recent = islice(reversed(series.columns.get("step_time", ())), RECENT_STEPS)
    known = [seconds for seconds in recent if seconds > 0]
    return median(known) if known else None


def remaining_seconds(job: Job, series: MetricSeries | None) -> float | None:
    """What a running bake still needs, guessed from its step time and percent; None where nothing can be said.

    At 100 percent a job may still run for an hour. Source: the API contract, metrics; no total of steps is published,
    so it follows from the percentage.
    """
    percent, each, last_step = progress_percent_of(job), step_seconds(series), series.last_step if series else None
    if job.status is not JobStatus.RUNNING or not percent or percent >= 100 or each is None or last_step is None:
        return None
    return each * last_step * (100.0 - percent) / percent
