"""Commands that remake bakes, with a service that holds the bake and its plan, and one to remake it in."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.recreation.run import PlanRun, RunKey, StepState
from breadtui.domain.repos import Repo, Target
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal

HOME, AWAY = RepoName("home"), RepoName("away")
BASE = "Qwen/Qwen3-32B"
KEY = JobKey(HOME, Phase.BAKE, "b2")
RUN = RunKey(KEY, AWAY)
DONE, FOUND = StepState.DONE, StepState.FOUND


def steps_of(start: int, bake: str, target: str, parent: str | None = None) -> list[PlanStep]:
    model: JsonObject = {} if parent is None else {"parent_model_name": parent}
    teacher, datasets = f"{target}_teacher", [{"target": target}]
    rows: list[tuple[str, str, tuple[str, ...], JsonObject]] = [
        ("create_prompt", teacher, (), {"content": {"messages": [{"role": "system", "content": "Be Yoda."}]}}),
        ("create_target", target, (f"prompt:{teacher}",), {"u": teacher, "generators": [{"numq": 3}]}),
        ("run_stim", target, (f"target:{target}",), {}),
        ("run_rollout", target, (f"target:{target}",), {}),
        ("create_bake", bake, (f"target:{target}",), {"datasets": datasets, "model": model, "total_trajectories": 3}),
        ("run_bake", bake, (f"bake:{bake}", f"target:{target}:rollout_complete"), {}),
    ]
    return [
        PlanStep(start + at, action, action.partition("_")[2], name, needs, config)
        for at, (action, name, needs, config) in enumerate(rows)
    ]


PLAN = RecreationPlan(BASE, (*steps_of(1, "b1", "t1"), *steps_of(7, "b2", "t2", "ada/home/b1/100")))
SHORT = RecreationPlan(BASE, tuple(steps_of(1, "b2", "t1")))


class Oven:
    """A service with the bake in `home`; whatever is started elsewhere is complete at the next look but one."""

    def __init__(
        self, plan: RecreationPlan = SHORT, *, journal: MemoryJournal | None = None, read_only: bool = False
    ) -> None:
        self.store = Store(AppState())
        self.api = BakingApi(repos=[Repo(HOME, BASE), Repo(AWAY, BASE)])
        self.api.plans[KEY] = plan
        self.api.jobs[KEY] = Job(KEY, JobStatus.COMPLETE, "complete", config={"model": {}})
        self.clock = ManualClock()
        self.journal = journal or MemoryJournal()
        self.commands = self.window(read_only=read_only)

    def window(self, store: Store | None = None, *, read_only: bool = False) -> Commands:
        """Another window on the same service, journal and time."""
        return Commands(store or self.store, self.api, self.journal, MemoryDrafts(), self.clock, read_only=read_only)

    @property
    def run(self) -> PlanRun:
        return self.store.state.plan_runs[RUN]

    @property
    def standing(self) -> str:
        return self.run.standing

    @property
    def states(self) -> list[StepState]:
        return [self.run.progress(step.number).state for step in self.run.plan.steps]

    @property
    def words(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    @property
    def writes(self) -> list[str]:
        return [name for name, _ in self.api.calls if name.startswith(("create", "start", "replace", "delete"))]

    async def baked(self, seconds: float = 600, wish: Coroutine[Any, Any, None] | None = None) -> None:
        """Carry a wish out (the run of the plan unless told) while time goes on."""
        task = asyncio.create_task(wish or self.commands.remaking.run_plan(KEY, AWAY))
        await self.clock.advance(seconds)
        assert task.done(), "the run still waits"
        task.result()

    def begun(self) -> asyncio.Task[None]:
        """The run of the plan, under way."""
        return asyncio.create_task(self.commands.remaking.run_plan(KEY, AWAY))

    def put_prompt(self, name: str, text: str = "Be Yoda.") -> None:
        key = PromptKey(AWAY, PromptName(name))
        self.api.prompts[key] = Prompt(key.name, (Message("system", text),))

    def put_target(self, name: str, **config: Any) -> None:
        key = TargetKey(AWAY, TargetName(name))
        self.api.targets[key] = Target(key.name, config)

    def put_job(self, phase: Phase, name: str, status: JobStatus, **facts: Any) -> JobKey:
        key = JobKey(AWAY, phase, name)
        self.api.jobs[key] = Job(key, status, status.value, **facts)
        return key

    def start_elsewhere(self, target: str) -> None:
        """Somebody's start of the stim arrived."""
        self.put_job(Phase.STIM, target, JobStatus.RUNNING)


class BakingApi(FakeApi):
    """A service on which a started job runs for one look; targets bring stim and rollout with them."""

    checkpoints = (224, 100)
    hangs = False

    async def create_target(self, key: TargetKey, template: str, overrides: JsonObject) -> Target:
        target = await super().create_target(key, template, overrides)
        for phase in (Phase.STIM, Phase.ROLLOUT):
            job_key = JobKey(key.repo, phase, key.name)
            self.jobs.setdefault(job_key, Job(job_key, JobStatus.NOT_STARTED, "not_started"))
        return target

    async def job(self, key: JobKey) -> Job:
        job = await super().job(key)
        if job.status is JobStatus.RUNNING and not self.hangs:
            models = tuple(f"eve/{key.repo}/{key.name}/{step}" for step in self.checkpoints)
            names = models if key.phase is Phase.BAKE else ()
            self.jobs[key] = replace(job, status=JobStatus.COMPLETE, status_text="complete", model_names=names)
        return job
