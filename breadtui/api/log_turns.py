"""Whose turn it is to read a training log: one at a time of a bake, and long ones of all bakes one by one."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from breadtui.domain.names import JobKey


class LogTurns:
    """Of a long log its columns stand in memory while it is read, and some of its answer, at times all of it."""

    def __init__(self) -> None:
        self._of_bake: WeakValueDictionary[JobKey, Lock] = WeakValueDictionary()
        self._of_long = Lock()

    @asynccontextmanager
    async def turn(self, key: JobKey, *, is_long: bool) -> AsyncIterator[None]:
        """Wait until nobody reads this bake's log, nor a long one of another where it is long, too."""
        of_bake = self._of_bake.setdefault(key, Lock())
        async with of_bake:
            if not is_long:
                yield
                return
            async with self._of_long:
                yield
