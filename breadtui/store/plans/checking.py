"""A recreation plan held against a repository, a few questions at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from breadtui.domain.errors import BreadError, NotFound, Unauthorized
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, TargetKey, TargetName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.check import (
    MISSING,
    PlanCheck,
    job_check,
    plan_warnings,
    prompt_check,
    settings_check,
)
from breadtui.domain.recreation.made import Made, StepCheck, StepKind, StepStanding
from breadtui.domain.recreation.order import in_order
from breadtui.domain.recreation.run import RunKey, filled
from breadtui.store.plans.together import all_asked
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass, field

AT_ONCE = 4
T = TypeVar("T")


@dataclass(slots=True)
class _Answers:
    """What the service said, by what was asked; None for what is not there."""

    targets: dict[str, JsonObject | None] = field(default_factory=dict)
    jobs: dict[JobKey, Job | None] = field(default_factory=dict)
    actual: dict[str, JsonObject] = field(default_factory=dict)
    checks: dict[int, StepCheck] = field(default_factory=dict)


async def check_plan(api: BreadApi, plan: RecreationPlan, key: RunKey, at: datetime) -> PlanCheck:
    """How each step stands to the repository; four questions at once.

    A step whose question fails is UNKNOWN with the error. Raises: Unauthorized, and what keeps the repository itself
    from being asked.
    """
    order, _ = in_order(plan.steps, key.end.repo)
    checking = _Checking(api, key, order)
    base_model = await checking.base_model()
    steps: Mapping[int, StepCheck]
    if base_model is None:
        await checking.ask_actual()
        steps = {one.number: MISSING for one in order if one.kind is not StepKind.UNKNOWN}
    else:
        steps = await checking.steps(base_model)
    warnings = plan_warnings(plan, key, base_model or "", checking.answers.actual)
    return PlanCheck(key, plan, steps, warnings, base_model is not None, base_model or "", at)


class _Checking:
    def __init__(self, api: BreadApi, key: RunKey, order: tuple[Made, ...]) -> None:
        self._api, self._key, self._order = api, key, order
        self._places = asyncio.Semaphore(AT_ONCE)
        self.answers = _Answers()

    async def base_model(self) -> str | None:
        """The base model of the repository; None where there is no such repository."""
        try:
            return (await self._api.repo(self._key.into)).base_model
        except NotFound:
            return None

    async def steps(self, base_model: str) -> Mapping[int, StepCheck]:
        """What is made first, then the runs of what is there."""
        makes = [self._found(one) for one in self._order if one.kind is StepKind.PROMPT]
        makes += [self._ask_target(one) for one in self._order if one.kind is StepKind.TARGET]
        bakes = dict.fromkeys(one.name for one in self._order if one.kind in {StepKind.BAKE, StepKind.TRAINING})
        makes += [self._ask_job(JobKey(self._key.into, Phase.BAKE, name)) for name in bakes]
        await all_asked(makes)
        runs = [one for one in self._order if one.kind in {StepKind.STIM, StepKind.ROLLOUT}]
        there = [one for one in runs if self.answers.targets.get(one.name, {}) is not None]
        await all_asked([self._ask_job(one.job_key(self._key.into), one) for one in there])
        await self.ask_actual()
        for one in self._order:
            if one.number not in self.answers.checks and (check := self._check(one, base_model)) is not None:
                self.answers.checks[one.number] = check
        return self.answers.checks

    async def ask_actual(self) -> None:
        """The bakes as they are in the repository the plan is of, for what its warnings are about."""
        names = [one.name for one in self._order if one.kind is StepKind.BAKE]
        await all_asked([self._actual(name) for name in names])

    def _check(self, one: Made, base_model: str) -> StepCheck | None:
        match one.kind:
            case StepKind.TARGET:
                return settings_check(self._filled(one), self.answers.targets.get(one.name), self._key, base_model)
            case StepKind.BAKE:
                job = self.answers.jobs.get(one.job_key(self._key.into))
                return settings_check(self._filled(one), None if job is None else job.config, self._key, base_model)
            case StepKind.UNKNOWN:
                return None
            case _:
                return job_check(self.answers.jobs.get(one.job_key(self._key.into)))

    def _filled(self, one: Made) -> Made:
        jobs = self.answers.jobs.items()
        models = {
            key.name: job.model_names
            for key, job in jobs
            if key.phase is Phase.BAKE and job is not None and job.status is JobStatus.COMPLETE
        }
        return filled(one, self._key, models, {}).made

    async def _found(self, one: Made) -> None:
        key = PromptKey(self._key.into, PromptName(one.name))
        prompt = await self._asked(lambda: self._api.prompt(key), (one,))
        if one.number not in self.answers.checks:
            self.answers.checks[one.number] = prompt_check(one, prompt)

    async def _ask_target(self, one: Made) -> None:
        target = await self._asked(lambda: self._api.target(TargetKey(self._key.into, TargetName(one.name))), (one,))
        self.answers.targets[one.name] = None if target is None else target.config

    async def _ask_job(self, key: JobKey, *steps: Made) -> None:
        asking = steps or tuple(
            one
            for one in self._order
            if one.name == key.name and one.kind in {StepKind.BAKE, StepKind.TRAINING} and key.phase is Phase.BAKE
        )
        self.answers.jobs[key] = await self._asked(lambda: self._api.job(key), asking)

    async def _actual(self, name: str) -> None:
        key = JobKey(self._key.end.repo, Phase.BAKE, name)
        job = self.answers.jobs.get(key) or await self._asked(lambda: self._api.job(key), ())
        if job is not None and job.config:
            self.answers.actual[name] = job.config

    async def _asked(self, ask: Callable[[], Awaitable[T]], about: Iterable[Made]) -> T | None:
        """The answer, None where there is nothing; any other refusal makes the steps it is about UNKNOWN."""
        async with self._places:
            try:
                return await ask()
            except NotFound:
                return None
            except Unauthorized:
                raise
            except BreadError as error:
                for one in about:
                    self.answers.checks[one.number] = StepCheck(StepStanding.UNKNOWN, error=error)
                return None
