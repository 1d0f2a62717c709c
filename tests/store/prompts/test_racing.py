"""Two programs save the same prompt, their calls in any order: neither text is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from itertools import combinations
from typing import Any

import pytest

from breadtui.domain.names import PromptKey, RepoName
from breadtui.domain.prompt.drafts import Resolution
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.commands import Commands
from breadtui.store.facts.state import ConfirmReplace
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_draft, a_state
from tests.store.editor import BASE, KEY, MINE, THEIRS

CALLS = 5
"""What a save costs that meets nobody: look, create (409), look again, replace, read back."""


class Turns:
    """Lets one of two programs make its next call, whenever both stand before one or have ended."""

    def __init__(self) -> None:
        self.waiting: dict[int, asyncio.Future[None]] = {}
        self.moved = asyncio.Event()

    async def take(self, who: int) -> None:
        """Wait until it is one's turn."""
        self.waiting[who] = asyncio.get_running_loop().create_future()
        self.moved.set()
        await self.waiting[who]

    async def play(self, programs: list[asyncio.Task[None]], first: frozenset[int]) -> None:
        """The call number N is the first program's where N is in `first`, if it still has one to make."""
        for program in programs:
            program.add_done_callback(lambda _: self.moved.set())
        for number in range(4 * CALLS):
            while any(who not in self.waiting and not one.done() for who, one in enumerate(programs)):
                self.moved.clear()
                await self.moved.wait()
            if not self.waiting:
                return
            wanted = 0 if number in first else 1
            self.waiting.pop(wanted if wanted in self.waiting else 1 - wanted).set_result(None)


class Program:
    """One of the two, with a draft of its own; the service is the same."""

    def __init__(self, who: int, mine: Prompt, held: dict[PromptKey, Prompt], turns: Turns) -> None:
        self.mine = mine
        self.store = Store(a_state(prompts=[BASE], drafts=[a_draft(mine, BASE)]))
        self.journal, self.drafts = MemoryJournal(), MemoryDrafts()
        self.api = Shared(who, held, turns)
        self.commands = Commands(self.store, self.api, self.journal, self.drafts, ManualClock())

    async def save(self) -> None:
        """Save, and say yes if asked."""
        await self.commands.save_prompt(KEY)
        if isinstance(self.store.state.saves.get(KEY), ConfirmReplace):
            await self.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)

    def kept(self) -> list[Prompt]:
        """What this program still has of anybody's text."""
        drafts = [draft.mine for draft in self.drafts.drafts.values()]
        return [*drafts, *(sighting.prompt for sighting in self.journal.prompts)]


class Shared(FakeApi):
    """The service as one of the programs reaches it; `replacing`: the call before each replacement, what it read."""

    def __init__(self, who: int, held: dict[PromptKey, Prompt], turns: Turns) -> None:
        super().__init__()
        self.prompts = held
        self.replacing: list[tuple[str, Prompt | None]] = []
        self._last: tuple[str, Prompt | None] = ("", None)
        self._who = who
        self._turns = turns

    async def prompt(self, key: PromptKey) -> Prompt:
        await self._turns.take(self._who)
        self._last = "read", self.prompts.get(key)
        return await super().prompt(key)

    async def create_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        await self._turns.take(self._who)
        self._last = "create", None
        return await super().create_prompt(repo, prompt)

    async def replace_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        await self._turns.take(self._who)
        self.replacing.append(self._last)
        return await super().replace_prompt(repo, prompt)


async def race(first: frozenset[int], held: dict[PromptKey, Prompt]) -> list[Program]:
    turns = Turns()
    programs = [Program(who, mine, held, turns) for who, mine in enumerate((MINE, THEIRS))]
    saves: list[Coroutine[Any, Any, None]] = [program.save() for program in programs]
    async with asyncio.timeout(10):
        tasks = [asyncio.create_task(save) for save in saves]
        await turns.play(tasks, first)
        await asyncio.gather(*tasks)
    return programs


@pytest.mark.parametrize("begun", [BASE, None])
async def test_in_no_order_of_calls_is_either_text_lost(begun: Prompt | None) -> None:
    for order in combinations(range(2 * CALLS), CALLS):
        held = {} if begun is None else {KEY: begun}
        programs = await race(frozenset(order), held)
        left = [held[KEY], *programs[0].kept(), *programs[1].kept()]
        assert all(program.mine in left for program in programs), order


async def test_in_every_order_a_program_replaces_only_what_it_has_read_right_before_and_had_begun_from() -> None:
    replacements = 0
    for order in combinations(range(2 * CALLS), CALLS):
        for program in await race(frozenset(order), {KEY: BASE}):
            assert program.api.replacing in ([], [("read", BASE)]), order
            replacements += len(program.api.replacing)
    assert replacements > CALLS
