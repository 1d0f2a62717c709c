"""One wish about many prompts, with its own outcome for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from breadtui.domain.names import PromptKey


class Wish(StrEnum):
    """What is done with each prompt."""

    CREATE = "create"
    EXPORT = "export"
    DELETE = "delete"


class Outcome(StrEnum):
    """How far a prompt is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One prompt and what came of it, in words."""

    key: PromptKey
    outcome: Outcome = Outcome.WAITING
    words: str = ""


@dataclass(frozen=True, slots=True)
class BulkRun:
    """A wish about prompts; `place` is the repository they are created in, or the folder they are written to."""

    wish: Wish
    place: str
    lines: tuple[BulkLine, ...]
    is_running: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many prompts are so far."""
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def waiting(self) -> tuple[PromptKey, ...]:
        """The prompts that are still to be done, in order."""
        return tuple(line.key for line in self.lines if line.outcome is Outcome.WAITING)

    def with_line(self, told: BulkLine) -> BulkRun:
        """The same with another outcome for one prompt."""
        return replace(self, lines=tuple(told if line.key == told.key else line for line in self.lines))

    def again(self) -> BulkRun:
        """The same, with those that failed waiting again."""
        lines = (BulkLine(line.key) if line.outcome is Outcome.FAILED else line for line in self.lines)
        return replace(self, lines=tuple(lines), is_running=False)


def bulk_run(wish: Wish, place: str, keys: Iterable[PromptKey]) -> BulkRun:
    """A wish about these prompts, each once."""
    return BulkRun(wish, place, tuple(BulkLine(key) for key in dict.fromkeys(keys)))
