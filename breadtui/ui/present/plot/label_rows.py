"""In which rows of one column labels stand: each as near to where it belongs as the others let it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

_NEVER = (10**9, 10**9)


def label_rows(wanted: Sequence[int], rows: int) -> list[int]:
    """The row of each label, from 0 at the top; none in the row of another, and all in their order.

    `wanted` are the rows they belong in, ascending, and no more than there are `rows`. They are moved by as few rows
    as can be, none far where several can be moved a little; upwards where that is the same.
    """
    costs = [(0, 0)] * (rows + 1)
    """Of the labels so far in so many rows from the top."""
    choices: list[list[int]] = []
    for level in wanted:
        ends = [_moved(costs[row], row - level) for row in range(rows)]
        best = [row for _, row in accumulate(zip(ends, range(rows), strict=True), min)]
        choices.append(best)
        costs = [_NEVER, *(ends[row] for row in best)]
    found, end = [], rows
    for best in reversed(choices):
        end = best[end - 1]
        found.append(end)
    return found[::-1]


def _moved(cost: tuple[int, int], by: int) -> tuple[int, int]:
    return cost[0] + abs(by), cost[1] + by * by
