"""What is watched is told once: by one of several windows, and not again after a restart."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.errors import OutOfCredit
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.domain.notices.announcements import Announcement
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.run import PlanRun, RunKey, RunKind, RunStanding
from breadtui.store.events.plan import PlanRunMoved
from breadtui.store.store import Store
from breadtui.store.watching.notifying import Notifier, run_note
from breadtui.store.watching.watched import watched_from, watched_json
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import NOW, REPO, a_key, a_state
from tests.store.watching.windows import DONE, FAILED, KEY, RUNNING, window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


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
