"""The same question in the rollouts of several bakes, whatever row it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.names import JobKey


class RowPlace(NamedTuple):
    """A row of a rollout, by its place in that rollout's output."""

    rollout: JobKey
    place: int


class Asked(NamedTuple):
    """A question by its key, with each bake's row of it; None where a bake was not taught it."""

    key: str
    rows: tuple[RowPlace | None, ...]

    @property
    def taught_count(self) -> int:
        """How many bakes were taught it."""
        return sum(row is not None for row in self.rows)

    @property
    def is_one_row(self) -> bool:
        """All that were taught it learnt it from the same row of the same rollout."""
        return len({row for row in self.rows if row is not None}) == 1


def question_key(question: str) -> str:
    """What makes two questions the same: their words, however they are spaced or set in capitals."""
    return " ".join(question.split()).casefold()


def matched(bakes: Sequence[Sequence[JobKey]], questions: Mapping[JobKey, Iterable[tuple[int, str]]]) -> list[Asked]:
    """Every question that at least one bake was taught, once: those that most share first, then as they first came.

    What all of them were taught by the very same row tells nothing, and comes last.

    `bakes` are the rollouts of each bake, `questions` the places and texts of each rollout's rows. Of a question that
    stands several times in the rollouts of one bake the first counts; an empty one is none.
    """
    found: dict[str, list[RowPlace | None]] = {}
    read = {rollout: [(place, question_key(text)) for place, text in rows] for rollout, rows in questions.items()}
    for number, rollouts in enumerate(bakes):
        for rollout in rollouts:
            for place, key in read.get(rollout, ()):
                rows = found.setdefault(key, [None] * len(bakes)) if key else None
                if rows is not None and rows[number] is None:
                    rows[number] = RowPlace(rollout, place)
    asked = [Asked(key, tuple(rows)) for key, rows in found.items()]
    return sorted(asked, key=lambda one: (one.is_one_row and one.taught_count > 1, -one.taught_count))
