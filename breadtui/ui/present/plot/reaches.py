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


class Canvas(NamedTuple):
    """What values and places are drawn on: so many dots across and up, which show the places `along` the bottom."""

    scale: Scale
    along: tuple[float, float]
    dots: tuple[int, int]

    def dots_of(self, band: Band, last: Dot | None) -> tuple[Dot | None, ...]:
        """One dot, or two in the order that goes on from the last one; None for a gap.

        A fall in x begins a new part, as a gap does.
        """
        place, least, greatest = band
        x = column_of(place, self.dots[0], *self.along)
        if x is None or not isfinite(least) or (self.scale.is_log and greatest <= 0):
            return (None,)
        gap = (None,) if last is not None and x < last.x else ()
        low, high = (round(self.scale.share(value) * (self.dots[1] - 1)) for value in (least, greatest))
        if low == high:
            return (*gap, Dot(x, low))
        is_nearer_high = last is not None and not gap and abs(last.y - high) < abs(last.y - low)
        return (*gap, Dot(x, high), Dot(x, low)) if is_nearer_high else (*gap, Dot(x, low), Dot(x, high))


def runs_of(dots: Iterable[Dot | None]) -> Iterator[list[Dot]]:
    """The parts without a gap."""
    run: list[Dot] = []
    for dot in dots:
        if dot is not None:
            run.append(dot)
        elif run:
            yield run
            run = []
    if run:
        yield run


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
