"""The system's clock, made steady: it never jumps while the program runs, and counts suspended time."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta


def _steady_seconds() -> float:
    """Seconds on a scale that includes suspend where the system has one (Linux), else plain monotonic."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)


class SystemClock:
    """Wall time as it was at the start, moved on by a steady scale: ages stay right through clock changes."""

    def __init__(self) -> None:
        self._started_at = datetime.now(UTC)
        self._started_seconds = _steady_seconds()

    def now(self) -> datetime:
        """Aware UTC time."""
        return self._started_at + timedelta(seconds=_steady_seconds() - self._started_seconds)

    async def sleep(self, seconds: float) -> None:
        """Give the loop back for `seconds`."""
        await asyncio.sleep(seconds)
