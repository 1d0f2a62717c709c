"""How long texts are: the usual figures, and bins of round widths for a histogram."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from breadtui.values import dataclass

MOST_BINS = 14
_SKEW = 12.0
"""Where the longest is so many times the median, bins double, since even ones would leave all but the first empty."""

_STEPS = (1, 2, 5)


class Bin(NamedTuple):
    """How many texts are from `least` long to `most`, both included."""

    least: int
    most: int
    texts: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """The spread of lengths; `tenth` and `ninetieth` are the lengths that a tenth of the texts stay below or exceed."""

    count: int
    least: int
    tenth: int
    median: int
    ninetieth: int
    most: int
    total: int
    bins: tuple[Bin, ...]

    @property
    def mean(self) -> float:
        """The mean length."""
        return self.total / self.count


def lengths_of(values: Sequence[int]) -> Lengths | None:
    """The spread of lengths; None without any."""
    if not values:
        return None
    ordered = sorted(values)
    median = _at(ordered, 0.5)
    edges = _doubling(ordered[-1]) if ordered[-1] > _SKEW * max(median, 1) else _even(ordered[0], ordered[-1])
    return Lengths(
        count=len(ordered),
        least=ordered[0],
        tenth=_at(ordered, 0.1),
        median=median,
        ninetieth=_at(ordered, 0.9),
        most=ordered[-1],
        total=sum(ordered),
        bins=_counted(ordered, edges),
    )


def _at(ordered: Sequence[int], share: float) -> int:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _even(least: int, most: int) -> list[int]:
    """Where bins begin, and beyond the last: as wide as a round number allows, at most fourteen."""
    width = _round_width(most - least + 1)
    first = least // width * width
    return list(range(first, most + width + 1, width))


def _round_width(span: int) -> int:
    power = 1
    while True:
        for step in _STEPS:
            # One bin more may be needed where the first does not begin at a multiple of the width.
            if span <= step * power * (MOST_BINS - 1):
                return step * power
        power *= 10


def _doubling(most: int) -> list[int]:
    edges = [0, 1]
    while edges[-1] <= most:
        edges.append(edges[-1] * 2)
    spare = max(len(edges) - 1 - MOST_BINS, 0)
    return [0, *edges[1 + spare :]]


def _counted(ordered: Sequence[int], edges: Sequence[int]) -> tuple[Bin, ...]:
    places = [bisect_left(ordered, edge) for edge in edges]
    pairs = zip(edges, edges[1:], places, places[1:], strict=False)
    return tuple(Bin(low, high - 1, after - before) for low, high, before, after in pairs)
