"""The client: one method for each operation of the service, domain values in and out."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import httpx

from breadtui.api.answer import Ask
from breadtui.api.caller import Caller
from breadtui.api.convert import contents, jobs, repos
from breadtui.api.kinds import ACT, CHAT, CREATE, LINK, LIST, STATUS, CallKind
from breadtui.api.origin import Origin
from breadtui.api.paging import all_repos
from breadtui.api.quiet import Sleep
from breadtui.api.reading import body_of, read, read_body
from breadtui.api.routes import job_path, path_of, prompt_path, recipe_path, repo_path, target_path, with_query
from breadtui.api.starting import start_once
from breadtui.api.transport import Key, OnCall, Transport
from breadtui.api.trees import Trees
from breadtui.domain.errors import NotFound, Unclear
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.repos import BatchOutcome, Health, Repo, RepoPage, RepoTree, Target

if TYPE_CHECKING:
    from breadtui.api.logs import Logs
    from breadtui.domain.inference import ChatPiece, ChatTurn, DownloadLink, ServedModel
    from breadtui.domain.metric.record import MetricSeries
    from breadtui.domain.metric.rows import MetricRows
    from breadtui.domain.outputs import OutputPage
    from breadtui.domain.prompt.prompts import Message, Prompt
    from breadtui.domain.recipe import DependencyGraph, RecreationPlan

T = TypeVar("T")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class HttpApi:
    """The service over HTTP. Every method raises `BreadError` and nothing else, and may be cancelled at any time.

    Safe to use from one event loop only; `on_call` is told of every try, in the order in which they end.
    """

    def __init__(
        self,
        origin: Origin,
        key: Key,
        *,
        on_call: OnCall | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = _utc_now,
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._transport = Transport(origin, key, now=now, on_call=on_call, transport=transport)
        self._caller = Caller(self._transport, sleep=sleep, now=now, roll=roll)
        self._sleep = sleep
        self._trees, self._tree_turns = Trees(), count(1)
        # A start whose outcome is unclear keeps its idempotency key for the time a person asks again.
        self._unclear_starts: dict[JobKey, str] = {}

    def ask_anyway(self) -> None:
        """A person asks by hand: what follows is sent although the service asked for a wait, once in five seconds."""
        self._caller.ask_anyway()

    def hear_wait(self, seconds: float) -> None:
        """Somebody else who asks with this key was told to wait so long: nothing is asked from here either."""
        self._caller.hear_wait(seconds)

    def wait_seconds(self) -> float:
        """How long nothing is asked any more, since the service asked for a wait; 0 where it did not."""
        return self._caller.wait_seconds()

    async def health(self) -> Health:
        """The service's word on itself."""
        return await self._get(STATUS, path_of("health"), contents.to_health)

    async def repo_names(self) -> tuple[RepoName, ...]:
        """Names of all repositories."""
        names = await self._get(LIST, path_of("repo"), repos.to_repo_names)
        return tuple(RepoName(name) for name in names)

    async def repo_page(self, *, offset: int = 0, limit: int | None = None) -> RepoPage:
        """One page of repositories with their base models; without `limit` the service decides its length."""
        query = {"include_metadata": True, "offset": offset, "limit": limit}
        return await self._get(LIST, with_query(path_of("repo"), query), repos.to_repo_page)

    async def repos(self) -> tuple[Repo, ...]:
        """All repositories, through all pages."""
        return await all_repos(lambda offset: self.repo_page(offset=offset))

    async def create_repo(self, name: RepoName, base_model: str | None = None) -> Repo:
        """Make a repository; its base model is fixed for good. Raises: Conflict if it has another one."""
        body = {"repo_name": name} if base_model is None else {"repo_name": name, "base_model": base_model}
        return await self._post(CREATE, path_of("repo"), body, repos.to_repo)

    async def repo(self, name: RepoName) -> Repo:
        """One repository."""
        return await self._get(LIST, repo_path(name), repos.to_repo)

    def expect_tree(self, tree: RepoTree) -> None:
        """A tree that an earlier session knew: an answer that says the same is this very tree."""
        self._trees.expect(tree)

    async def tree(self, name: RepoName) -> RepoTree:
        """All bakes of a repository and their descent; the last answer's very objects where nothing changed."""
        ask, turn = Ask("GET", repo_path(name, "tree"), LIST), next(self._tree_turns)
        answer = await self._caller.answer(ask)
        return await read_body(answer.body, partial(self._trees.read, name, turn=turn), f"{ask.method} {ask.path}")

    async def prompt_names(self, repo: RepoName) -> tuple[PromptName, ...]:
        """Names of a repository's prompts."""
        names = await self._get(LIST, repo_path(repo, "prompts"), contents.to_prompt_names)
        return tuple(PromptName(name) for name in names)

    async def prompt(self, key: PromptKey) -> Prompt:
        """One prompt."""
        from breadtui.api.convert import prompts  # noqa: PLC0415  when it is asked for

        return await self._get(LIST, prompt_path(key), partial(prompts.to_prompt, key.name))

    async def create_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        """Make a prompt. Raises: Conflict if the name holds another text."""
        from breadtui.api.convert import prompts  # noqa: PLC0415  when it is asked for

        body = {"prompt_name": prompt.name, **prompts.prompt_body(prompt)}
        to_prompt = partial(prompts.to_prompt, prompt.name)
        return await self._post(CREATE, repo_path(repo, "prompts"), body, to_prompt)

    async def replace_prompt(self, repo: RepoName, prompt: Prompt) -> Prompt:
        """Put a text in place of whatever the name holds; sent once, for it would undo a change made meanwhile."""
        from breadtui.api.convert import prompts  # noqa: PLC0415  when it is asked for

        path = prompt_path(PromptKey(repo, prompt.name))
        return await self._write("PUT", ACT, path, prompts.prompt_body(prompt), partial(prompts.to_prompt, prompt.name))

    async def create_prompts(self, repo: RepoName, prompts: Mapping[PromptName, Sequence[Message]]) -> BatchOutcome:
        """Make or replace several prompts, which cannot have tools."""
        from breadtui.api.convert.prompts import message_body  # noqa: PLC0415  when it is asked for

        texts = {name: [message_body(message) for message in messages] for name, messages in prompts.items()}
        return await self._post(CREATE, repo_path(repo, "prompts", "batch"), {"prompts": texts}, contents.to_batch)

    async def delete_prompt(self, key: PromptKey) -> str:
        """Delete a prompt, giving the service's word. Raises: NotSupported or NotFound where it cannot."""
        return await self._delete(prompt_path(key))

    async def target_names(self, repo: RepoName) -> tuple[TargetName, ...]:
        """Names of a repository's targets."""
        names = await self._get(LIST, repo_path(repo, "targets"), contents.to_target_names)
        return tuple(TargetName(name) for name in names)

    async def target(self, key: TargetKey) -> Target:
        """One target with its resolved configuration."""
        return await self._get(LIST, target_path(key), partial(contents.to_target, key))

    async def create_target(self, key: TargetKey, template: str, overrides: JsonObject) -> Target:
        """Make a target from a template. Raises: Conflict if the name holds another configuration."""
        body = {"target_name": key.name, "template": template, "overrides": overrides}
        return await self._post(CREATE, repo_path(key.repo, "targets"), body, partial(contents.to_target, key))

    async def create_targets(self, repo: RepoName, targets: Sequence[JsonObject]) -> BatchOutcome:
        """Make several targets, each given as the service takes it."""
        path = repo_path(repo, "targets", "batch")
        return await self._post(CREATE, path, {"targets": list(targets)}, contents.to_batch)

    async def delete_target(self, key: TargetKey) -> str:
        """Delete a target, giving the service's word."""
        return await self._delete(target_path(key))

    async def job(self, key: JobKey) -> Job:
        """The state of a stim, rollout or bake, asked once: the next look is the repeat."""
        return await self._get(STATUS, job_path(key), partial(jobs.to_job, key))

    async def start(self, key: JobKey) -> Job:
        """Start a stim, rollout or bake; sent once. Raises: Unclear where the answer was lost and no start is seen."""
        idempotency_key = self._unclear_starts.pop(key, None) or _idempotency_key()
        ask = Ask("POST", job_path(key), ACT, idempotency_key=idempotency_key)
        try:
            return await start_once(
                lambda: self._read(ask, partial(jobs.to_job, key)), lambda: self.job(key), self._sleep
            )
        except Unclear:
            self._unclear_starts[key] = idempotency_key
            raise

    async def output_page(self, key: JobKey, *, offset: int = 0, limit: int = 100) -> OutputPage:
        """Rows of a stim's or rollout's output; none where there is no output yet."""
        from breadtui.api.convert.outputs import to_output_page  # noqa: PLC0415  when it is asked for
        from breadtui.domain.outputs import OutputPage  # noqa: PLC0415  when it is asked for

        path = with_query(job_path(key, "output"), {"offset": offset, "limit": limit})
        try:
            return await self._get(LIST, path, partial(to_output_page, key, offset))
        except NotFound:
            return OutputPage(Job(key, JobStatus.NOT_STARTED), (), offset, has_more=False)

    async def bake_names(self, repo: RepoName) -> tuple[BakeName, ...]:
        """Names of a repository's bakes."""
        names = await self._get(LIST, repo_path(repo, "bakes"), contents.to_bake_names)
        return tuple(BakeName(name) for name in names)

    async def create_bake(self, key: JobKey, template: str, overrides: JsonObject) -> Job:
        """Make a bake, not yet started. Raises: Conflict if the name holds another configuration."""
        body = {"bake_name": key.name, "template": template, "overrides": overrides}
        return await self._post(CREATE, repo_path(key.repo, "bakes"), body, partial(jobs.to_job, key))

    async def create_bakes(self, repo: RepoName, bakes: Sequence[JsonObject]) -> BatchOutcome:
        """Make several bakes, each given as the service takes it."""
        path = repo_path(repo, "bakes", "batch")
        return await self._post(CREATE, path, {"bakes": list(bakes)}, contents.to_batch)

    async def delete_bake(self, key: JobKey) -> str:
        """Delete a bake, giving the service's word."""
        return await self._delete(job_path(key))

    async def metrics(self, key: JobKey) -> MetricSeries:
        """A bake's whole training log, empty where there is none yet; who asks while it is read waits for his turn."""
        return await self._logs.metrics(key)

    async def metric_rows(self, key: JobKey) -> MetricRows:
        """The same with every row and key as it was sent, for export: a long log takes far more memory."""
        return await self._logs.rows(key)

    @cached_property
    def _logs(self) -> Logs:
        from breadtui.api.logs import Logs  # noqa: PLC0415  when it is asked for

        return Logs(self._caller)

    async def download(
        self, key: JobKey, *, checkpoint: int | None = None, expires_in_seconds: int | None = None
    ) -> DownloadLink:
        """A link to a bake's weights, of the newest checkpoint unless one is named."""
        from breadtui.api.convert.inference import to_link  # noqa: PLC0415  when it is asked for

        query = {"checkpoint": checkpoint, "expires_in": expires_in_seconds}
        return await self._get(LINK, with_query(job_path(key, "download"), query), to_link)

    async def model_download(self, model: str, *, expires_in_seconds: int | None = None) -> DownloadLink:
        """A link to the weights behind a model path."""
        from breadtui.api.convert.inference import to_link  # noqa: PLC0415  when it is asked for

        query = {"name": model, "expires_in": expires_in_seconds}
        return await self._get(LINK, with_query(path_of("models", "download"), query), to_link)

    async def dependency_graph(self, key: JobKey) -> DependencyGraph:
        """Everything a bake depends on."""
        from breadtui.api.convert.recipe import to_graph  # noqa: PLC0415  when it is asked for

        return await self._get(LIST, recipe_path(key, "dependency-graph"), to_graph)

    async def recreation_plan(self, key: JobKey) -> RecreationPlan:
        """The steps that would make a bake again."""
        from breadtui.api.convert.recipe import to_plan  # noqa: PLC0415  when it is asked for

        return await self._get(LIST, recipe_path(key, "recreation-plan"), to_plan)

    async def models(self) -> tuple[ServedModel, ...]:
        """What inference offers."""
        from breadtui.api.convert.inference import to_models  # noqa: PLC0415  when it is asked for

        return await self._get(LIST, path_of("models"), to_models)

    async def chat(self, turn: ChatTurn) -> AsyncGenerator[ChatPiece, None]:
        """One turn, piece by piece; closing the iterator stops it at once."""
        from breadtui.api.chat import pieces_of  # noqa: PLC0415  when it is asked for
        from breadtui.api.convert.inference import chat_body  # noqa: PLC0415  when it is asked for

        body = body_of(chat_body(turn))
        ask = Ask("POST", path_of("chat", "completions"), CHAT, body, _idempotency_key(), "text/event-stream")
        async with aclosing(pieces_of(self._caller, ask)) as pieces:
            async for piece in pieces:
                yield piece

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def _get(self, kind: CallKind, path: str, to_domain: Callable[[object], T]) -> T:
        return await self._read(Ask("GET", path, kind), to_domain)

    async def _post(self, kind: CallKind, path: str, body: Mapping[str, object], to_domain: Callable[[object], T]) -> T:
        return await self._write("POST", kind, path, body, to_domain)

    async def _write(
        self, method: str, kind: CallKind, path: str, body: Mapping[str, object], to_domain: Callable[[object], T]
    ) -> T:
        return await self._read(Ask(method, path, kind, body_of(body), _idempotency_key()), to_domain)

    async def _delete(self, path: str) -> str:
        answer = await self._caller.answer(Ask("DELETE", path, ACT, idempotency_key=_idempotency_key()))
        return await read(answer.body, contents.to_deleted, path) if answer.body.strip() else ""

    async def _read(self, ask: Ask, to_domain: Callable[[object], T]) -> T:
        answer = await self._caller.answer(ask)
        return await read(answer.body, to_domain, f"{ask.method} {ask.path}")


def _idempotency_key() -> str:
    return f"breadtui-{uuid4()}"
