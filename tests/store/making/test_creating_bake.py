"""Making a bake: once, whatever becomes of the answer, never over another, and never started by that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from breadtui.domain.baking.creation import BakeCreation, Created, NotCreated
from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.errors import BreadError, Conflict, NeverSent, OutOfCredit, ServerFailed, Unclear, Unreachable
from breadtui.domain.forms.creation import Taken
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_state, a_tree

KEY = JobKey(REPO, Phase.BAKE, "fresh")
GIVEN: JsonObject = {"datasets": [{"target": "wise"}], "epochs": 2}
DRAFT = BakeDraft("fresh", given=GIVEN)
RESOLVED: JsonObject = {**GIVEN, "datasets": [{"target": "wise", "weight": 1.0}], "total_trajectories": 1600}


class Desk:
    """Commands in a repository, and a clock that never makes anybody wait."""

    def __init__(self, *, read_only: bool = False) -> None:
        self.store = Store(a_state(a_tree(), targets=["wise"]))
        self.api = FakeApi()
        self.clock = ManualClock()
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), self.clock, read_only=read_only)

    @property
    def words(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    def posts(self) -> int:
        return self.api.calls.count(("create_bake", KEY))

    def holds(self, config: JsonObject) -> None:
        self.api.jobs[KEY] = Job(KEY, JobStatus.NOT_STARTED, config=config)

    async def create(self, draft: BakeDraft = DRAFT) -> BakeCreation | None:
        """Make it while the clock runs on."""
        making = asyncio.create_task(self.commands.new_bakes.create_bake(REPO, draft))
        while not making.done():
            await self.clock.advance(5)
        return await making


def failing_with(desk: Desk, error: BreadError, then: Callable[[], None] = lambda: None) -> None:
    """Let the next creation do something and answer with a failure."""
    answered = desk.api.create_bake

    async def create_bake(key: JobKey, template: str, overrides: JsonObject) -> Job:
        await answered(key, template, overrides)
        del desk.api.jobs[key]
        then()
        raise error

    desk.api.create_bake = create_bake  # type: ignore[method-assign]


async def test_a_bake_is_made_once_told_and_not_started() -> None:
    desk = Desk()

    made = await desk.create()

    assert isinstance(made, Created)
    assert not made.was_there
    assert desk.posts() == 1
    assert desk.words == ["bake fresh created; it is not started"]
    assert desk.store.state.jobs[KEY].job.status is JobStatus.NOT_STARTED
    assert ("start", KEY) not in desk.api.calls


async def test_an_equal_one_that_was_there_is_said_to_have_been_there() -> None:
    desk = Desk()
    desk.holds(RESOLVED)

    made = await desk.create()

    assert isinstance(made, Created)
    assert made.was_there


async def test_another_of_that_name_is_shown_as_a_difference_with_the_next_free_name() -> None:
    desk = Desk()
    failing_with(desk, Conflict("taken"), lambda: desk.holds({**RESOLVED, "epochs": 3}))

    taken = await desk.create()

    assert isinstance(taken, Taken)
    assert [(one.path, one.mine, one.theirs) for one in taken.differences if one.mine and one.theirs] == [
        ("epochs", "2", "3")
    ]
    assert taken.free_name == "fresh_v2"
    assert desk.posts() == 1


@pytest.mark.parametrize("error", [Unreachable("cut"), ServerFailed("busy", status=503)])
async def test_a_lost_answer_is_read_back_and_never_sent_again(error: BreadError) -> None:
    desk = Desk()
    failing_with(desk, error, lambda: desk.holds(RESOLVED))

    made = await desk.create()

    assert isinstance(made, Created)
    assert desk.posts() == 1


async def test_a_lost_answer_of_which_nothing_is_seen_is_unclear() -> None:
    desk = Desk()
    failing_with(desk, Unreachable("cut"))

    made = await desk.create()

    assert isinstance(made, NotCreated)
    assert isinstance(made.error, Unclear)
    assert desk.posts() == 1


@pytest.mark.parametrize("error", [NeverSent("no way"), OutOfCredit("Insufficient credits")])
async def test_a_plain_refusal_is_told_and_not_looked_up(error: BreadError) -> None:
    desk = Desk()
    failing_with(desk, error)

    made = await desk.create()

    assert made == NotCreated(DRAFT, error)
    assert desk.api.calls.count(("job", KEY)) == 1
    assert desk.words == [f"bake fresh was not created: {error.message}"]


async def test_read_only_sends_nothing() -> None:
    desk = Desk(read_only=True)

    assert await desk.create() is None
    assert desk.api.calls == []


async def test_targets_and_rollouts_are_read_once_where_they_are_not_known() -> None:
    desk = Desk()
    rollout = JobKey(REPO, Phase.ROLLOUT, "wise")
    desk.api.jobs[rollout] = Job(rollout, JobStatus.COMPLETE, lines=1600)

    await desk.commands.new_bakes.look_at_sources(REPO, ["wise"])
    await desk.commands.new_bakes.look_at_sources(REPO, ["wise"])

    assert desk.store.state.jobs[rollout].job.lines == 1600
    assert desk.api.calls.count(("job", rollout)) == 1


async def test_an_unfinished_bake_is_kept_on_disk_and_found_by_the_next_run() -> None:
    desk = Desk()
    journal = MemoryJournal()
    first = Commands(desk.store, desk.api, journal, MemoryDrafts(), desk.clock)
    first.new_bakes.keep_bake_draft(REPO, DRAFT)

    second = Commands(desk.store, desk.api, journal, MemoryDrafts(), desk.clock)

    assert await second.new_bakes.kept_bake_draft(REPO) == DRAFT
    second.new_bakes.keep_bake_draft(REPO, None)
    assert (
        await Commands(desk.store, desk.api, journal, MemoryDrafts(), desk.clock).new_bakes.kept_bake_draft(REPO)
        is None
    )


async def test_the_targets_to_pick_from_are_read_four_at_once_and_what_is_known_is_not_asked_again() -> None:
    desk = Desk()
    names = [f"t{number}" for number in range(10)]
    running: list[str] = []
    most: list[int] = []
    answered = desk.api.target

    async def target(key: TargetKey) -> Target:
        running.append(key.name)
        most.append(len(running))
        await asyncio.sleep(0)
        running.remove(key.name)
        return await answered(key)

    desk.api.target = target  # type: ignore[method-assign]
    for name in names:
        desk.api.targets[TargetKey(REPO, TargetName(name))] = Target(TargetName(name), {})
        rollout = JobKey(REPO, Phase.ROLLOUT, name)
        desk.api.jobs[rollout] = Job(rollout, JobStatus.COMPLETE, lines=7)

    await desk.commands.new_bakes.look_at_sources(REPO, names)
    await desk.commands.new_bakes.look_at_sources(REPO, names)

    assert max(most) == 4
    assert len(most) == len(names)
    assert all(desk.store.state.jobs[JobKey(REPO, Phase.ROLLOUT, name)].job.lines == 7 for name in names)
