"""One bake and its log, followed without anything else of its repository."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from breadtui.domain.errors import BreadError, NotFound, Unauthorized
from breadtui.domain.names import JobKey
from breadtui.store.events.event import Chosen, RepoOpened
from breadtui.store.facts.asks import AskJob, AskMetrics, Intervals, Wish
from breadtui.store.forgetting.journal import NoDrafts, NoJournal
from breadtui.store.polling.ledger import Patience
from breadtui.store.polling.poller import Poller
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.store.reading.on_demand import Reading
from breadtui.store.store import Store


class LogWatch(Reading):
    """Reads log and bake at once, and both again as often as a cockpit that has chosen it; keeps no journal."""

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        clock: Clock,
        intervals: Intervals,
        key: JobKey,
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        journal = NoJournal()
        super().__init__(store, api, journal, NoDrafts(), clock, read_only=True)
        self.key = key
        self.intervals = intervals
        self._chance = chance
        self._poller = Poller(store, api, journal, clock, intervals, chance=chance)
        self._poller.is_spared = self._is_of_no_interest

    async def run(self) -> None:
        """Read and go on reading until cancelled. Raises: NotFound where there is no such bake; Unauthorized."""
        self._dispatch(RepoOpened(self.key.repo))
        self._dispatch(Chosen(self.key))
        failures_count = 0
        while (error := await self._first_look()) is not None:
            if isinstance(error, NotFound | Unauthorized):
                raise error
            patience = Patience(self.intervals.bake_seconds, self.intervals.longest_seconds, self._chance())
            await self._clock.sleep(max(patience.backoff_seconds(failures_count), self._api.wait_seconds()))
            failures_count += 1
        self._poller.learn({AskJob(self.key): self._now()})
        await self._poller.run()

    async def look_again(self) -> None:
        """Ask again now, since a person wants it; at most once in five seconds."""
        await self.refresh(self.key)

    def attend(self, *, is_attended: bool) -> None:
        """Somebody looks, or nobody does: then all is asked at half the pace."""
        self._poller.is_attended = is_attended
        if is_attended:
            self._poller.wake()

    async def aclose(self) -> None:
        """End the connection."""
        await self._api.aclose()

    async def _first_look(self) -> BreadError | None:
        """Log and bake at once; what failed of the bake, without which the poller knows of nothing to ask."""
        async with asyncio.TaskGroup() as group:
            looked = group.create_task(self._look_at_bake())
            group.create_task(self.load_metrics(self.key))
        return looked.result()

    async def _look_at_bake(self) -> BreadError | None:
        try:
            job = await self._api.job(self.key)
        except BreadError as error:
            return error
        self._seen(self.key, job)
        return None

    def _is_of_no_interest(self, wish: Wish) -> bool:
        return wish.ask not in (AskJob(self.key), AskMetrics(self.key))
