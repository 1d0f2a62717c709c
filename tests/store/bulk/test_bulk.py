"""Many prompts at once: each has its own outcome, and what failed can be tried again alone."""

from __future__ import annotations

import asyncio

from breadtui.domain.bulk import BulkRun, Outcome, Wish, bulk_run
from breadtui.domain.errors import NotFound, ServerFailed, Unreachable
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptKey, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import BatchOutcome
from breadtui.store.bulk.exporting import Texts, WriteFile
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_prompt, a_prompt_key, a_state

NAMES = ("one", "two", "three")
KEYS = tuple(a_prompt_key(name) for name in NAMES)
OTHER = RepoName("other")
TOOLS: tuple[JsonObject, ...] = ({"type": "function", "function": {"name": "f"}},)


def there(name: str) -> PromptKey:
    return PromptKey(OTHER, a_prompt_key(name).name)


def texts() -> dict[PromptKey, Prompt]:
    return {key: a_prompt(f"text of {key.name}", name=key.name) for key in KEYS}


class Kitchen:
    """Three prompts on the service."""

    def __init__(self, prompts: dict[PromptKey, Prompt] | None = None, *, read_only: bool = False) -> None:
        self.store = Store(a_state())
        self.api = FakeApi(prompts=texts() if prompts is None else prompts)
        self.journal = MemoryJournal()
        clock = ManualClock()
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), clock, read_only=read_only)

    async def do(self, wish: Wish, place: str = "", write: WriteFile | None = None) -> None:
        await self.commands.bulk.run_bulk(bulk_run(wish, place, KEYS), write)

    async def again(self) -> None:
        await self.commands.bulk.run_bulk(self.run.again())

    @property
    def run(self) -> BulkRun:
        assert self.store.state.bulk is not None
        return self.store.state.bulk

    def outcomes(self) -> list[tuple[Outcome, str]]:
        return [(line.outcome, line.words) for line in self.run.lines]


async def test_prompts_are_created_elsewhere_by_one_batch_call_and_read_back() -> None:
    here = Kitchen()
    await here.do(Wish.CREATE, OTHER)
    assert here.outcomes() == [(Outcome.DONE, "created and verified")] * 3
    assert here.api.counted("create_prompts") == 1
    assert here.api.counted("create_prompt") == 0
    assert here.api.prompts[there("two")].messages == here.api.prompts[KEYS[1]].messages
    assert [write.key for write in here.journal.writes] == [there(name) for name in NAMES]
    assert not here.run.is_running


async def test_a_prompt_with_tools_goes_alone_and_keeps_them() -> None:
    prompts = texts()
    prompts[KEYS[0]] = Prompt(KEYS[0].name, prompts[KEYS[0]].messages, TOOLS)
    here = Kitchen(prompts)
    await here.do(Wish.CREATE, OTHER)
    assert here.api.prompts[there("one")].tools == TOOLS
    assert (here.api.counted("create_prompt"), here.api.counted("create_prompts")) == (1, 1)
    assert here.run.count(Outcome.DONE) == 3


async def test_nothing_there_is_overwritten() -> None:
    theirs = a_prompt("somebody else's", name="two")
    here = Kitchen(texts() | {there("two"): theirs, there("three"): texts()[KEYS[2]]})
    await here.do(Wish.CREATE, OTHER)
    assert here.api.prompts[there("two")] == theirs
    assert [outcome for outcome, _ in here.outcomes()] == [Outcome.DONE, Outcome.FAILED, Outcome.DONE]
    assert "not overwritten" in here.outcomes()[1][1]
    assert here.outcomes()[2][1] == "was there already"


async def test_two_of_one_name_are_created_once() -> None:
    twin = PromptKey(RepoName("third"), KEYS[0].name)
    here = Kitchen(texts() | {twin: a_prompt("twin", name="one")})
    await here.commands.bulk.run_bulk(bulk_run(Wish.CREATE, OTHER, (KEYS[0], twin)))
    assert [outcome for outcome, _ in here.outcomes()] == [Outcome.DONE, Outcome.FAILED]
    assert here.api.prompts[there("one")] == texts()[KEYS[0]]


async def test_a_batch_whose_answer_was_lost_is_judged_by_what_is_there() -> None:
    here = Kitchen()
    here.api.before("create_prompts", lambda: here.api.prompts.update({there("one"): texts()[KEYS[0]]}))
    here.api.fail("create_prompts", Unreachable("cut"))
    await here.do(Wish.CREATE, OTHER)
    assert here.outcomes() == [(Outcome.DONE, "created and verified"), (Outcome.FAILED, "cut"), (Outcome.FAILED, "cut")]


async def test_only_what_failed_is_tried_again() -> None:
    here = Kitchen()
    here.api.before("create_prompts", lambda: here.api.prompts.update({there("one"): texts()[KEYS[0]]}))
    here.api.fail("create_prompts", Unreachable("cut"))
    await here.do(Wish.CREATE, OTHER)
    here.api.calls.clear()
    await here.again()
    assert here.run.count(Outcome.DONE) == 3
    assert ("prompt", KEYS[0]) not in here.api.calls


async def test_what_the_batch_refuses_says_the_services_reason() -> None:
    here = Kitchen()

    async def refuse(repo: RepoName, prompts: object) -> BatchOutcome:
        here.api.prompts |= {there(name): texts()[a_prompt_key(name)] for name in ("one", "three")}
        return BatchOutcome(("one", "three"), {"two": "too long\nby far"})

    here.api.create_prompts = refuse  # type: ignore[method-assign]  # one refusal of three
    await here.do(Wish.CREATE, OTHER)
    assert here.outcomes()[1] == (Outcome.FAILED, "too long")
    assert here.run.count(Outcome.DONE) == 2


async def test_each_is_deleted_and_the_last_can_be_brought_back() -> None:
    here = Kitchen()
    await here.do(Wish.DELETE)
    assert here.api.prompts == {}
    assert here.run.count(Outcome.DONE) == 3
    offer = await here.commands.offer_undo()
    assert offer is not None
    await here.commands.undo(offer.write)
    assert list(here.api.prompts) == [KEYS[2]]


async def test_a_server_that_cannot_delete_is_asked_once() -> None:
    here = Kitchen()
    here.api.fail_always("delete_prompt", NotFound("no such route", status=404))
    await here.do(Wish.DELETE)
    assert here.outcomes() == [(Outcome.FAILED, "this server cannot delete prompts")] * 3
    assert here.api.counted("delete_prompt") == 1


async def test_one_that_fails_does_not_stop_the_others() -> None:
    here = Kitchen()
    here.api.fail_always("delete_prompt", ServerFailed("broken", status=500), KEYS[1])
    await here.do(Wish.DELETE)
    assert [outcome for outcome, _ in here.outcomes()] == [Outcome.DONE, Outcome.FAILED, Outcome.DONE]
    here.api.heal()
    await here.again()
    assert here.api.prompts == {}


async def test_files_are_written_one_by_one_and_each_failure_is_told() -> None:
    prompts = texts()
    del prompts[KEYS[2]]
    here = Kitchen(prompts)

    def write(texts: Texts) -> str:
        ((key, prompt),) = texts
        if key == KEYS[1]:
            raise FileExistsError
        return f"{prompt.name}.json"

    await here.do(Wish.EXPORT, "/tmp", write)
    assert here.outcomes() == [
        (Outcome.DONE, "one.json"),
        (Outcome.FAILED, "a file of that name is there; it was not overwritten"),
        (Outcome.FAILED, "it is not on the server"),
    ]


async def test_when_reading_only_nothing_is_created_or_deleted() -> None:
    here = Kitchen(read_only=True)
    await here.do(Wish.DELETE)
    await here.do(Wish.CREATE, OTHER)
    assert here.store.state.bulk is None
    assert here.api.calls == []


async def test_a_second_wish_is_not_begun_before_the_first_has_ended() -> None:
    here = Kitchen()
    here.api.hold()
    first = asyncio.create_task(here.do(Wish.CREATE, OTHER))
    await asyncio.sleep(0)
    await here.do(Wish.DELETE)
    here.api.release()
    await first
    assert here.run.wish is Wish.CREATE
    assert here.api.counted("delete_prompt") == 0


async def test_unsaved_texts_are_exported_as_they_stand_in_the_editor() -> None:
    here = Kitchen()
    here.commands.change_draft(KEYS[0], a_prompt("unsaved", name="one"))
    written: list[str] = []

    def write(texts: Texts) -> str:
        written.extend(prompt.messages[0].text for _, prompt in texts)
        return "there"

    await here.do(Wish.EXPORT, "/tmp", write)
    assert written == ["unsaved", "text of two", "text of three"]


async def test_one_file_for_all_is_written_only_with_all_of_them() -> None:
    prompts = texts()
    del prompts[KEYS[1]]
    here = Kitchen(prompts)
    written: list[int] = []

    def write(found: Texts) -> str:
        written.append(len(found))
        return "input.yml"

    await here.commands.bulk.run_bulk(replace(bulk_run(Wish.EXPORT, "/tmp", KEYS), is_one_file=True), write)
    assert (written, here.run.count(Outcome.FAILED)) == ([], 3)
    here.api.prompts = texts()
    await here.commands.bulk.run_bulk(here.run.again(), write)
    assert (written, here.run.count(Outcome.DONE)) == ([3], 3)
