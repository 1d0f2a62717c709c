"""A poller with its service, clock and journal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, Degraded
from breadtui.store.polling.poller import Intervals, Poller
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import a_job, a_state, a_tree

RUNNING, COMPLETE = JobStatus.RUNNING, JobStatus.COMPLETE


class Kitchen:
    """A poller with everything around it."""

    def __init__(self, state: AppState, *, chance: float = 0.5, intervals: Intervals | None = None) -> None:
        self.store = Store(state)
        trees = [remote.value for remote in state.trees.values() if isinstance(remote, Ready)]
        self.api = FakeApi(trees=trees, jobs=[seen.job for seen in state.jobs.values()])
        self.journal = MemoryJournal()
        self.clock = ManualClock()
        self.poller = Poller(self.store, self.api, self.journal, self.clock, intervals, chance=lambda: chance)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator["Kitchen"]:
        task = asyncio.create_task(self.poller.run())
        await self.clock.parked()
        try:
            yield self
        finally:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    def is_cut_off(self) -> bool:
        return isinstance(self.store.state.link, Degraded)

    def asked(self, key: JobKey) -> int:
        return self.api.calls.count(("job", key))


def with_bakes(count: int, status: JobStatus = RUNNING, **parts: Any) -> AppState:
    return a_state(a_tree({f"b{number}": status for number in range(count)}), **parts)


def a_stage(phase: Phase, name: str = "wise", status: JobStatus = RUNNING) -> Job:
    return a_job(name, status, phase=phase)
