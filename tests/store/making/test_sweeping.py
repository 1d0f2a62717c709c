"""Bakes of a sheet: one batch, an outcome for each, nothing created twice, started one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from breadtui.domain.bulk import Outcome
from breadtui.domain.errors import BreadError, Conflict, Invalid, OutOfCredit, ServerFailed, Unauthorized, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.repos import BatchOutcome, Target
from breadtui.domain.sweep.run import SweepRun, run_after
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_key, a_state, a_target_key, a_tree

BASE = a_key("base")
NAMES = ("one", "two", "three")
KEYS = tuple(a_key(name) for name in NAMES)
RUN = run_after(None, BASE, [(name, {"epochs": number}) for number, name in enumerate(NAMES, 1)])


class BatchApi(FakeApi):
    """A service that creates bakes, alone and in batches; names it shall refuse are in `refused`."""

    refused: Mapping[str, str] = {}

    async def create_bake(self, key: JobKey, template: str, overrides: JsonObject) -> Job:
        job = await super().create_bake(key, template, overrides)
        if job.config != overrides:
            raise Conflict("exists with another configuration", status=409)
        return job

    async def create_bakes(self, repo: RepoName, bakes: Sequence[JsonObject]) -> BatchOutcome:
        await self._called("create_bakes", tuple(str(bake["bake_name"]) for bake in bakes))
        made = [str(bake["bake_name"]) for bake in bakes if bake["bake_name"] not in self.refused]
        for bake in bakes:
            if bake["bake_name"] in made:
                overrides = bake["overrides"]
                assert isinstance(overrides, Mapping)
                key = a_key(str(bake["bake_name"]))
                self.jobs.setdefault(key, Job(key, JobStatus.NOT_STARTED, config=overrides))
        return BatchOutcome(tuple(made), self.refused)


class Kitchen:
    def __init__(self, *, read_only: bool = False) -> None:
        self.store = Store(a_state())
        self.api = BatchApi(trees=[a_tree()])
        self.commands = Commands(
            self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock(), read_only=read_only
        )

    @property
    def run(self) -> SweepRun:
        assert self.store.state.sweep is not None
        return self.store.state.sweep

    def outcomes(self) -> list[tuple[Outcome, str]]:
        return [(line.outcome, line.words) for line in self.run.lines]

    def learns_from(self, status: JobStatus) -> None:
        """The bakes that were created learn from one target, whose rollout stands so."""
        rollout = JobKey(REPO, Phase.ROLLOUT, "wise")
        self.api.jobs[rollout] = Job(rollout, status, lines=100)
        self.api.targets[a_target_key()] = Target(a_target_key().name, {})
        for key in KEYS:
            config = {**self.api.jobs[key].config, "datasets": [{"target": "wise"}]}
            self.api.jobs[key] = replace(self.api.jobs[key], config=config)

    def fail(self, error: BreadError) -> None:
        self.api.fail("create_bakes", error)


@pytest.fixture(name="here")
def kitchen() -> Kitchen:
    return Kitchen()


async def test_all_are_created_by_one_call_seen_in_the_tree_and_marked(here: Kitchen) -> None:
    await here.commands.sweeps.create_sweep(RUN)
    assert here.outcomes() == [(Outcome.DONE, "created")] * 3
    assert here.api.counted("create_bakes") == 1
    assert here.api.counted("create_bake") == 0
    assert here.store.state.marked == KEYS
    assert here.api.counted("tree") == 1
    assert not here.run.is_running


async def test_what_the_service_refuses_of_a_batch_says_why_and_is_tried_again_alone(here: Kitchen) -> None:
    here.api.refused = {"two": "Dataset target 'x' not found\nmore"}
    await here.commands.sweeps.create_sweep(RUN)
    assert here.outcomes()[1] == (Outcome.FAILED, "Dataset target 'x' not found")
    assert here.store.state.marked == (KEYS[0], KEYS[2])
    here.api.refused = {}
    again = run_after(here.run, BASE, [(line.name, line.overrides) for line in RUN.lines])
    await here.commands.sweeps.create_sweep(again)
    assert here.run.count(Outcome.DONE) == 3
    assert here.api.calls[-2] == ("create_bakes", ("two",))


@pytest.mark.parametrize(
    "error", [Invalid("bad name", status=422), Conflict("taken", status=409), ServerFailed("broken", status=500)]
)
async def test_a_batch_that_is_refused_as_a_whole_is_asked_for_one_by_one(here: Kitchen, error: BreadError) -> None:
    here.api.jobs[KEYS[1]] = Job(KEYS[1], JobStatus.NOT_STARTED, config={"epochs": 9})
    here.fail(error)
    await here.commands.sweeps.create_sweep(RUN)
    assert [outcome for outcome, _ in here.outcomes()] == [Outcome.DONE, Outcome.FAILED, Outcome.DONE]
    assert here.outcomes()[1][1] == "another bake of that name is there: give this one another name"


async def test_after_a_lost_answer_an_equal_bake_counts_as_created(here: Kitchen) -> None:
    equal = Job(KEYS[0], JobStatus.NOT_STARTED, config={"epochs": 1})
    here.api.before("create_bakes", lambda: here.api.jobs.update({KEYS[0]: equal}))
    here.fail(Unreachable("cut"))
    await here.commands.sweeps.create_sweep(RUN)
    assert here.run.count(Outcome.DONE) == 3


async def test_a_refused_key_fails_them_all_at_once(here: Kitchen) -> None:
    here.fail(Unauthorized("no", status=401))
    await here.commands.sweeps.create_sweep(RUN)
    assert here.outcomes() == [(Outcome.FAILED, "no")] * 3
    assert here.api.counted("create_bake") == 0


async def test_hundreds_go_in_batches_of_fifty(here: Kitchen) -> None:
    await here.commands.sweeps.create_sweep(run_after(None, BASE, [(f"b{number}", {}) for number in range(120)]))
    assert here.api.counted("create_bakes") == 3
    assert here.run.count(Outcome.DONE) == 120


async def test_when_reading_only_nothing_is_created() -> None:
    here = Kitchen(read_only=True)
    await here.commands.sweeps.create_sweep(RUN)
    assert here.api.calls == []


async def test_they_are_started_in_order_and_none_after_one_that_did_not_begin(here: Kitchen) -> None:
    await here.commands.sweeps.create_sweep(RUN)
    here.learns_from(JobStatus.COMPLETE)
    here.api.fail_always("start", OutOfCredit("Insufficient credits", status=402), KEYS[1])
    await here.commands.sweeps.start_all(KEYS)
    assert [about for name, about in here.api.calls if name == "start"] == [KEYS[0], KEYS[1]]
    assert [notice.text for notice in here.store.state.notices][-3:] == [
        "start of two: Insufficient credits",
        "bake one has begun",
        "two did not start: 2 of 3 bakes were left alone",
    ]
    here.api.heal()
    await here.commands.sweeps.start_all(KEYS)
    assert [about for name, about in here.api.calls if name == "start"][2:] == [KEYS[1], KEYS[2]]


async def test_that_they_have_begun_is_told_in_one_sentence(here: Kitchen) -> None:
    await here.commands.sweeps.create_sweep(RUN)
    here.learns_from(JobStatus.COMPLETE)
    before = len(here.store.state.notices)
    await here.commands.sweeps.start_all(KEYS)
    assert [notice.text for notice in here.store.state.notices[before:]] == ["3 bakes have begun"]


async def test_what_the_service_would_refuse_is_not_sent_and_ends_the_starts(here: Kitchen) -> None:
    await here.commands.sweeps.create_sweep(RUN)
    here.learns_from(JobStatus.RUNNING)
    await here.commands.sweeps.start_all(KEYS)
    assert here.api.counted("start") == 0
    assert [notice.text for notice in here.store.state.notices[-2:]] == [
        "one: rollout of wise still runs",
        "one did not start: 3 of 3 bakes were left alone",
    ]


async def test_a_repository_closed_meanwhile_is_not_read_again(here: Kitchen) -> None:
    here.api.before("create_bakes", lambda: here.commands.close_repo(REPO))
    await here.commands.sweeps.create_sweep(RUN)
    assert here.run.count(Outcome.DONE) == 3
    assert here.api.counted("tree") == 0
