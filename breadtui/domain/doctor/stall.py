"""When a running job is called stalled: it was looked at, and nothing came for far longer than things usually take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from breadtui.domain.doctor.figures import seconds_words
from breadtui.domain.doctor.pulse import NO_PULSE, Pulse, Unit
from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.values import dataclass

BEATS_OF_SILENCE = 5
"""So many usual steps without a new one are a stall."""

LEAST_SECONDS: Mapping[Unit, float] = {Unit.STEP: 30.0, Unit.ROW: 90.0, Unit.CHANGE: 90.0}
"""No silence shorter than this is a stall: looks are rounds apart, links stutter, and rows come in bursts."""

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
    return (None if is_all_done else _without_beats(still)) or _without_change(still, is_all_done=is_all_done)


def _without_beats(still: Stillness) -> Stall | None:
    """Nothing new for too long, measured by the run's own pace."""
    pulse, beat_seconds = still.pulse, _beat_seconds(still.pulse)
    if beat_seconds is None or pulse.since is None or pulse.looked_at is None or not pulse.count:
        return None
    seconds = (pulse.looked_at - max(pulse.since, still.changed_at)).total_seconds()
    if seconds < patience_seconds(beat_seconds, pulse.unit, pulse.longest_quiet_seconds):
        return None
    usual = f"usually one in {seconds_words(beat_seconds)}" if pulse.unit is Unit.CHANGE else _median(beat_seconds)
    return Stall(seconds, f"no new {pulse.unit} for {seconds_words(seconds)} ({usual})".replace("new change", "change"))


def _median(beat_seconds: float) -> str:
    return f"median {seconds_words(beat_seconds)}"


def _beat_seconds(pulse: Pulse) -> float | None:
    return (pulse.step_seconds if pulse.unit is Unit.STEP else None) or pulse.beat_seconds


def patience_seconds(beat_seconds: float, unit: Unit, longest_quiet_seconds: float = 0.0) -> float:
    """How long nothing may come from a run of this pace."""
    return max(BEATS_OF_SILENCE * beat_seconds, LEAST_SECONDS[unit], QUIETS_SURVIVED * longest_quiet_seconds)


def _without_change(still: Stillness, *, is_all_done: bool) -> Stall | None:
    grown_at = still.pulse.since if still.pulse.has_grown else None
    moved_at = max(still.changed_at, grown_at or still.changed_at)
    seconds = (still.looked_at - moved_at).total_seconds()
    patience = (
        AFTER_ALL_SECONDS if is_all_done else max(FALLBACK_SECONDS, BEATS_OF_SILENCE * (_slow_change(still) or 0))
    )
    if seconds < patience:
        return None
    return Stall(seconds, f"no change for {seconds_words(seconds)}")


def _slow_change(still: Stillness) -> float | None:
    """How far apart the changes of a job are whose answers change rarely, as where percentages are whole."""
    return still.pulse.beat_seconds if still.pulse.unit is Unit.CHANGE else None
