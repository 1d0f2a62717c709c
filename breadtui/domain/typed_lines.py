"""Lines that a person typed before, to be had again by `↑`: the newest last, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.json_values import Json
from breadtui.values import dataclass

MOST_LINES = 200
"""So many are kept; the oldest go."""


@dataclass(frozen=True, slots=True)
class TypedLines:
    """The lines of one place, the newest last."""

    lines: tuple[str, ...] = ()

    def with_line(self, line: str) -> TypedLines:
        """With one more, which moves to the end where it was there already; an empty one is not kept."""
        if not line.strip():
            return self
        others = tuple(kept for kept in self.lines if kept != line)
        return TypedLines((*others, line)[-MOST_LINES:])

    def before(self, place: int, beginning: str) -> int | None:
        """Where the next older line that begins so stands, seen from `place`; None where there is none."""
        older = range(min(place, len(self.lines)) - 1, -1, -1)
        return next((at for at in older if self._fits(at, beginning)), None)

    def after(self, place: int, beginning: str) -> int | None:
        """Where the next newer line that begins so stands; None behind the newest, where what was typed stands."""
        newer = range(place + 1, len(self.lines))
        return next((at for at in newer if self._fits(at, beginning)), None)

    def _fits(self, at: int, beginning: str) -> bool:
        return self.lines[at].startswith(beginning) and self.lines[at] != beginning


def typed_lines_from(kept: Json) -> Mapping[str, TypedLines]:
    """Lines by place as they were kept; what cannot be read is left out."""
    if not isinstance(kept, Mapping):
        return {}
    return {
        place: TypedLines(tuple(line for line in lines if isinstance(line, str))[-MOST_LINES:])
        for place, lines in kept.items()
        if isinstance(lines, Sequence) and not isinstance(lines, str)
    }


def typed_lines_json(lines: Mapping[str, TypedLines]) -> Json:
    """Lines by place as they are kept."""
    return {place: list(typed.lines) for place, typed in lines.items()}


def with_typed(lines: Mapping[str, TypedLines], place: str, line: str) -> Mapping[str, TypedLines]:
    """With one more line typed at a place."""
    return {**lines, place: lines.get(place, TypedLines()).with_line(line)}
