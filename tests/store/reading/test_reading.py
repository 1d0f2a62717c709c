"""Commands that read: what is asked, what is told, what is left alone."""

import asyncio

import pytest

from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, RepoName
from breadtui.domain.repos import Repo, Target
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Failed, Loading, Ready, value_of
from breadtui.store.facts.state import AppState, LockedOut, Online
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import (
    REPO,
    a_job,
    a_key,
    a_loss,
    a_prompt,
    a_prompt_key,
    a_state,
    a_target_key,
    a_tree,
)
from tests.loading import loaded_by

BAKE = a_key("coder_v1")
COMPLETE = JobStatus.COMPLETE


class Reader:
    """Commands with a service of one repository, two bakes, one prompt and one target."""

    def __init__(self, state: AppState | None = None) -> None:
        self.store = Store(state or AppState())
        self.api = FakeApi(
            repos=[Repo(REPO)],
            trees=[a_tree()],
            jobs=[a_job("coder_v1", COMPLETE, loss=a_loss()), a_job("wise", COMPLETE, phase=Phase.STIM)],
            prompts={a_prompt_key(): a_prompt()},
            targets={a_target_key(): Target(a_target_key().name, {"temperature": 1.0})},
        )
        self.journal = MemoryJournal()
        self.clock = ManualClock()
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), self.clock)

    @property
    def state(self) -> AppState:
        return self.store.state


async def test_the_list_of_repositories_is_loaded() -> None:
    reader = Reader()
    await reader.commands.load_repos()
    assert value_of(reader.state.repos) == (Repo(REPO),)


async def test_a_list_that_fails_keeps_the_last_one() -> None:
    reader = Reader()
    await reader.commands.load_repos()
    reader.api.fail("repos", Unreachable("cut"))
    await reader.commands.load_repos()
    assert isinstance(reader.state.repos, Failed)
    assert value_of(reader.state.repos) == (Repo(REPO),)


async def test_opening_loads_tree_and_contents_and_is_remembered() -> None:
    reader = Reader()
    await reader.commands.open_repo(REPO)
    assert value_of(reader.state.trees[REPO]) == a_tree()
    contents = value_of(reader.state.contents[REPO])
    assert contents is not None
    assert (contents.prompts, contents.targets) == (("teacher",), ("wise",))
    assert reader.journal.facts == {"opened_repos": [REPO]}
    assert {sighting.key.name for sighting in reader.journal.jobs} == {"coder_v1", "coder_v2"}


async def test_opening_twice_asks_once() -> None:
    reader = Reader()
    await reader.commands.open_repo(REPO)
    await reader.commands.open_repo(REPO)
    assert reader.api.counted("tree") == 1


async def test_an_answer_after_closing_is_dropped() -> None:
    reader = Reader()
    reader.api.hold()
    opening = asyncio.create_task(reader.commands.open_repo(REPO))
    await reader.clock.parked()
    reader.commands.close_repo(REPO)
    reader.api.release()
    await opening
    assert reader.state.trees == {}
    assert reader.state.jobs == {}
    assert reader.journal.facts == {"opened_repos": []}


async def test_an_old_server_without_trees_is_told_and_the_names_still_come() -> None:
    reader = Reader()
    reader.api.fail("tree", NotFound("no route", status=404))
    await reader.commands.open_repo(REPO)
    assert isinstance(reader.state.trees[REPO], Failed)
    assert isinstance(reader.state.contents[REPO], Ready)


async def test_contents_that_fail_are_told() -> None:
    reader = Reader()
    reader.api.fail("target_names", ServerFailed("oven", status=500))
    await reader.commands.open_repo(REPO)
    assert isinstance(reader.state.contents[REPO], Failed)


async def test_choosing_a_bake_shows_it_at_once_and_loads_job_and_metrics() -> None:
    reader = Reader(a_state())
    reader.api.hold()
    choosing = asyncio.create_task(reader.commands.choose(BAKE))
    await reader.clock.parked()
    assert reader.state.chosen == BAKE
    assert isinstance(reader.state.metrics[BAKE], Loading)
    reader.api.release()
    await choosing
    assert reader.state.jobs[BAKE].job.loss == a_loss()
    assert isinstance(reader.state.metrics[BAKE], Ready)


async def test_choosing_a_bake_loads_the_targets_it_learns_from_and_their_stims_once() -> None:
    config = {"datasets": [{"target": "wise"}]}
    reader = Reader(a_state(a_tree(), [a_job("coder_v1", COMPLETE, loss=a_loss(), config=config)]))
    await reader.commands.choose(BAKE)
    assert value_of(reader.state.targets[a_target_key()]) is not None
    assert reader.state.jobs[a_key("wise", Phase.STIM)].job.status is COMPLETE
    reader.api.calls.clear()
    await reader.commands.choose(BAKE)
    assert reader.api.calls == []


async def test_choosing_a_settled_bake_again_asks_nothing() -> None:
    reader = Reader(a_state())
    await reader.commands.choose(BAKE)
    reader.api.calls.clear()
    await reader.commands.choose(BAKE)
    assert reader.api.calls == []


async def test_choosing_a_stim_loads_no_metrics() -> None:
    reader = Reader(a_state())
    stim = a_key("wise", Phase.STIM)
    await reader.commands.choose(stim)
    assert reader.api.calls == [("job", stim)]
    assert reader.state.jobs[stim].job.status is COMPLETE


async def test_choosing_a_prompt_loads_and_journals_it() -> None:
    reader = Reader(a_state())
    await reader.commands.choose(a_prompt_key())
    assert value_of(reader.state.prompts[a_prompt_key()]) == a_prompt()
    assert [sighting.prompt for sighting in reader.journal.prompts] == [a_prompt()]


async def test_choosing_a_target_loads_its_configuration() -> None:
    reader = Reader(a_state())
    await reader.commands.choose(a_target_key())
    target = value_of(reader.state.targets[a_target_key()])
    assert target is not None
    assert target.config == {"temperature": 1.0}


async def test_what_cannot_be_loaded_is_told_in_its_place() -> None:
    reader = Reader(a_state())
    reader.api.fail_always("*", ServerFailed("oven", status=500))
    for what in (BAKE, a_prompt_key(), a_target_key()):
        await reader.commands.choose(what)
    await reader.commands.load_plan(BAKE)
    assert reader.state.jobs[BAKE].error is not None
    assert isinstance(reader.state.metrics[BAKE], Failed)
    assert isinstance(reader.state.prompts[a_prompt_key()], Failed)
    assert isinstance(reader.state.targets[a_target_key()], Failed)
    assert isinstance(reader.state.plans[BAKE], Failed)


@pytest.mark.parametrize("what", [REPO, None])
async def test_choosing_a_repository_or_nothing_asks_nothing(what: RepoName | None) -> None:
    reader = Reader(a_state(chosen=BAKE))
    await reader.commands.choose(what)
    assert reader.state.chosen == what
    assert reader.api.calls == []


async def test_the_plan_is_loaded_on_demand() -> None:
    reader = Reader(a_state())
    await reader.commands.load_plan(BAKE)
    assert isinstance(reader.state.plans[BAKE], Ready)


async def test_a_job_of_a_closed_repository_is_dropped() -> None:
    reader = Reader()
    await reader.commands.choose(BAKE)
    assert reader.state.jobs == {}
    assert reader.state.metrics == {}


async def test_refreshing_everything_asks_for_all_that_is_open_and_chosen() -> None:
    reader = Reader(a_state(chosen=BAKE))
    await reader.commands.refresh()
    assert reader.api.operations() == {
        "repos": 1,
        "tree": 1,
        "prompt_names": 1,
        "target_names": 1,
        "job": 1,
        "metrics": 1,
    }


async def test_refreshing_with_a_repository_chosen_asks_for_it_once() -> None:
    reader = Reader(a_state(chosen=REPO))
    await reader.commands.refresh()
    assert reader.api.counted("tree") == 1


async def test_refreshing_the_same_within_five_seconds_asks_nothing() -> None:
    reader = Reader(a_state())
    await reader.commands.refresh(REPO)
    assert reader.api.pressed_count == 1, "a person who presses is not held back by a wait the service asked for"
    await reader.clock.advance(4.9)
    await reader.commands.refresh(REPO)
    assert reader.api.counted("tree") == 1
    await reader.commands.refresh(BAKE)
    assert reader.api.counted("job") == 1
    await reader.clock.advance(0.1)
    await reader.commands.refresh(REPO)
    assert reader.api.counted("tree") == 2


async def test_refreshing_a_stim_a_prompt_or_a_closed_repository() -> None:
    reader = Reader(a_state())
    await reader.commands.refresh(a_key("wise", Phase.STIM))
    await reader.commands.refresh(a_prompt_key())
    await reader.commands.refresh(RepoName("elsewhere"))
    assert reader.api.operations() == {"job": 1, "prompt": 1}


async def test_two_sessions_do_not_share_when_they_refreshed() -> None:
    for _ in range(2):
        reader = Reader(a_state())
        await reader.commands.refresh(REPO)
        assert reader.api.counted("tree") == 1


async def test_a_page_of_output_goes_to_who_asked() -> None:
    reader = Reader(a_state())
    stim = a_key("wise", Phase.STIM)
    reader.api.rows[stim] = ("one", "two", "three")
    page = await reader.commands.output_page(stim, 1, 1)
    assert (page.rows, page.has_more) == (("two",), True)
    assert reader.state.jobs[stim].job == page.job


async def test_a_page_that_fails_raises() -> None:
    reader = Reader(a_state())
    with pytest.raises(NotFound):
        await reader.commands.output_page(a_key("none", Phase.STIM), 0, 10)
    assert isinstance(reader.state.link, Online)


async def test_a_refused_key_is_told_wherever_it_is_refused() -> None:
    for command in ("repos", "tree", "job", "output_page"):
        reader = Reader(a_state())
        reader.api.fail_always(command, Unauthorized("no", status=401))
        await reader.commands.load_repos()
        await reader.commands.refresh(REPO)
        await reader.commands.refresh(BAKE)
        if command == "output_page":
            with pytest.raises(Unauthorized):
                await reader.commands.output_page(BAKE, 0, 1)
        assert isinstance(reader.state.link, LockedOut)
        reader.commands.change_key()
        assert isinstance(reader.state.link, Online)


def test_nothing_of_the_terminal_or_of_http_is_loaded_by_the_commands() -> None:
    loaded = loaded_by("import breadtui.store.commands, breadtui.store.polling.poller")
    assert {"breadtui.store.commands", "breadtui.store.polling.poller"} <= loaded
    assert not {"textual", "httpx", "pydantic", "rich"} & loaded
