"""Commands about a sheet of bakes: created as one batch with an outcome for each, then started one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from breadtui.domain.chain.words import job_words
from breadtui.domain.errors import BreadError, Conflict, Invalid, NotFound, NotSupported
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.events.sweep import SweepMoved
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.state import Severity
from breadtui.store.marking.marks import Marking
from breadtui.store.plans.preflighting import Preflighting
from breadtui.store.plans.starting import Starting
from breadtui.store.prompts.editing import OUTCOME_UNKNOWN
from breadtui.store.reading.on_demand import Reading
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.bulk import Outcome
    from breadtui.domain.sweep.run import SweepLine, SweepRun

BATCH_BAKES = 50
ONE_BY_ONE = (Conflict, Invalid, NotFound, NotSupported, *OUTCOME_UNKNOWN)
"""Failures of a whole batch after which each bake is asked for alone: creating is harmless to repeat, an equal
bake is found, and only so each has an outcome of its own."""


class Sweeping(Marking, Preflighting, Reading, Starting):
    """Creates and starts the bakes of a sheet."""

    async def create_sweep(self, run: SweepRun) -> None:
        """Create what waits; an equal bake that exists counts as created. All that are there are marked."""
        if self._state.sweep is not None and self._state.sweep.is_running:
            return
        if not self._may_write("no bake was created"):
            return
        self._dispatch(SweepMoved(replace(run, is_running=True)))
        try:
            for begin in range(0, len(run.waiting), BATCH_BAKES):
                await self._create_rows(run, run.waiting[begin : begin + BATCH_BAKES])
            await self._see_created(run.base.repo)
        finally:
            if self._state.sweep is not None:
                self._dispatch(SweepMoved(replace(self._state.sweep, is_running=False)))

    async def start_all(self, keys: Sequence[JobKey]) -> None:
        """Start these one after the other, each checked first; the first that does not begin to run ends it.

        Those that have begun are told together, and what is left.
        """
        begun: list[JobKey] = []
        stuck: tuple[int, JobKey] | None = None
        for place, key in enumerate(keys):
            if await self._may_start(key) and await self._start_untold(key):
                begun.append(key)
            if not await self._has_begun_now(key):
                stuck = place, key
                break
        self._tell_begun(begun)
        if stuck is not None:
            place, key = stuck
            words = f"{key.name} did not start: {len(keys) - place} of {len(keys)} bakes were left alone"
            self._notice(Severity.WARNING, words, key)

    def _tell_begun(self, keys: Sequence[JobKey]) -> None:
        """One sentence, however many there are."""
        if keys:
            few = f"{len(keys)} bakes have begun" if len(keys) > 1 else f"{job_words(keys[0])} has begun"
            self._notice(Severity.INFORMATION, few, keys[-1])

    async def _may_start(self, key: JobKey) -> bool:
        """Nothing red stands against it; what does is told."""
        from breadtui.domain.preflight.findings import Gate, Light  # noqa: PLC0415  when it is asked for

        try:
            flight = await self.preflight(key)
        except BreadError:
            return False
        if flight.gate is Gate.ASK:
            return True
        self._notice(Severity.WARNING, f"{key.name}: {'; '.join(flight.of(Light.RED))}", key)
        return False

    async def _has_begun_now(self, key: JobKey) -> bool:
        """By the service's own word: what the tree says of a bake that never began reads like one that waits."""
        try:
            job = await self._api.job(key)
        except BreadError:
            return False
        self._seen(key, job)
        return job.is_active or job.status is JobStatus.COMPLETE

    async def _create_rows(self, run: SweepRun, lines: Sequence[SweepLine]) -> None:
        from breadtui.domain.bulk import Outcome  # noqa: PLC0415  when it is asked for

        try:
            outcome = await self._api.create_bakes(run.base.repo, [body_of(run, line) for line in lines])
        except ONE_BY_ONE:
            for line in lines:
                await self._create_row(run, line)
            return
        except BreadError as error:
            for line in lines:
                self._sweep_failed(line.name, error)
            return
        for line in lines:
            if (reason := outcome.failed.get(line.name)) is not None:
                self._sweep_told(line.name, Outcome.FAILED, first_line(reason))
            elif line.name in outcome.created:
                self._made_here(run.key_of(line.name))
                self._sweep_told(line.name, Outcome.DONE, "created")
            else:
                await self._create_row(run, line)

    async def _create_row(self, run: SweepRun, line: SweepLine) -> None:
        from breadtui.domain.bulk import Outcome  # noqa: PLC0415  when it is asked for

        key = run.key_of(line.name)
        try:
            await self._api.create_bake(key, run.base.name, line.overrides)
        except BreadError as error:
            self._sweep_failed(line.name, error)
        else:
            self._made_here(key)
            self._sweep_told(line.name, Outcome.DONE, "created")

    async def _see_created(self, repo: RepoName) -> None:
        """Mark what is there, for comparing, and read the tree in which it stands."""
        run = self._state.sweep
        if run is not None and run.created and repo in self._state.opened:
            await self._load_tree(repo)
            self.mark(run.created)

    def _sweep_failed(self, name: str, error: BreadError) -> None:
        from breadtui.domain.bulk import Outcome  # noqa: PLC0415  when it is asked for

        words = first_line(error.message)
        if isinstance(error, Conflict):
            words = "another bake of that name is there: give this one another name"
        if self._state.sweep is not None:
            self._failed(error, SweepMoved(self._state.sweep.told(name, Outcome.FAILED, words)))

    def _sweep_told(self, name: str, outcome: Outcome, words: str) -> None:
        if self._state.sweep is not None:
            self._dispatch(SweepMoved(self._state.sweep.told(name, outcome, words)))


def body_of(run: SweepRun, line: SweepLine) -> JsonObject:
    """One bake as the batch call takes it. Source: the API contract, bakes."""
    return {"bake_name": line.name, "template": run.base.name, "overrides": line.overrides}
