"""Several windows watch and mute at once: what one changes, the others neither lose nor bring back."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.mutes import mutes_from
from breadtui.domain.names import JobKey
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.store.watching.watched import MUTES_FACT, WATCH_FACT, watch_changed, watched_from, watched_json
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal, SlowJournal
from tests.fakes.states import a_key, a_state

A, B, C = a_key("a"), a_key("b"), a_key("c")
KEYS = st.frozensets(st.sampled_from([A, B, C]))


class Windows:
    """Two windows of one account."""

    def __init__(self, journal: MemoryJournal | None = None) -> None:
        self.journal = journal or MemoryJournal()
        self.stores = [Store(a_state()), Store(a_state())]
        self.one, self.other = (
            Commands(store, FakeApi(), self.journal, MemoryDrafts(), ManualClock()) for store in self.stores
        )

    async def watched(self) -> frozenset[JobKey]:
        return watched_from(await self.journal.fact(WATCH_FACT))


async def test_what_another_window_no_longer_watches_is_not_brought_back() -> None:
    windows = Windows()
    await windows.other.watch([A])
    await windows.one.watch([B])
    assert windows.stores[0].state.watched == {A, B}
    await windows.other.watch([A], is_on=False)
    await windows.one.watch([C])
    assert await windows.watched() == {B, C}
    assert windows.stores[0].state.watched == {B, C}


async def test_two_that_watch_at_once_both_have_their_way() -> None:
    windows = Windows()
    await asyncio.gather(windows.one.watch([A]), windows.other.watch([B]))
    assert await windows.watched() == {A, B}


async def test_what_one_window_watches_in_a_row_is_all_watched_though_the_disk_is_slow() -> None:
    windows = Windows(SlowJournal())
    await windows.one.watch([C])
    await asyncio.gather(windows.one.watch([A]), windows.one.watch([B]), windows.one.watch([C], is_on=False))
    assert windows.stores[0].state.watched == await windows.watched() == {A, B}


async def test_what_one_window_mutes_in_a_row_is_all_muted_though_the_disk_is_slow() -> None:
    windows = Windows(SlowJournal())
    await windows.one.mute(Rule.STALLED)
    await asyncio.gather(windows.one.mute(Rule.PLATEAU), windows.one.mute(Rule.SLOWER, A))
    mutes = windows.stores[0].state.mutes
    assert mutes == mutes_from(await windows.journal.fact(MUTES_FACT))
    assert mutes.rules == {Rule.STALLED, Rule.PLATEAU}
    assert mutes.jobs == {(A, Rule.SLOWER)}


async def test_two_that_mute_at_once_both_have_their_way() -> None:
    windows = Windows()
    await asyncio.gather(windows.one.mute(Rule.PLATEAU), windows.other.mute(Rule.SLOWER, A))
    mutes = mutes_from(await windows.journal.fact(MUTES_FACT))
    assert (mutes.rules, mutes.jobs) == (frozenset({Rule.PLATEAU}), frozenset({(A, Rule.SLOWER)}))


@given(KEYS, KEYS)
def test_watching_and_no_longer_undo_each_other_for_just_these(
    kept: frozenset[JobKey], keys: frozenset[JobKey]
) -> None:
    after = watch_changed(keys, watched_json(kept), is_on=True)
    assert watched_from(after) == kept | keys
    assert watched_from(watch_changed(keys, after, is_on=False)) == kept - keys
