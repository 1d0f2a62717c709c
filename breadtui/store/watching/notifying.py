"""Tells what the journal says happened, each thing once however many windows are open, and only what is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from breadtui.domain.doctor.mutes import mutes_from
from breadtui.domain.happenings import ENDS, Happening, Origin, What
from breadtui.domain.names import JobKey
from breadtui.domain.notices.announcements import Announcement, Kind, announcement_of
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding
from breadtui.store.events.doctor import MutesChanged, WatchChanged
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.ports.service import BreadApi, Clock, Journal
from breadtui.store.store import Store
from breadtui.store.watching.doctor_visits import Visits
from breadtui.store.watching.others_findings import others_findings
from breadtui.store.watching.watched import MUTES_FACT, WATCH_FACT, watch_changed, watched_from

PAUSE_SECONDS = 1.0
"""What happens together is written down first, and read together."""

RESTORE_EVERY = timedelta(seconds=10)
"""What other windows watch and mute is known so late at most, while anything moves here."""

BY_HAND = "by you"
Tell = Callable[[Announcement], Coroutine[Any, Any, None]]


class Notifier:
    """Follows the journal from now on, for a window or a recorder alike.

    Whoever claims a happening in the journal first tells it, so one is told once, also after a restart. Jobs that end
    are watched no more; jobs that were started from here are watched by themselves where that is wished.
    """

    pause_seconds = PAUSE_SECONDS
    """A recorder waits longer: a window that is open can ring its terminal, too, and goes first."""

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        journal: Journal,
        clock: Clock,
        wishes: NoticeWishes | None = None,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._wishes = wishes or NoticeWishes()
        self._visits = Visits(store, api, journal, clock)
        self._jobs: Mapping[JobKey, SeenJob] = {}
        self._number = 0
        self._restored_at = clock.now()
        self._runs: Mapping[RunKey, PlanRun] = {}
        self._facts: tuple[object, ...] = ()
        self._woken = asyncio.Event()

    async def run(self, tell: Tell) -> None:
        """Tell until cancelled. `tell` has failures of its own told by itself."""
        self._runs = self._store.state.plan_runs
        newest = await self._journal.happenings(most=1)
        self._number = newest[0].number if newest else 0
        await self._restore()
        unsubscribe = self._store.subscribe(self._look)
        self._look(self._store.state)  # what moved while a slow disk was read
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    await self._woken.wait()
                    self._woken.clear()
                    await self._clock.sleep(self.pause_seconds)
                    await self._round(tell, group)
        finally:
            unsubscribe()

    def _look(self, state: AppState) -> None:
        """Wake up where something may have been written into the journal."""
        facts = (state.jobs, state.plan_runs, state.notices)
        if len(self._facts) != len(facts) or any(a is not b for a, b in zip(facts, self._facts, strict=True)):
            self._facts = facts
            self._woken.set()

    async def _round(self, tell: Tell, group: asyncio.TaskGroup) -> None:
        self._note_runs()
        self._look_after(group)
        happenings = await self._journal.happenings_after(self._number)
        if happenings or self._clock.now() - self._restored_at >= RESTORE_EVERY:
            await self._restore()
            for event in others_findings(self._store.state, happenings):
                self._store.dispatch(event)
        for happening in happenings:
            self._number = max(self._number, happening.number)
            await self._take(happening, tell, group)

    def _look_after(self, group: asyncio.TaskGroup) -> None:
        """Go on with what an earlier session or another window found of models that are not served."""
        before, self._jobs = self._jobs, self._store.state.jobs
        for key in self._visits.left_open(before, self._jobs):
            group.create_task(self._visits.look_again(key))

    async def _take(self, happening: Happening, tell: Tell, group: asyncio.TaskGroup) -> None:
        watched, about = self._store.state.watched, happening.about
        if happening.what is What.STARTED and happening.origin is Origin.HERE and self._wishes.watches_own:
            if isinstance(about, JobKey):
                self._watch(about, is_on=True)
            return
        told = announcement_of(happening, watched, self._wishes.events)
        is_end = happening.what in ENDS and isinstance(about, JobKey) and about in watched
        if (told is not None or is_end) and await self._journal.claim(f"told {happening.number}", self._clock.now()):
            if told is not None:
                group.create_task(tell(told))  # a hook may take its time
            if happening.what is What.FINISHED and isinstance(about, JobKey):
                group.create_task(self._visits.visit(about))
        if is_end and isinstance(about, JobKey):
            self._watch(about, is_on=False)

    def _watch(self, key: JobKey, *, is_on: bool) -> None:
        watched = self._store.state.watched
        if (key in watched) is not is_on:
            self._store.dispatch(WatchChanged(watched | {key} if is_on else watched - {key}))
            self._journal.change_fact(WATCH_FACT, partial(watch_changed, frozenset({key}), is_on=is_on))

    async def _restore(self) -> None:
        """What is watched and muted, as the window that changed it last left it."""
        self._restored_at = self._clock.now()
        before = self._store.state
        kept, muted = await self._journal.fact(WATCH_FACT), await self._journal.fact(MUTES_FACT)
        now = self._store.state
        # What a person changed here meanwhile is newer than what was read.
        if kept is not None and now.watched is before.watched:
            self._store.dispatch(WatchChanged(watched_from(kept)))
        if muted is not None and now.mutes is before.mutes:
            self._store.dispatch(MutesChanged(mutes_from(muted)))

    def _note_runs(self) -> None:
        """Write down that a chain or a remaking is through, or stopped other than by hand; every window sees it."""
        before, now = self._runs, self._store.state.plan_runs
        self._runs = now
        for key, run in now.items() if before is not now else ():
            was = before.get(key)
            note = None if was is None or not was.is_under_way else run_note(run)
            if note is not None:
                what, words = note
                happening = Happening(What.NOTE, self._clock.now(), key.end, after=what.value, detail=words)
                self._journal.record_once(_name_of(run), happening)


def run_note(run: PlanRun) -> tuple[Kind, str] | None:
    """What is to be said of a run that goes on no more; None where it does, or a person stopped it."""
    if run.standing is RunStanding.DONE:
        return Kind.CHAIN_FINISHED, f"{run.key.words} is through"
    if run.standing is RunStanding.STOPPED and not run.reason.startswith(BY_HAND):
        return Kind.CHAIN_STOPPED, f"{run.key.words} stopped: {run.reason}"
    return None


def _name_of(run: PlanRun) -> str:
    """The same in every window that sees this end of this run."""
    settled = sum(step.ended_at is not None for step in run.steps.values())
    return f"run {run.key.id} {run.started_at.isoformat()} {run.standing} {settled} {run.reason}"
