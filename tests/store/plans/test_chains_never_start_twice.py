"""Whatever becomes of the answers, and however often a chain is cut off: each job is accepted by the service once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.errors import BreadError, NeverSent, OutOfCredit, RateLimited, Unclear, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey
from breadtui.domain.recreation.run import RunStanding
from tests.store.chain_desk import BAKE, WISH, ChainDesk, rollout, stim

FATES = {
    "answered": None,
    "lost on the way": Unclear("cut"),
    "lost on the way back": Unreachable("cut"),
    "never sent": NeverSent("no route"),
    "too many": RateLimited("later"),
    "no credits": OutOfCredit("Insufficient credits", status=402),
}
ARRIVES = frozenset({"answered", "lost on the way back"})
MOST_ROUNDS = 30


class FatefulDesk(ChainDesk):
    """A desk whose starts meet their fates in turn, and then are answered."""

    def __init__(self, count: int, fates: Sequence[str]) -> None:
        super().__init__(count)
        self.fates = list(fates)
        self.accepted: Counter[JobKey] = Counter()
        self.needless: list[JobKey] = []
        self._start = self.api.start
        self.api.start = self.fateful  # type: ignore[method-assign]  # the service's own answer comes after

    async def fateful(self, key: JobKey) -> Job:
        job = self.api.jobs[key]
        if job.is_active or job.status is JobStatus.COMPLETE:
            self.needless.append(key)
        fate = self.fates.pop(0) if self.fates else "answered"
        error: BreadError | None = FATES[fate]
        if fate in ARRIVES:
            self.accepted[key] += 1
            job = await self._start(key)
        if error is not None:
            raise error
        return job

    async def through(self, cuts: Sequence[int]) -> None:
        """Begin, be cut off after so many seconds each, go on, until it is through."""
        task = self.begun()
        for seconds in cuts:
            await self.clock.advance(seconds)
            if not task.done():
                await self.killed(task)
            self.reopened()
            task = asyncio.create_task(self.commands.restore_plans())
        await self.clock.advance(2000)
        for _ in range(MOST_ROUNDS):
            if not task.done() or self.is_done:
                break
            task = asyncio.create_task(self.commands.resume_plan(WISH.key))
            await self.clock.advance(2000)

    @property
    def is_done(self) -> bool:
        run = self.store.state.plan_runs.get(WISH.key)
        return run is None or run.standing is RunStanding.DONE


@settings(deadline=None, max_examples=25)
@given(
    count=st.integers(1, 3),
    fates=st.lists(st.sampled_from(sorted(FATES)), max_size=8),
    cuts=st.lists(st.integers(1, 40), max_size=3),
)
def test_each_job_is_accepted_once(count: int, fates: list[str], cuts: list[int]) -> None:
    async def carried_out() -> FatefulDesk:
        desk = FatefulDesk(count, fates)
        await desk.through(cuts)
        return desk

    desk = asyncio.run(carried_out())
    assert desk.needless == []
    assert set(desk.accepted.values()) == {1}
    assert len(desk.accepted) == 2 * count + 1
    assert all(job.status is JobStatus.COMPLETE for job in desk.api.jobs.values())


async def test_a_start_is_sent_once_it_is_on_disk_that_it_is() -> None:
    desk = ChainDesk()
    desk.journal.disk.clear()
    task = desk.begun()
    await desk.clock.advance(60)
    assert desk.starts == []
    desk.journal.disk.set()
    await desk.clock.advance(900)
    assert task.done()
    assert desk.starts == [stim("t0"), rollout("t0"), BAKE]


async def test_a_chain_stopped_before_its_start_was_on_disk_has_sent_none_and_may_go_on() -> None:
    desk = ChainDesk()
    desk.journal.disk.clear()
    task = desk.begun()
    await desk.clock.advance(60)
    desk.commands.stop_plan(WISH.key)
    desk.journal.disk.set()
    await desk.clock.advance(60)
    assert (task.done(), desk.starts) == (True, [])
    assert desk.run.progress(1).start_sent_at is None
    await desk.passed(desk.commands.resume_plan(WISH.key))
    assert desk.starts == [stim("t0"), rollout("t0"), BAKE]
