"""What is looked into once a watched job is through: whether its model can be called, what its answers are like."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.figures import seconds_words
from breadtui.domain.doctor.serving import is_served
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase
from breadtui.store.events.doctor import LookedInto
from breadtui.store.facts.keyed import moved_keys
from breadtui.store.facts.stalling import alarm_of
from breadtui.store.facts.state import SeenJob
from breadtui.store.noting.journaling import record_change
from breadtui.store.ports.service import BreadApi, Clock, Journal
from breadtui.store.store import Store

SAMPLE_ROWS = 100
PATIENCE_SECONDS = 60.0
"""A model may take so long to be served after its bake is complete. Source: the API contract, open questions."""

LOOKS_AFTER_SECONDS = (0.0, 30.0, 40.0, 60.0, 120.0, 300.0, 600.0, 1200.0)
"""How long is waited before each look whether a model is served; after the last it is given up."""


AGAIN_AFTER_SECONDS = (0.0, 300.0, 300.0, 600.0, 1200.0)
"""The same for whoever did not find it: an earlier session, or a window that may be gone, did."""

AGAIN_SECONDS = 300
"""However many windows look again after the same model, the service is asked once in so many seconds."""


class Visits:
    """Looks into one job at a time, with few requests; what cannot be looked into is found to be nothing.

    What is found is written into the journal, where whoever tells people and all other windows find it.
    """

    def __init__(self, store: Store, api: BreadApi, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._api = api
        self._journal = journal
        self._clock = clock
        self._looked_after: set[JobKey] = set()

    async def visit(self, key: JobKey) -> None:
        """Look into a job that has just been completed."""
        match key.phase:
            case Phase.BAKE:
                self._looked_after.add(key)
                await self._wait_until_served(key)
            case Phase.ROLLOUT:
                await self._sample_rows(key)
            case Phase.STIM:
                return

    def left_open(self, before: Mapping[JobKey, SeenJob], now: Mapping[JobKey, SeenJob]) -> list[JobKey]:
        """The models that are not served by what somebody found earlier, and that are not looked after here yet."""
        moved = moved_keys(before, now) if before is not now else ()
        found = [key for key in moved if key not in self._looked_after and _is_late(now[key])]
        self._looked_after.update(found)
        return found

    async def look_again(self, key: JobKey) -> None:
        """Look after a model that was found to be late until it is served, or nobody calls it late any more."""
        for wait_seconds in AGAIN_AFTER_SECONDS:
            await self._clock.sleep(wait_seconds)
            seen, now = self._store.state.jobs.get(key), self._clock.now()
            if seen is None or not _is_late(seen):
                self._looked_after.discard(key)
                return
            turn = f"served {key.repo}/{key.name} {int(now.timestamp()) // AGAIN_SECONDS}"
            if await self._journal.claim(turn, now) and await self._is_served(key):
                self._found(key, Rule.NOT_SERVED, None)

    async def _wait_until_served(self, key: JobKey) -> None:
        """Tell once it was waited long enough, and again when the model is there."""
        began_at = self._clock.now()
        for wait_seconds in LOOKS_AFTER_SECONDS:
            await self._clock.sleep(wait_seconds)
            is_served = await self._is_served(key)
            if is_served is None:
                continue
            waited_seconds = (self._clock.now() - began_at).total_seconds()
            words = f"complete for {seconds_words(waited_seconds)}, and the list of models does not name it yet"
            is_late = not is_served and waited_seconds >= PATIENCE_SECONDS
            self._found(key, Rule.NOT_SERVED, words if is_late else None)
            if is_served:
                self._looked_after.discard(key)
                return

    async def _is_served(self, key: JobKey) -> bool | None:
        """Whether its newest model is in the list; None where that cannot be said."""
        seen = self._store.state.jobs.get(key)
        if seen is None or not seen.job.model_names:
            return None
        try:
            served = await self._api.models()
        except BreadError:
            return None  # a service that does not list its models says nothing about this one
        return is_served(seen.job.model_names, {model.id for model in served})

    async def _sample_rows(self, key: JobKey) -> None:
        """One page from the middle of the rows."""
        seen = self._store.state.jobs.get(key)
        lines = 0 if seen is None else seen.job.lines or 0
        try:
            page = await self._api.output_page(key, offset=max((lines - SAMPLE_ROWS) // 2, 0), limit=SAMPLE_ROWS)
        except BreadError:
            return  # nobody asked for it; who opens the rows is told why they cannot be read
        from breadtui.domain.doctor.row_rules import page_evidence  # noqa: PLC0415  once a rollout is through

        self._found(key, Rule.ROWS, page_evidence(page))

    def _found(self, key: JobKey, rule: Rule, evidence: str | None) -> None:
        before, now = self._store.state, self._clock.now()
        event = LookedInto(key, rule, evidence, now)
        self._store.dispatch(event)
        record_change(self._journal, before, self._store.state, event, now)


def _is_late(seen: SeenJob) -> bool:
    return alarm_of(seen, Rule.NOT_SERVED) is not None
