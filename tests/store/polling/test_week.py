"""A week of recording in some seconds: nothing is missed, nothing drifts, nothing grows but what happened."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from breadtui.domain.errors import Unreachable
from breadtui.domain.happenings import ENDS, Happening, What
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.repos import Repo, RepoTree
from breadtui.journal.answered.shared import AnswerFile
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.events.answer import answer_of
from breadtui.store.events.event import Event, RepoListLoaded, RepoOpened
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.state import AppState
from breadtui.store.polling.poller import Poller
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import START, ManualClock
from tests.fakes.states import REPO, a_job, a_key, a_tree

STEP_SECONDS = 20.0
DAY_SECONDS = 86_400.0
EVERY_SECONDS = 6 * 3600.0
LASTS_SECONDS = 1.5 * 3600.0
LATEST = timedelta(seconds=66.0 + STEP_SECONDS)
"""An overview's interval at rest, the tenth by which it may be late, and the grain of this clock."""

OBJECTS_A_BAKE = 40
OUTAGE_DAY = 5
OUTAGE = (5.0 * DAY_SECONDS, 5.5 * DAY_SECONDS)


class World(FakeApi):
    """A service on which somebody elsewhere starts a bake every six hours; every seventh fails."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(repos=[Repo(REPO)], trees=[a_tree({})])
        self._clock = clock

    def begun_count(self) -> int:
        """How many bakes there are by now."""
        return 1 + int(self._seconds() // EVERY_SECONDS)

    async def tree(self, name: RepoName) -> RepoTree:
        """The tree as it is at this moment."""
        statuses = {f"b{number}": self.status(number) for number in range(self.begun_count())}
        self.trees[REPO] = a_tree(statuses)
        return await super().tree(REPO)

    async def job(self, key: JobKey) -> Job:
        """A bake as it is at this moment."""
        number = int(key.name[1:])
        percent = min(100.0 * (self._seconds() - number * EVERY_SECONDS) / LASTS_SECONDS, 100.0)
        status = self.status(number)
        self.jobs[key] = a_job(
            key.name,
            status,
            progress_percent=round(percent, 1),
            loss=LossSummary(1e-6 / (1 + percent)),
            error="CUDA out of memory" if status is JobStatus.FAILED else None,
        )
        return await super().job(key)

    def status(self, number: int) -> JobStatus:
        """How one of them stands."""
        if self._seconds() - number * EVERY_SECONDS < LASTS_SECONDS:
            return JobStatus.RUNNING
        return JobStatus.FAILED if number % 7 == 6 else JobStatus.COMPLETE

    def _seconds(self) -> float:
        return (self._clock.now() - START).total_seconds()


class Week:
    """A recorder's poller, journal and shared answers on a clock that is moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.clock = ManualClock()
        self.api = World(self.clock)
        self.disk = DiskThread(self.told.append)
        self.journal = SqliteJournal(folder, "account", self.disk, self.told.append)
        self.answers = AnswerFile(folder, "account", self.disk)
        self.store = Store(AppState())
        self.poller = Poller(
            self.store, self.api, self.journal, self.clock, Intervals(), chance=lambda: 0.5, is_alone=True
        )
        self.poller.on_told = self._share
        self.calls_a_day: list[int] = []

    def _share(self, event: Event) -> None:
        for answer in answer_of(event):
            self.answers.keep(answer)

    async def begin(self) -> None:
        """Open the one repository there is."""
        assert await self.answers.begin(self.clock.now()) is None
        self.store.dispatch(RepoListLoaded((Repo(REPO),), self.clock.now()))
        self.store.dispatch(RepoOpened(REPO))

    async def day(self) -> None:
        """A day, a round every quarter of a minute."""
        for _ in range(int(DAY_SECONDS / STEP_SECONDS)):
            seconds = (self.clock.now() - START).total_seconds()
            if OUTAGE[0] <= seconds < OUTAGE[1]:
                self.api.fail_always("*", Unreachable("cut"))
            else:
                self.api.heal()
            await self.poller.poll_once()
            self.clock.jump(STEP_SECONDS)
        self.calls_a_day.append(len(self.api.calls))
        self.api.calls.clear()
        await asyncio.to_thread(self.disk.flush, 30.0)

    def file_bytes(self, name: str) -> int:
        """The size of a file of the journal."""
        return (self.folder / "journal" / name).stat().st_size


@contextmanager
def a_week(folder: Path) -> Iterator[Week]:
    week = Week(folder)
    try:
        yield week
    finally:
        week.answers.close()
        week.journal.close()
        week.disk.stop()
    assert week.told == []


def objects_count() -> int:
    gc.collect()
    return len(gc.get_objects())


async def test_a_week_is_recorded_without_a_miss_a_drift_or_a_leak(tmp_path: Path) -> None:
    with a_week(tmp_path) as week:
        await week.begin()
        objects = []
        for _ in range(7):
            await week.day()
            objects.append(objects_count())
        happened = await week.journal.happenings_between(START, week.clock.now())
        for number in range(week.api.begun_count() - 1):
            assert_is_recorded(number, [one for one in happened if one.about == a_key(f"b{number}")])
        links = [one.what for one in happened if one.about is None]
        assert links == [What.LINK_LOST, What.LINK_BACK]
        whole_days = [count for day, count in enumerate(week.calls_a_day) if day != OUTAGE_DAY]
        assert max(whole_days) - min(whole_days) <= 2
        bakes_a_day = DAY_SECONDS / EVERY_SECONDS
        assert objects[-1] - objects[1] <= 5 * bakes_a_day * OBJECTS_A_BAKE
        assert week.file_bytes("account.sqlite3") <= 2_000_000
        assert week.file_bytes("account.answers.sqlite3") <= 200_000


def assert_is_recorded(number: int, happened: list[Happening]) -> None:
    """It was seen within an interval of its beginning, and so was its end, once and as what it was."""
    begun_at = START + timedelta(seconds=number * EVERY_SECONDS)
    ended_at = begun_at + timedelta(seconds=LASTS_SECONDS)
    if _is_unseen(begun_at):
        return
    assert happened[0].seen_at - begun_at <= LATEST
    ends = [one for one in happened if one.what in ENDS]
    if ended_at > START + timedelta(days=7):
        assert ends == []
        return
    assert [one.what for one in ends] == [What.FAILED if number % 7 == 6 else What.FINISHED]
    assert _is_unseen(ended_at) or ends[0].seen_at - ended_at <= LATEST


def _is_unseen(at: datetime) -> bool:
    since, until = (START + timedelta(seconds=seconds) for seconds in OUTAGE)
    return since - LATEST <= at < until
