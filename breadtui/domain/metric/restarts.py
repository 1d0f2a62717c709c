"""Where a training log begins again, found without an object for each of its rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

_MOST_RUNS = 32


def restarts_of(steps: Sequence[float]) -> list[int]:
    """Where an orderly log falls back to its first step or before it and climbs again over steps it had.

    A log that was in disorder before, or never repeats a step, is merely unsorted; a fall to a later step is a
    part logged twice.
    """
    found: list[int] = []
    seen = _Seen(steps, 0)
    first = last = steps[0]
    for index, step in enumerate(steps):
        if step < last:
            if step <= first and _climbs_again(steps, index, seen):
                found.append(index)
                seen, first = _Seen(steps, index), step
            elif not seen.has(step, index):
                return found
            else:
                seen.fall(index)
        last = step
    return found


def _climbs_again(steps: Sequence[float], index: int, seen: _Seen) -> bool:
    if index + 1 == len(steps):
        return False
    step, following = steps[index], steps[index + 1]
    return following > step and (seen.has(step, index) or seen.has(following, index))


class _Seen:
    """Which steps came since a row: looked up in the ascending runs they came in, or in a set where these are many."""

    def __init__(self, steps: Sequence[float], begin: int) -> None:
        self._steps = steps
        self._runs = [begin]
        self._set: set[float] = set()
        self._set_end = begin

    def fall(self, index: int) -> None:
        """A new run begins at this row."""
        self._runs.append(index)

    def has(self, step: float, index: int) -> bool:
        """Whether a step came before this row."""
        if len(self._runs) > _MOST_RUNS:
            self._set.update(self._steps[self._set_end : index])
            self._set_end = index
            return step in self._set
        return any(self._is_in(step, first, last) for first, last in pairwise((*self._runs, index)))

    def _is_in(self, step: float, first: int, last: int) -> bool:
        place = bisect_left(self._steps, step, first, last)
        return place < last and self._steps[place] == step
