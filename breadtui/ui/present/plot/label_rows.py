"""In which rows beside a plot labels stand: each as near to where it belongs as the others let it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, count

_NEVER = (10**9, 10**9)
_MOST_ROWS_AWAY = 2
"""Further from where it belongs a label is taken for another's; then two stand in a row, or three."""


def label_rows(wanted: Sequence[int], rows: int) -> list[int]:
    """The row of each label, from 0 at the top, all in their order: alone where none stands far off for that.

    `wanted` are the rows they belong in, ascending.
    """
    for most in count(-(-len(wanted) // rows)):
        found = label_slots(wanted, rows, max(most, 1))
        if max((abs(row - level) for row, level in zip(found, wanted, strict=True)), default=0) <= _MOST_ROWS_AWAY:
            return found
    raise AssertionError  # as many as there are stand where they belong


def label_slots(wanted: Sequence[int], rows: int, most: int) -> list[int]:
    """The row of each label where `most` may stand in one, and all find room; moved by as few rows as can be.

    None is moved far where several can be moved a little; upwards where that is the same.
    """
    slots = rows * most
    costs = [(0, 0)] * (slots + 1)
    """Of the labels so far in so many slots from the top."""
    choices: list[list[int]] = []
    for level in wanted:
        ends = [_moved(costs[slot], slot // most - level) for slot in range(slots)]
        best = [slot for _, slot in accumulate(zip(ends, range(slots), strict=True), min)]
        choices.append(best)
        costs = [_NEVER, *(ends[slot] for slot in best)]
    found, end = [], slots
    for best in reversed(choices):
        end = best[end - 1]
        found.append(end // most)
    return found[::-1]


def _moved(cost: tuple[int, int], by: int) -> tuple[int, int]:
    return cost[0] + abs(by), cost[1] + by * by
