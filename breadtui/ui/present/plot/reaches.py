"""A curve as upright strokes: which dots of each column of dots it passes, whatever it does between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from breadtui.domain.metric.record import Band
from breadtui.ui.present.plot.frame import column_of
from breadtui.ui.present.plot.scales import Scale


class Dot(NamedTuple):
    """A dot of a canvas: x from the left, y from the bottom."""

    x: int
    y: int


class Reach(NamedTuple):
    """What a curve has of one column of dots: every dot from `low` to `high`."""

    x: int
    low: int
    high: int


def runs_of(
    bands: Sequence[Band], scale: Scale, along: tuple[float, float], dots: tuple[int, int]
) -> Iterator[list[Dot]]:
    """The dots of each part without a gap, on a canvas of so many that shows the places `along` the bottom.

    A fall in x begins a new part.
    """
    run: list[Dot] = []
    for place, low, high in bands:
        x = column_of(place, dots[0], *along)
        is_gap = x is None or not isfinite(low) or (scale.is_log and high <= 0)
        if run and (is_gap or (x is not None and x < run[-1].x)):
            yield run
            run = []
        if x is not None and not is_gap:
            run += _dots_of(x, run, *(round(scale.share(value) * (dots[1] - 1)) for value in (low, high)))
    if run:
        yield run


def _dots_of(x: int, run: Sequence[Dot], low: int, high: int) -> tuple[Dot, ...]:
    """One dot, or two in the order that goes on from the last."""
    if low == high:
        return (Dot(x, low),)
    is_nearer_high = bool(run) and abs(run[-1].y - high) < abs(run[-1].y - low)
    return (Dot(x, high), Dot(x, low)) if is_nearer_high else (Dot(x, low), Dot(x, high))


def reaches_of(runs: Iterable[Sequence[Dot]]) -> list[Reach]:
    """What the parts reach, their dots joined by straight lines: from the left, one or none a column and part."""
    found: list[Reach] = []
    for run in runs:
        end = run[-1]
        lows, highs = {end.x: end.y}, {end.x: end.y}
        for start, stop in pairwise(run):
            for x, low, high in _joined(start, stop):
                lows[x], highs[x] = min(low, lows.get(x, low)), max(high, highs.get(x, high))
        found += [Reach(x, low, highs[x]) for x, low in lows.items()]
    found.sort()
    return found


def _joined(start: Dot, end: Dot) -> Iterator[tuple[int, int, int]]:
    """What a straight line reaches in each column, without the dot it ends at; `end` lies right of or above `start`."""
    across, up = end.x - start.x, end.y - start.y
    if across > abs(up):
        for column in range(across):
            y = start.y + up * column // across
            yield start.x + column, y, y
        return
    sign = 1 if up > 0 else -1
    if across < 2:
        last = end.y - sign if up else start.y
        yield start.x, min(start.y, last), max(start.y, last)
        return
    for column in range(across):
        # The first dot of the column and that before the next one's, in steps of one dot up or down.
        begin, end_of = (-(-number * abs(up) // across) for number in (column, column + 1))
        first, last = start.y + sign * begin, start.y + sign * (end_of - 1)
        yield start.x + column, min(first, last), max(first, last)
