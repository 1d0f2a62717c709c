"""A recorder and windows around one service in memory, sharing answers in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from breadtui.domain.answers import About, Answer, Bearing, News, Recorder, Topic
from breadtui.domain.happenings import Happening
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.events.event import RepoOpened
from breadtui.store.facts.state import AppState
from breadtui.store.polling.following import Following
from breadtui.store.polling.poller import Poller
from breadtui.store.ports.answers import AnswerKeeper
from breadtui.store.recording.commands import RecordingCommands
from breadtui.store.recording.recorder import Bench, Ended, Recording
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal


class MemoryAnswers(AnswerKeeper):
    """The file of shared answers, in memory."""

    def __init__(self) -> None:
        self.found: Recorder | None = None
        self.log: list[tuple[int, Answer]] = []
        self.wished: frozenset[JobKey] = frozenset()
        self.is_taken = False
        self._number = 0
        self._epochs = 0

    async def begin(self, at: datetime) -> Recorder | None:
        if self.found is not None:
            return self.found
        self._epochs += 1
        self.log, self._number = [], 0
        self.found = Recorder(f"epoch {self._epochs}", 7, True, at, at)
        return None

    def keep(self, answer: Answer) -> None:
        self._number += 1
        kept: dict[tuple[Topic, About], tuple[int, Answer]] = {(a.topic, a.about): (n, a) for n, a in self.log}
        kept.pop((answer.topic, answer.about), None)
        self.log = [*kept.values(), (self._number, answer)]

    async def stay(self, at: datetime, bearing: Bearing) -> bool:
        if self.found is None or self.is_taken:
            return False
        self.found = Recorder(self.found.epoch, 7, True, self.found.began_at, at, bearing)
        return True

    async def wishes(self, now: datetime) -> frozenset[JobKey]:
        return self.wished

    def end(self) -> None:
        self.found = None

    async def recorder(self, now: datetime) -> Recorder | None:
        return self.found

    async def news(self, since: News, repo: RepoName | None = None) -> News:
        if self.found is None:
            return News()
        after = since.number if since.epoch == self.found.epoch else 0
        new = [(n, a) for n, a in self.log if n > after and (repo is None or _repo(a) == repo)]
        return News(self.found.epoch, new[-1][0] if new else after, tuple(answer for _, answer in new))

    def wish(self, wished: frozenset[JobKey], at: datetime) -> None:
        self.wished |= wished


def _repo(answer: Answer) -> RepoName | None:
    return answer.about.repo if isinstance(answer.about, JobKey) else answer.about


@dataclass
class Window:
    """A cockpit without a screen: what it asks itself is in its own `api.calls`."""

    store: Store
    api: FakeApi
    poller: Poller
    following: Following


@dataclass
class Shop:
    """One account: its service, a recorder, its windows."""

    api: FakeApi
    clock: ManualClock = field(default_factory=ManualClock)
    answers: MemoryAnswers = field(default_factory=MemoryAnswers)
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    heard: list[Happening] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    store: Store = field(default_factory=lambda: Store(AppState()))

    def recording(self, *, only: frozenset[RepoName] | None = None) -> Recording:
        """A recorder of this account."""
        commands = RecordingCommands(self.store, self.api, self.journal, MemoryDrafts(), self.clock)
        poller = Poller(self.store, self.api, self.journal, self.clock, chance=lambda: 0.5, is_alone=True)
        bench = Bench(self.store, commands, poller, self.journal, self.answers, self.clock)
        return Recording(bench, only=only, hear=self.heard.append)

    @asynccontextmanager
    async def recorded(self) -> AsyncIterator[asyncio.Task[Ended]]:
        """The recorder at work."""
        recording = self.recording()
        assert await recording.begin() is None
        task = asyncio.create_task(recording.run(self.stop))
        await self.clock.parked()
        try:
            yield task
        finally:
            self.stop.set()
            await task

    @asynccontextmanager
    async def window(self, *repos: RepoName) -> AsyncIterator[Window]:
        """A window that opened these repositories, and whose first answers are to come."""
        api = FakeApi(repos=self.api.repo_list, trees=self.api.trees.values(), jobs=self.api.jobs.values())
        api.trees, api.jobs = self.api.trees, self.api.jobs
        store = Store(AppState())
        poller = Poller(store, api, MemoryJournal(), self.clock, chance=lambda: 0.5, is_alone=True)
        window = Window(store, api, poller, Following(store, poller, self.answers, self.clock))
        for repo in repos:
            store.dispatch(RepoOpened(repo))
        await window.following.look()
        tasks = [asyncio.create_task(window.following.run()), asyncio.create_task(poller.run())]
        await self.clock.parked()
        try:
            yield window
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
