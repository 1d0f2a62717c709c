"""What is looked into once a watched job is through: whether its model can be called, what its answers are like."""

from __future__ import annotations

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.figures import seconds_words
from breadtui.domain.doctor.row_rules import page_evidence
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase
from breadtui.store.events.doctor import LookedInto
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.store.store import Store

SAMPLE_ROWS = 100
PATIENCE_SECONDS = 60.0
"""A model may take so long to be served after its bake is complete. Source: the API contract, open questions."""

LOOKS_AFTER_SECONDS = (0.0, 30.0, 40.0, 60.0, 120.0, 300.0, 600.0, 1200.0)
"""How long is waited before each look whether a model is served; after the last it is given up."""


class Visits:
    """Looks into one job at a time, with few requests; what cannot be looked into is found to be nothing."""

    def __init__(self, store: Store, api: BreadApi, clock: Clock) -> None:
        self._store = store
        self._api = api
        self._clock = clock

    async def visit(self, key: JobKey) -> None:
        """Look into a job that has just been completed."""
        match key.phase:
            case Phase.BAKE:
                await self._wait_until_served(key)
            case Phase.ROLLOUT:
                await self._sample_rows(key)
            case Phase.STIM:
                return

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
            self._store.dispatch(LookedInto(key, Rule.NOT_SERVED, words if is_late else None, self._clock.now()))
            if is_served:
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
        return seen.job.model_names[0] in {model.id for model in served}

    async def _sample_rows(self, key: JobKey) -> None:
        """One page from the middle of the rows."""
        seen = self._store.state.jobs.get(key)
        lines = 0 if seen is None else seen.job.lines or 0
        try:
            page = await self._api.output_page(key, offset=max((lines - SAMPLE_ROWS) // 2, 0), limit=SAMPLE_ROWS)
        except BreadError:
            return  # nobody asked for it; who opens the rows is told why they cannot be read
        self._store.dispatch(LookedInto(key, Rule.ROWS, page_evidence(page), self._clock.now()))
