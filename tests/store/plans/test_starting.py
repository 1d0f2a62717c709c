"""Starting a job: once, whatever happens to the answer."""

import asyncio

import pytest

from breadtui.domain.errors import (
    BreadError,
    Invalid,
    NeverSent,
    NotFound,
    OutOfCredit,
    Unauthorized,
    Unclear,
    Unreachable,
)
from breadtui.domain.jobs import Job, JobStatus
from breadtui.store.commands import Commands
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.state import LockedOut, Severity
from breadtui.store.plans.starting import SLOW_SECONDS
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_job, a_key, a_state, a_tree

KEY = a_key("b")
IDLE, RUNNING = a_job("b", JobStatus.NOT_STARTED), a_job("b", JobStatus.RUNNING, job_id=7)

ASKED = "start of b: asked, waiting for the answer"


class Stove:
    """Commands with one bake that has not begun."""

    def __init__(self, *, read_only: bool = False) -> None:
        self.store = Store(a_state(a_tree({"b": JobStatus.NOT_STARTED})))
        self.api = FakeApi(jobs=[IDLE])
        self.clock = ManualClock()
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), self.clock, read_only=read_only)

    @property
    def status(self) -> JobStatus:
        return self.store.state.jobs[KEY].job.status

    @property
    def words(self) -> list[str]:
        """What was told beside the word that an answer is waited for."""
        return [text for text in self.told if text != ASKED]

    @property
    def told(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    def somebody_starts(self) -> None:
        self.api.jobs[KEY] = RUNNING

    def has_failed(self) -> int:
        """A run of it is over; how much was told by then."""
        self.api.jobs[KEY] = a_job("b", JobStatus.FAILED, job_id=6)
        self.polled(self.api.jobs[KEY])
        return len(self.told)

    def polled(self, job: Job) -> None:
        self.store.dispatch(JobsPolled({REPO: 1}, {KEY: job}, self.clock.now()))


async def test_a_start_is_read_first_and_sent_once() -> None:
    stove = Stove()
    await stove.commands.start_job(KEY)
    assert [name for name, _ in stove.api.calls] == ["job", "start"]
    assert stove.status is JobStatus.RUNNING
    assert stove.store.state.starting == frozenset()
    assert stove.store.state.jobs[KEY].started_at is not None


async def test_pressing_twice_sends_once() -> None:
    stove = Stove()
    await asyncio.gather(*(stove.commands.start_job(KEY) for _ in range(5)))
    assert stove.api.counted("start") == 1


async def test_a_job_that_somebody_started_meanwhile_is_not_started_again() -> None:
    stove = Stove()
    stove.somebody_starts()
    await stove.commands.start_job(KEY)
    assert stove.api.counted("start") == 0
    assert stove.store.state.jobs[KEY].job == RUNNING


@pytest.mark.parametrize("error", [Unclear("lost"), Unreachable("cut")])
async def test_a_lost_answer_whose_start_arrived_is_found_by_reading(error: BreadError) -> None:
    stove = Stove()
    stove.api.before("start", stove.somebody_starts)
    stove.api.fail("start", error)
    await stove.commands.start_job(KEY)
    assert stove.status is JobStatus.RUNNING
    assert stove.api.counted("start") == 1
    assert stove.words == ["bake b has begun"]


async def test_a_lost_answer_is_looked_for_twice_five_seconds_apart_and_never_sent_again() -> None:
    stove = Stove()
    stove.api.fail("start", Unclear("lost"))
    start = asyncio.create_task(stove.commands.start_job(KEY))
    await stove.clock.parked()
    assert stove.store.state.starting == {KEY}
    assert stove.api.counted("job") == 2
    await stove.clock.advance(4.9)
    assert stove.api.counted("job") == 2
    await stove.clock.advance(0.1)
    await start
    assert stove.api.counted("job") == 3
    assert stove.api.counted("start") == 1
    assert stove.store.state.starting == frozenset()
    assert stove.store.state.notices[-1].severity is Severity.WARNING


async def test_a_start_that_shows_late_is_found_by_the_second_look() -> None:
    stove = Stove()
    stove.api.fail("start", Unclear("lost"))
    start = asyncio.create_task(stove.commands.start_job(KEY))
    await stove.clock.parked()
    stove.somebody_starts()
    await stove.clock.advance(5)
    await start
    assert stove.status is JobStatus.RUNNING


async def test_looks_that_fail_too_leave_the_start_unclear() -> None:
    stove = Stove()
    stove.api.before("start", lambda: stove.api.fail_always("job", Unreachable("cut")))
    stove.api.fail("start", Unreachable("cut"))
    start = asyncio.create_task(stove.commands.start_job(KEY))
    await stove.clock.advance(5)
    await start
    assert stove.words == ["start of b: cut"]
    assert stove.store.state.notices[-1].severity is Severity.WARNING


async def test_what_was_never_sent_is_told_at_once() -> None:
    stove = Stove()
    stove.api.fail("start", NeverSent("refused"))
    await stove.commands.start_job(KEY)
    assert stove.words == ["start of b: refused"]
    assert stove.api.counted("job") == 1


async def test_out_of_credit_is_told_and_the_state_read_again() -> None:
    stove = Stove()
    stove.api.fail("start", OutOfCredit("no credits left", status=402))
    await stove.commands.start_job(KEY)
    assert stove.words == ["start of b: no credits left"]
    assert stove.api.counted("job") == 2
    assert stove.api.counted("start") == 1


async def test_out_of_credit_and_then_out_of_reach_is_told_once() -> None:
    stove = Stove()
    stove.api.before("start", lambda: stove.api.fail_always("job", Unreachable("cut")))
    stove.api.fail("start", OutOfCredit("no credits left", status=402))
    await stove.commands.start_job(KEY)
    assert stove.words == ["start of b: no credits left"]


@pytest.mark.parametrize("error", [Invalid("stim first", status=400), NotFound("gone", status=404)])
async def test_a_refused_start_is_told(error: BreadError) -> None:
    stove = Stove()
    stove.api.fail("start", error)
    await stove.commands.start_job(KEY)
    assert stove.words == [f"start of b: {error.message}"]
    assert stove.status is JobStatus.NOT_STARTED


async def test_a_state_that_cannot_be_read_sends_no_start() -> None:
    stove = Stove()
    stove.api.fail("job", Unauthorized("no", status=401))
    await stove.commands.start_job(KEY)
    assert stove.api.counted("start") == 0
    assert isinstance(stove.store.state.link, LockedOut)


async def test_a_read_only_session_starts_nothing() -> None:
    stove = Stove(read_only=True)
    await stove.commands.start_job(KEY)
    assert stove.api.calls == []
    assert stove.words == ["read-only: b was not started"]


async def test_a_start_is_told_in_one_sentence() -> None:
    stove = Stove()
    await stove.commands.start_job(KEY)
    assert stove.told == ["bake b has begun"]
    await stove.clock.advance(60)
    assert stove.told == ["bake b has begun"]


async def test_a_start_of_what_ran_before_is_told_in_one_sentence_too() -> None:
    stove = Stove()
    before = stove.has_failed()
    await stove.commands.start_job(KEY)
    assert stove.told[before:] == ["bake b has begun"]


async def test_a_look_that_comes_before_the_answer_tells_nothing_of_its_own() -> None:
    stove = Stove()
    before = stove.has_failed()
    again = a_job("b", JobStatus.RUNNING, job_id=7)
    stove.api.before("start", lambda: stove.polled(again))
    await stove.commands.start_job(KEY)
    assert stove.told[before:] == ["bake b has begun"]


async def test_an_answer_that_is_slow_is_said_to_be_waited_for() -> None:
    stove = Stove()
    stove.api.hold()
    start = asyncio.create_task(stove.commands.start_job(KEY))
    await stove.clock.advance(SLOW_SECONDS - 0.1)
    assert stove.told == []
    await stove.clock.advance(0.1)
    assert stove.told == [ASKED]
    stove.api.release()
    await start
    assert stove.told == [ASKED, "bake b has begun"]
