"""Events are read on while everything moves, and each reading is shown."""

from __future__ import annotations

import asyncio

from breadtui.domain.happenings import Happening
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.screens.events.feed import EventsFeed
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_state
from tests.ui.look.journal_scenes import night


class SlowJournal(MemoryJournal):
    """Takes a turn of the loop for each answer."""

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:
        await asyncio.sleep(0)
        return await super().happenings(before=before, most=most)

    async def happenings_after(self, number: int, most: int = 1_000) -> tuple[Happening, ...]:
        await asyncio.sleep(0)
        return await super().happenings_after(number, most)


class Reader:
    """A feed on a slow journal, and how many events it had each time it was shown."""

    def __init__(self) -> None:
        self.journal = SlowJournal()
        self.commands = Commands(Store(a_state()), FakeApi(), self.journal, MemoryDrafts(), ManualClock())
        self.feed = EventsFeed()
        self.shown: list[int] = []
        self.readings: list[asyncio.Task[None]] = []

    def write(self) -> None:
        """One more happens, of which the feed is told."""
        self.journal.record_happenings(night()[:1])
        self.readings.append(asyncio.create_task(self.feed.keep_up(self.commands, self._show)))

    def _show(self) -> None:
        self.shown.append(len(self.feed.happened))


async def test_a_reading_is_shown_though_something_is_written_at_each_turn() -> None:
    reader = Reader()
    for _ in range(20):
        reader.write()
        await asyncio.sleep(0)
    assert reader.shown, "it is still being written"
    await asyncio.gather(*reader.readings)
    assert reader.shown[-1] == 20


async def test_what_is_written_during_a_reading_is_read_after_it() -> None:
    reader = Reader()
    reader.write()
    await asyncio.sleep(0)
    reader.write()
    reader.write()
    await asyncio.gather(*reader.readings)
    assert reader.shown[-1] == 3


async def test_a_reading_that_was_given_up_does_not_keep_others_from_reading() -> None:
    reader = Reader()
    reader.write()
    await asyncio.sleep(0)
    reader.readings[0].cancel()
    await asyncio.wait(reader.readings)
    reader.write()
    await reader.readings[-1]
    assert reader.shown == [2]
