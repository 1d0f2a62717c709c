"""The creation of a sheet's bakes: what each row asked, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.domain.bulk import Outcome
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class SweepLine:
    """One bake: its name, what it sets over the template, how far it is, and in words."""

    name: str
    overrides: JsonObject
    outcome: Outcome = Outcome.WAITING
    words: str = ""


@dataclass(frozen=True, slots=True)
class SweepRun:
    """The bakes of one sheet, all from one template."""

    base: JobKey
    lines: tuple[SweepLine, ...]
    is_running: bool = False

    @property
    def waiting(self) -> tuple[SweepLine, ...]:
        """Those still to be created."""
        return tuple(line for line in self.lines if line.outcome is Outcome.WAITING)

    @property
    def created(self) -> tuple[JobKey, ...]:
        """The bakes that are there."""
        return tuple(self.key_of(line.name) for line in self.lines if line.outcome is Outcome.DONE)

    def key_of(self, name: str) -> JobKey:
        """A bake of the sheet's repository."""
        return JobKey(self.base.repo, Phase.BAKE, name)

    def count(self, outcome: Outcome) -> int:
        """How many bakes are so far."""
        return sum(line.outcome is outcome for line in self.lines)

    def told(self, name: str, outcome: Outcome, words: str) -> SweepRun:
        """With what came of one of them."""
        lines = (replace(line, outcome=outcome, words=words) if line.name == name else line for line in self.lines)
        return replace(self, lines=tuple(lines))


def run_after(before: SweepRun | None, base: JobKey, wanted: Iterable[tuple[str, JsonObject]]) -> SweepRun:
    """The run of these bakes; what an earlier run of the same base created with the same settings stays created."""
    known = {} if before is None or before.base != base else {line.name: line for line in before.lines}
    lines: list[SweepLine] = []
    for name, overrides in wanted:
        old = known.get(name)
        is_there = old is not None and old.outcome is Outcome.DONE and old.overrides == overrides
        lines.append(old if old is not None and is_there else SweepLine(name, overrides))
    return SweepRun(base, tuple(lines))
