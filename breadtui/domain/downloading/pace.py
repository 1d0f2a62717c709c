"""How fast bytes come, by those of the last seconds."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 15.0
FLOOR_SECONDS = 60.0
FLOOR_BYTES = 60_000
"""A line that brings less than this in a minute counts as cut."""


class Pace:
    """What came when; seconds are of any clock that does not jump. Each connection has a pace of its own."""

    def __init__(self, begun_seconds: float) -> None:
        self._came: deque[tuple[float, int]] = deque([(begun_seconds, 0)])
        self._floor: tuple[float, int] = (begun_seconds, 0)
        self._sum = 0

    def take(self, now_seconds: float, count_bytes: int) -> None:
        """So many bytes came."""
        self._sum += count_bytes
        self._came.append((now_seconds, self._sum))
        while len(self._came) > 2 and self._came[1][0] <= now_seconds - WINDOW_SECONDS:
            self._came.popleft()

    @property
    def bytes_per_second(self) -> float | None:
        """Of the last fifteen seconds; None before there is a span to divide by."""
        (first_seconds, first_bytes), (last_seconds, last_bytes) = self._came[0], self._came[-1]
        span = last_seconds - first_seconds
        return (last_bytes - first_bytes) / span if span > 0 else None

    def is_too_slow(self, now_seconds: float) -> bool:
        """Less than a kilobyte a second came in the minute that is now over; asked often, it looks at each minute."""
        begun_seconds, before = self._floor
        if now_seconds - begun_seconds < FLOOR_SECONDS:
            return False
        self._floor = (now_seconds, self._sum)
        return self._sum - before < FLOOR_BYTES * (now_seconds - begun_seconds) / FLOOR_SECONDS
