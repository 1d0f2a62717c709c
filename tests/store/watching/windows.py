"""Windows of one account on one journal, each with a disk thread, a clock and a service of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.happenings import What
from breadtui.domain.inference import ServedModel
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.notices.announcements import Announcement
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.store.watching.notifying import Notifier
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts
from tests.fakes.states import NOW, a_job, a_key, a_state, a_tree

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
