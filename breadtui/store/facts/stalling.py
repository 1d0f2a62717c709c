"""When a running job is called stalled, and on which evidence."""

from __future__ import annotations

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.stall import FALLBACK_SECONDS, Stillness, stall_of
from breadtui.domain.jobs import JobStatus
from breadtui.store.facts.state import SeenJob

STALL_SECONDS = FALLBACK_SECONDS
"""A running job of unknown pace that was looked at and did not change for this long is called stalled."""


def stillness_of(seen: SeenJob) -> Stillness:
    """What looks have shown of it; time without looks counts only between two of them."""
    return Stillness(seen.figures_at or seen.seen_at, seen.changed_at, seen.pulse)


def stalled_seconds(seen: SeenJob) -> float | None:
    """How long a running job was seen without any change, or None where it is not stalled, or that is muted.

    Counted up to the last look, so that a lost connection is never taken for a stall.
    """
    if seen.job.status is not JobStatus.RUNNING or seen.is_gone:
        return None
    alarm = alarm_of(seen, Rule.STALLED)
    if alarm is not None:
        return None if alarm.is_muted else alarm.seconds
    stall = stall_of(seen.job, stillness_of(seen))
    return None if stall is None else stall.seconds


def alarm_of(seen: SeenJob, rule: Rule) -> Alarm | None:
    """What a rule found of a job; None where it found nothing."""
    return next((alarm for alarm in seen.alarms if alarm.rule is rule), None)
