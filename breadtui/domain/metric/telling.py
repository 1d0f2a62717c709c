"""The telling points of a long log: those that are told to who does not draw all of it, found once while it grows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

from breadtui.domain.metric.record import KNOWN_METRICS

MOST_POINTS = 20_000
"""About so many points of a longer log are told."""
_TOLD_OF_A_BUCKET = 4


class TellingPoints:
    """Which rows of a log tell most, and what they say; the log only grows at its end.

    Of each run of neighbours these are the first, the last, and those of its lowest and its highest loss. The runs grow
    with the log; until they do, only what is new is looked at.
    """

    def __init__(self) -> None:
        self._width = 0
        self._end = 0
        self._columns: dict[str, array[float]] = {}
        self._steps: array[float] = array("d")

    def of(
        self, steps: Sequence[float], columns: Mapping[str, Sequence[float]]
    ) -> tuple[array[float], dict[str, array[float]]]:
        """Steps and columns of the telling rows of the log as it is now."""
        width = -(-len(steps) * _TOLD_OF_A_BUCKET // MOST_POINTS)
        if width != self._width or columns.keys() != self._columns.keys():
            self._width, self._end = width, 0
            self._steps, self._columns = array("d"), {name: array("d") for name in columns}
        full = len(steps) // width * width
        self._tell(steps, columns, self._end, full)
        self._end = full
        rest = array("L", self._told(columns, full, len(steps)))
        told = {name: self._columns[name] + _at(column, rest) for name, column in columns.items()}
        return self._steps + _at(steps, rest), told

    def _tell(self, steps: Sequence[float], columns: Mapping[str, Sequence[float]], begin: int, end: int) -> None:
        """Keep what whole runs tell."""
        told = array("L", self._told(columns, begin, end))
        self._steps.extend(_at(steps, told))
        for name, column in columns.items():
            self._columns[name].extend(_at(column, told))

    def _told(self, columns: Mapping[str, Sequence[float]], first: int, last: int) -> Iterator[int]:
        loss = next((columns[name] for name in KNOWN_METRICS if name.endswith("loss") and name in columns), None)
        for begin in range(first, last, self._width):
            end = min(begin + self._width, last)
            part = [] if loss is None else loss[begin:end]
            finite = [value for value in part if isfinite(value)]
            ends = {begin, end - 1}
            if finite and loss is not None:
                ends |= {begin + part.index(min(finite)), begin + part.index(max(finite))}
            yield from sorted(ends)


def _at(column: Sequence[float], rows: Sequence[int]) -> array[float]:
    return array("d", map(column.__getitem__, rows))
