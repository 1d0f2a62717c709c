"""A line of the detail pane with what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from breadtui.domain.names import JobKey
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.state import Choice
from breadtui.ui.present.fields import folded
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line
from breadtui.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One line of a tab: what it says, where enter leads from it, and what `y` copies.

    `goto` is None where there is nowhere to go; `copied` is raw text, empty where the line stands for nothing.
    `fold` names what enter unfolds and folds again; `step` is the number of a plan's step, 0 for none.
    """

    line: Line
    goto: Choice | None = None
    copied: str = ""
    fold: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class TabView:
    """How a person looks at a tab: cells across, signs, what is unfolded, what the journal had of its jobs.

    While lines are searched, nothing is folded, so that everything can be found.
    """

    width: int = 80
    glyphs: Glyphs = UNICODE
    unfolded: frozenset[str] = frozenset()
    histories: Mapping[JobKey, Sequence[JobSighting]] = field(default_factory=dict)
    is_searched: bool = False

    def shows(self, fold: str) -> bool:
        """What is folded by this name is shown."""
        return self.is_searched or fold in self.unfolded


def body_of(lines: Iterable[Line]) -> list[BodyLine]:
    """Lines that stand for nothing."""
    return [BodyLine(line) for line in lines]


def folded_body(body: Iterable[BodyLine], width: int) -> list[BodyLine]:
    """Lines too long for `width` cells go on below, and stand for the same there."""
    return [replace(one, line=piece) for one in body for piece in folded([one.line], width)]
