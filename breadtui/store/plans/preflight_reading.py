"""What a preflight needs to know, read afresh, a few questions at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from breadtui.domain.errors import BreadError, NotFound, Unauthorized
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import (
    JobKey,
    ModelPath,
    Phase,
    PromptKey,
    PromptName,
    RepoName,
    TargetKey,
    TargetName,
    parse_model_path,
)
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.digest import answer_tokens
from breadtui.domain.preflight.bake_rules import entries_of
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.preflight.evidence import Evidence, ModelEvidence
from breadtui.domain.prompt.prompts import Prompt, tokens_estimate
from breadtui.store.plans.together import all_asked
from breadtui.store.reading.read_once import ReadOnce

ROLLOUTS_SAMPLED = 4
T = TypeVar("T")


async def read_evidence(
    api: ReadOnce, key: JobKey, past: Sequence[PastRun] = (), *, assumed: Iterable[JobKey] = ()
) -> Evidence:
    """All that the rules look at for one job, as it is now.

    `assumed` are jobs that will be complete by the time it starts: they are not asked about. What cannot be asked is
    named in `unread`. Raises: Unauthorized.
    """
    reading = _Reading(api, key, frozenset(assumed))
    await reading.read()
    return reading.evidence(tuple(past))


class _Reading:
    def __init__(self, api: ReadOnce, key: JobKey, assumed: frozenset[JobKey]) -> None:
        self._api, self._key, self._assumed = api, key, assumed
        self._job: Job | None = None
        self._was_answered = False
        self._targets: dict[str, JsonObject | None] = {}
        self._prompts: dict[str, Prompt | None] = {}
        self._jobs: dict[JobKey, Job | None] = {}
        self._bakes: dict[tuple[RepoName, str], Job | None] = {}
        self._bases: dict[RepoName, str] = {}
        self._served: frozenset[str] | None = None
        self._tokens: dict[str, tuple[int, ...]] = {}
        self._unread: list[str] = []

    def evidence(self, past: tuple[PastRun, ...]) -> Evidence:
        """What was read."""
        models = ModelEvidence(self._bases.get(self._key.repo, ""), self._served, self._bakes, self._bases)
        return Evidence(
            self._key,
            self._job,
            self._targets,
            self._prompts,
            self._jobs,
            models,
            self._tokens,
            past,
            tuple(dict.fromkeys(self._unread)),
            was_answered=self._was_answered,
        )

    async def read(self) -> None:
        """Ask everything, what is needed first before what follows from it."""
        asks = [self._read_job()]
        if self._key.phase is not Phase.BAKE:
            asks.append(self._read_target(self._key.name))
        if self._key.phase is not Phase.STIM:
            asks += [self._read_base(self._key.repo), self._read_served()]
        await all_asked(asks)
        match self._key.phase:
            case Phase.STIM:
                await all_asked(self._prompt_reads())
            case Phase.ROLLOUT:
                stim = JobKey(self._key.repo, Phase.STIM, self._key.name)
                model = (self._targets.get(self._key.name) or {}).get("model_name")
                await all_asked([*self._prompt_reads(), self._read_needed(stim), *self._model_reads(model)])
            case Phase.BAKE:
                await self._read_sources()

    async def _read_sources(self) -> None:
        config = self._job.config if self._job is not None else {}
        names = list(dict.fromkeys(entry.target for entry in entries_of(config)))
        rollouts = [JobKey(self._key.repo, Phase.ROLLOUT, name) for name in names]
        model = config.get("model")
        parent = model.get("parent_model_name") if isinstance(model, Mapping) else None
        asks = [*(self._read_target(name) for name in names), *(self._read_needed(rollout) for rollout in rollouts)]
        await all_asked([*asks, *self._model_reads(parent)])
        ready = [key for key in rollouts if (job := self._jobs.get(key)) and job.status is JobStatus.COMPLETE]
        await all_asked([self._sample(key) for key in ready[:ROLLOUTS_SAMPLED]])

    def _prompt_reads(self) -> list[Awaitable[None]]:
        config = self._targets.get(self._key.name) or {}
        names = dict.fromkeys(config.get(key) for key in ("teacher_prompt", "student_prompt", "u", "v"))
        return [self._read_prompt(name) for name in names if isinstance(name, str) and name]

    def _model_reads(self, name: Json) -> list[Awaitable[None]]:
        path = parse_model_path(name) if isinstance(name, str) else None
        if path is None:
            return []
        bases = [] if path.repo == self._key.repo else [self._read_base(path.repo)]
        return [self._read_bake(path), *bases]

    # -- one question each ----------------------------------------------------------------------------------------

    async def _read_job(self) -> None:
        what = f"{self._key.phase} of {self._key.name}"
        self._was_answered, self._job = await self._answer(what, lambda: self._api.job(self._key))

    async def _read_target(self, name: str) -> None:
        key = TargetKey(self._key.repo, TargetName(name))
        was_read, target = await self._answer(f"target {name}", lambda: self._api.target(key))
        if was_read:
            self._targets[name] = None if target is None else target.config

    async def _read_prompt(self, name: str) -> None:
        key = PromptKey(self._key.repo, PromptName(name))
        was_read, prompt = await self._answer(f"prompt {name}", lambda: self._api.prompt(key))
        if was_read:
            self._prompts[name] = prompt

    async def _read_needed(self, key: JobKey) -> None:
        if key in self._assumed:
            return
        was_read, job = await self._answer(f"{key.phase} of {key.name}", lambda: self._api.job(key))
        if was_read:
            self._jobs[key] = job

    async def _read_bake(self, path: ModelPath) -> None:
        key = JobKey(path.repo, Phase.BAKE, path.bake)
        if key in self._assumed:
            return
        was_read, job = await self._answer(f"bake {path.bake} of {path.repo}", lambda: self._api.job(key))
        if was_read:
            self._bakes[path.repo, path.bake] = job

    async def _read_base(self, repo: RepoName) -> None:
        _, found = await self._answer(f"repository {repo}", lambda: self._api.repo(repo))
        if found is not None:
            self._bases[repo] = found.base_model

    async def _read_served(self) -> None:
        """Not every service says which models it offers: the rules know that nobody said."""
        try:
            self._served = frozenset(model.id for model in await self._api.models())
        except Unauthorized:
            raise
        except BreadError:
            self._served = None

    async def _sample(self, key: JobKey) -> None:
        """The tokens of the first rows: enough for a guess, and where they fail, there is none."""
        try:
            page = await self._api.first_rows(key)
        except Unauthorized:
            raise
        except BreadError:
            return
        self._tokens[key.name] = tuple(tokens_of(row) for row in page.rows)

    async def _answer(self, what: str, ask: Callable[[], Awaitable[T]]) -> tuple[bool, T | None]:
        """Whether it was answered, and the answer; None for what is not there."""
        try:
            return True, await ask()
        except NotFound:
            return True, None
        except Unauthorized:
            raise
        except BreadError as error:
            self._unread.append(f"{what} ({error.message.strip().partition(chr(10))[0]})")
            return False, None


def tokens_of(raw: Json) -> int:
    """Tokens of a row of training data: as the service counts them, else about."""
    row = read_row(raw)
    answer = row.answer
    if answer is None:
        return tokens_estimate(row.question)
    if answer.total_tokens is not None:
        return answer.total_tokens
    return tokens_estimate(row.question) + answer_tokens(answer)
