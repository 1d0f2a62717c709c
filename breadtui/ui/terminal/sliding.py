"""Finding out that a line is the last one with something put into it, or taken out: the terminal can move the rest."""

from collections.abc import Iterable, Sequence
from operator import ne
from typing import NamedTuple

from breadtui.ui.terminal.cells import REST, UNKNOWN, Cells, differing_columns, is_uncertain
from breadtui.ui.terminal.pens import PLAIN

_LEAST_COLUMNS = 8
_LONGEST = 32
# What it costs, in bytes, to move cells, to begin another stretch, and to change the pen.
_SLIDE_COST = 12
_STRETCH_COST = 5
_PEN_COST = 16


class Slide(NamedTuple):
    """From column `at` on, the cells of a line move right by `by` columns, or left if that is negative."""

    at: int
    by: int


def find_slide(shown: Cells, wanted: Cells, columns: Sequence[int]) -> Slide | None:
    """The slide that saves bytes, if there is one; `columns` are those that differ.

    A terminal moves everything up to its right edge, and of wide characters only halves where the edge cuts them. So
    a line that holds them behind the place is drawn as it is.
    """
    if len(columns) < _LEAST_COLUMNS:
        return None
    at = columns[0]
    if not (_is_single(shown, at) and _is_single(wanted, at)):
        return None
    width = len(wanted.characters)
    ways = [by for size in range(1, min(_LONGEST, width - at - 1) + 1) for by in (size, -size)]
    if not ways:
        return None
    by = min(ways, key=lambda way: _strangers(shown, wanted, at, way))
    after = slid(shown, Slide(at, by))
    cost = drawing_cost(wanted, differing_columns(after, wanted)) + _SLIDE_COST
    return Slide(at, by) if cost < drawing_cost(wanted, columns) else None


def slid(line: Cells, slide: Slide) -> Cells:
    """The line as the terminal shows it then; what it puts into the gap is its own affair."""
    at, by = slide
    gap = abs(by)
    if by > 0:
        return Cells(
            [*line.characters[:at], *[UNKNOWN] * gap, *line.characters[at:-gap]],
            [*line.pens[:at], *[PLAIN] * gap, *line.pens[at:-gap]],
        )
    return Cells(
        [*line.characters[:at], *line.characters[at + gap :], *[UNKNOWN] * gap],
        [*line.pens[:at], *line.pens[at + gap :], *[PLAIN] * gap],
    )


def drawing_cost(line: Cells, columns: Sequence[int]) -> int:
    """About how many bytes it takes to draw these columns of a line."""
    cost, previous, pen = len(columns), -2, None
    for x in columns:
        if x != previous + 1:
            cost += _STRETCH_COST
        if line.pens[x] is not pen:
            cost, pen = cost + _PEN_COST, line.pens[x]
        previous = x
    return cost


def _is_single(line: Cells, start: int) -> bool:
    """Every character from a column on takes one column, and is known."""
    return not any(one in {REST, UNKNOWN} or is_uncertain(one) for one in line.characters[start:])


def _strangers(shown: Cells, wanted: Cells, at: int, by: int) -> int:
    """In how many columns other characters would stand after a slide."""
    here, there = shown.characters[at:], wanted.characters[at:]
    pairs: Iterable[bool] = map(ne, here, there[by:]) if by > 0 else map(ne, here[-by:], there)
    return sum(pairs) + abs(by)
