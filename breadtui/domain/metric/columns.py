"""Long columns of numbers that grow at their end: what is old is shared by what came after, and summed up in blocks.

A block of a short column holds single-precision numbers, seven digits of each, unless one of its values is too large
or too near to zero for them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from math import inf, isfinite, nan
from typing import TypeAlias, overload

BLOCK = 512
"""So many values stand in a block, whose least and greatest are known."""

_GREATEST_SHORT, _LEAST_SHORT = 3.4e38, 1.2e-38
"""Between these, on both sides of zero, single-precision numbers have seven digits."""

Extremes: TypeAlias = tuple[float, float]


class Column(Sequence[float]):
    """A column that never changes: full blocks, shared with the columns it was made from, and a tail of its own.

    Made by `Growing`; NaN stands for a missing value.
    """

    __slots__ = ("_blocks", "_extremes", "_tail")

    def __init__(self, blocks: Sequence[array[float]], extremes: Sequence[Extremes], tail: array[float]) -> None:
        self._blocks = blocks
        self._extremes = extremes
        self._tail = tail

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._tail)

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> array[float]: ...
    def __getitem__(self, index: int | slice) -> float | array[float]:
        """One value, or a part as an array of its own."""
        if isinstance(index, slice):
            return self._part(*index.indices(len(self)))
        count = len(self)
        if not -count <= index < count:
            raise IndexError(index)
        block, place = divmod(index % count, BLOCK)
        return self._blocks[block][place] if block < len(self._blocks) else self._tail[place]

    def __iter__(self) -> Iterator[float]:
        return chain(chain.from_iterable(self._blocks), self._tail)

    def _part(self, start: int, stop: int, step: int) -> array[float]:
        if step != 1:
            return array("d", (self[at] for at in range(start, stop, step)))
        part = array("d")
        for block in range(start // BLOCK, -(-stop // BLOCK) if stop > start else 0):
            values = self._blocks[block] if block < len(self._blocks) else self._tail
            begin = block * BLOCK
            piece = values[max(start - begin, 0) : stop - begin]
            part.extend(piece if piece.typecode == "d" else piece.tolist())
        return part

    def extremes(self, start: int, stop: int) -> Extremes:
        """The least and the greatest number from `start` to before `stop`; NaN twice where there is none."""
        first, last = -(-start // BLOCK), min(stop // BLOCK, len(self._blocks))
        if first >= last:
            return _extremes(self[start:stop])
        known = self._extremes[first:last]
        parts = (*known, _extremes(self[start : first * BLOCK]), _extremes(self[last * BLOCK : stop]))
        return _joined(parts)

    def place_of(self, value: float, start: int, stop: int, *, is_after: bool) -> int:
        """Where in a part that ascends the values from `value` on begin, or those after it."""
        search = bisect_right if is_after else bisect_left
        first, last = -(-start // BLOCK), min(stop // BLOCK, len(self._blocks))
        block = search(self._extremes, value, first, max(first, last), key=_least)
        edge = block * BLOCK
        low, high = max(start, edge - BLOCK), stop if block >= last else min(stop, edge)
        if low < edge < high:
            is_beyond = self[edge] < value or (is_after and self[edge] == value)
            low, high = (edge, high) if is_beyond else (low, edge)
        if low >= high:
            return low
        number, begin = low // BLOCK, low % BLOCK
        values = self._blocks[number] if number < len(self._blocks) else self._tail
        return number * BLOCK + search(values, value, begin, begin + high - low)

    def fits_short(self) -> bool:
        """Whether single-precision numbers hold each value of a short column to seven digits."""
        return all(block.typecode == "f" for block in self._blocks) and fits_short(self._tail)

    def continues(self, earlier: Column) -> bool:
        """Whether it is the earlier one grown further; False as well where that was too short to tell."""
        count = len(earlier._blocks)
        return 0 < count <= len(self._blocks) and self._blocks[count - 1] is earlier._blocks[count - 1]

    def outside_count(self, start: int, stop: int, low: float, high: float) -> int:
        """How many numbers from `start` to before `stop` lie below `low` or above `high`."""
        first, last = -(-start // BLOCK), min(stop // BLOCK, len(self._blocks))
        if first >= last:
            return _outside(self[start:stop], low, high)
        count = _outside(self[start : first * BLOCK], low, high) + _outside(self[last * BLOCK : stop], low, high)
        for block in range(first, last):
            least, greatest = self._extremes[block]
            if least < low or greatest > high:
                count += _outside(self._blocks[block], low, high)
        return count


class Growing:
    """A column while it is read; `column` is what it is now, and stays that."""

    def __init__(self, *, is_short: bool = False) -> None:
        self._is_short = is_short
        self._blocks: list[array[float]] = []
        self._extremes: list[Extremes] = []
        self._tail = array("d")

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._tail)

    def extend(self, values: Iterable[float]) -> None:
        """Add values at the end."""
        self._tail.extend(array("d", values))
        full = len(self._tail) // BLOCK
        blocks = (self._tail[number * BLOCK : (number + 1) * BLOCK] for number in range(full))
        if self._is_short:
            self._extend_shortened(blocks)
        else:
            self._blocks.extend(blocks)
        if full:
            self._tail = self._tail[full * BLOCK :]

    def _extend_shortened(self, blocks: Iterable[array[float]]) -> None:
        """Add blocks in single precision where that holds them, with their extremes, which tell it."""
        for block in blocks:
            extremes = _extremes(block)
            typecode = "f" if _fits_short(block, extremes) else "d"
            least, greatest = array(typecode, extremes)
            self._blocks.append(array(typecode, block))
            self._extremes.append((least, greatest))

    def column(self) -> Column:
        """The column as it is now."""
        self._extremes.extend(map(_extremes, islice(self._blocks, len(self._extremes), None)))
        return Column(tuple(self._blocks), tuple(self._extremes), array("d", self._tail))

    def values(self) -> array[float]:
        """The same as one array, for a column so short that nothing is gained by knowing the extremes of its blocks."""
        values = array("d")
        for part in (*self._blocks, self._tail):
            values.extend(part if part.typecode == "d" else part.tolist())
        return values


def extremes_of(values: Sequence[float], start: int, stop: int) -> Extremes:
    """The least and the greatest number of a part of any column; NaN twice where there is none."""
    return values.extremes(start, stop) if isinstance(values, Column) else _extremes(values[start:stop])


def outside_count(values: Sequence[float], start: int, stop: int, limits: Extremes) -> int:
    """How many numbers of a part of any column lie beyond the limits."""
    if isinstance(values, Column):
        return values.outside_count(start, stop, *limits)
    return _outside(values[start:stop], *limits)


def continues(values: Sequence[float], earlier: Sequence[float]) -> bool:
    """Whether a column is known to be the earlier one grown further: by its blocks, a short one by its values."""
    if isinstance(values, Column) and isinstance(earlier, Column):
        return values.continues(earlier)
    if not isinstance(values, array) or not isinstance(earlier, array) or values.typecode != earlier.typecode:
        return False
    # As bytes, so that a gap is like a gap.
    begin = memoryview(earlier).cast("B")
    return memoryview(values).cast("B")[: len(begin)] == begin


def place_of(values: Sequence[float], value: float, start: int, stop: int, *, is_after: bool = False) -> int:
    """Where in an ascending part of any column the values from `value` on begin, or those after it."""
    if isinstance(values, Column):
        return values.place_of(value, start, stop, is_after=is_after)
    return (bisect_right if is_after else bisect_left)(values, value, start, stop)


def fits_short(values: Sequence[float]) -> bool:
    """Whether single-precision numbers hold each value to seven digits."""
    return _fits_short(values, _extremes(values))


def _fits_short(values: Sequence[float], extremes: Extremes) -> bool:
    least, greatest = extremes
    if max(-least, greatest) > _GREATEST_SHORT:
        return False
    if least >= _LEAST_SHORT or greatest <= -_LEAST_SHORT:
        return True
    return all(map(is_short_number, values))


def is_short_number(value: float) -> bool:
    """Whether a single-precision number holds a value to seven digits; NaN is held."""
    return not (0 < abs(value) < _LEAST_SHORT or abs(value) > _GREATEST_SHORT)


def _least(extremes: Extremes) -> float:
    return extremes[0]


def _extremes(values: Sequence[float]) -> Extremes:
    """Min and max pass over NaN unless it comes first."""
    if not len(values):
        return nan, nan
    if not isfinite(values[0]):
        values = [value for value in values if isfinite(value)]
        if not values:
            return nan, nan
    return min(values), max(values)


def _joined(parts: Iterable[Extremes]) -> Extremes:
    low, high = inf, -inf
    for least, greatest in parts:
        low, high = (min(low, least)), (max(high, greatest))
    return (low, high) if low <= high else (nan, nan)


def _outside(values: Sequence[float], low: float, high: float) -> int:
    # A list of the few takes half as long as a sum over all.
    return len([value for value in values if value < low or value > high])
