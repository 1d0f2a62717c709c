"""Batches of prompts: one that is refused does not stop the others, and few questions are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.bulk import Outcome, Wish, bulk_run
from breadtui.domain.errors import Conflict, Invalid, NotFound, OutOfCredit, ServerFailed
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.repos import BatchOutcome
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_prompt, a_prompt_key, a_state

OTHER = RepoName("other")


class Strict(FakeApi):
    """A service that refuses a batch as a whole where one of it has a bad name."""

    async def create_prompts(self, repo: RepoName, prompts: Mapping[PromptName, Sequence[Message]]) -> BatchOutcome:
        """Make them, or none."""
        if bad := [name for name in prompts if " " in name]:
            await self._called("create_prompts", repo)
            raise Invalid(f"Name contains invalid character: {bad[0]!r}", status=422)
        return await super().create_prompts(repo, prompts)

    async def create_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        """Make one."""
        if " " in prompt.name:
            raise Invalid(f"Name contains invalid character: {prompt.name!r}", status=422)
        return await super().create_prompt(repo, prompt)


class Desk:
    """Unsaved texts before a service."""

    def __init__(self, api: FakeApi | None = None) -> None:
        self.api = api or FakeApi()
        self.store = Store(a_state())
        self.drafts = MemoryDrafts()
        self.commands = Commands(self.store, self.api, MemoryJournal(), self.drafts, ManualClock())

    def write(self, *names: str, text: str = "Mine.") -> tuple[PromptKey, ...]:
        keys = tuple(a_prompt_key(name) for name in names)
        for key in keys:
            self.commands.change_draft(key, a_prompt(text, name=key.name))
        return keys

    async def save(self, keys: Sequence[PromptKey]) -> list[tuple[Outcome, str]]:
        await self.commands.bulk.run_bulk(bulk_run(Wish.SAVE, "", keys))
        assert self.store.state.bulk is not None
        return [(line.outcome, line.words) for line in self.store.state.bulk.lines]


async def test_new_texts_are_saved_by_one_call_and_are_no_drafts_any_more() -> None:
    here = Desk()
    keys = here.write(*(f"p{number}" for number in range(30)))
    assert await here.save(keys) == [(Outcome.DONE, "saved and verified")] * 30
    assert (here.api.counted("create_prompts"), here.api.counted("create_prompt")) == (1, 0)
    assert here.store.state.drafts == {}
    assert here.drafts.drafts == {}


async def test_five_hundred_go_in_batches_of_fifty() -> None:
    here = Desk()
    keys = here.write(*(f"p{number}" for number in range(500)))
    assert {outcome for outcome, _ in await here.save(keys)} == {Outcome.DONE}
    assert here.api.counted("create_prompts") == 10
    assert here.api.counted("prompt") == 500  # each read back once
    assert here.api.most_at_once <= 4


async def test_a_bad_name_fails_alone() -> None:
    here = Desk(Strict())
    keys = here.write("good", "b d", "fine")
    outcomes = await here.save(keys)
    assert [outcome for outcome, _ in outcomes] == [Outcome.DONE, Outcome.FAILED, Outcome.DONE]
    assert "'b d'" in outcomes[1][1]
    assert set(here.store.state.drafts) == {keys[1]}


async def test_a_server_without_batches_is_asked_one_by_one() -> None:
    for refusal in (NotFound("no route", status=404), Conflict("one of them is there", status=409)):
        here = Desk()
        here.api.fail("create_prompts", refusal)
        assert {outcome for outcome, _ in await here.save(here.write("a", "b"))} == {Outcome.DONE}
        assert here.api.counted("create_prompt") == 2


async def test_without_credit_nothing_is_asked_one_by_one() -> None:
    here = Desk()
    here.api.fail("create_prompts", OutOfCredit("Insufficient credits", status=402))
    assert await here.save(here.write("a", "b")) == [(Outcome.FAILED, "Insufficient credits")] * 2
    assert here.api.counted("create_prompt") == 0


async def test_a_text_begun_from_what_is_there_takes_its_place() -> None:
    key = a_prompt_key("wise")
    here = Desk(FakeApi(prompts={key: a_prompt("Old.", name="wise")}))
    await here.commands.refresh(key)
    assert await here.save(here.write("wise")) == [(Outcome.DONE, "saved and verified")]
    assert here.api.prompts[key] == a_prompt("Mine.", name="wise")


async def test_what_somebody_else_changed_is_not_overwritten_and_the_others_are_saved() -> None:
    key = a_prompt_key("wise")
    here = Desk(FakeApi(prompts={key: a_prompt("Old.", name="wise")}))
    await here.commands.refresh(key)
    keys = here.write("wise", "fresh")
    here.api.prompts[key] = a_prompt("Theirs.", name="wise")
    outcomes = await here.save(keys)
    assert [outcome for outcome, _ in outcomes] == [Outcome.FAILED, Outcome.DONE]
    assert "somebody else changed it" in outcomes[0][1]
    assert here.api.prompts[key] == a_prompt("Theirs.", name="wise")
    assert here.store.state.drafts[key].mine == a_prompt("Mine.", name="wise")


async def test_only_what_failed_is_saved_again() -> None:
    here = Desk(Strict())
    keys = here.write("good", "b d")
    await here.save(keys)
    here.api.calls.clear()
    assert here.store.state.bulk is not None
    await here.commands.bulk.run_bulk(here.store.state.bulk.again())
    assert all(a_prompt_key("good") != about for _, about in here.api.calls)


async def test_names_are_asked_for_once_and_only_taken_ones_are_read() -> None:
    names = [f"p{number}" for number in range(20)]
    prompts = {a_prompt_key(name): a_prompt(name=name) for name in names}
    there = {PromptKey(OTHER, PromptName("p0")): a_prompt(name="p0")}
    here = Desk(FakeApi(prompts=prompts | there))
    await here.commands.bulk.run_bulk(bulk_run(Wish.CREATE, OTHER, prompts))
    assert here.store.state.bulk is not None
    assert here.store.state.bulk.count(Outcome.DONE) == 20
    assert here.api.counted("prompt_names") == 1
    assert here.api.counted("prompt") == 20 + 1 + 19
    assert {key.repo for key in here.api.prompts} == {REPO, OTHER}


async def test_what_fails_is_told_by_the_list_and_once_for_all() -> None:
    names = [f"p{number}" for number in range(20)]
    prompts = {a_prompt_key(name): a_prompt("Old.", name=name) for name in names}
    here = Desk(FakeApi(prompts=prompts))
    for key in prompts:
        await here.commands.refresh(key)
    keys = here.write(*names)
    here.api.fail_always("replace_prompt", ServerFailed("broken", status=500))
    here.api.fail_always("create_prompt", ServerFailed("broken", status=500))
    assert await here.save(keys) == [(Outcome.FAILED, "broken")] * 20
    told = [notice.text for notice in here.store.state.notices]
    assert told == ["20 of 20 failed: B shows what came of each"]
