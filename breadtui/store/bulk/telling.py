"""How one wish about many things tells what came of each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from breadtui.domain.bulk import BulkLine, Outcome, Thing, Wish
from breadtui.domain.errors import BreadError
from breadtui.domain.names import PromptKey
from breadtui.store.events.bulk import BulkMoved
from breadtui.store.facts.noticing import first_line
from breadtui.store.making.deleting import Deleting, why_not_deleted
from breadtui.store.prompts.past import Past

AT_ONCE = 4
"""How many things are asked about side by side."""
Each = TypeVar("Each")
Found = TypeVar("Found")


class BulkTelling(Deleting, Past):
    """Tells the lines of the wish that goes on."""

    @property
    def _is_stopped(self) -> bool:
        """Nothing more of the wish is to be begun."""
        return self._state.bulk is not None and self._state.bulk.is_stopped

    async def _begin_each(
        self, do: Callable[[Each], Awaitable[Found | None]], each: Iterable[Each]
    ) -> list[Found | None]:
        """What came of each, in order; None also for those not begun because the wish was stopped."""

        async def unless_stopped(one: Each) -> Found | None:
            return None if self._is_stopped else await do(one)

        return await side_by_side(unless_stopped, each)

    def _not_done(self, key: Thing, error: BreadError) -> None:
        run = self._state.bulk
        if run is not None:
            words = first_line(error.message)
            if run.wish is Wish.DELETE and not isinstance(key, PromptKey):
                words = why_not_deleted(key, error)
            self._failed(error, BulkMoved(run.with_line(BulkLine(key, Outcome.FAILED, words))))

    def _told(self, key: Thing, outcome: Outcome, words: str) -> None:
        run = self._state.bulk
        if run is not None:
            self._dispatch(BulkMoved(run.with_line(BulkLine(key, outcome, words))))


async def side_by_side(do: Callable[[Each], Awaitable[Found]], each: Iterable[Each]) -> list[Found]:
    """What came of each, in order; a few are done at a time."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def in_turn(one: Each) -> Found:
        async with turns:
            return await do(one)

    return await asyncio.gather(*map(in_turn, each))
