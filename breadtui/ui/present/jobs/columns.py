"""The columns of the job monitor: as many as a width has room for, or those a person chose, in one line or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from breadtui.domain.monitor.arrangement import SortBy
from breadtui.ui.present.clean import pad
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

TWO_LINES_BELOW = 70
"""In a list narrower than this each job has two lines."""


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
    CHANGED = "CHANGED"
    REPO = "REPO"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `gap` blank cells, then `width` cells, in which `instead` stands where there is such."""

    head: Head
    gap: int
    width: int
    align: Literal["left", "right"]
    instead: Span | None = None


SORTED: Mapping[SortBy, Head] = {
    SortBy.STATE: Head.STATE,
    SortBy.NAME: Head.NAME,
    SortBy.PROGRESS: Head.PROGRESS,
    SortBy.LOSS: Head.LOSS,
    SortBy.ETA: Head.ETA,
    SortBy.CHANGED: Head.CHANGED,
    SortBy.REPO: Head.REPO,
}
"""The column that shows by what rows are ordered."""

_FORMER_HEADS: Mapping[str, str] = {"AGE": "CHANGED"}
"""What columns were called when arrangements were kept that still are."""

ALWAYS = (Head.STATE, Head.NAME)
"""Without these no row says what it is about."""

_LEAST_CELLS: Mapping[Head, int] = {
    Head.STATE: 1,
    Head.NAME: 10,
    Head.PROGRESS: 9,
    Head.LOSS: 7,
    Head.STAGE: 7,
    Head.THEN: 12,
    Head.ETA: 7,
    Head.CHANGED: 7,
    Head.LAST_STEPS: 10,
    Head.REPO: 10,
}
"""The narrowest useful width of each column, the most needed column first."""

_ROOM_FOR: Sequence[tuple[Head, int]] = (
    (Head.PROGRESS, 15),
    (Head.NAME, 20),
    (Head.THEN, 24),
    (Head.ETA, 11),
    (Head.LAST_STEPS, 14),
    (Head.REPO, 16),
    (Head.CHANGED, 8),
    (Head.NAME, 40),
    (Head.LAST_STEPS, 28),
    (Head.REPO, 40),
)
"""What to widen with the cells left over, in this order."""

_RIGHT = frozenset({Head.LOSS, Head.ETA, Head.CHANGED})
_FIRST_LINE = frozenset({Head.STATE, Head.NAME, Head.STAGE, Head.PROGRESS})
"""What stands above where a job has two lines."""


def heads_of(names: Sequence[str]) -> tuple[Head, ...]:
    """The columns of these names, state and name first where they are left out; names nobody knows are left out."""
    named = (_FORMER_HEADS.get(name, name) for name in names)
    known = tuple(dict.fromkeys(Head(name) for name in named if name in set(Head)))
    return (*(head for head in ALWAYS if head not in known), *known) if known else ()


def lines_of(width: int, *, has_chains: bool = False, chosen: Sequence[Head] = ()) -> tuple[tuple[Column, ...], ...]:
    """The columns of each line of a row: one line, or two where the list is narrow."""
    if width >= TWO_LINES_BELOW:
        return (columns_of(width, has_chains=has_chains, chosen=chosen),)
    heads = chosen or tuple(Head)
    above = columns_of(width, chosen=tuple(head for head in heads if head in _FIRST_LINE))
    below = tuple(head for head in heads if head not in _FIRST_LINE)
    if not below or width < len(ALWAYS) + _LEAST_CELLS[Head.LOSS]:
        return (above,)
    return above, _fitted(width - 1, has_chains=has_chains, chosen=below)


def columns_of(width: int, *, has_chains: bool = False, chosen: Sequence[Head] = ()) -> tuple[Column, ...]:
    """The columns that fit into `width` cells; state and name always do, or are cut.

    `chosen` are those a person wants, in their order; without any, all are wanted. What a chain starts after a job has
    a column only where there are chains.
    """
    return _fitted(width, has_chains=has_chains, chosen=tuple(chosen or Head), least_count=len(ALWAYS))


@lru_cache(maxsize=32)
def _fitted(width: int, *, has_chains: bool, chosen: tuple[Head, ...], least_count: int = 0) -> tuple[Column, ...]:
    wanted = [head for head in _LEAST_CELLS if head in chosen and (has_chains or head is not Head.THEN)]
    widths = _narrowest(width, wanted, least_count)
    left = width - sum(cells + _gap(head) for head, cells in widths.items())
    for head, most in _ROOM_FOR:
        if head in widths:
            more = max(min(most - widths[head], left), 0)
            widths[head] += more
            left -= more
    return tuple(
        Column(head, _gap(head), widths[head], "right" if head in _RIGHT else "left")
        for head in chosen
        if head in widths
    )


def _narrowest(width: int, wanted: Sequence[Head], least_count: int) -> dict[Head, int]:
    widths: dict[Head, int] = {}
    for head in wanted:
        cells = _LEAST_CELLS[head]
        needed = sum(taken + _gap(other) for other, taken in widths.items()) + cells + _gap(head)
        if needed > width and len(widths) >= least_count:
            break
        widths[head] = cells
    return widths


def _gap(head: Head) -> int:
    return 1 if head is Head.STATE else 2


def header_line(
    columns: Sequence[Column],
    sort: SortBy = SortBy.STATE,
    *,
    is_reversed: bool = False,
    is_moved: bool = False,
    glyphs: Glyphs = UNICODE,
) -> Line:
    """The heads over their columns, with the direction at the one that rows are ordered by.

    The usual order has no sign; one that figures have moved away from since is followed by a question mark.
    """
    sign = "" if sort is SortBy.STATE and not is_reversed else sort_sign(is_reversed=is_reversed, glyphs=glyphs)
    sign += "?" * bool(sign and is_moved)
    return tuple(_head_span(column, sign if column.head is SORTED[sort] else "") for column in columns)


def sort_sign(*, is_reversed: bool, glyphs: Glyphs = UNICODE) -> str:
    """An arrow up where the least comes first, down where the greatest does."""
    return ("v" if glyphs.is_ascii else "↓") if is_reversed else ("^" if glyphs.is_ascii else "↑")


def _head_span(column: Column, sign: str) -> Span:
    gap, text = " " * column.gap, column.head.value
    if sign and column.width < len(text) + len(sign):
        # There is no room behind the head of a column of one cell.
        gap = gap[: max(column.gap - len(sign), 0)] + sign[: column.gap]
        sign = ""
    return Span(gap + pad(text + sign, column.width, column.align), Tone.STRONG if sign else Tone.DIM)
