"""A row of small bars for the shape of the last values."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = ".:-=+*#%@"
LEAST_SCALE = 3
"""So many values have a scale without one more."""

LEAST_SPAN = 1e-9
"""Values that differ by less, as a share of the greatest, are equal but for the rounding of their means."""


def spark(values: Sequence[float], width: int, *, is_ascii: bool = False, is_open: bool = False) -> str:
    """At most `width` bars for the last values, from the least to the greatest of them; a gap is a blank.

    Values that are all equal lie in the middle. With `is_open` the last value stands for a part that still grows: it is
    drawn on the scale of the others, which would all move with it.
    """
    shown = values[max(len(values) - width, 0) :] if width > 0 else ()
    finite = [value for value in shown if isfinite(value)]
    if not finite:
        return " " * len(shown)
    if is_open and len(finite) > LEAST_SCALE and isfinite(shown[-1]):
        finite.pop()
    bars = ASCII_BARS if is_ascii else BARS
    low, half_span = min(finite), max(finite) / 2 - min(finite) / 2
    return "".join(_bar(value, low, half_span, bars) for value in shown)


def _bar(value: float, low: float, half_span: float, bars: str) -> str:
    """One bar; halves, so that the span of the largest numbers is finite."""
    if not isfinite(value):
        return " "
    if half_span <= LEAST_SPAN * max(abs(low), half_span):
        return bars[(len(bars) - 1) // 2]
    return bars[max(min(int((value / 2 - low / 2) / half_span * len(bars)), len(bars) - 1), 0)]
