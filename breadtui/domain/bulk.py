"""One wish about many things of the service, with its own outcome for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeAlias

from breadtui.domain.names import JobKey, PromptKey, TargetKey
from breadtui.values import dataclass, replace

Thing: TypeAlias = PromptKey | TargetKey | JobKey
"""What a wish may be about; a job stands for its bake."""


class Wish(StrEnum):
    """What is done with each thing; only prompts are created elsewhere, saved and exported."""

    CREATE = "create"
    SAVE = "save"
    EXPORT = "export"
    DELETE = "delete"


class Outcome(StrEnum):
    """How far a thing is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One thing and what came of it, in words."""

    key: Thing
    outcome: Outcome = Outcome.WAITING
    words: str = ""


@dataclass(frozen=True, slots=True)
class BulkRun:
    """A wish about things; `place` is the repository they are created in, or the folder they are written to.

    `form` is that of the files, which `is_one_file` makes one for all. `is_stopped` while it runs means that nothing
    more is begun; afterwards, that some of it was not.
    """

    wish: Wish
    place: str
    lines: tuple[BulkLine, ...]
    is_running: bool = False
    form: str = ""
    is_one_file: bool = False
    is_stopped: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many things are so far."""
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def keys(self) -> tuple[Thing, ...]:
        """All it is about, in order."""
        return tuple(line.key for line in self.lines)

    @property
    def waiting(self) -> tuple[Thing, ...]:
        """The things that are still to be done, in order."""
        return tuple(line.key for line in self.lines if line.outcome is Outcome.WAITING)

    @property
    def waiting_prompts(self) -> tuple[PromptKey, ...]:
        """The prompts among them."""
        return tuple(key for key in self.waiting if isinstance(key, PromptKey))

    def with_line(self, told: BulkLine) -> BulkRun:
        """The same with another outcome for one thing."""
        return replace(self, lines=tuple(told if line.key == told.key else line for line in self.lines))

    def stopped(self) -> BulkRun:
        """The same, of which nothing more is begun; what is under way still ends, and tells its outcome."""
        return replace(self, is_stopped=True)

    def ended(self) -> BulkRun:
        """The same as it is left: stopped where something was not begun."""
        return replace(self, is_running=False, is_stopped=bool(self.waiting))

    @property
    def can_go_on(self) -> bool:
        """It has ended, and something failed or was not begun."""
        return not self.is_running and self.count(Outcome.DONE) < len(self.lines)

    def again(self) -> BulkRun:
        """The same, with those that failed waiting again, beside those that were not begun."""
        lines = (BulkLine(line.key) if line.outcome is Outcome.FAILED else line for line in self.lines)
        return replace(self, lines=tuple(lines), is_running=False, is_stopped=False)


def bulk_run(wish: Wish, place: str, keys: Iterable[Thing]) -> BulkRun:
    """A wish about these things, each once."""
    return BulkRun(wish, place, tuple(BulkLine(key) for key in dict.fromkeys(keys)))


def kind_of(key: Thing) -> str:
    """`prompt`, `target` or `bake`."""
    return {PromptKey: "prompt", TargetKey: "target"}.get(type(key), "bake")


def counted(keys: Sequence[Thing]) -> str:
    """`1 prompt`, `2 targets`, `1 target, 3 bakes`: how many of each kind."""
    kinds = [kind_of(key) for key in keys]
    counts = [(kinds.count(kind), kind) for kind in ("prompt", "target", "bake")]
    return ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counts if count)
