"""Keeps the facts fresh: asks what is due, a few at a time, and tells what came of it; it never gives up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar, assert_never

from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.events.answer import Overview, failure_of
from breadtui.store.events.event import (
    ContentsLoaded,
    Event,
    JobsPolled,
    MetricsLoaded,
    RepoListLoaded,
    TreeLoaded,
)
from breadtui.store.events.session import KeyRefused, LinkDegraded, LinkRestored, WaitAsked
from breadtui.store.facts.asks import Ask, AskContents, AskJob, AskMetrics, AskRepos, AskTree, Intervals, Wish
from breadtui.store.facts.sighting import is_overtaken
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import AppState, LockedOut
from breadtui.store.noting.journaling import record_change
from breadtui.store.polling.ledger import (
    Answer,
    Ledger,
    Patience,
    answered,
    answered_at,
    asked_at,
    held_back,
    learned,
    left_out,
    spread,
    with_running,
)
from breadtui.store.polling.overtaken import contents_now, repos_now
from breadtui.store.polling.schedule import asked_elsewhere, due_of, is_ripe, next_due_at, wishes
from breadtui.store.ports.service import BreadApi, Clock, Journal
from breadtui.store.store import Store

__all__ = ["Intervals", "Poller"]

HEARTBEAT_SECONDS = 1.0
AT_ONCE = 4
OVERVIEWS_AT_ONCE = 2
SAME_WAIT = timedelta(seconds=1.5)
SLEPT_SECONDS = 60.0
"""A gap between two heartbeats longer than this means that the machine slept or the program was stopped."""

About = TypeVar("About")
Value = TypeVar("Value")


class Stopped(Exception):
    """Not sent after all."""


class Poller:
    """Asks the service on its own; a job's failure is that job's, a broken link or a refused key is everybody's."""

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        journal: Journal,
        clock: Clock,
        intervals: Intervals | None = None,
        *,
        chance: Callable[[], float] = random.random,
        is_alone: bool = False,
    ) -> None:
        """`is_alone` where nobody but the poller reads: what is opened is asked for by it, too."""
        self._store = store
        self._api = api
        self._journal = journal
        self._clock = clock
        self.intervals = intervals or Intervals()
        self._chance = chance
        self._is_alone = is_alone
        self.is_off = False
        """Nothing is asked by itself; `poll_once` still asks what is due."""
        self.is_attended = True
        """Somebody may be looking; where nobody does, all is asked at half the pace."""
        self._ledger = Ledger()
        self._heard_wait: datetime | None = None
        self._opened: Mapping[RepoName, int] = {}
        self._wished: tuple[Wish, ...] = ()
        self._wished_from: tuple[object, ...] = ()
        self._under_way: set[Ask] = set()
        self._paces: Mapping[Ask, float] = {}
        self._probe: Ask | None = None
        self.is_spared: Callable[[Wish], bool] | None = None
        """What another process asks for us; the follower of a recorder sets it."""
        self.on_told: Callable[[Event], None] | None = None
        """Hears each event after the state did; a recorder shares it."""
        self._places = asyncio.Semaphore(AT_ONCE)
        self._overview_places = asyncio.Semaphore(OVERVIEWS_AT_ONCE)
        self._woken = asyncio.Event()

    @property
    def may_ask(self) -> bool:
        """Nothing keeps requests back: asking is not off, the link is whole, and the service asked for no wait."""
        if self.is_off or self._ledger.breaker is not None or isinstance(self._store.state.link, LockedOut):
            return False
        return self._ledger.quiet_until is None or self._clock.now() >= self._ledger.quiet_until

    async def read_beside(self, read: Callable[[], Awaitable[Value]]) -> Value:
        """A request that is not the poller's own, in its turn among those that are.

        Raises: BreadError as the service or the link failed; Stopped where nothing was sent.
        """
        async with self._overview_places, self._places:
            if not self.may_ask:
                raise Stopped
            return await read()

    async def run(self) -> None:
        """Poll until cancelled. Raises only what is a bug."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._beat())
            while True:
                await self._woken.wait()
                self._woken.clear()
                if not self.is_off:
                    self._begin_round(group)

    async def poll_once(self) -> None:
        """One round of all that is due, to its end."""
        async with asyncio.TaskGroup() as group:
            self._begin_round(group)

    def wake(self) -> None:
        """Begin a round now, since a person opened, chose, started or refreshed something."""
        self._woken.set()

    async def _beat(self) -> None:
        last = self._clock.now()
        while True:
            now = self._clock.now()
            if (now - last).total_seconds() > SLEPT_SECONDS:
                self._calm_down(now)
            last = now
            self._note_wait(now)
            self._woken.set()
            await self._clock.sleep(self._rest_seconds(now))

    def _rest_seconds(self, now: datetime) -> float:
        """Until something falls due, lest a pace of a second be one of two; a heartbeat at most."""
        soonest = next_due_at(self._wished, now, self._ledger)
        return HEARTBEAT_SECONDS if soonest is None else min((soonest - now).total_seconds(), HEARTBEAT_SECONDS)

    def _note_wait(self, now: datetime) -> None:
        """Say how long the service is not asked, whoever was told to wait: a person, or the poller itself."""
        told, own = self._store.state.quiet_until, self._ledger.quiet_until
        own_seconds = 0.0 if own is None else (own - now).total_seconds()
        left_seconds = max(self._api.wait_seconds(), own_seconds)
        until = now + timedelta(seconds=left_seconds) if left_seconds > 0 else None
        is_told = told == until or (told is not None and until is not None and abs(until - told) < SAME_WAIT)
        if not is_told:
            self._store.dispatch(WaitAsked(until))

    def _begin_round(self, group: asyncio.TaskGroup) -> None:
        asks = self._due()
        self._probe = asks[0] if asks and self._ledger.breaker is not None else None
        jobs = [ask for ask in asks if isinstance(ask, AskJob)]
        self._under_way.update(asks)
        if jobs:
            group.create_task(self._poll_jobs(jobs))
        for ask in asks:
            if not isinstance(ask, AskJob):
                group.create_task(self._poll_overview(ask))

    def _due(self) -> tuple[Ask, ...]:
        """What is due and not on its way. A round of jobs ends before the next begins; a probe is alone."""
        self._wish()
        if self._ledger.breaker is not None and self._under_way:
            return ()
        is_round_over = not any(isinstance(ask, AskJob) for ask in self._under_way)
        wished = self._wished if (spared := self.is_spared) is None else [w for w in self._wished if not spared(w)]
        found = due_of(wished, self._clock.now(), self._ledger)
        return tuple(
            ask for ask in found if ask not in self._under_way and (is_round_over or not isinstance(ask, AskJob))
        )

    def _wish(self) -> None:
        """Think about what is worth asking only where the facts have changed: a large state is dear to walk."""
        state, now = self._store.state, self._clock.now()
        self._leave_closed()
        for ask, at in () if self._is_alone else asked_elsewhere(state):
            self._ledger = asked_at(self._ledger, ask, now) if at is None else answered_at(self._ledger, ask, at)
        self._ledger = with_running(self._ledger, standing_of(state.jobs).active, now)
        facts = (*_facts(state), self._ledger, self.is_attended, self.intervals)
        if any(one is not other for one, other in zip(facts, self._wished_from, strict=False)) or not self._wished_from:
            self._wished = wishes(state, self._ledger, self.intervals, is_attended=self.is_attended)
            self._wished_from = facts
            self._paces = {wish.ask: wish.interval_seconds for wish in self._wished}

    def _leave_closed(self) -> None:
        opened = self._store.state.opened
        if opened is not self._opened:
            self._ledger = left_out(self._ledger, self._opened, opened)
            self._opened = opened

    async def _poll_jobs(self, asks: list[AskJob]) -> None:
        """One round of jobs, told as one event; each fails alone."""
        generations, asked_at = dict(self._store.state.opened), dict[JobKey, datetime]()
        try:
            async with asyncio.TaskGroup() as group:
                looks = {ask.key: group.create_task(self._job(ask, asked_at)) for ask in asks}
        finally:
            self._under_way.difference_update(asks)
        found = {key: outcome for key, look in looks.items() if (outcome := look.result()) is not None}
        jobs = self._store.state.jobs
        outcomes = {key: outcome for key, outcome in found.items() if not is_overtaken(jobs.get(key), asked_at[key])}
        if outcomes:
            self.tell(JobsPolled(generations, outcomes, self._clock.now()))

    async def _job(self, ask: AskJob, asked_at: dict[JobKey, datetime]) -> Job | BreadError | None:
        """The job, its own failure, or None where the round was stopped before its turn."""
        try:
            async with self._places:
                asked_at[ask.key] = self._clock.now()
                return await self._asked(ask, self._api.job, ask.key)
        except (Stopped, Unauthorized):
            return None
        except BreadError as error:
            return error

    async def _poll_overview(self, ask: Overview) -> None:
        """A tree, contents or metrics; they may take long, so they leave room for jobs."""
        generation = 0 if ask.repo is None else self._store.state.opened.get(ask.repo, 0)
        try:
            async with self._overview_places, self._places:
                event = await self._overview(ask, generation)
        except Stopped:
            pass
        except BreadError as error:
            self.tell(failure_of(ask, generation, error, self._clock.now()))
        else:
            self.tell(event)
        finally:
            self._under_way.discard(ask)

    async def _overview(self, ask: Overview, generation: int) -> Event:
        match ask:
            case AskTree(repo):
                asked_at = self._clock.now()
                tree = await self._asked(ask, self._api.tree, repo)
                return TreeLoaded(generation, tree, self._clock.now(), asked_at)
            case AskContents(repo):
                contents = await self._asked(ask, partial(contents_now, self._api, self._store), repo)
                return ContentsLoaded(generation, repo, contents, self._clock.now())
            case AskMetrics(key):
                series = await self._asked(ask, self._api.metrics, key)
                return MetricsLoaded(key, series, self._clock.now())
            case AskRepos():
                repos = await self._asked(ask, lambda _: repos_now(self._api, self._store), None)
                return RepoListLoaded(repos, self._clock.now())
            case _:
                assert_never(ask)

    async def _asked(self, ask: Ask, read: Callable[[About], Awaitable[Value]], about: About) -> Value:
        """What the service answers, with its outcome in the ledger.

        Raises: BreadError as the service or the link failed; Stopped where nothing was sent.
        """
        started_at = self._clock.now()
        if self._is_stopped(ask, started_at):
            raise Stopped
        try:
            value = await read(about)
        except BreadError as error:
            self._enter(ask, started_at, error)
            raise
        self._enter(ask, started_at, None)
        return value

    def _is_stopped(self, ask: Ask, now: datetime) -> bool:
        """What waited for its turn is not sent any more once the link broke, the key was refused, or we shall wait."""
        is_left = ask.repo is not None and ask.repo not in self._store.state.opened
        if isinstance(self._store.state.link, LockedOut) or is_left:
            return True
        if self._ledger.quiet_until is not None and now < self._ledger.quiet_until:
            return True
        return self._ledger.breaker is not None and ask != self._probe

    def _enter(self, ask: Ask, started_at: datetime, error: BreadError | None) -> None:
        now = self._clock.now()
        answer = Answer(ask, now, (now - started_at).total_seconds(), error)
        interval_seconds = self._paces.get(ask, self.intervals.bake_seconds)
        patience = Patience(interval_seconds, self.intervals.longest_seconds, self._chance())
        before, self._ledger = self._ledger.breaker, answered(self._ledger, answer, patience)
        after = self._ledger.breaker
        if isinstance(error, Unauthorized):
            self.tell(KeyRefused(error, now))
        if error is not None and after is not None and after is not before:
            self.tell(LinkDegraded(error, now))
        if before is not None and after is None:
            self.tell(LinkRestored(now))
            self._calm_down(now)

    def _calm_down(self, now: datetime) -> None:
        """Spread what is due, and what only failed with the link, over its interval: no stampede."""
        self._wish()
        ledger = self._ledger
        late = [
            (wish.ask, wish.interval_seconds)
            for wish in self._wished
            if is_ripe(wish, now, ledger) or ledger.failures_count(wish.ask)
        ]
        self._ledger = spread(ledger, late, now)

    def learn(self, looks: Mapping[Ask, datetime]) -> None:
        """Somebody else had these answers: not to be asked again before their intervals are over."""
        self._leave_closed()
        self._ledger = learned(self._ledger, looks)

    def hear_wait(self, until: datetime) -> None:
        """Somebody else of this account was asked to wait: nothing is asked from here before that either.

        What a person asks for by hand goes out all the same; it is told once, so as not to hold that back anew.
        """
        if until != self._heard_wait:
            self._heard_wait = until
            self._api.hear_wait((until - self._clock.now()).total_seconds())
        self._ledger = held_back(self._ledger, until)

    def tell(self, event: Event) -> None:
        """Tell the state, the journal and who hears it what came of a request."""
        before = self._store.state
        self._store.dispatch(event)
        record_change(self._journal, before, self._store.state, event, self._clock.now())
        if self.on_told is not None:
            self.on_told(event)


def _facts(state: AppState) -> tuple[object, ...]:
    """The parts of the state that decide what is worth asking."""
    watched = (state.chosen, state.marked, state.watched)
    return (state.jobs, state.opened, state.contents, state.metrics, *watched, state.link, state.repos)
