"""Commands about recreation plans: hold one against the service, run it, stop, go on, decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.run import Decision, PlanRun, RunKey, RunStanding, StepState
from breadtui.store.events.event import PlanLoaded
from breadtui.store.events.plan import PlanCheckAsked, PlanChecked, PlanCheckFailed
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.plans.running import PlanRunning
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.recreation.check import PlanCheck

MOST_STEPS_UNASKED = 200
"""A longer plan is held against the service only when a person asks: each step is a question."""


class Recreating(PlanRunning):
    """Remakes bakes by their plans. Each run is kept on disk after every step and driven by one window."""

    async def look_at_plan(self, key: JobKey) -> None:
        """A bake's plan and, unless it is very long, how it stands in its own repository; each asked for once."""
        if value_of(self._state.plans.get(key, NOT_ASKED)) is None:
            await self.load_plan(key)
        is_checked = any(run.end == key for run in self._state.plan_checks)
        plan = value_of(self._state.plans.get(key, NOT_ASKED))
        if plan is not None and not is_checked and len(plan.steps) <= MOST_STEPS_UNASKED:
            await self.check_plan(key)

    async def check_plan(self, key: JobKey, into: RepoName | None = None, *, is_anew: bool = False) -> PlanCheck | None:
        """How each step of a bake's plan stands to a repository (its own where none is named); None on failure.

        `is_anew` reads the plan again, too.
        """
        from breadtui.store.plans.checking import check_plan  # noqa: PLC0415  when it is asked for

        run = RunKey(key, into or key.repo)
        self._dispatch(PlanCheckAsked(run))
        try:
            check = await check_plan(self._api, await self._plan_of(key, is_anew=is_anew), run, self._now())
        except BreadError as error:
            self._failed(error, PlanCheckFailed(run, error, self._now()))
            return None
        self._dispatch(PlanChecked(run, check, self._now()))
        return check

    async def run_plan(self, key: JobKey, into: RepoName | None = None, from_step: int = 1) -> None:
        """Make a bake again by its plan, from a step on, until it is through, asks, is stopped or is refused.

        Each step is read first: equal is done, missing is made, different is asked about; a job that runs is waited
        for. Nothing is overwritten, and no start is sent twice by itself.
        """
        run_key = RunKey(key, into or key.repo)
        if not self._may_write(f"{key.name} was not remade") or run_key in self._driven:
            return
        try:
            plan = await self._plan_of(key)
        except BreadError as error:
            self._failed(error, PlanCheckFailed(run_key, error, self._now()))
            return
        run = PlanRun(run_key, plan, self._now(), from_step)
        await self._drive(run, told=f"remaking {key.name} in {run_key.into}")

    async def decide_plan(self, key: RunKey, decision: Decision) -> None:
        """Carry out what a person decided about the difference that a run asks about, and go on."""
        run = self._state.plan_runs.get(key)
        if run is None or run.asked is None or not self._may_write(f"{key.end.name} was not remade"):
            return
        made = next((one for one in run.ordered() if one.number == run.asked), None)
        if decision is Decision.GIVE_UP or made is None:
            self._tell_run(replace(run, standing=RunStanding.STOPPED, reason="given up"))
            return
        going = replace(run, standing=RunStanding.RUNNING, reason="", asked=None, asked_check=None)
        if decision is Decision.KEEP_THEIRS:
            kept = replace(run.progress(made.number), state=StepState.KEPT, ended_at=self._now())
            await self._drive(going.having(made.number, kept))
        else:
            await self._drive(going, renaming=made)

    async def _plan_of(self, key: JobKey, *, is_anew: bool = False) -> RecreationPlan:
        known = value_of(self._state.plans.get(key, NOT_ASKED))
        if known is not None and not is_anew:
            return known
        plan = await self._api.recreation_plan(key)
        self._dispatch(PlanLoaded(key, plan, self._now()))
        return plan
