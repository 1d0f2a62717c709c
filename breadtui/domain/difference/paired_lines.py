"""Two texts as rows of lines beside each other, and what changed within a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from breadtui.domain.difference.alignment import aligned
from breadtui.domain.difference.diff import LineKind

Cell: TypeAlias = tuple[LineKind, str]
"""A line as it is compared: what it is, and its raw text."""

LEAST_LIKENESS = 0.3
LARGEST_SQUARE = 400
_MOST_COMPARED = 4000
_TOKENS = re.compile(r"\w+|\s|[^\w\s]+")


class Row(NamedTuple):
    """A line of the left and one of the right; None where only the other side has one."""

    left: Cell | None
    right: Cell | None

    @property
    def is_same(self) -> bool:
        """The line is in both."""
        return self.left == self.right


class Piece(NamedTuple):
    """A part of a line that the other side has as well, or has not."""

    text: str
    is_changed: bool


class Change(NamedTuple):
    """Neighbouring rows that differ: `left_at` counts the left's lines before it, the rows run `first` to `last`."""

    left_at: int
    first: int
    last: int
    removed: tuple[Cell, ...]
    added: tuple[Cell, ...]


def paired(left: Sequence[Cell], right: Sequence[Cell]) -> tuple[Row, ...]:
    """All lines of both sides in order; where lines were replaced, those alike stand in one row."""
    rows: list[Row] = []
    for block in aligned(left, right):
        one, other = left[block.left_from : block.left_to], right[block.right_from : block.right_to]
        rows += map(Row, one, other) if block.is_same else _replaced(one, other)
    return tuple(rows)


def changes_of(rows: Sequence[Row], *, one_by_one: bool = False) -> tuple[Change, ...]:
    """The stretches of rows that differ, in order; each row alone where rows have nothing to do with one another."""
    found: list[Change] = []
    left_at = at = 0
    while at < len(rows):
        if rows[at].is_same:
            left_at, at = left_at + 1, at + 1
            continue
        last = at
        while not one_by_one and last + 1 < len(rows) and not rows[last + 1].is_same:
            last += 1
        part = rows[at : last + 1]
        removed = tuple(row.left for row in part if row.left is not None)
        added = tuple(row.right for row in part if row.right is not None)
        found.append(Change(left_at, at, last, removed, added))
        left_at, at = left_at + len(removed), last + 1
    return tuple(found)


def applied(left: Sequence[Cell], changes: Sequence[Change]) -> tuple[Cell, ...]:
    """The right side, from the left and the changes between them."""
    made: list[Cell] = []
    done = 0
    for change in changes:
        made += left[done : change.left_at]
        made += change.added
        done = change.left_at + len(change.removed)
    return (*made, *left[done:])


def word_pieces(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces, those the other has not marked; lines with little in common are one changed piece."""
    one, other = _TOKENS.findall(left), _TOKENS.findall(right)
    blocks = aligned(one, other)
    kept = sum(len(token) for block in blocks if block.is_same for token in one[block.left_from : block.left_to])
    if kept < LEAST_LIKENESS * min(len(left), len(right)):
        return _whole(left), _whole(right)
    mine = tuple(Piece("".join(one[b.left_from : b.left_to]), not b.is_same) for b in blocks if b.left_to > b.left_from)
    yours = tuple(
        Piece("".join(other[b.right_from : b.right_to]), not b.is_same) for b in blocks if b.right_to > b.right_from
    )
    return mine, yours


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, 0 to 1; of long texts only the beginning counts."""
    words, others = _words(one), _words(other)
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 1.0


def _words(text: str) -> Counter[str]:
    return Counter(_TOKENS.findall(text[:_MOST_COMPARED]))


def _whole(line: str) -> tuple[Piece, ...]:
    return (Piece(line, True),) if line else ()


def _replaced(left: Sequence[Cell], right: Sequence[Cell]) -> Iterator[Row]:
    """Lines replaced by others: those alike in one row, where that is not too many to find out; else by place."""
    if len(left) * len(right) > LARGEST_SQUARE:
        matches = [(place, place) for place in range(min(len(left), len(right)))]
    else:
        matches = _likest(left, right)
    done_left = done_right = 0
    for one, other in (*matches, (len(left), len(right))):
        yield from (Row(cell, None) for cell in left[done_left:one])
        yield from (Row(None, cell) for cell in right[done_right:other])
        if one < len(left):
            yield Row(left[one], right[other])
        done_left, done_right = one + 1, other + 1


def _likest(left: Sequence[Cell], right: Sequence[Cell]) -> list[tuple[int, int]]:
    """Pairs in order whose likeness, summed, is greatest."""
    alike = [[_cell_likeness(one, other) for other in right] for one in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            joined = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= LEAST_LIKENESS else 0.0
            best[i][j] = max(joined, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if alike[i][j] >= LEAST_LIKENESS and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _cell_likeness(one: Cell, other: Cell) -> float:
    if one[0] is not other[0]:
        return 0.0
    return 1.0 if LineKind.ROLE is one[0] else likeness(one[1], other[1])
