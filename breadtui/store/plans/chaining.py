"""Commands about chains: hold one against the service, start it; stopping and going on are those of every run."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from breadtui.domain.chain.words import chain_words
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import made_by
from breadtui.domain.recreation.run import PlanRun
from breadtui.store.events.session import KeyRefused
from breadtui.store.facts.state import Severity
from breadtui.store.plans.preflighting import Preflighting
from breadtui.store.plans.running import PlanRunning
from breadtui.store.reading.read_once import ReadOnce
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.chain.check import ChainCheck
    from breadtui.domain.chain.wish import ChainWish


class Chaining(Preflighting, PlanRunning):
    """Starts what is there, one job after another; each start is sent once, and after its job was read again."""

    async def check_chain(self, wish: ChainWish) -> ChainCheck:
        """What the chain would find and start now, with its settings read.

        Raises: Unauthorized, which is told as well.
        """
        try:
            with ReadOnce(self._api) as service:
                return await self._checked_chain(service, await self._with_settings(service, wish))
        except Unauthorized as error:
            self._dispatch(KeyRefused(error, self._now()))
            raise

    async def start_chain(self, wish: ChainWish) -> None:
        """Start the jobs of a chain one after another until it is through, is stopped, or one fails or is refused.

        What failed before it began is started anew, since a person agreed to the start.
        """
        from breadtui.domain.chain.wish import chain_plan  # noqa: PLC0415  when it is asked for

        key = wish.key
        if not self._may_write(f"{key.words} was not begun"):
            return
        if key in self._driven:
            self._notice(Severity.WARNING, f"{key.words} goes on already", key.end)
            return
        with ReadOnce(self._api) as service:
            plan = chain_plan(await self._with_settings(service, wish))
            failed = await self._failed_steps(service, plan, wish)
        run = PlanRun(key, plan, self._now(), restart=failed, download_to=wish.download_to)
        await self._drive(run, told=f"chain: {chain_words(run)}")

    async def _failed_steps(self, service: ReadOnce, plan: RecreationPlan, wish: ChainWish) -> frozenset[int]:
        keys = {step.number: made_by(step).job_key(wish.repo) for step in plan.steps}
        jobs = await asyncio.gather(*(self._job_of(service, key) for key in keys.values()))
        failed = {job.key for job in jobs if job is not None and job.status is JobStatus.FAILED}
        return frozenset(number for number, key in keys.items() if key in failed)

    async def _checked_chain(self, service: ReadOnce, wish: ChainWish) -> ChainCheck:
        from breadtui.domain.chain.check import ChainCheck  # noqa: PLC0415  when it is asked for
        from breadtui.domain.chain.wish import chain_plan  # noqa: PLC0415  when it is asked for

        keys = [made_by(step).job_key(wish.repo) for step in chain_plan(wish).steps]
        jobs = dict(zip(keys, await asyncio.gather(*(self._job_of(service, key) for key in keys)), strict=True))
        complete = tuple(key for key in keys if (job := jobs[key]) and job.status is JobStatus.COMPLETE)
        active = tuple(key for key in keys if (job := jobs[key]) and job.is_active)
        left = [key for key in keys if key not in {*complete, *active}]
        # By the time each starts, those it needs are complete; what is complete already is looked at as it is.
        pending = {*active, *left}
        flights = await asyncio.gather(*(self._preflight(service, key, pending - {key}) for key in left))
        return ChainCheck(wish, tuple(flights), complete, active)

    async def _job_of(self, service: ReadOnce, key: JobKey) -> Job | None:
        try:
            return await service.job(key)
        except Unauthorized:
            raise
        except BreadError:
            return None  # its preflight says what is amiss

    async def _with_settings(self, service: ReadOnce, wish: ChainWish) -> ChainWish:
        """The same with what its bakes and targets say; what cannot be read is left out, and its start refused."""
        bakes = {name: await self._bake_settings(service, wish, name) for name in wish.bakes}
        wish = replace(wish, bake_settings={**wish.bake_settings, **{n: one for n, one in bakes.items() if one}})
        names = wish.all_targets
        found = await asyncio.gather(*(self._target_settings(service, wish, name) for name in names))
        settings = {name: one for name, one in zip(names, found, strict=True) if one}
        return replace(wish, target_settings={**wish.target_settings, **settings})

    async def _bake_settings(self, service: ReadOnce, wish: ChainWish, name: str) -> JsonObject:
        job = await self._job_of(service, JobKey(wish.repo, Phase.BAKE, name))
        return {} if job is None else job.config

    async def _target_settings(self, service: ReadOnce, wish: ChainWish, name: str) -> JsonObject:
        try:
            return (await service.target(TargetKey(wish.repo, TargetName(name)))).config
        except Unauthorized:
            raise
        except BreadError:
            return {}
