"""Finding out that a picture is the last one moved up or down."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from breadtui.ui.terminal.cells import Cells, differing_columns

_LEAST_LINES = 4
# The sequences of a scroll, and of getting to a line, in bytes.
_SCROLL_COST = 24
_LINE_COST = 8


class Scroll(NamedTuple):
    """Lines top to bottom (inclusive) move up by `by`, down if it is negative."""

    top: int
    bottom: int
    by: int


def find_scroll(shown: Sequence[Cells], wanted: Sequence[Cells], changed: dict[int, list[int]]) -> Scroll | None:
    """The scroll that saves bytes, if there is one.

    A terminal scrolls whole lines, so what stands beside a list moves with it and must be drawn again. The moved part
    is therefore looked for in the columns that changed, and the price is counted over whole lines.

    Args:
        shown: The lines on the screen.
        wanted: The lines that shall be there.
        changed: The differing columns of each line that differs.
    """
    if len(changed) < _LEAST_LINES:
        return None
    scroll = _candidate(shown, wanted, changed)
    if scroll is None:
        return None
    without = sum(len(changed[y]) + _LINE_COST for y in range(scroll.top, scroll.bottom + 1) if y in changed)
    return scroll if _cost(shown, wanted, scroll) + _SCROLL_COST < without else None


def _candidate(shown: Sequence[Cells], wanted: Sequence[Cells], changed: dict[int, list[int]]) -> Scroll | None:
    """The shift most changed lines agree on, found by their text in the columns that changed."""
    left = min(columns[0] for columns in changed.values())
    right = max(columns[-1] for columns in changed.values()) + 1
    lines = range(min(changed), max(changed) + 1)
    places = {"".join(shown[y].characters[left:right]): y for y in lines}
    shifts = {y: places.get("".join(wanted[y].characters[left:right]), y) - y for y in changed}
    common = Counter(shift for shift in shifts.values() if shift).most_common(1)
    if not common or common[0][1] < _LEAST_LINES - 1:
        return None
    by = common[0][0]
    targets = [y for y, shift in shifts.items() if shift == by]
    return Scroll(min(*targets, min(targets) + by), max(*targets, max(targets) + by), by)


def _cost(shown: Sequence[Cells], wanted: Sequence[Cells], scroll: Scroll) -> int:
    cost = 0
    for y in range(scroll.top, scroll.bottom + 1):
        source = y + scroll.by
        if scroll.top <= source <= scroll.bottom:
            differing = len(differing_columns(shown[source], wanted[y]))
            cost += differing + _LINE_COST if differing else 0
        else:
            cost += len("".join(wanted[y].characters).replace(" ", "")) + 2 * _LINE_COST
    return cost
