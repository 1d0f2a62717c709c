"""A clock that stands still until a test moves it, and knows when everybody waits for it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


class ManualClock:
    """Time moves by `advance`, which wakes sleepers in the order of their due times."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + timedelta(seconds=seconds), next(self._numbers), future))
        await future

    @property
    def sleepers_count(self) -> int:
        """How many wait for the clock."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def parked(self, turns: int = 25) -> None:
        """Let everything run until nothing is left to do but wait: `turns` rounds of the loop without news."""
        quiet = 0
        before = self._mark()
        while quiet < turns:
            await asyncio.sleep(0)
            after = self._mark()
            quiet, before = (quiet + 1, after) if after == before else (0, after)

    async def advance(self, seconds: float) -> None:
        """Move on by `seconds`, stopping at every sleeper that falls due on the way."""
        await self.parked()
        end = self._now + timedelta(seconds=seconds)
        while self._sleepers and self._sleepers[0][0] <= end:
            due_at, _, future = heapq.heappop(self._sleepers)
            if future.done():
                continue
            self._now = max(self._now, due_at)
            future.set_result(None)
            await self.parked()
        self._now = end
        await self.parked()

    def jump(self, seconds: float) -> None:
        """Move on at once without waking anybody on the way, as a suspended machine does."""
        self._now += timedelta(seconds=seconds)

    def _mark(self) -> tuple[int, int]:
        return len(self._sleepers), self.sleepers_count
