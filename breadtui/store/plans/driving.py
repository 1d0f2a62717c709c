"""One run of a recreation plan, step by step: read, then write only what is missing; wait; stop between calls."""

from __future__ import annotations

from breadtui.domain.errors import (
    Conflict,
)
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, TargetKey, TargetName
from breadtui.domain.prompt.free_names import next_name
from breadtui.domain.recreation.check import prompt_check, settings_check
from breadtui.domain.recreation.made import CREATES, RUNS, Made, ResourceRef, StepCheck, StepKind, StepStanding
from breadtui.domain.recreation.order import needed_by, paths_in
from breadtui.domain.recreation.run import (
    SETTLED_STEPS,
    RunStanding,
    StepState,
    filled,
    is_remade,
    renamed,
)
from breadtui.store.plans.calls import Halted
from breadtui.store.plans.jobs import JobCalls
from breadtui.values import replace

MOST_NAMES_TRIED = 50


class PlanDriver(JobCalls):
    """Drives one run until it is through, asks something, is stopped, or is refused."""

    _base_model = ""

    async def drive(self) -> None:
        """Do what is left. Raises: Halted."""
        await self._ensure_repo()
        for made in self.run.ordered():
            if self.run.progress(made.number).state not in SETTLED_STEPS:
                await self._do(made)
            if self.run.standing is not RunStanding.RUNNING:
                return
        self._put(replace(self.run, standing=RunStanding.DONE, ended_at=self._now(), restart=frozenset()))

    async def _do(self, made: Made) -> None:
        if made.number < self.run.from_step:
            self._settle(made, StepState.SKIPPED)
            return
        self._mark(made, state=StepState.UNDER_WAY, began_at=self.run.progress(made.number).began_at or self._now())
        await (self._make(made) if made.kind in CREATES else self._run_step(made))

    # -- the repository -------------------------------------------------------------------------------------------

    async def _ensure_repo(self) -> None:
        """Make the repository with the plan's base model where there is none."""
        name = self.run.key.into
        is_made = False
        while (repo := await self._read(None, lambda: self._api.repo(name))) is None:
            await self._written(None, lambda: self._api.create_repo(name, self.run.plan.base_model or None))
            is_made = True
        self._base_model = repo.base_model
        if is_made:
            await self._around.repo_made()

    # -- making ---------------------------------------------------------------------------------------------------

    async def _make(self, made: Made) -> None:
        """Make what is missing, leave what is equal, ask about what differs; a prompt is read back."""
        await self._await_needed(made)
        has_written = is_refused = is_answered = False
        while True:
            ready = await self._filled(made)
            check = await self._check(ready, made)
            if check.standing is StepStanding.DONE:
                self._made_or_found(ready, made, is_made=has_written)
                return
            if check.standing is StepStanding.DIFFERENT:
                self._ask(made, check)
                return
            if is_refused:
                raise Halted(f"{made.kind} {ready.name}: the service says it exists, but it is not there")
            if is_answered:
                raise Halted(f"{made.kind} {ready.name}: written, but not there when it was read back")
            try:
                answer = await self._written(made, lambda one=ready: self._create(one))  # type: ignore[misc]
                is_answered, has_written = answer is not None, True
                if is_answered and made.kind is not StepKind.PROMPT:
                    self._settle(made, StepState.DONE)
                    return
            except Conflict:
                is_refused = True

    def _made_or_found(self, ready: Made, made: Made, *, is_made: bool) -> None:
        if is_made and ready.kind is StepKind.PROMPT and ready.prompt is not None:
            name = PromptName(ready.name)
            self._around.prompt_made(PromptKey(self.run.key.into, name), replace(ready.prompt, name=name))
        self._settle(made, StepState.DONE if is_made else StepState.FOUND)

    async def _check(self, ready: Made, made: Made) -> StepCheck:
        into = self.run.key.into
        match ready.kind:
            case StepKind.PROMPT:
                key = PromptKey(into, PromptName(ready.name))
                return prompt_check(ready, await self._read_prompt(key, made))
            case StepKind.TARGET:
                target_key = TargetKey(into, TargetName(ready.name))
                target = await self._read(made, lambda: self._api.target(target_key))
                return settings_check(ready, None if target is None else target.config, self.run.key, self._base_model)
            case _:
                job = await self._read_job(ready.job_key(into), made)
                return settings_check(ready, None if job is None else job.config, self.run.key, self._base_model)

    async def _create(self, ready: Made) -> object:
        into = self.run.key.into
        match ready.kind:
            case StepKind.PROMPT if ready.prompt is not None:
                return await self._api.create_prompt(into, replace(ready.prompt, name=PromptName(ready.name)))
            case StepKind.TARGET:
                key = TargetKey(into, TargetName(ready.name))
                return await self._api.create_target(key, ready.template, ready.settings)
            case _:
                # The service counts the rows of the rollouts that were made here.
                settings = {name: value for name, value in ready.settings.items() if name != "total_trajectories"}
                return await self._api.create_bake(ready.job_key(into), ready.template, settings)

    def _ask(self, made: Made, check: StepCheck) -> None:
        name = renamed(made, self.run.renames).name
        reason = f"there is another {made.kind} named {name} in {self.run.key.into}"
        self._put(replace(self.run, standing=RunStanding.ASKING, asked=made.number, asked_check=check, reason=reason))

    async def rename(self, made: Made) -> None:
        """Give a step's thing the next name that is free or holds the same, and use it in all later steps."""
        name = renamed(made, self.run.renames).name
        taken = {one.name for one in self.run.ordered() if one.ref.kind == made.ref.kind}
        for _ in range(MOST_NAMES_TRIED):
            name = next_name(name)
            renames = {**self.run.renames, made.ref: name}
            if name in taken:
                continue
            ready = filled(renamed(made, renames), self.run.key, self.run.models, renames).made
            if (await self._check(ready, made)).standing is not StepStanding.DIFFERENT:
                self._put(replace(self.run, renames=renames))
                return
        raise Halted(f"no free name was found for {made.kind} {made.name}")

    # -- models of this run ---------------------------------------------------------------------------------------

    async def _filled(self, made: Made) -> Made:
        """The step under its names of this run, with the models of this run in it."""
        ready = renamed(made, self.run.renames)
        for _, path in paths_in(made.settings):
            if is_remade(path, self.run.key, self.run.renames) and path.bake not in self.run.models:
                await self._learn_models(path.bake, made)
        full = filled(ready, self.run.key, self.run.models, self.run.renames)
        if full.notes:
            self._mark(made, note="; ".join(full.notes))
        return full.made

    async def _learn_models(self, bake: str, made: Made) -> None:
        """The models of a bake that a run from a later step takes as it finds it."""
        name = self.run.renames.get(ResourceRef("bake", bake), bake)
        job = await self._read_job(JobKey(self.run.key.into, Phase.BAKE, name), made)
        if job is not None and job.model_names:
            self._put(replace(self.run, models={**self.run.models, bake: job.model_names}))

    # -- running --------------------------------------------------------------------------------------------------

    async def _run_step(self, made: Made) -> None:
        """Run a job when those that this run leaves out have ended."""
        await self._await_needed(made)
        await self._run_job(made)

    async def _await_needed(self, made: Made) -> None:
        """Wait for jobs that this run leaves out but this step needs; others are settled by then."""
        skipped = {
            (one.kind, one.name): one
            for one in self.run.ordered()
            if one.kind in RUNS and self.run.progress(one.number).state is StepState.SKIPPED
        }
        for place in needed_by(made, self.run.key.end.repo):
            if (one := skipped.get(place)) is None:
                continue
            key = renamed(one, self.run.renames).job_key(self.run.key.into)
            while (job := await self._read_job(key, made)) is not None and job.is_active:
                self._mark(made, note=f"waits for {key.phase} of {key.name}")
                await self._rest(self._around.intervals.of_job(key.phase, job.status))
