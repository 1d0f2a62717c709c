"""Which generator asked a question, as far as its place in the output tells."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.jobs import questions_expected
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import Phase
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The generator that asked, by its number from 1 on; `within` is the question's number among its own."""

    number: int
    generator: JsonObject
    within: int

    @property
    def type_text(self) -> str:
        """The generator's type, raw; empty where it does not say."""
        named = self.generator.get("type")
        return named if isinstance(named, str) else ""


def origin_of(place: int, phase: Phase, config: JsonObject, questions: int | None) -> Origin | None:
    """The generator that the row at `place` probably comes from, where the questions were written in their order.

    `config` is the target's (or stim's, with `num_traj_per_stimulus` for rollouts), `questions` how many questions
    there are. None where a generator does not say how many it writes, or where the counts do not add up: some
    questions were lost then, and places say nothing. That generators write in order is inferred, not documented.
    """
    number = question_number(place, phase, config)
    generators, expected = config.get("generators"), questions_expected(config)
    if number is None or not isinstance(generators, list) or expected is None or questions not in {None, expected}:
        return None
    for order, generator in enumerate(generators, 1):
        count = questions_expected({"generators": [generator]}) or 0
        if number < count and isinstance(generator, Mapping):
            return Origin(order, generator, number + 1)
        number -= count
    return None


def question_number(place: int, phase: Phase, config: JsonObject) -> int | None:
    """Which question, from 0 on, the row at `place` answers; None where the answers to each are not known."""
    if phase is Phase.STIM:
        return place
    each = config.get("num_traj_per_stimulus")
    return place // each if isinstance(each, int) and not isinstance(each, bool) and each > 0 else None
