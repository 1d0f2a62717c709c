"""Alarms as sentences."""

from __future__ import annotations

from breadtui.domain.doctor.alarms import Alarm, Rule

_VERBS = {Rule.STALLED: "stalled", Rule.DIVERGED: "diverged"}


def alarm_sentence(alarm: Alarm) -> str:
    """`wise_3 stalled: no new step for 9m (median 8.8 s)`; the name in it is raw."""
    verb = _VERBS.get(alarm.rule)
    return f"{alarm.key.name} {verb}: {alarm.evidence}" if verb else f"{alarm.key.name}: {alarm.evidence}"
