"""When a running job is called stalled: it was looked at, and nothing came for far longer than things usually take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from breadtui.domain.doctor.figures import seconds_words
from breadtui.domain.doctor.pulse import NO_PULSE, Pulse
from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.names import Phase

BEATS_OF_SILENCE = 5
"""So many usual steps without a new one are a stall."""

LEAST_SECONDS = 30.0
"""No silence shorter than this is a stall: looks are rounds apart, and links stutter."""

LEAST_ROWS_SECONDS = 90.0
"""Rows are written by many callers at once, so they come in bursts."""

QUIETS_SURVIVED = 2
"""A silence is no stall before it lasts twice as long as one after which the same run went on."""

FALLBACK_SECONDS = 600.0
"""Where the pace of a job is unknown, it may stand still for so long."""

AFTER_ALL_SECONDS = 7200.0
"""At 100 percent a job may run for an hour more, saving what it has. Source: the API contract, metrics."""


@dataclass(frozen=True, slots=True)
class Stillness:
    """What looks have shown of a running job.

    `looked_at` is the last look that could have shown progress and `changed_at` when a look last showed any. All
    lengths are between two looks, so that time in which nobody looked, or nobody could, counts only once it is over
    and the job is seen where it was.
    """

    looked_at: datetime
    changed_at: datetime
    pulse: Pulse = NO_PULSE


@dataclass(frozen=True, slots=True)
class Stall:
    """How long a job was seen to stand still, and the evidence for it."""

    seconds: float
    evidence: str


def stall_of(job: Job, still: Stillness) -> Stall | None:
    """Whether a running job stands still; None where it moves, or too little is known."""
    if job.status is not JobStatus.RUNNING:
        return None
    is_all_done = (progress_percent_of(job) or 0.0) >= 100.0
    return (None if is_all_done else _without_beats(job, still)) or _without_change(still, is_all_done=is_all_done)


def _without_beats(job: Job, still: Stillness) -> Stall | None:
    """No new step or row for too long, measured by the run's own pace."""
    unit = "step" if job.key.phase is Phase.BAKE else "row"
    beat_seconds = still.pulse.step_seconds or still.pulse.beat_seconds
    since, looked_at = still.pulse.since, still.pulse.looked_at
    if beat_seconds is None or since is None or looked_at is None or not still.pulse.count:
        return None
    seconds = (looked_at - max(since, still.changed_at)).total_seconds()
    if seconds < patience_seconds(beat_seconds, unit, still.pulse.longest_quiet_seconds):
        return None
    usual = f"median {seconds_words(beat_seconds)}"
    return Stall(seconds, f"no new {unit} for {seconds_words(seconds)} ({usual})")


def patience_seconds(beat_seconds: float, unit: str, longest_quiet_seconds: float = 0.0) -> float:
    """How long nothing may come from a run of this pace."""
    least = LEAST_SECONDS if unit == "step" else LEAST_ROWS_SECONDS
    return max(BEATS_OF_SILENCE * beat_seconds, least, QUIETS_SURVIVED * longest_quiet_seconds)


def _without_change(still: Stillness, *, is_all_done: bool) -> Stall | None:
    moved_at = max(still.changed_at, still.pulse.since or still.changed_at)
    seconds = (still.looked_at - moved_at).total_seconds()
    if seconds < (AFTER_ALL_SECONDS if is_all_done else FALLBACK_SECONDS):
        return None
    return Stall(seconds, f"no change for {seconds_words(seconds)}")
