"""A recorder: watches all repositories without a screen, so that windows need not ask and nothing is missed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from breadtui.domain.answers import Bearing, Recorder, Tally
from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.events.event import RepoClosed, RepoOpened
from breadtui.store.events.session import Marked, MetricsDropped
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Degraded, LockedOut
from breadtui.store.polling.poller import Poller
from breadtui.store.ports.answers import AnswerKeeper
from breadtui.store.ports.service import Clock, Journal
from breadtui.store.recording.commands import RecordingCommands
from breadtui.store.recording.tallying import tally_of
from breadtui.store.store import Store
from breadtui.values import dataclass

LOOK_SECONDS = 1.0
STAY_SECONDS = 10.0
"""It says so often that it is alive."""

WATCH_SECONDS = 60.0
RUNS_SECONDS = 15.0
"""A run that a window left is taken up after so long at most."""

KNOWN_SECONDS, PACE_SECONDS, TIDY_SECONDS = 600.0, 3_600.0, 43_200.0
WISHES_SECONDS = 2.0
OPEN_SECONDS = 3.0
"""Repositories are opened one after another: three requests each."""

OPENED_AT_ONCE = 4
LONG_WAIT = timedelta(seconds=10)
"""A wait of the service that is worth a line."""


Beside = Callable[[], Coroutine[Any, Any, None]]


class Ended(StrEnum):
    """Why a recorder ended."""

    STOPPED = "stopped"
    REPLACED = "another recorder took its place"
    REFUSED = "the key was refused"


@dataclass(frozen=True, slots=True)
class Bench:
    """What a recorder works with; all of it is of one account."""

    store: Store
    commands: RecordingCommands
    poller: Poller
    journal: Journal
    keeper: AnswerKeeper
    clock: Clock


class Recording:
    """Records one account until stopped, replaced, or its key is refused; the service may be away for days.

    `only` are the repositories to watch, None for all there are. `hear` is told what happened, in the order in which
    it was written down, by whichever process.
    """

    def __init__(
        self,
        bench: Bench,
        *,
        only: frozenset[RepoName] | None = None,
        hear: Callable[[Happening], None] = lambda _: None,
    ) -> None:
        self._store = bench.store
        self._commands = bench.commands
        self._poller = bench.poller
        self._journal = bench.journal
        self._keeper = bench.keeper
        self._clock = bench.clock
        self._only = only
        self._hear = hear
        self._number = 0
        self._last: dict[str, datetime] = {}
        self._missed: set[RepoName] = set()
        self._waits_until: datetime | None = None
        self._is_complete = False
        self._told: tuple[object, ...] = ()
        self._runs: set[asyncio.Task[None]] = set()
        self._poller.on_told = self._commands.share
        self._commands.keep = self._keeper.keep

    async def begin(self) -> Recorder | None:
        """Become the recorder; what is returned is the one that runs already, if any."""
        other = await self._keeper.begin(self._clock.now())
        if other is None:
            newest = await self._journal.happenings(most=1)
            self._number = newest[0].number if newest else 0
        return other

    async def run(self, stop: asyncio.Event, beside: Beside | None = None) -> Ended:
        """Record until stopped, with `beside` done meanwhile. Raises only what is a bug."""
        others = [asyncio.create_task(work()) for work in (self._poller.run, beside) if work is not None]
        beating = asyncio.create_task(self._beat())
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((*others, beating, stopped), return_when=asyncio.FIRST_COMPLETED)
            ended = beating.result() if beating.done() else Ended.STOPPED
        finally:
            await _cancelled((*others, beating, stopped, *self._runs))
        await self._leave()
        return ended

    async def look(self) -> Ended | None:
        """One second's work; why it is to end, if it is."""
        now = self._clock.now()
        if isinstance(self._store.state.link, LockedOut):
            await self._tell_news()
            return Ended.REFUSED
        self._open_next(now)
        if (self._is_time("stay", STAY_SECONDS, now) or self._has_moved()) and not await self._stayed(now):
            return Ended.REPLACED
        if self._is_time("wishes", WISHES_SECONDS, now):
            await self._take_wishes(now)
        if self._is_time("watch", WATCH_SECONDS, now) and not isinstance(self._store.state.link, Degraded):
            self._journal.keep_watch(now)
        if self._is_time("runs", RUNS_SECONDS, now):
            await self._take_runs()
        if self._is_complete and self._is_time("pace", PACE_SECONDS, now):
            await self._commands.restore_pace()
        self._keep_house(now)
        self._tell_wait(now)
        await self._tell_news()
        return None

    def _keep_house(self, now: datetime) -> None:
        """Keep what is known for the first frame of windows, and the journal small, for as long as this runs."""
        if self._is_time("known", KNOWN_SECONDS, now):
            self._commands.keep_last_known()
        if self._is_time("tidy", TIDY_SECONDS, now):
            self._journal.tidy(now)

    async def _beat(self) -> Ended:
        await self._commands.load_repos()
        while (ended := await self.look()) is None:
            await self._clock.sleep(LOOK_SECONDS)
        return ended

    def _is_time(self, what: str, seconds: float, now: datetime) -> bool:
        last = self._last.get(what)
        if last is not None and 0 <= (now - last).total_seconds() < seconds:
            return False
        self._last[what] = now
        return True

    def _has_moved(self) -> bool:
        """What the row of the recorder tells is otherwise than a moment ago."""
        state = self._store.state
        told = (
            state.opened,
            state.link,
            state.quiet_until,
            _has_seen_all(state, self._only),
            _figures(tally_of(state, self._clock.now())),
        )
        before, self._told = self._told, told
        return told != before

    async def _stayed(self, now: datetime) -> bool:
        state = self._store.state
        trouble = state.link.error if isinstance(state.link, Degraded | LockedOut) else None
        self._is_complete = self._is_complete or _has_seen_all(state, self._only)
        tally = tally_of(state, now) if self._is_complete else None
        return await self._keeper.stay(now, Bearing(frozenset(state.opened), trouble, state.quiet_until, tally))

    def _open_next(self, now: datetime) -> None:
        """Open what is there and is not open, calmly, and close what is gone."""
        state = self._store.state
        there = _repos_of(state, self._only)
        if there is None:
            return
        self._tell_missing(there, now)
        for repo in [repo for repo in state.opened if repo not in there]:
            self._store.dispatch(RepoClosed(repo))
        missing = [repo for repo in there if repo not in state.opened]
        if missing and (len(state.opened) < OPENED_AT_ONCE or self._is_time("open", OPEN_SECONDS, now)):
            self._store.dispatch(RepoOpened(missing[0]))
            self._poller.wake()

    def _tell_missing(self, there: list[RepoName], now: datetime) -> None:
        """Say once that a repository that was named is not there; it is watched as soon as it is."""
        for repo in sorted((self._only or frozenset()) - set(there) - self._missed):
            self._missed.add(repo)
            self._hear(Happening(What.NOTE, now, detail=f"there is no repository named {repo} yet"))

    def _tell_wait(self, now: datetime) -> None:
        """Say that the service asked for a wait, which nobody sees in a header here; short ones are over before."""
        until, before = self._store.state.quiet_until, self._waits_until
        if until is None or until - now < LONG_WAIT or (before is not None and until - before < LONG_WAIT):
            return
        self._waits_until = until
        words = f"the service asked to wait: nothing is asked of it before {until.astimezone():%H:%M:%S}"
        self._hear(Happening(What.NOTE, now, detail=words))

    async def _take_wishes(self, now: datetime) -> None:
        """Read the metrics that windows look at, and keep no others."""
        wished = await self._keeper.wishes(now)
        marked = frozenset(key for key in self._store.state.marked if isinstance(key, JobKey))
        if gone := tuple(marked - wished):
            self._store.dispatch(Marked(unmarked=gone))
            self._store.dispatch(MetricsDropped(gone))
        if new := tuple(sorted(wished - marked)):
            self._store.dispatch(Marked(marked=new))
            self._poller.wake()

    async def _take_runs(self) -> None:
        """Go on with chains, plans and downloads whose windows are gone, beside everything else."""
        self._runs = {task for task in self._runs if not task.done()}
        for run in await self._commands.left_runs():
            self._runs.add(asyncio.create_task(self._commands.go_on_with(run)))
        for download in await self._commands.left_downloads():
            self._runs.add(asyncio.create_task(self._commands.go_on_with_download(download)))

    async def _tell_news(self) -> None:
        for happening in await self._journal.happenings_after(self._number):
            self._number = happening.number
            self._hear(happening)

    async def _leave(self) -> None:
        self._keeper.end()
        self._commands.keep_last_known(is_end=True)
        self._journal.end_watch(self._clock.now())
        await self._tell_news()


def _repos_of(state: AppState, only: frozenset[RepoName] | None) -> list[RepoName] | None:
    """What is to be watched, in the service's order; None before the list came."""
    known = value_of(state.repos)
    if known is None:
        return None
    return [repo.name for repo in known if only is None or repo.name in only]


def _has_seen_all(state: AppState, only: frozenset[RepoName] | None) -> bool:
    """Each repository was looked at once: before that, the figures would be too small."""
    there = _repos_of(state, only)
    return there is not None and all(value_of(state.trees.get(repo, NOT_ASKED)) is not None for repo in there)


def _figures(tally: Tally) -> tuple[int, ...]:
    return (tally.running, tally.queued, tally.failed, tally.stalled, tally.done)


async def _cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """End them, and raise what one of them died of."""
    listed = list(tasks)
    for task in listed:
        task.cancel()
    for end in await asyncio.gather(*listed, return_exceptions=True):
        if isinstance(end, BaseException) and not isinstance(end, asyncio.CancelledError):
            raise end
