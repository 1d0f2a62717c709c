"""One run of a chain: each job starts when those it needs are complete, independent ones side by side."""

from __future__ import annotations

import asyncio

from breadtui.domain.recreation.made import Made
from breadtui.domain.recreation.order import Place, needed_by
from breadtui.domain.recreation.run import SETTLED_STEPS, PlanRun, RunStanding, StepState
from breadtui.store.plans.calls import Halted, Surroundings
from breadtui.store.plans.jobs import JobCalls
from breadtui.values import replace

MOST_AT_ONCE = 8
"""So many jobs of one chain run side by side; each is asked about again and again."""


class ChainDriver(JobCalls):
    """Drives one chain until it is through, is stopped, or one of its jobs fails or is refused."""

    def __init__(self, run: PlanRun, around: Surroundings) -> None:
        super().__init__(run, around)
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._first_halt: Halted | None = None

    async def drive(self) -> None:
        """Start what is left, each job once.

        Raises: Halted, after which nothing more is started; what else breaks a job off, such as a reader that is gone
        (BrokenPipeError), as itself.
        """
        try:
            await self._side_by_side()
        except ExceptionGroup as broken:
            raise broken.exceptions[0] from broken
        if self._first_halt is not None:
            raise self._first_halt
        self._put(replace(self.run, standing=RunStanding.DONE, ended_at=self._now(), restart=frozenset()))

    async def _side_by_side(self) -> None:
        tasks: dict[Place, asyncio.Task[bool]] = {}
        async with asyncio.TaskGroup() as group:
            for made in self.run.ordered():
                needed = [tasks[place] for place in needed_by(made, self.run.key.end.repo) if place in tasks]
                tasks[made.kind, made.name] = group.create_task(self._after(made, needed))

    async def _after(self, made: Made, needed: list[asyncio.Task[bool]]) -> bool:
        """Whether the job is complete; what needs one that is not is never started."""
        for task in needed:
            if not await task:
                return False
        if self.run.progress(made.number).state in SETTLED_STEPS:
            return True
        async with self._places:
            return await self._carried_out(made)

    async def _carried_out(self, made: Made) -> bool:
        try:
            self._check_stopped()
            began_at = self.run.progress(made.number).began_at or self._now()
            self._mark(made, state=StepState.UNDER_WAY, began_at=began_at)
            await self._run_job(made)
        except Halted as halted:
            # The others end between two calls; what was said first is the reason.
            self._first_halt = self._first_halt or halted
            self._around.stop.set()
            return False
        return True
