"""A repository's lineage as a flat list: each bake with its depth, its guides and the end of its line of descent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeAlias

from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.names import BakeName
from breadtui.ui.present.glyphs import Glyphs
from breadtui.values import dataclass, field, replace

GUIDES_DRAWN = 32
"""Generations for which guides are remembered; deeper lines of descent show a number instead."""

_MASK = (1 << GUIDES_DRAWN) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Branches:
    """The bakes of `lineage` in drawing order, column by column.

    Bit 0 of a bake's guides says that a sibling follows it, bit k that one follows its k-th ancestor.
    `columns` counts the bakes on the way down to it that a sibling follows, roots not among them: lines of descent
    that are still open. `ends` is the place after a bake's last descendant.
    """

    lineage: Lineage
    names: Sequence[BakeName] = ()
    depths: Sequence[int] = ()
    guides: Sequence[int] = ()
    columns: Sequence[int] = ()
    ends: Sequence[int] = ()
    places: dict[BakeName, int] = field(default_factory=dict)

    def parent_of(self, name: BakeName) -> BakeName | None:
        """The bake drawn above as its parent, or None for a root."""
        descent = self.lineage.descents.get(name)
        return None if descent is None or descent.is_cut else descent.parent

    def children_of(self, name: BakeName) -> tuple[BakeName, ...]:
        """The drawn bakes made from it."""
        return tuple(child for child in self.lineage.children.get(name, ()) if child in self.places)

    def siblings_of(self, name: BakeName) -> tuple[BakeName, ...]:
        """The drawn bakes with the same parent, itself among them; for a root the other roots."""
        parent = self.parent_of(name)
        found = self.lineage.roots if parent is None else self.lineage.children.get(parent, ())
        return tuple(sibling for sibling in found if sibling in self.places)

    def descendants_count(self, name: BakeName) -> int:
        """How many bakes stand below it."""
        place = self.places[name]
        return self.ends[place] - place - 1

    def is_branching(self, place: int) -> bool:
        """A sibling follows the bake at this place; roots stand beside nobody."""
        return bool(self.guides[place] & 1) and self.depths[place] > 0

    def unfolded(self, is_folded: Callable[[BakeName], bool]) -> Iterator[int]:
        """The places of all bakes that are not below a folded one."""
        place = 0
        while place < len(self.names):
            yield place
            place = self.ends[place] if is_folded(self.names[place]) else place + 1

    def of(self, lineage: Lineage) -> Branches:
        """The same list for a lineage of the same shape."""
        return self if lineage is self.lineage else replace(self, lineage=lineage)


def branches_of(lineage: Lineage, only: Collection[BakeName] | None = None) -> Branches:
    """The flat list of a lineage, or of those of its bakes that are in `only` (which must hold their ancestors)."""
    rows: list[_Row] = []
    waiting = _waiting(lineage.roots, only, 0, 0, 0)
    while waiting:
        row = waiting.pop()
        rows.append(row)
        if children := lineage.children.get(row[0]):
            waiting.extend(_waiting(children, only, row[1] + 1, row[2], row[3]))
    if not rows:
        return Branches(lineage)
    names, depths, guides, columns = zip(*rows, strict=True)
    places = {name: place for place, name in enumerate(names)}
    return Branches(lineage, names, depths, guides, columns, _ends(depths), places)


_Row: TypeAlias = tuple[BakeName, int, int, int]
"""A bake with its depth, guides and column."""


def _waiting(
    siblings: Sequence[BakeName], only: Collection[BakeName] | None, depth: int, above: int, column: int
) -> list[_Row]:
    """The siblings, last first, ready to be popped."""
    shown = siblings if only is None else [name for name in siblings if name in only]
    shifted = (above << 1) & _MASK
    beside = column + 1 if depth else 0
    found = [(name, depth, shifted | 1, beside) for name in reversed(shown)]
    if found:
        found[0] = (found[0][0], depth, shifted, column)
    return found


def _ends(depths: Sequence[int]) -> list[int]:
    ends = [len(depths)] * len(depths)
    open_places: list[int] = []
    for place, depth in enumerate(depths):
        while open_places and depths[open_places[-1]] >= depth:
            ends[open_places.pop()] = place
        open_places.append(place)
    return ends


def guide_text(depth: int, guides: int, room: int, glyphs: Glyphs, *, end: str = "") -> str:
    """The lines left of a bake, two cells a generation but the last, in at most about `room` cells.

    Where the descent is deeper than that, the outer generations give way to their number. `end` stands in for the
    last sign, which branches off to the bake.
    """
    if depth == 0:
        return ""
    above = depth - 1
    drawn = min(above, max((room - 6) // 2, 0), GUIDES_DRAWN - 1)
    head = "" if drawn == above else f"{glyphs.deeper}{depth - drawn} "
    lines = "".join(f"{glyphs.down} " if guides >> level & 1 else "  " for level in range(drawn, 0, -1))
    return f"{head}{lines}{end or (glyphs.tee if guides & 1 else glyphs.corner)}"


def column_text(column: int, room: int, glyphs: Glyphs, *, is_branching: bool = False) -> str:
    """The open lines of descent left of a bake in the graph, two cells each, in at most about `room` cells.

    With `is_branching` the last one leads to the bake. Where there are more, the outer ones give way to their number.
    """
    drawn = min(column, max((room - 6) // 2, 1))
    head = "" if drawn == column else f"{glyphs.deeper}{column - drawn} "
    straight = drawn - is_branching
    return head + f"{glyphs.down} " * straight + (glyphs.tee + glyphs.rule if is_branching else "")
