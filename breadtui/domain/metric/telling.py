"""The telling points of a long log: those that are told to who does not draw all of it, found once while it grows."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from breadtui.domain.metric.record import KNOWN_METRICS

MOST_POINTS = 20_000
"""About so many points of a longer log are told."""
_TOLD_OF_A_BUCKET = 4


class Told(NamedTuple):
    """Steps and columns of the telling rows, and which of these are the first after a restart."""

    steps: array[float]
    columns: dict[str, array[float]]
    restarts: tuple[int, ...]


class TellingPoints:
    """Which rows of a log tell most, and what they say; the log only grows at its end.

    Of each run of neighbours these are the first, the last, and those of its lowest and its highest loss; a run ends
    where training began again. The runs grow with the log; until they do, only what is new is looked at.
    """

    def __init__(self) -> None:
        self._width = 0
        self._end = 0
        self._columns: dict[str, array[float]] = {}
        self._steps: array[float] = array("d")
        self._rows: array[int] = array("L")

    def of(self, steps: Sequence[float], columns: Mapping[str, Sequence[float]], restarts: Sequence[int] = ()) -> Told:
        """The telling rows of the log as it is now; `restarts` are the rows at which training began again."""
        width = -(-len(steps) * _TOLD_OF_A_BUCKET // MOST_POINTS)
        if width != self._width or columns.keys() != self._columns.keys():
            self._width, self._end = width, 0
            self._steps, self._rows, self._columns = array("d"), array("L"), {name: array("d") for name in columns}
        full = len(steps) // width * width
        self._keep(steps, columns, array("L", self._told(columns, restarts, self._end, full)))
        self._end = full
        rest = array("L", self._told(columns, restarts, full, len(steps)))
        told = {name: self._columns[name] + _at(column, rest) for name, column in columns.items()}
        rows = self._rows + rest
        return Told(self._steps + _at(steps, rest), told, tuple(bisect_left(rows, row) for row in restarts))

    def _keep(self, steps: Sequence[float], columns: Mapping[str, Sequence[float]], told: array[int]) -> None:
        """Keep what whole runs tell."""
        self._rows.extend(told)
        self._steps.extend(_at(steps, told))
        for name, column in columns.items():
            self._columns[name].extend(_at(column, told))

    def _told(
        self, columns: Mapping[str, Sequence[float]], restarts: Sequence[int], first: int, last: int
    ) -> Iterator[int]:
        loss = next((columns[name] for name in KNOWN_METRICS if name.endswith("loss") and name in columns), None)
        edges = sorted({*range(first, last, self._width), *(row for row in restarts if first < row < last), last})
        for begin, end in pairwise(edges):
            part = [] if loss is None else loss[begin:end]
            finite = [value for value in part if isfinite(value)]
            ends = {begin, end - 1}
            if finite and loss is not None:
                ends |= {begin + part.index(min(finite)), begin + part.index(max(finite))}
            yield from sorted(ends)


def _at(column: Sequence[float], rows: Sequence[int]) -> array[float]:
    return array("d", map(column.__getitem__, rows))
