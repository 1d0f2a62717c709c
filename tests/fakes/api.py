"""The service in memory: what a test puts in comes out, and any operation can be told to fail."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from breadtui.domain.errors import BreadError, Conflict, NotFound
from breadtui.domain.inference import ChatPiece, ChatTurn, DownloadLink, ServedModel
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.metric.rows import MetricRows
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.outputs import OutputPage
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.recipe import DependencyGraph, RecreationPlan
from breadtui.domain.repos import BatchOutcome, Health, Repo, RepoPage, RepoTree, Target
from breadtui.values import replace

EVERYTHING = "*"
Key = TypeVar("Key")
Value = TypeVar("Value")


class FakeApi:
    """An in-memory `BreadApi`.

    `calls` lists every operation as (name, what it was about). `fail` makes the next calls of an operation
    raise; `fail_always` all of them until `heal`; `before` runs something (another person's edit, say) right
    before the next call of an operation; `hold` keeps calls waiting until `release`.
    """

    def __init__(
        self,
        *,
        repos: Iterable[Repo] = (),
        trees: Iterable[RepoTree] = (),
        jobs: Iterable[Job] = (),
        prompts: Mapping[PromptKey, Prompt] | None = None,
        targets: Mapping[TargetKey, Target] | None = None,
    ) -> None:
        self.repo_list = tuple(repos)
        self.trees = {tree.repo: tree for tree in trees}
        self.jobs = {job.key: job for job in jobs}
        self.prompts = dict(prompts or {})
        self.targets = dict(targets or {})
        self.series: dict[JobKey, MetricSeries] = {}
        self.logs: dict[JobKey, MetricRows] = {}
        self.plans: dict[JobKey, RecreationPlan] = {}
        self.graphs: dict[JobKey, DependencyGraph] = {}
        self.rows: dict[JobKey, tuple[Json, ...]] = {}
        self.calls: list[tuple[str, object]] = []
        self.most_at_once = 0
        self._failures: dict[str, deque[BreadError]] = {}
        self._lasting: dict[tuple[str, object], BreadError] = {}
        self._before: dict[str, deque[Callable[[], object]]] = {}
        self._under_way = 0
        self.pressed_count = 0
        self.asked_wait_seconds = 0.0
        self.heard_waits: list[float] = []
        self._gate: asyncio.Event | None = None

    # What tests say.

    def fail(self, operation: str, *errors: BreadError) -> None:
        """The next calls of `operation` raise these, one each."""
        self._failures.setdefault(operation, deque()).extend(errors)

    def fail_always(self, operation: str, error: BreadError, about: object = EVERYTHING) -> None:
        """All calls of `operation` (`*` for any) about `about` raise this until `heal`."""
        self._lasting[operation, about] = error

    def heal(self) -> None:
        """No more failures."""
        self._lasting.clear()
        self._failures.clear()

    def before(self, operation: str, *actions: Callable[[], object]) -> None:
        """Run each action right before one of the next calls of `operation`."""
        self._before.setdefault(operation, deque()).extend(actions)

    def hold(self) -> None:
        """Keep calls waiting from now on."""
        self._gate = asyncio.Event()

    def release(self) -> None:
        """Let the waiting calls through."""
        gate, self._gate = self._gate, None
        if gate is not None:
            gate.set()

    def counted(self, operation: str) -> int:
        """How often an operation was called."""
        return sum(name == operation for name, _ in self.calls)

    def operations(self) -> Counter[str]:
        """How often each operation was called."""
        return Counter(name for name, _ in self.calls)

    async def _called(self, operation: str, about: object) -> None:
        self.calls.append((operation, about))
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            await (self._gate.wait() if self._gate is not None else asyncio.sleep(0))
        finally:
            self._under_way -= 1
        if actions := self._before.get(operation):
            actions.popleft()()
        if failures := self._failures.get(operation):
            raise failures.popleft()
        for key in ((operation, about), (operation, EVERYTHING), (EVERYTHING, about), (EVERYTHING, EVERYTHING)):
            if key in self._lasting:
                raise self._lasting[key]

    # What the service does.

    def ask_anyway(self) -> None:
        self.pressed_count += 1

    def hear_wait(self, seconds: float) -> None:
        self.heard_waits.append(seconds)

    def wait_seconds(self) -> float:
        return self.asked_wait_seconds

    async def health(self) -> Health:
        await self._called("health", None)
        return Health("healthy")

    async def repo_names(self) -> tuple[RepoName, ...]:
        await self._called("repo_names", None)
        return tuple(repo.name for repo in self.repo_list)

    async def repo_page(self, *, offset: int = 0, limit: int | None = None) -> RepoPage:
        await self._called("repo_page", offset)
        return RepoPage(self.repo_list[offset:], offset)

    async def repos(self) -> tuple[Repo, ...]:
        await self._called("repos", None)
        return self.repo_list

    async def create_repo(self, name: RepoName, base_model: str | None = None) -> Repo:
        await self._called("create_repo", name)
        repo = Repo(name, base_model or "")
        self.repo_list = (*self.repo_list, repo)
        return repo

    async def repo(self, name: RepoName) -> Repo:
        await self._called("repo", name)
        return _found({repo.name: repo for repo in self.repo_list}, name)

    async def tree(self, name: RepoName) -> RepoTree:
        await self._called("tree", name)
        return _found(self.trees, name)

    async def prompt_names(self, repo: RepoName) -> tuple[PromptName, ...]:
        await self._called("prompt_names", repo)
        return tuple(key.name for key in self.prompts if key.repo == repo)

    async def prompt(self, key: PromptKey) -> Prompt:
        await self._called("prompt", key)
        return _found(self.prompts, key)

    async def create_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        key = PromptKey(repo, prompt.name)
        await self._called("create_prompt", key)
        if self.prompts.setdefault(key, prompt) != prompt:
            raise Conflict("exists with other content", status=409)
        return prompt

    async def replace_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        key = PromptKey(repo, prompt.name)
        await self._called("replace_prompt", key)
        self.prompts[key] = prompt
        return prompt

    async def create_prompts(self, repo: RepoName, prompts: Mapping[PromptName, Sequence[Message]]) -> BatchOutcome:
        await self._called("create_prompts", repo)
        self.prompts |= {PromptKey(repo, name): Prompt(name, tuple(prompt)) for name, prompt in prompts.items()}
        return BatchOutcome(tuple(prompts), {})

    async def delete_prompt(self, key: PromptKey) -> str:
        await self._called("delete_prompt", key)
        _found(self.prompts, key)
        del self.prompts[key]
        return "Prompt deleted successfully"

    async def target_names(self, repo: RepoName) -> tuple[TargetName, ...]:
        await self._called("target_names", repo)
        return tuple(key.name for key in self.targets if key.repo == repo)

    async def target(self, key: TargetKey) -> Target:
        await self._called("target", key)
        return _found(self.targets, key)

    async def create_target(self, key: TargetKey, template: str, overrides: JsonObject) -> Target:
        await self._called("create_target", key)
        return self.targets.setdefault(key, Target(key.name, overrides))

    async def create_targets(self, repo: RepoName, targets: Sequence[JsonObject]) -> BatchOutcome:
        await self._called("create_targets", repo)
        return BatchOutcome((), {})

    async def delete_target(self, key: TargetKey) -> str:
        await self._called("delete_target", key)
        _found(self.targets, key)
        del self.targets[key]
        return "Target deleted successfully"

    async def job(self, key: JobKey) -> Job:
        await self._called("job", key)
        return _found(self.jobs, key)

    async def start(self, key: JobKey) -> Job:
        await self._called("start", key)
        job = self.jobs.get(key) or Job(key, JobStatus.NOT_STARTED)
        if not job.is_active:
            job = replace(job, status=JobStatus.RUNNING, status_text="running", job_id=(job.job_id or 0) + 1)
        self.jobs[key] = job
        return job

    async def output_page(self, key: JobKey, *, offset: int = 0, limit: int = 100) -> OutputPage:
        await self._called("output_page", key)
        rows = self.rows.get(key, ())
        return OutputPage(_found(self.jobs, key), rows[offset : offset + limit], offset, offset + limit < len(rows))

    async def bake_names(self, repo: RepoName) -> tuple[BakeName, ...]:
        await self._called("bake_names", repo)
        return tuple(BakeName(key.name) for key in self.jobs if key.repo == repo and key.phase is Phase.BAKE)

    async def create_bake(self, key: JobKey, template: str, overrides: JsonObject) -> Job:
        await self._called("create_bake", key)
        return self.jobs.setdefault(key, Job(key, JobStatus.NOT_STARTED, config=overrides))

    async def create_bakes(self, repo: RepoName, bakes: Sequence[JsonObject]) -> BatchOutcome:
        await self._called("create_bakes", repo)
        return BatchOutcome((), {})

    async def delete_bake(self, key: JobKey) -> str:
        await self._called("delete_bake", key)
        _found(self.jobs, key)
        del self.jobs[key]
        return "Bake deleted successfully"

    async def metrics(self, key: JobKey) -> MetricSeries:
        await self._called("metrics", key)
        return self.series.setdefault(key, MetricSeries((1, 2), {"loss": (2e-6, 1e-6)}, (), 2))

    async def metric_rows(self, key: JobKey) -> MetricRows:
        await self._called("metric_rows", key)
        return self.logs.get(key, MetricRows())

    async def download(
        self, key: JobKey, *, checkpoint: int | None = None, expires_in_seconds: int | None = None
    ) -> DownloadLink:
        await self._called("download", key)
        return DownloadLink("https://weights.invalid/secret", expires_in_seconds or 3600, checkpoint or 100, key.name)

    async def model_download(self, model: str, *, expires_in_seconds: int | None = None) -> DownloadLink:
        await self._called("model_download", model)
        return DownloadLink("https://weights.invalid/secret", expires_in_seconds or 3600, 100, model)

    async def dependency_graph(self, key: JobKey) -> DependencyGraph:
        await self._called("dependency_graph", key)
        return self.graphs.setdefault(key, DependencyGraph("", {}, {}, {}, ()))

    async def recreation_plan(self, key: JobKey) -> RecreationPlan:
        await self._called("recreation_plan", key)
        return self.plans.setdefault(key, RecreationPlan("", ()))

    async def models(self) -> tuple[ServedModel, ...]:
        await self._called("models", None)
        return ()

    async def chat(self, turn: ChatTurn) -> AsyncIterator[ChatPiece]:
        await self._called("chat", turn)
        yield ChatPiece("Crumb.", "stop")

    async def aclose(self) -> None:
        await self._called("aclose", None)


def _found(kept: Mapping[Key, Value], key: Key) -> Value:
    if key not in kept:
        raise NotFound("not found", status=404)
    return kept[key]
