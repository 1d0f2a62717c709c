"""What is watched is told once: by one of several windows, and not again after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.errors import OutOfCredit
from breadtui.domain.happenings import Happening, What
from breadtui.domain.inference import ServedModel
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import Phase
from breadtui.domain.notices.announcements import Announcement
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.run import PlanRun, RunKey, RunKind, RunStanding
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.commands import Commands
from breadtui.store.events.plan import PlanRunMoved
from breadtui.store.store import Store
from breadtui.store.watching.notifying import Notifier, run_note
from breadtui.store.watching.watched import watched_from, watched_json
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_job, a_key, a_state, a_tree

QUESTIONS_IN_TURN = 10
_OPEN: list[DiskThread] = []
"""The threads that write for the windows that are open."""

KEY = a_key("b")
RUNNING = a_job("b", JobStatus.RUNNING, job_id=7, progress_percent=10.0)
FAILED = replace(RUNNING, status=JobStatus.FAILED, status_text="failed", error="boom\ndeep", job_id=None)
MODEL = "ada/coder/b/183"
NOT_NAMED = "and the list of models does not name it yet"
DONE = replace(RUNNING, status=JobStatus.COMPLETE, status_text="complete", model_names=(MODEL,), job_id=None)


class Served(FakeApi):
    """A service that lists models."""

    served: tuple[str, ...] = ("ada/coder/a/9",)

    async def models(self) -> tuple[ServedModel, ...]:
        await super().models()
        return tuple(ServedModel(name) for name in self.served)


class Window(NamedTuple):
    """One window of an account: what it knows, what it told, and its journal."""

    store: Store
    commands: Commands
    told: list[Announcement]
    journal: SqliteJournal
    clock: ManualClock
    api: Served
    disks: list[DiskThread]

    def see(self, job: Job) -> None:
        self.commands._seen(job.key, job)

    async def pass_seconds(self, seconds: float) -> None:
        """The clock moves on, and the journals' threads, every window's, answer whatever they are asked in turn."""
        for _ in range(3):
            await self.written()
            await self.clock.advance(seconds / 3)
            for _ in range(QUESTIONS_IN_TURN):
                await self.written()
                await self.clock.parked()

    async def written(self) -> None:
        """Until what every window wrote by now can be read by the others: each has a thread of its own."""
        for disk in list(self.disks):
            await asyncio.to_thread(disk.flush)

    @property
    def rules(self) -> list[Rule]:
        return [alarm.rule for alarm in self.store.state.jobs[KEY].alarms]

    async def alarms(self) -> list[tuple[What, str]]:
        """What the journal says was found and was over."""
        told = await self.journal.happenings_after(0)
        return [(one.what, one.after) for one in told if one.what in {What.ALARM, What.CALM}]

    @property
    def words(self) -> list[str]:
        return [f"{one.title} | {one.text}" for one in self.told]


@asynccontextmanager
async def late(folder: Path) -> AsyncIterator[Window]:
    """A window that watched a bake to its end, and found that its model is not served."""
    async with window(folder) as here:
        here.see(RUNNING)
        await here.commands.watch([KEY])
        here.see(DONE)
        await here.pass_seconds(3)
        await here.pass_seconds(90)
        assert here.rules == [Rule.NOT_SERVED]
        yield here


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@asynccontextmanager
async def window(folder: Path, *, wishes: NoticeWishes | None = None) -> AsyncIterator[Window]:
    problems: list[str] = []
    disk = DiskThread(problems.append)
    journal = SqliteJournal(folder, "0123456789abcdef", disk, problems.append)
    store, api, clock = Store(a_state(a_tree({"b": JobStatus.RUNNING}))), Served(jobs=[RUNNING]), ManualClock(NOW)
    told: list[Announcement] = []
    commands = Commands(store, api, journal, MemoryDrafts(), clock)
    notifier = Notifier(store, api, journal, clock, wishes)

    async def tell(announcement: Announcement) -> None:
        told.append(announcement)

    running = asyncio.create_task(notifier.run(tell))
    here = Window(store, commands, told, journal, clock, api, _OPEN)
    _OPEN.append(disk)
    await here.pass_seconds(1)
    try:
        yield here
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        journal.close()
        disk.stop()
        _OPEN.remove(disk)
    assert problems == []


async def test_the_end_of_a_watched_job_is_told_and_it_is_watched_no_more(folder: Path) -> None:
    async with window(folder) as here:
        here.see(RUNNING)
        await here.commands.watch([KEY])
        here.see(FAILED)
        await here.pass_seconds(5)
        assert here.words == ["b failed | coder/b (bake): boom"]
        assert here.store.state.watched == frozenset()
        assert watched_from(await here.journal.fact("watched")) == frozenset()


async def test_what_nobody_watches_is_not_told(folder: Path) -> None:
    async with window(folder) as here:
        here.see(RUNNING)
        here.see(FAILED)
        await here.pass_seconds(5)
        assert here.words == []


async def test_of_two_windows_one_tells(folder: Path) -> None:
    async with window(folder) as one, window(folder) as other:
        for here in (one, other):
            here.see(RUNNING)
        await one.commands.watch([KEY])
        await one.pass_seconds(3)
        for here in (one, other):
            here.see(FAILED)
        for here in (one, other, one, other):
            await here.pass_seconds(3)
        assert len(one.told) + len(other.told) == 1
        assert one.store.state.watched == other.store.state.watched == frozenset()


async def test_a_window_tells_of_what_another_watched(folder: Path) -> None:
    async with window(folder) as one:
        one.see(RUNNING)
        await one.commands.watch([KEY])
        await one.pass_seconds(3)
    async with window(folder) as other:
        other.see(RUNNING)
        assert other.store.state.watched == {KEY}
        other.see(FAILED)
        await other.pass_seconds(3)
        assert len(other.told) == 1
    async with window(folder) as later:
        later.see(FAILED)
        await later.pass_seconds(3)
        assert later.told == []


async def test_what_ended_while_nobody_looked_is_told_at_the_first_look(folder: Path) -> None:
    async with window(folder) as one:
        one.see(RUNNING)
        await one.commands.watch([KEY])
        await one.pass_seconds(3)
    async with window(folder) as other:
        other.see(FAILED)
        await other.pass_seconds(3)
        assert other.words == ["b failed | coder/b (bake): boom"]


async def test_a_stall_is_told_once_however_many_see_it(folder: Path) -> None:
    async with window(folder) as one:
        one.see(RUNNING)
        await one.commands.watch([KEY])
        await one.pass_seconds(600)
        one.see(RUNNING)
        await one.pass_seconds(6)
        assert one.words == ["b stalled | coder/b (bake): no change for 10m"]
        await one.pass_seconds(600)
        one.see(RUNNING)
        await one.pass_seconds(6)
        assert len(one.told) == 1
    async with window(folder) as later:
        later.see(RUNNING)
        await later.pass_seconds(660)
        later.see(RUNNING)
        await later.pass_seconds(6)
        assert later.told == []


async def test_what_one_window_mutes_and_watches_another_knows_though_nothing_happens(folder: Path) -> None:
    async with window(folder) as one, window(folder) as other:
        other.see(RUNNING)
        await one.commands.mute(Rule.STALLED)
        await one.commands.watch([KEY])
        await other.pass_seconds(12)
        other.see(replace(RUNNING, progress_percent=90.0))
        await other.pass_seconds(3)
        assert other.store.state.mutes.rules == {Rule.STALLED}
        assert other.store.state.watched == {KEY}


async def test_what_is_started_here_is_watched_by_itself(folder: Path) -> None:
    async with window(folder) as here:
        here.see(replace(RUNNING, status=JobStatus.NOT_STARTED, status_text="not_started", job_id=None))
        here.api.jobs[KEY] = here.store.state.jobs[KEY].job
        await here.commands.start_job(KEY)
        await here.pass_seconds(3)
        assert here.store.state.watched == {KEY}
        assert await here.journal.fact("watched") == watched_json([KEY])


async def test_unless_that_is_not_wished(folder: Path) -> None:
    async with window(folder, wishes=NoticeWishes(watches_own=False)) as here:
        here.see(replace(RUNNING, status=JobStatus.NOT_STARTED, status_text="not_started", job_id=None))
        here.api.jobs[KEY] = here.store.state.jobs[KEY].job
        await here.commands.start_job(KEY)
        await here.pass_seconds(3)
        assert here.store.state.watched == frozenset()


async def test_running_out_of_credit_is_told(folder: Path) -> None:
    async with window(folder) as here:
        here.api.jobs[KEY] = replace(RUNNING, status=JobStatus.NOT_STARTED)
        here.api.fail("start", OutOfCredit("Insufficient credits", status=402))
        await here.commands.start_job(KEY)
        await here.pass_seconds(3)
        assert here.words == ["breadtui: out of credit | coder/b (bake): Insufficient credits"]


def a_run(standing: RunStanding, reason: str = "") -> PlanRun:
    key = RunKey(KEY, REPO, RunKind.CHAIN)
    return PlanRun(key, RecreationPlan("", ()), NOW, standing=standing, reason=reason)


async def test_a_chain_that_stops_is_told_once_and_one_stopped_by_hand_is_not(folder: Path) -> None:
    async with window(folder) as here:
        here.store.dispatch(PlanRunMoved(a_run(RunStanding.RUNNING)))
        await here.pass_seconds(3)
        stopped = a_run(RunStanding.STOPPED, "rollout of t failed: boom")
        for _ in range(2):
            here.store.dispatch(PlanRunMoved(stopped))
            await here.pass_seconds(3)
        assert here.words == [
            "breadtui: chain stopped | coder/b (bake): the chain to bake b stopped: rollout of t failed: boom"
        ]
    assert run_note(a_run(RunStanding.STOPPED, "by you")) is None
    assert run_note(a_run(RunStanding.ASKING)) is None
    assert run_note(a_run(RunStanding.DONE)) is not None


class SlowJournal(MemoryJournal):
    """A journal that is read when the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:
        self.asked.set()
        await self.answers.wait()
        return await super().happenings(before=before, most=most)


async def test_a_chain_that_stops_while_a_slow_disk_is_read_is_told() -> None:
    store, journal, clock = Store(a_state()), SlowJournal(), ManualClock(NOW)
    told: list[str] = []

    async def tell(announcement: Announcement) -> None:
        told.append(announcement.text)

    store.dispatch(PlanRunMoved(a_run(RunStanding.RUNNING)))
    running = asyncio.create_task(Notifier(store, FakeApi(), journal, clock).run(tell))
    await journal.asked.wait()
    store.dispatch(PlanRunMoved(a_run(RunStanding.STOPPED, "boom")))
    journal.answers.set()
    await clock.parked()
    await clock.advance(3)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert told == ["coder/b (bake): the chain to bake b stopped: boom"]


async def test_a_model_that_is_not_served_is_found_and_found_to_be_there_at_last(folder: Path) -> None:
    async with window(folder) as here:
        here.see(RUNNING)
        await here.commands.watch([KEY])
        here.see(DONE)
        await here.pass_seconds(3)
        assert here.words == ["b finished | coder/b (bake)"]
        await here.pass_seconds(90)
        assert here.rules == [Rule.NOT_SERVED]
        assert here.words[1:] == [f"b needs a look | coder/b (bake): complete for 70 s, {NOT_NAMED}"]
        here.api.served = (MODEL,)
        await here.pass_seconds(300)
        assert here.rules == []
        assert await here.alarms() == [(What.ALARM, "not-served"), (What.CALM, "not-served")]
        asked = here.api.counted("models")
        await here.pass_seconds(3600)
        assert here.api.counted("models") == asked, "nothing is asked any more"


async def test_answers_of_a_watched_rollout_are_sampled_with_one_request(folder: Path) -> None:
    rollout = a_job("t", JobStatus.RUNNING, phase=Phase.ROLLOUT, lines=400, job_id=9)
    async with window(folder) as here:
        here.api.jobs[rollout.key] = replace(rollout, status=JobStatus.COMPLETE)
        here.api.rows[rollout.key] = tuple({"question": "Why?", "response": {"content": ""}} for _ in range(400))
        here.see(rollout)
        await here.commands.watch([rollout.key])
        here.see(replace(rollout, status=JobStatus.COMPLETE, status_text="complete"))
        await here.pass_seconds(5)
        (alarm,) = here.store.state.jobs[rollout.key].alarms
        assert alarm.evidence == "of 100 answers looked at, 100 empty"
        assert here.api.counted("output_page") == 1
        assert here.words[1:] == ["t needs a look | coder/t (rollout): of 100 answers looked at, 100 empty"]


async def test_a_model_that_an_earlier_session_found_late_is_looked_after_until_it_is_there(folder: Path) -> None:
    async with late(folder):
        pass
    async with window(folder) as later:
        await later.pass_seconds(600)
        later.see(DONE)
        await later.commands.take_up()
        await later.pass_seconds(3)
        assert (later.rules, later.api.counted("models")) == ([Rule.NOT_SERVED], 1)
        later.api.served = (MODEL,)
        await later.pass_seconds(330)
        assert later.rules == []
        assert await later.alarms() == [(What.ALARM, "not-served"), (What.CALM, "not-served")]
        assert later.words == []
        asked = later.api.counted("models")
        await later.pass_seconds(7200)
        assert later.api.counted("models") == asked


async def test_a_model_that_never_comes_is_given_up(folder: Path) -> None:
    async with late(folder):
        pass
    async with window(folder) as later:
        await later.pass_seconds(600)
        later.see(DONE)
        await later.commands.take_up()
        for _ in range(12):  # a wait begins when the journal has answered, which a leap of the clock would not wait for
            await later.pass_seconds(600)
        assert (later.rules, later.api.counted("models")) == ([Rule.NOT_SERVED], 5)
        later.see(replace(DONE, progress_percent=100.0))
        await later.pass_seconds(7200)
        assert later.api.counted("models") == 5


async def test_what_one_window_finds_the_others_know_and_it_is_told_once(folder: Path) -> None:
    async with window(folder) as other:
        other.see(RUNNING)
        async with late(folder) as one:
            other.see(DONE)
            await other.pass_seconds(3)
            assert (one.rules, other.rules) == ([Rule.NOT_SERVED], [Rule.NOT_SERVED])
            assert len([words for words in (*one.words, *other.words) if NOT_NAMED in words]) == 1
            one.api.served = other.api.served = (MODEL,)
            await one.pass_seconds(300)
        other.see(replace(DONE, progress_percent=100.0))
        await other.pass_seconds(3)
        assert other.rules == []
        assert await other.alarms() == [(What.ALARM, "not-served"), (What.CALM, "not-served")]


async def test_nothing_is_asked_of_jobs_that_nobody_watches(folder: Path) -> None:
    async with window(folder) as here:
        here.see(RUNNING)
        here.see(DONE)
        await here.pass_seconds(600)
        assert here.api.calls == []


async def test_what_happened_before_the_start_is_left_to_the_digest(folder: Path) -> None:
    async with window(folder) as one:
        one.see(RUNNING)
        one.see(FAILED)
        await one.pass_seconds(3)
        assert [each.what for each in await one.journal.happenings_after(0)][-1] is What.FAILED
    async with window(folder) as other:
        await other.commands.watch([KEY])
        await other.pass_seconds(3)
        assert other.told == []


def test_what_is_watched_is_kept_and_found_again() -> None:
    keys = frozenset({KEY, a_key("t", Phase.STIM)})
    assert watched_from(watched_json(keys)) == keys
    assert watched_from([["r", "oven", "b"], ["r", "bake"], "word", 7, None]) == frozenset()
    assert watched_from({"a": 1}) == watched_from(None) == frozenset()
