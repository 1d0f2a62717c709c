"""Making a target: once, whatever becomes of the answer, and never over another."""

from __future__ import annotations

import asyncio

import pytest

from breadtui.domain.difference.config_diff import Difference
from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Invalid,
    NeverSent,
    NotFound,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.resolved import Origin
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import TargetName
from breadtui.domain.repos import Target
from breadtui.domain.target.creation import Created, NotCreated, draft_place
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.resolved import default_config
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import LockedOut
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_state, a_target_key, a_tree

KEY = a_target_key("wise_2")
GIVEN: JsonObject = {"teacher_prompt": "teacher", "generators": [{"type": "persona", "numq": 3}]}
DRAFT = TargetDraft(KEY.name, given=GIVEN)
BELOW = default_config("Qwen/Qwen3-32B")
RESOLVED: JsonObject = {**BELOW, **GIVEN}
OTHER: JsonObject = {**RESOLVED, "num_traj_per_stimulus": 5}


class Desk:
    """Commands in a repository with the target `wise`, and a clock that never makes anybody wait."""

    def __init__(self, *, read_only: bool = False) -> None:
        self.store = Store(a_state(a_tree(), targets=["wise"]))
        self.api = FakeApi(targets={a_target_key("wise"): Target(TargetName("wise"), RESOLVED)})
        self.clock = ManualClock()
        self.journal = MemoryJournal()
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), self.clock, read_only=read_only)

    @property
    def outcome(self) -> object:
        return self.store.state.target_creations.get(KEY)

    @property
    def words(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    @property
    def listed(self) -> tuple[str, ...]:
        contents = value_of(self.store.state.contents[REPO])
        return contents.targets if contents is not None else ()

    def posts(self) -> int:
        return self.api.calls.count(("create_target", KEY))

    def holds(self, config: JsonObject) -> None:
        self.api.targets[KEY] = Target(KEY.name, config)

    async def create(self, draft: TargetDraft = DRAFT) -> object:
        """Make it while the clock runs on."""
        making = asyncio.create_task(self.commands.create_target(REPO, draft))
        while not making.done():
            await self.clock.advance(5)
        return await making


async def test_a_target_is_made_once_and_stands_in_the_tree_at_once() -> None:
    desk = Desk()
    desk.commands.keep_target_draft(REPO, DRAFT)
    await desk.create()
    assert isinstance(desk.outcome, Created)
    assert not desk.outcome.was_there
    assert desk.posts() == 1
    assert desk.listed == ("wise", "wise_2")
    assert value_of(desk.store.state.targets[KEY]) == desk.api.targets[KEY]
    assert desk.words == ["target wise_2 was created"]
    assert desk.store.state.target_drafts == {}


async def test_what_came_from_the_template_is_told_from_what_was_given() -> None:
    desk = Desk()
    desk.api.before("create_target", lambda: desk.holds(RESOLVED))
    await desk.create()
    assert isinstance(desk.outcome, Created)
    origins = {value.path: value.origin for value in desk.outcome.values}
    assert origins["teacher_prompt"] is Origin.GIVEN
    assert origins["generators[0].numq"] is Origin.GIVEN
    assert origins["max_concurrency"] is Origin.TEMPLATE


async def test_a_target_that_is_there_just_so_is_told_as_such() -> None:
    desk = Desk()
    desk.holds(RESOLVED)
    await desk.create()
    assert isinstance(desk.outcome, Created)
    assert desk.outcome.was_there
    assert desk.words == ["target wise_2 is there already, just so: nothing was made"]


async def test_a_conflict_shows_the_difference_and_the_next_free_name() -> None:
    desk = Desk()
    desk.holds(OTHER)
    desk.api.targets[a_target_key("wise_2_v2")] = Target(TargetName("wise_2_v2"), {})
    desk.api.fail("create_target", Conflict("taken", status=409))
    await desk.create()
    assert isinstance(desk.outcome, Taken)
    assert desk.outcome.differences == (Difference("num_traj_per_stimulus", "1", "5"),)
    assert desk.outcome.free_name == "wise_2_v3"
    assert desk.api.targets[KEY].config == OTHER
    assert desk.words == ["target wise_2 was not created: the name holds another one"]


async def test_a_failure_that_somebody_watches_for_is_no_notice() -> None:
    desk = Desk()
    desk.api.fail("create_target", NeverSent("no route"))
    await desk.commands.create_target(REPO, DRAFT, is_watched=lambda: True)
    assert isinstance(desk.outcome, NotCreated)
    assert desk.words == []


@pytest.mark.parametrize("error", [Unreachable("cut"), ServerFailed("500", status=500), Unclear("lost")])
async def test_a_lost_answer_is_read_back_and_not_sent_again(error: BreadError) -> None:
    desk = Desk()
    desk.api.before("create_target", lambda: desk.holds({**RESOLVED, "newer_setting": True}))
    desk.api.fail("create_target", error)
    await desk.create()
    assert isinstance(desk.outcome, Created)
    assert desk.posts() == 1
    assert desk.listed == ("wise", "wise_2")


async def test_a_lost_answer_behind_which_somebody_elses_target_stands_is_a_conflict() -> None:
    desk = Desk()
    desk.api.before("create_target", lambda: desk.holds(OTHER))
    desk.api.fail("create_target", Unreachable("cut"))
    await desk.create()
    assert isinstance(desk.outcome, Taken)


async def test_a_lost_answer_with_nothing_to_be_found_is_unclear_after_two_looks() -> None:
    desk = Desk()
    desk.api.fail("create_target", Unreachable("cut"))
    await desk.create()
    assert isinstance(desk.outcome, NotCreated)
    assert isinstance(desk.outcome.error, Unclear)
    assert desk.posts() == 1
    assert desk.api.calls.count(("target", KEY)) == 3
    assert desk.listed == ("wise",)


async def test_what_was_never_sent_is_not_looked_for() -> None:
    desk = Desk()
    desk.api.fail("create_target", NeverSent("no route"))
    await desk.create()
    assert isinstance(desk.outcome, NotCreated)
    assert desk.api.calls.count(("target", KEY)) == 1


async def test_a_template_is_read_as_it_is_now() -> None:
    desk = Desk()
    await desk.create(TargetDraft(KEY.name, "wise", {"num_traj_per_stimulus": 2}))
    assert ("target", a_target_key("wise")) in desk.api.calls
    assert isinstance(desk.outcome, Created)
    assert desk.outcome.below == RESOLVED


async def test_a_template_that_is_gone_is_refused_before_anything_is_sent() -> None:
    desk = Desk()
    await desk.create(TargetDraft(KEY.name, "gone"))
    assert isinstance(desk.outcome, NotCreated)
    assert isinstance(desk.outcome.error, NotFound)
    assert desk.posts() == 0


async def test_a_refusal_keeps_what_was_typed_and_names_the_places() -> None:
    desk = Desk()
    desk.commands.keep_target_draft(REPO, DRAFT)
    complaint = {"overrides.generators.0.numq": "must be positive"}
    desk.api.fail("create_target", Invalid("numq: must be positive", status=422, fields=complaint))
    await desk.create()
    assert isinstance(desk.outcome, NotCreated)
    assert desk.outcome.complaints == {"generators[0].numq": "must be positive"}
    assert desk.store.state.target_drafts == {REPO: DRAFT}
    assert desk.words == ["target wise_2 was not created: numq: must be positive"]


async def test_what_is_unfinished_outlives_the_program_until_it_is_made() -> None:
    desk, later = Desk(), Desk()
    desk.commands.keep_target_draft(REPO, DRAFT)
    later.journal.facts = desk.journal.facts
    await later.commands.restore_target_drafts()
    assert later.store.state.target_drafts == {REPO: DRAFT}
    await later.create()
    assert later.journal.facts["target_drafts"] == {}


@pytest.mark.parametrize(
    "kept", [None, [], {"coder": 3}, {"coder": {"name": 3, "given": {}}}, {"coder": {"name": "a"}}]
)
async def test_what_was_kept_and_cannot_be_read_is_left_out(kept: Json) -> None:
    desk = Desk()
    desk.journal.facts["target_drafts"] = kept
    await desk.commands.restore_target_drafts()
    assert desk.store.state.target_drafts == {}


async def test_a_refused_key_locks_the_session() -> None:
    desk = Desk()
    desk.api.fail("create_target", Unauthorized("no", status=401))
    await desk.create()
    assert isinstance(desk.store.state.link, LockedOut)


async def test_a_second_press_while_it_is_on_its_way_sends_nothing() -> None:
    desk = Desk()
    desk.api.hold()
    first = asyncio.create_task(desk.commands.create_target(REPO, DRAFT))
    await asyncio.sleep(0)
    assert await desk.commands.create_target(REPO, DRAFT) is None
    desk.api.release()
    await first
    assert desk.posts() == 1


async def test_read_only_sends_nothing() -> None:
    desk = Desk(read_only=True)
    assert await desk.create() is None
    assert desk.api.calls == []
    assert desk.words == ["read-only: target wise_2 was not created"]


@pytest.mark.parametrize(
    ("dotted", "place"),
    [
        ("body.overrides.generators.12.numq", "generators[12].numq"),
        ("target_name", "name"),
        ("overrides.temperature", "temperature"),
    ],
)
def test_the_services_places_are_places_of_the_draft(dotted: str, place: str) -> None:
    assert draft_place(dotted) == place
