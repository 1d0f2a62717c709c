"""Where the cursor of a board rests until somebody moves it: at the newest place that its curves have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.ui.present.plot.overlay import NamedSeries


class Resting(NamedTuple):
    """A place along the bottom, and how many of the curves reach it."""

    place: float
    reached_count: int
    curves_count: int

    @property
    def words(self) -> str:
        """Which place that is: `newest of all`, `newest of 7`, `newest`."""
        if self.reached_count < 2:
            return "newest"
        return f"newest of {'all' if self.reached_count == self.curves_count else self.reached_count}"


class _Reach(NamedTuple):
    first: float
    last: float
    is_growing: bool


def resting_of(lines: Sequence[NamedSeries], window: tuple[float, float] | None = None) -> Resting | None:
    """The newest place that all curves reach; none waits for one that goes on no more and is not half as long.

    Where there is none in the window, as of curves end to end, the newest place of any. None without points.
    """
    reaches = [_Reach(min(ends), max(ends), line.is_growing) for line in lines if (ends := line.ends())]
    if not reaches:
        return None
    newest = max(reach.last for reach in reaches)
    half = (min(reach.first for reach in reaches) + newest) / 2
    awaited = [reach for reach in reaches if reach.is_growing or reach.last >= half]
    awaited = awaited if len(awaited) > 1 else reaches
    place = min(reach.last for reach in awaited)
    if any(place < reach.first for reach in awaited) or (window is not None and place < window[0]):
        place = newest
    return Resting(place, sum(reach.first <= place <= reach.last for reach in reaches), len(reaches))
