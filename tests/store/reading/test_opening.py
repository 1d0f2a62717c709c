"""Repositories opened by several wishes at once, given up, and closed before they were there."""

from __future__ import annotations

import asyncio

from breadtui.domain.repos import Repo
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready, value_of
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_tree


class Reader:
    """Commands with a service of one repository that answers when it is let."""

    def __init__(self) -> None:
        self.store = Store(AppState())
        self.api = FakeApi(repos=[Repo(REPO)], trees=[a_tree()])
        self.api.hold()
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock())

    async def begin_to_open(self) -> asyncio.Task[None]:
        """Opened by one wish, to which the service has not answered."""
        opening = asyncio.create_task(self.commands.open_repo(REPO))
        await _turns()
        assert self.api.counted("tree") == 1
        return opening

    @property
    def has_tree(self) -> bool:
        return value_of(self.store.state.trees[REPO]) == a_tree()


async def test_who_opens_what_is_being_opened_waits_for_it_and_asks_nothing() -> None:
    reader = Reader()
    first = await reader.begin_to_open()
    second = asyncio.create_task(reader.commands.open_repo(REPO))
    await _turns()
    assert not second.done()
    reader.api.release()
    await second
    assert reader.has_tree
    await first
    assert reader.api.operations() == {"tree": 1, "prompt_names": 1, "target_names": 1}


async def test_who_opens_what_was_given_up_half_way_goes_on_with_it() -> None:
    reader = Reader()
    first = await reader.begin_to_open()
    second = asyncio.create_task(reader.commands.open_repo(REPO))
    first.cancel()
    await _turns()
    reader.api.release()
    await second
    assert reader.has_tree
    assert isinstance(reader.store.state.contents[REPO], Ready)


async def test_one_that_is_closed_and_opened_again_waits_for_no_answer_of_before() -> None:
    reader = Reader()
    first = await reader.begin_to_open()
    reader.commands.close_repo(REPO)
    second = asyncio.create_task(reader.commands.open_repo(REPO))
    await _turns()
    assert reader.api.counted("tree") == 2
    reader.api.release()
    await asyncio.gather(first, second)
    assert reader.has_tree


async def test_one_that_is_closed_before_anything_was_sent_is_not_asked_about() -> None:
    reader = Reader()
    opening = asyncio.create_task(reader.commands.open_repo(REPO))
    await asyncio.sleep(0)
    reader.commands.close_repo(REPO)
    reader.api.release()
    await opening
    assert reader.store.state.opened == {}
    assert reader.api.calls == []


async def _turns() -> None:
    """So many turns of the loop that everything stands that does not wait for the service."""
    for _ in range(10):
        await asyncio.sleep(0)
