"""The columns of the job monitor, as many as a width has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Literal, NamedTuple

from breadtui.ui.present.clean import pad
from breadtui.ui.present.tones import Line, Span, Tone


class Head(StrEnum):
    """The columns by their heads, in the order they are drawn."""

    STATE = "S"
    NAME = "NAME"
    STAGE = "STAGE"
    THEN = "THEN"
    PROGRESS = "PROGRESS"
    LOSS = "LOSS"
    LAST_STEPS = "LAST STEPS"
    ETA = "ETA"
    AGE = "AGE"
    REPO = "REPO"


class Column(NamedTuple):
    """One column: `gap` blank cells, then `width` cells."""

    head: Head
    gap: int
    width: int
    align: Literal["left", "right"]


_LEAST_CELLS: Mapping[Head, int] = {
    Head.STATE: 1,
    Head.NAME: 10,
    Head.PROGRESS: 9,
    Head.LOSS: 7,
    Head.STAGE: 7,
    Head.THEN: 12,
    Head.AGE: 4,
    Head.ETA: 7,
    Head.LAST_STEPS: 10,
    Head.REPO: 10,
}
"""The narrowest useful width of each column, the most needed column first."""

_ROOM_FOR: Sequence[tuple[Head, int]] = (
    (Head.PROGRESS, 15),
    (Head.NAME, 20),
    (Head.THEN, 24),
    (Head.LAST_STEPS, 14),
    (Head.REPO, 16),
    (Head.NAME, 40),
    (Head.LAST_STEPS, 28),
    (Head.REPO, 40),
)
"""What to widen with the cells left over, in this order."""

_RIGHT = frozenset({Head.LOSS, Head.ETA, Head.AGE})


def columns_of(width: int, *, has_chains: bool = False) -> tuple[Column, ...]:
    """The columns that fit into `width` cells; state and name always do, or are cut.

    What a chain starts after a job has a column only where there are chains.
    """
    widths = _chosen(width, frozenset() if has_chains else frozenset({Head.THEN}))
    left = width - sum(cells + _gap(head) for head, cells in widths.items())
    for head, most in _ROOM_FOR:
        if head in widths:
            more = max(min(most - widths[head], left), 0)
            widths[head] += more
            left -= more
    return tuple(
        Column(head, _gap(head), widths[head], "right" if head in _RIGHT else "left") for head in Head if head in widths
    )


def _chosen(width: int, left_out: frozenset[Head]) -> dict[Head, int]:
    widths: dict[Head, int] = {}
    for head, cells in _LEAST_CELLS.items():
        if head in left_out:
            continue
        needed = sum(taken + _gap(other) for other, taken in widths.items()) + cells + _gap(head)
        if needed > width and len(widths) >= 2:
            break
        widths[head] = cells
    return widths


def _gap(head: Head) -> int:
    return 1 if head is Head.STATE else 2


def header_line(columns: Sequence[Column]) -> Line:
    """The heads over their columns."""
    return tuple(
        Span(" " * column.gap + pad(column.head.value, column.width, column.align), Tone.DIM) for column in columns
    )
