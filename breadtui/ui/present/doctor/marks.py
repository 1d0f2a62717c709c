"""What the doctor found of one job, short enough for its row."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.doctor.alarms import Alarm, Gravity, Rule, loud
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.tones import Tone

TONES: Mapping[Gravity, Tone] = {
    Gravity.NOTE: Tone.DIM,
    Gravity.WARNING: Tone.STALLED,
    Gravity.GRAVE: Tone.FAILED,
}
_WORDS: Mapping[Rule, str] = {
    Rule.STALLED: "stalled",
    Rule.NAN: "no number",
    Rule.DIVERGED: "diverged",
    Rule.PLATEAU: "plateau",
    Rule.SLOWER: "slower",
    Rule.LEARNING_RATE: "rate",
    Rule.ROWS: "answers",
    Rule.NOT_SERVED: "not served",
}


def rule_word(rule: Rule) -> str:
    """What a rule's finding is called."""
    return _WORDS[rule]


def gravest(seen: SeenJob) -> Alarm | None:
    """What is to be said in the row of a running job: that it is probably lost. A stall has words of its own."""
    if not seen.job.is_active or seen.is_gone:
        return None
    found = [alarm for alarm in loud(seen.alarms) if alarm.gravity is Gravity.GRAVE]
    return next((alarm for alarm in found if alarm.rule is not Rule.STALLED), None)
