"""Which line each bake of a board is: the same as long as the board is open, whatever comes and goes beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.names import JobKey
from breadtui.ui.present.plot.line_styles import STYLES


def numbered(keys: Sequence[JobKey], before: Mapping[JobKey, int]) -> Mapping[JobKey, int]:
    """The number of the line of each bake there is or was; those that have one keep it.

    One that comes back takes the one it had, unless that was given to another; a new one takes the next that none ever
    had, and where there is none left the first that is free.
    """
    numbers = dict(before)
    for key in keys:
        if key not in numbers:
            new = _free({numbers[other] for other in keys if other in numbers}, set(numbers.values()))
            numbers = {other: number for other, number in numbers.items() if number != new} | {key: new}
    return numbers


def _free(taken: set[int], given: set[int]) -> int:
    every = set(range(max(len(STYLES), len(taken) + 1)))
    return min(every - given, default=min(every - taken))
