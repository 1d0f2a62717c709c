"""Where all commands are carried out: the store, the service, the disk and the clock within reach."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from datetime import datetime
from typing import Any, TypeVar

from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.happenings import Happening, Origin, What
from breadtui.domain.jobs import Job
from breadtui.domain.kept import Look
from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.recreation.run import RunKey
from breadtui.store.events.event import Event, JobsPolled
from breadtui.store.events.session import KeyRefused, Noticed
from breadtui.store.facts.state import AppState, Choice, Severity
from breadtui.store.noting.journaling import record_change
from breadtui.store.ports.service import BreadApi, Clock, DraftWriter, Journal
from breadtui.store.store import Store

Other = TypeVar("Other", bound="Desk")


class Desk:
    """What every command needs; a desk that is read-only sends nothing that changes the service."""

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        journal: Journal,
        drafts: DraftWriter,
        clock: Clock,
        *,
        read_only: bool = False,
    ) -> None:
        self.is_read_only = read_only
        self._store = store
        self._api = api
        self._journal = journal
        self._drafts = drafts
        self._clock = clock
        self._no_refresh_before: dict[Choice | None, datetime] = {}
        self._driven: dict[RunKey, asyncio.Event] = {}
        self._openings: dict[int, asyncio.Event] = {}
        self._looks: dict[str, Look] = {}
        self._gates: dict[JobKey, asyncio.Lock] = {}
        self._writes: list[PromptWrite] = []
        self._unsure: dict[PromptKey, PromptWrite] = {}

    def beside(self, kind: type[Other]) -> Other:
        """Another desk on which the same lies: what is put on one of the two is on both."""
        other = kind.__new__(kind)
        other.__dict__ = self.__dict__
        return other

    @property
    def _state(self) -> AppState:
        return self._store.state

    def _now(self) -> datetime:
        return self._clock.now()

    def _dispatch(self, event: Event) -> None:
        before = self._state
        self._store.dispatch(event)
        record_change(self._journal, before, self._state, event, self._now())

    def _failed(self, error: BreadError, event: Event) -> None:
        """Tell what failed; a refused key is told as well, since it stops everything."""
        self._dispatch(event)
        if isinstance(error, Unauthorized):
            self._dispatch(KeyRefused(error, self._now()))

    def _seen(self, key: JobKey, outcome: Job | BreadError) -> None:
        """Tell one job's answer or failure outside the poller's rounds."""
        generation = self._state.opened.get(key.repo)
        if generation is not None:
            self._dispatch(JobsPolled({key.repo: generation}, {key: outcome}, self._now()))
        if isinstance(outcome, Unauthorized):
            self._dispatch(KeyRefused(outcome, self._now()))

    def _made_here(self, key: JobKey) -> None:
        """Keep that a bake was made from here, before a tree shows it as somebody's."""
        self._journal.record_own_change(Happening(What.APPEARED, self._now(), key, origin=Origin.HERE))

    def _notice(self, severity: Severity, text: str, about: JobKey | None = None) -> None:
        self._dispatch(Noticed(severity, text, self._now(), about))

    def _may_write(self, what: str) -> bool:
        if self.is_read_only:
            self._notice(Severity.WARNING, f"read-only: {what}")
        return not self.is_read_only

    @staticmethod
    async def _together(reads: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Carry out several reads at once; each tells its own failure."""
        async with asyncio.TaskGroup() as group:
            for read in reads:
                group.create_task(read)
