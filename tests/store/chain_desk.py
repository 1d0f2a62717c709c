"""Commands that start chains, on a service that holds the targets and the bake, over a time that tests move on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.recreation.run import PlanRun, StepState
from breadtui.domain.repos import Repo, Target
from breadtui.store.commands import Commands
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.store.oven import BakingApi

REPO, BASE = RepoName("coder"), "Qwen/Qwen3-32B"
BAKE = JobKey(REPO, Phase.BAKE, "v8")
WISH = ChainWish(REPO, bakes=("v8",))


def stim(name: str) -> JobKey:
    return JobKey(REPO, Phase.STIM, name)


def rollout(name: str) -> JobKey:
    return JobKey(REPO, Phase.ROLLOUT, name)


class PatientClock(ManualClock):
    """Lets many questions be answered one after the other before time goes on."""

    async def parked(self, turns: int = 300) -> None:
        """Wait until nothing happens any more."""
        await super().parked(turns)


class ChainDesk:
    """Some targets and a bake that learns from all of them; a started job runs for one look."""

    def __init__(self, count: int = 1, journal: MemoryJournal | None = None) -> None:
        self.names = tuple(f"t{number}" for number in range(count))
        datasets: list[Json] = [{"target": name} for name in self.names]
        config: dict[str, Json] = {
            "teacher_prompt": "teach",
            "student_prompt": "",
            "generators": [{"numq": 10}],
            "model_name": BASE,
        }
        self.api = BakingApi(
            repos=[Repo(REPO, BASE)],
            jobs=[
                *(Job(key, JobStatus.NOT_STARTED) for name in self.names for key in (stim(name), rollout(name))),
                Job(BAKE, JobStatus.NOT_STARTED, config={"datasets": datasets, "epochs": 2}),
            ],
            prompts={PromptKey(REPO, PromptName("teach")): Prompt(PromptName("teach"), (Message("system", "Hm."),))},
            targets={TargetKey(REPO, TargetName(name)): Target(TargetName(name), config) for name in self.names},
        )
        self.clock = PatientClock()
        self.journal = journal or MemoryJournal()
        self.store = Store(AppState())
        self.commands = self.window()

    def window(self, store: Store | None = None, *, read_only: bool = False) -> Commands:
        """A window on the same service, journal and time."""
        return Commands(store or self.store, self.api, self.journal, MemoryDrafts(), self.clock, read_only=read_only)

    def reopened(self) -> None:
        """The program is started again."""
        self.store = Store(AppState())
        self.commands = self.window()

    @property
    def run(self) -> PlanRun:
        return self.store.state.plan_runs[WISH.key]

    @property
    def states(self) -> list[StepState]:
        return [self.run.progress(step.number).state for step in self.run.plan.steps]

    @property
    def starts(self) -> list[object]:
        return [about for name, about in self.api.calls if name == "start"]

    @property
    def words(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    def looks(self, key: JobKey) -> int:
        """How often the service was asked about a job."""
        return self.api.calls.count(("job", key))

    def polled(self, key: JobKey) -> None:
        """The poller has asked about a job of the repository, which is open."""
        generation = self.store.state.opened[key.repo]
        self.store.dispatch(JobsPolled({key.repo: generation}, {key: self.api.jobs[key]}, self.clock.now()))

    def put(self, key: JobKey, status: JobStatus, **facts: Any) -> None:
        self.api.jobs[key] = replace(self.api.jobs[key], status=status, status_text=status.value, **facts)

    def begun(self, wish: ChainWish = WISH) -> asyncio.Task[None]:
        return asyncio.create_task(self.commands.chains.start_chain(wish))

    async def passed(self, wish: Coroutine[Any, Any, None], seconds: float = 900) -> None:
        """Carry a wish out while time goes on."""
        task = asyncio.create_task(wish)
        await self.clock.advance(seconds)
        assert task.done(), "it still waits"
        task.result()

    async def killed(self, task: asyncio.Task[None]) -> None:
        """The program ends in the middle of it."""
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            return
        raise AssertionError("it had ended before")
