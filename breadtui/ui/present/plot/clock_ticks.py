"""Ticks along the time of day, in the person's own zone: round clock times, and the date where a day begins."""

from __future__ import annotations

from datetime import datetime, tzinfo
from math import ceil, floor

_STEPS_SECONDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10800, 21600, 43200)
_DAY_SECONDS = 86_400


def clock_ticks(first: float, last: float, count: int, zone: tzinfo | None = None) -> tuple[float, ...]:
    """At most about `count` round times from `first` to `last`, seconds since 1970; whole days where it is many days.

    All lie as the clock ran at the first of them: over a change to or from summer time they are an hour off.
    """
    if last <= first or count < 1:
        return ()
    span = last - first
    days = max(ceil(span / count / _DAY_SECONDS), 1)
    step = next((step for step in _STEPS_SECONDS if span / step <= count), days * _DAY_SECONDS)
    offset = _at(first, zone).utcoffset()
    shift = 0.0 if offset is None else offset.total_seconds()
    numbers = range(ceil((first + shift) / step), floor((last + shift) / step) + 1)
    return tuple(tick for number in numbers if first <= (tick := number * step - shift) <= last)


def clock_label(seconds: float, zone: tzinfo | None = None) -> str:
    """`09:14`; with seconds where these are not nought, and `30 Nov` where the day begins."""
    at = _at(round(seconds), zone)
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return f"{at.day} {at:%b}"
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def day_and_clock(seconds: float, zone: tzinfo | None = None) -> str:
    """`30 Nov 09:14:05`."""
    at = _at(round(seconds), zone)
    return f"{at.day} {at:%b %H:%M:%S}"


def _at(seconds: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(seconds).astimezone(zone)
