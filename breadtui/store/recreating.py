"""Commands about recreation plans: hold one against the service, run it, stop, go on, decide."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from breadtui.domain.errors import BreadError, NeverSent, Unauthorized, Unclear, Unreachable
from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey, PromptKey, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.as_json import run_from_json
from breadtui.domain.recreation.check import PlanCheck
from breadtui.domain.recreation.made import Made
from breadtui.domain.recreation.run import Decision, Recreation, RunKey, RunStanding, StepState
from breadtui.domain.sightings import PromptSighting
from breadtui.store.asks import Intervals
from breadtui.store.events import PlanLoaded
from breadtui.store.plan_calls import BY_HAND, Halted, Surroundings
from breadtui.store.plan_checking import check_plan
from breadtui.store.plan_driving import PlanDriver
from breadtui.store.plan_keeping import PlanKeeping
from breadtui.store.reading import Reading
from breadtui.store.recreation_events import PlanCheckAsked, PlanChecked, PlanCheckFailed, RecreationMoved
from breadtui.store.remembering import Remembering
from breadtui.store.remote import NOT_ASKED, value_of
from breadtui.store.session_events import KeyRefused
from breadtui.store.starting import Starting
from breadtui.store.state import Severity

MOST_STEPS_UNASKED = 200
"""A longer plan is held against the service only when a person asks: each step is a question."""


class Recreating(PlanKeeping, Starting, Reading, Remembering):
    """Remakes bakes by their plans. Each run is kept on disk after every step and driven by one window."""

    intervals = Intervals()
    """How often jobs that a run waits for are asked; the joining of the rooms may set others."""

    async def look_at_plan(self, key: JobKey) -> None:
        """A bake's plan and, unless it is very long, how it stands in its own repository; each asked for once."""
        if value_of(self._state.plans.get(key, NOT_ASKED)) is None:
            await self.load_plan(key)
        is_checked = any(run.bake == key for run in self._state.plan_checks)
        plan = value_of(self._state.plans.get(key, NOT_ASKED))
        if plan is not None and not is_checked and len(plan.steps) <= MOST_STEPS_UNASKED:
            await self.check_plan(key)

    async def check_plan(self, key: JobKey, into: RepoName | None = None, *, is_anew: bool = False) -> PlanCheck | None:
        """How each step of a bake's plan stands to a repository (its own where none is named); None on failure.

        `is_anew` reads the plan again, too.
        """
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
        run = Recreation(run_key, plan, self._now(), from_step)
        self._notice(Severity.INFORMATION, f"remaking {key.name} in {run_key.into}", key)
        await self._drive(run)

    def stop_plan(self, key: RunKey) -> None:
        """End a run before its next call; jobs that run on the service go on there."""
        if (stop := self._driven.get(key)) is not None:
            stop.set()
        elif (run := self._state.recreations.get(key)) is not None and run.standing is RunStanding.ASKING:
            self._tell_run(replace(run, standing=RunStanding.STOPPED, reason=BY_HAND))
        elif run is not None and run.standing is RunStanding.RUNNING:
            self._tell_driven_elsewhere(key)

    async def resume_plan(self, key: RunKey) -> None:
        """Go on with a run that was stopped; a job that failed is started anew, since a person asks for it."""
        run = self._state.recreations.get(key)
        if run is None or not self._may_write(f"{key.bake.name} was not remade") or run.standing is RunStanding.DONE:
            return
        await self._drive(_asked_to_go_on(run))

    async def decide_plan(self, key: RunKey, decision: Decision) -> None:
        """Carry out what a person decided about the difference that a run asks about, and go on."""
        run = self._state.recreations.get(key)
        if run is None or run.asked is None or not self._may_write(f"{key.bake.name} was not remade"):
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
            await self._drive(going, rename=made)

    async def restore_plans(self) -> None:
        """Runs of earlier sessions: those that ran go on unless another window has them; stopped ones are offered."""
        going: list[Recreation] = []
        for kept in await self._journal.kept_recreations():
            if (run := run_from_json(kept.body)) is None:
                continue
            if run.standing is RunStanding.DONE:
                self._journal.forget_recreation(run.key.id)
            elif run.standing is RunStanding.RUNNING and not self.is_read_only:
                if await self._journal.claim_recreation(run.key.id):
                    going.append(run)
                else:
                    self._tell_of_other(run)
                    self._tell_driven_elsewhere(run.key)
            elif run.standing is RunStanding.RUNNING and kept.look.is_driven_elsewhere:
                self._tell_of_other(run)
            else:
                self._offer(run)
        for run in going:
            words = f"going on with remaking {run.key.bake.name} in {run.key.into}"
            self._notice(Severity.INFORMATION, words, run.key.bake)
        await self._together(self._drive(run.unsettled()) for run in going)

    def _offer(self, run: Recreation) -> None:
        if run.standing is RunStanding.RUNNING:
            run = replace(run, standing=RunStanding.STOPPED, reason="not gone on with, since this is read-only")
        self._dispatch(RecreationMoved(run))
        words = f"remaking {run.key.bake.name} in {run.key.into} is {run.standing}: :plan resume goes on with it"
        self._notice(Severity.INFORMATION, words, run.key.bake)

    async def _plan_of(self, key: JobKey, *, is_anew: bool = False) -> RecreationPlan:
        known = value_of(self._state.plans.get(key, NOT_ASKED))
        if known is not None and not is_anew:
            return known
        plan = await self._api.recreation_plan(key)
        self._dispatch(PlanLoaded(key, plan, self._now()))
        return plan

    async def _drive(self, run: Recreation, rename: Made | None = None) -> None:
        """Drive a run in this window, if no other one does."""
        if run.key in self._driven:
            return
        with self._driving(run.key) as stop:
            if not await self._journal.claim_recreation(run.key.id, is_asked=True):
                self._tell_driven_elsewhere(run.key)
                return
            self._keep_run(run)
            around = Surroundings(
                self._api,
                self._clock,
                self.intervals,
                self._tell_run,
                self._seen,
                self._begun_once,
                stop,
                self.load_repos,
                self._prompt_seen,
                lambda key, prompt: self._wrote(key, None, prompt),
            )
            driver = PlanDriver(run, around)
            try:
                if rename is not None:
                    await driver.rename(rename)
                await driver.drive()
            except Halted as halted:
                self._halted(driver.run, halted)
        await self._ended(run.key)

    def _prompt_seen(self, key: PromptKey, prompt: Prompt) -> None:
        self._journal.record_prompt(PromptSighting(key, self._now(), prompt))

    @contextmanager
    def _driving(self, key: RunKey) -> Iterator[asyncio.Event]:
        stop = self._driven[key] = asyncio.Event()
        try:
            yield stop
        finally:
            del self._driven[key]

    def _halted(self, run: Recreation, halted: Halted) -> None:
        self._tell_run(replace(run, standing=RunStanding.STOPPED, reason=halted.reason))
        if isinstance(halted.error, Unauthorized):
            self._dispatch(KeyRefused(halted.error, self._now()))

    async def _ended(self, key: RunKey) -> None:
        """Say how it ended, and look at the repository again where it is open."""
        run = self._state.recreations[key]
        where = f"remaking {key.bake.name} in {key.into}"
        match run.standing:
            case RunStanding.DONE:
                self._notice(Severity.INFORMATION, f"{where} is done", key.bake)
            case RunStanding.ASKING:
                self._notice(Severity.WARNING, f"{where} waits for you: {run.reason}", key.bake)
            case _:
                self._notice(Severity.WARNING, f"{where} stopped: {run.reason}", key.bake)
        if key.into in self._state.opened:
            await self._together((self._load_tree(key.into), self._load_contents(key.into)))

    async def _begun_once(self, before: Job) -> Job:
        """The job after a start sent once; a lost answer is looked up. Raises: Unclear where it is not seen."""
        try:
            return await self._api.start(before.key)
        except NeverSent:
            raise
        except (Unclear, Unreachable) as error:
            return await self._found_running(before, error)


def _asked_to_go_on(run: Recreation) -> Recreation:
    """The run as a person sends it on: an unclear start may be sent again, a failed step started anew."""
    under_way = {
        number: replace(progress, start_sent_at=None, note="")
        for number, progress in run.steps.items()
        if progress.state is StepState.UNDER_WAY
    }
    return replace(
        run,
        standing=RunStanding.RUNNING,
        reason="",
        asked=None,
        asked_check=None,
        restart=next(iter(under_way), None),
        steps={**run.steps, **under_way},
    ).unsettled()
