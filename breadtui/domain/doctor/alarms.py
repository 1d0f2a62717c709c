"""What the rules find: which rule, about which job, on which evidence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.names import JobKey
from breadtui.values import dataclass


class Rule(StrEnum):
    """The rules by the words a person types; the journal keeps the same words."""

    STALLED = "stalled"
    NAN = "nan"
    DIVERGED = "diverged"
    PLATEAU = "plateau"
    SLOWER = "slower"
    LEARNING_RATE = "learning-rate"
    ROWS = "rows"
    NOT_SERVED = "not-served"


class Gravity(StrEnum):
    """How bad it is: worth knowing, worth a look, or the run is probably lost."""

    NOTE = "note"
    WARNING = "warning"
    GRAVE = "grave"


class About(NamedTuple):
    """A rule's gravity, and what it says in a few words."""

    gravity: Gravity
    does: str


RULES: Mapping[Rule, About] = {
    Rule.STALLED: About(Gravity.GRAVE, "no new step for five times the usual step, no new row for as long"),
    Rule.NAN: About(Gravity.GRAVE, "a loss that is no number any more"),
    Rule.DIVERGED: About(Gravity.GRAVE, "a loss that climbed far above its own minimum and stays there"),
    Rule.PLATEAU: About(Gravity.NOTE, "a loss that falls no more while the learning rate is high"),
    Rule.SLOWER: About(Gravity.WARNING, "steps that take twice as long as before"),
    Rule.LEARNING_RATE: About(Gravity.WARNING, "another learning rate than the configuration says"),
    Rule.ROWS: About(Gravity.WARNING, "answers that are empty or were cut"),
    Rule.NOT_SERVED: About(Gravity.WARNING, "a complete bake whose model cannot be called yet"),
}

GRAVITIES = tuple(Gravity)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One finding; `evidence` is a sentence without a full stop that names figures and no server text.

    `seconds` is how long a stall was seen to last, None for every other rule. A muted alarm stays and is not told, nor
    is one that is no news: found while a person read the very thing.
    """

    key: JobKey
    rule: Rule
    evidence: str
    seconds: float | None = None
    is_muted: bool = False
    is_news: bool = True

    @property
    def gravity(self) -> Gravity:
        """How bad it is."""
        return RULES[self.rule].gravity


def loud(alarms: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """Those that are not muted, the gravest first."""
    told = [alarm for alarm in alarms if not alarm.is_muted]
    return tuple(sorted(told, key=lambda alarm: -GRAVITIES.index(alarm.gravity)))


def rule_of(word: str) -> Rule | None:
    """The rule that a word names; None where it names none."""
    return Rule(word) if word in set(Rule) else None


def worrying(alarms: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """Those that are told and are worse than a note."""
    return tuple(alarm for alarm in alarms if not alarm.is_muted and alarm.gravity is not Gravity.NOTE)
