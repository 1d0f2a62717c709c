"""Some bakes and their logs, followed without anything else of their repositories."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from breadtui.domain.errors import BreadError, NotFound, Unauthorized
from breadtui.domain.names import JobKey
from breadtui.store.events.event import Chosen, RepoOpened
from breadtui.store.events.session import Marked
from breadtui.store.facts.asks import AskJob, AskMetrics, Intervals, Wish
from breadtui.store.forgetting.journal import NoDrafts, NoJournal
from breadtui.store.polling.ledger import Patience
from breadtui.store.polling.poller import Poller
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.store.reading.on_demand import Reading
from breadtui.store.store import Store


class LogWatch(Reading):
    """Reads logs and bakes at once, and again as often as a cockpit where the first is chosen and the others marked.

    It keeps no journal.
    """

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        clock: Clock,
        intervals: Intervals,
        keys: Sequence[JobKey],
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        journal = NoJournal()
        super().__init__(store, api, journal, NoDrafts(), clock, read_only=True)
        self.keys = keys
        self.intervals = intervals
        self._chance = chance
        self._poller = Poller(store, api, journal, clock, intervals, chance=chance)
        self._poller.is_spared = self._is_of_no_interest

    async def run(self) -> None:
        """Read and go on reading until cancelled. Raises: NotFound where there is no such bake; Unauthorized."""
        for repo in dict.fromkeys(key.repo for key in self.keys):
            self._dispatch(RepoOpened(repo))
        self._dispatch(Chosen(self.keys[0]))
        self._dispatch(Marked(tuple(self.keys[1:])))
        failed = await self._looked(self.keys)
        refusal = _refusal(failed)
        if refusal is None:
            async with asyncio.TaskGroup() as group:
                polling = group.create_task(self._poller.run())
                if (refusal := await self._look_at_rest(failed)) is not None:
                    polling.cancel()
        if refusal is not None:
            raise refusal

    async def look_again(self) -> None:
        """Ask again now, since a person wants it; at most once in five seconds."""
        await self._together(self.refresh(key) for key in self.keys)

    def attend(self, *, is_attended: bool) -> None:
        """Somebody looks, or nobody does: then all is asked at half the pace."""
        self._poller.is_attended = is_attended
        if is_attended:
            self._poller.wake()

    async def aclose(self) -> None:
        """End the connection."""
        await self._api.aclose()

    async def _look_at_rest(self, failed: Mapping[JobKey, BreadError]) -> BreadError | None:
        """Look again at those that were not seen, of which the poller knows of nothing to ask; what ends the watch."""
        failures_count = 0
        while failed and _refusal(failed) is None:
            patience = Patience(self.intervals.bake_seconds, self.intervals.longest_seconds, self._chance())
            await self._clock.sleep(max(patience.backoff_seconds(failures_count), self._api.wait_seconds()))
            failures_count += 1
            failed = await self._looked(failed)
        return _refusal(failed)

    async def _looked(self, keys: Iterable[JobKey]) -> Mapping[JobKey, BreadError]:
        """Look at logs and bakes at once; what failed of the bakes."""
        async with asyncio.TaskGroup() as group:
            looks = {key: group.create_task(self._look_at_bake(key)) for key in keys}
            for key in looks:
                group.create_task(self.load_metrics(key))
        return {key: error for key, look in looks.items() if (error := look.result()) is not None}

    async def _look_at_bake(self, key: JobKey) -> BreadError | None:
        try:
            job = await self._api.job(key)
        except BreadError as error:
            return error
        self._seen(key, job)
        self._poller.learn({AskJob(key): self._now()})
        return None

    def _is_of_no_interest(self, wish: Wish) -> bool:
        return not isinstance(wish.ask, AskJob | AskMetrics) or wish.ask.key not in self.keys


def _refusal(failed: Mapping[JobKey, BreadError]) -> BreadError | None:
    """What no later look will change."""
    return next((error for error in failed.values() if isinstance(error, NotFound | Unauthorized)), None)
