"""Three versions of a list, aligned: which stretches one side changed, which both did."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from breadtui.domain.difference.alignment import aligned

T = TypeVar("T", bound=Hashable)


class Standing(StrEnum):
    """How a stretch stands; SAME also where both sides made the same of it."""

    SAME = "same"
    ONLY_MINE = "only mine"
    ONLY_THEIRS = "only theirs"
    BOTH = "both"


class Stretch(NamedTuple, Generic[T]):
    """What stands in one place of the three."""

    base: tuple[T, ...]
    mine: tuple[T, ...]
    theirs: tuple[T, ...]

    @property
    def standing(self) -> Standing:
        """Who changed it."""
        return standing_of(self.base, self.mine, self.theirs)


class _Edit(NamedTuple):
    """Base items from `first` to `last` became `size` others on one side."""

    first: int
    last: int
    size: int


class _Region(NamedTuple):
    first: int
    last: int
    edits: tuple[list[_Edit], list[_Edit]]

    def length(self, side: int) -> int:
        """How many items of a side stand against the region."""
        return self.last - self.first + sum(edit.size - (edit.last - edit.first) for edit in self.edits[side])


def standing_of(base: object, mine: object, theirs: object) -> Standing:
    """Who changed it, of any three values."""
    if mine == theirs:
        return Standing.SAME
    if theirs == base:
        return Standing.ONLY_MINE
    return Standing.ONLY_THEIRS if mine == base else Standing.BOTH


def three_way(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> tuple[Stretch[T], ...]:
    """Stretches that cover all three in order; changes that overlap, or that might, stand in one.

    Where one side inserts at the edge of what the other replaced, the order would be a guess: that is one stretch.
    """
    found: list[Stretch[T]] = []
    at, mine_at, theirs_at = 0, 0, 0
    for region in (*_regions(_edits(base, mine), _edits(base, theirs)), _Region(len(base), len(base), ([], []))):
        if kept := region.first - at:
            lines = tuple(base[at : region.first])
            found.append(Stretch(lines, lines, lines))
            mine_at, theirs_at = mine_at + kept, theirs_at + kept
        mine_to, theirs_to = mine_at + region.length(0), theirs_at + region.length(1)
        part = Stretch(
            tuple(base[region.first : region.last]), tuple(mine[mine_at:mine_to]), tuple(theirs[theirs_at:theirs_to])
        )
        found += [part] if any(part) else []
        at, mine_at, theirs_at = region.last, mine_to, theirs_to
    return tuple(found)


def _edits(base: Sequence[T], side: Sequence[T]) -> list[_Edit]:
    blocks = aligned(base, side)
    return [_Edit(b.left_from, b.left_to, b.right_to - b.right_from) for b in blocks if not b.is_same]


def _regions(mine: Sequence[_Edit], theirs: Sequence[_Edit]) -> Iterator[_Region]:
    edits = sorted([(edit, 0) for edit in mine] + [(edit, 1) for edit in theirs])
    region: _Region | None = None
    for edit, side in edits:
        if region is None or not _meets(region, edit):
            if region is not None:
                yield region
            region = _Region(edit.first, edit.last, ([], []))
        region.edits[side].append(edit)
        region = region._replace(last=max(region.last, edit.last))
    if region is not None:
        yield region


def _meets(region: _Region, edit: _Edit) -> bool:
    if edit.first < region.last:
        return True
    is_insertion = edit.first == edit.last or any(one.last == one.first == edit.first for one in _last_edits(region))
    return edit.first == region.last and is_insertion


def _last_edits(region: _Region) -> list[_Edit]:
    return [edits[-1] for edits in region.edits if edits]
