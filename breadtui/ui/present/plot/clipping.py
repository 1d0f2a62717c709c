"""Which values are outliers: told by points, since thinned bands have more than their share of extremes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import isfinite

MOST_LOOKED_AT = 5_000
"""So many points of a part say well enough where two percent of them lie."""
_FEWEST = 10
_GOLDEN = 0.6180339887498949
"""Its multiples fall evenly and never in step with anything, such as a spike at every fiftieth point."""


def spread_of(column: Sequence[float], parts: Iterable[slice], *, is_log: bool = False) -> tuple[float, float] | None:
    """The range of a column's parts without the outermost two percent at either end, of what the axis can hold.

    None without values.
    """
    values = sorted(value for value in _looked_at(column, parts) if isfinite(value) and (value > 0 or not is_log))
    if not values:
        return None
    margin = max(len(values) // 50, 1) if len(values) > _FEWEST else 0
    return values[margin], values[-1 - margin]


def clip_limits(
    spreads: Iterable[tuple[float, float] | None], drawn: Iterable[float], *, is_log: bool = False
) -> tuple[float, float] | None:
    """The limits that hold the spread of every curve, no wider than what is drawn; None without values."""
    found = [spread for spread in spreads if spread is not None]
    values = [value for value in drawn if isfinite(value) and (value > 0 or not is_log)]
    if not found or not values:
        return None
    low, high = min(low for low, _ in found), max(high for _, high in found)
    return min(max(low, min(values)), high), max(min(high, max(values)), low)


def _looked_at(column: Sequence[float], parts: Iterable[slice]) -> Iterator[float]:
    """All values of a few points; of many as many as tell, from everywhere."""
    ranges = [range(part.start, part.stop) for part in parts]
    count = sum(map(len, ranges))
    if count <= MOST_LOOKED_AT:
        yield from chain.from_iterable(column[each.start : each.stop] for each in ranges)
        return
    for each in ranges:
        wanted = len(each) * MOST_LOOKED_AT // count
        for number in range(wanted):
            yield column[each[int((number + number * _GOLDEN % 1) * len(each) / wanted)]]
