"""How fast weights may come at most, so that a line is left to others."""

from __future__ import annotations

import re

LEAST_BYTES_PER_SECOND = 10_000
"""Two share it, and a line that brings less than a kilobyte a second counts as cut."""

SLACK_SECONDS = 1.0
_RATE = r"(?i)([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(|[kmg])b?(?:/s)?"
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def rate_of(text: str) -> int | None:
    """Bytes a second in `500k`, `2M`, `2.5 MB/s`, units of a thousand as everywhere here; None for anything else."""
    found = re.fullmatch(_RATE, text.strip())
    if found is None:
        return None
    rate = int(float(found[1]) * _UNITS[found[2].lower()])
    return rate if rate >= LEAST_BYTES_PER_SECOND else None


class RateLimit:
    """What all downloads of a process share; seconds are of any clock that does not jump."""

    def __init__(self, bytes_per_second: int) -> None:
        self._bytes_per_second = bytes_per_second
        self._free_at_seconds: float | None = None

    def wait_seconds(self, now_seconds: float, count_bytes: int) -> float:
        """How long to wait after so many bytes before more are read; a second of sleep too long is made up for."""
        free_at = now_seconds if self._free_at_seconds is None else self._free_at_seconds
        free_at = max(free_at, now_seconds - SLACK_SECONDS) + count_bytes / self._bytes_per_second
        self._free_at_seconds = free_at
        return max(free_at - now_seconds, 0.0)
