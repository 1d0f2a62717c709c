"""What an `input.yml` asks for is made in order; the bake waits for the rollout, and nothing is overwritten."""

from __future__ import annotations

import asyncio

import pytest

from breadtui.domain.bgit.checkout import Branch, Checkout
from breadtui.domain.bgit.input_file import InputFile, Order, order_of
from breadtui.domain.bgit.mapping_file import Mapped, MappingFile
from breadtui.domain.bulk import Outcome
from breadtui.domain.errors import Conflict, NotFound, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.repos import Repo, Target
from breadtui.domain.target.resolved import default_config
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready
from breadtui.store.making.bgit_making import MADE, NOT_ITS_TURN, NOT_OVERWRITTEN, TOO_EARLY, WAS_THERE, branch_jobs
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_job, a_key, a_prompt, a_state, a_target_key, a_tree

FILE = InputFile(
    {"teacher": {"messages": [{"role": "system", "content": "Be Yoda.", "name": "x"}], "tools": []}},
    {"name": "t"},
    {"name": "b", "datasets": [{"target": "t"}]},
)
ORDER = order_of(FILE)
DONE, FAILED, WAITING = Outcome.DONE, Outcome.FAILED, Outcome.WAITING


class Kitchen:
    def __init__(self, *, read_only: bool = False) -> None:
        self.store = Store(a_state())
        self.api = FakeApi(trees=[a_tree()])
        self.clock = ManualClock()
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), self.clock, read_only=read_only)

    async def make(self, order: Order = ORDER) -> list[Outcome]:
        return [line.outcome for line in await self.commands.bgit.make_order(REPO, order)]

    def roll_out(self) -> None:
        assert ORDER.target is not None
        key = JobKey(REPO, Phase.ROLLOUT, ORDER.target.name)
        self.api.jobs[key] = Job(key, JobStatus.COMPLETE)


async def test_prompts_and_target_are_made_and_the_bake_waits_for_the_rollout() -> None:
    here = Kitchen()
    lines = await here.commands.bgit.make_order(REPO, ORDER)
    assert [line.outcome for line in lines] == [DONE, DONE, DONE, WAITING]
    assert lines[-1].words == TOO_EARLY
    prompt = here.api.prompts[PromptKey(REPO, PromptName(ORDER.prompts[0].name))]
    assert (prompt.messages[0].text, prompt.messages[0].extra, prompt.tools) == ("Be Yoda.", {"name": "x"}, ())
    assert here.api.counted("create_bake") == 0
    here.roll_out()
    assert await here.make() == [DONE, DONE, DONE, DONE]
    assert here.api.counted("create_bake") == 1


async def test_the_first_refusal_ends_it_and_the_rest_is_told_to_wait() -> None:
    here = Kitchen()
    name = PromptName(ORDER.prompts[0].name)
    here.api.prompts[PromptKey(REPO, name)] = a_prompt("Be somebody else.", name=name)
    here.api.fail("create_prompt", Conflict("differs", status=409))
    lines = await here.commands.bgit.make_order(REPO, ORDER)
    assert [line.outcome for line in lines] == [FAILED, WAITING, WAITING, WAITING]
    assert (lines[0].words, lines[1].words) == (NOT_OVERWRITTEN, NOT_ITS_TURN)
    assert here.api.counted("create_target") == 0


async def test_a_text_that_is_there_already_was_there_though_the_service_refuses_it() -> None:
    here = Kitchen()
    await here.make()
    here.api.fail("create_prompt", Conflict("exists", status=409))
    lines = await here.commands.bgit.make_order(REPO, ORDER)
    assert [line.outcome for line in lines] == [DONE, DONE, DONE, WAITING]
    assert lines[0].words == WAS_THERE


async def test_an_answer_that_is_lost_is_read_back_and_not_sent_again() -> None:
    here = Kitchen()
    answered = here.api.create_target

    async def create_target(key: TargetKey, template: str, overrides: JsonObject) -> Target:
        await answered(key, template, {**default_config("Qwen/Qwen3-32B"), **overrides})
        raise Unreachable("cut")

    here.api.create_target = create_target  # type: ignore[method-assign]
    lines = await here.commands.bgit.make_order(REPO, ORDER)
    assert [line.outcome for line in lines] == [DONE, DONE, DONE, WAITING]
    assert (lines[2].words, lines[3].words) == (MADE, TOO_EARLY)
    assert here.api.counted("create_target") == 1


async def test_an_answer_that_is_lost_without_anything_made_ends_it() -> None:
    here = Kitchen()
    here.api.fail("create_target", Unreachable("cut"))
    making = asyncio.create_task(here.make())
    while not making.done():
        await here.clock.advance(5)
    assert await making == [DONE, DONE, FAILED, WAITING]
    assert here.api.counted("create_bake") == 0


async def test_when_reading_only_nothing_is_made() -> None:
    here = Kitchen(read_only=True)
    assert await here.make() == []
    assert here.api.calls == []


async def test_a_bake_becomes_sections_with_its_target_and_both_prompts() -> None:
    here = Kitchen()
    here.api.jobs[a_key("b")] = a_job("b", config={"datasets": [{"target": "wise"}]})
    here.api.targets[a_target_key("wise")] = Target(a_target_key("wise").name, {"teacher_prompt": "p", "v": "q"})
    for name in ("p", "q"):
        here.api.prompts[PromptKey(REPO, PromptName(name))] = a_prompt(f"text of {name}", name=name)
    sections = await here.commands.bgit.bgit_sections(a_key("b"))
    assert list(sections) == ["PROMPT", "TARGET", "BAKE"]
    assert sections["PROMPT"] == {
        "teacher": {"messages": [{"role": "system", "content": "text of p"}]},
        "student": {"messages": [{"role": "system", "content": "text of q"}]},
    }
    assert "BAKE" not in await here.commands.bgit.bgit_sections(a_target_key("wise"))
    here.api.jobs[a_key("c")] = a_job("c", config={})
    with pytest.raises(NotFound, match="learns from no target"):
        await here.commands.bgit.bgit_sections(a_key("c"))


def a_checkout(repo: RepoName = REPO) -> Checkout:
    mapping = MappingFile(repo, target=Mapped("wise", "1"), bake=Mapped("coder_v1", "2"))
    return Checkout("/x", mapping, (Branch("main", mapping, is_current=True),))


async def test_the_folder_names_what_is_opened_if_the_account_has_it() -> None:
    here = Kitchen()
    assert await here.commands.bgit_repo() is None
    here.commands.find_bgit_repo = lambda: REPO
    assert await here.commands.bgit_repo() == REPO
    here.commands.find_bgit_repo = lambda: "elsewhere"
    assert await here.commands.bgit_repo() is None
    assert "which the account does not have" in here.store.state.notices[-1].text


async def test_what_is_wrong_with_the_folder_is_told_once() -> None:
    here = Kitchen()
    here.commands.read_bgit = lambda: replace(a_checkout(), problem="git: dubious ownership")
    await here.commands.see_bgit(is_first=True)
    await here.commands.see_bgit()
    assert [notice.text for notice in here.store.state.notices] == ["the bgit folder /x: git: dubious ownership"]
    assert here.store.state.bgit is not None


async def test_the_jobs_of_all_branches_are_asked_for_each_once() -> None:
    here = Kitchen()
    here.commands.read_bgit = a_checkout
    await here.commands.see_bgit()
    await here.commands.bgit.see_branch_jobs()
    assert here.api.counted("job") == 3
    assert [key.phase for key in branch_jobs(a_checkout())] == [Phase.STIM, Phase.ROLLOUT, Phase.BAKE]
    assert branch_jobs(None) == []
    assert TargetKey(REPO, TargetName("wise")) == a_target_key("wise")
    assert here.store.state.repos == Ready((Repo(REPO, "Qwen/Qwen3-32B"),), NOW)
