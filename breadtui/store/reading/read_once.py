"""Questions to the service, each asked once for as long as one thing is looked at, and a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey, PromptKey, RepoName, TargetKey
from breadtui.domain.outputs import OutputPage
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Repo, Target
from breadtui.store.ports.service import BreadApi

if TYPE_CHECKING:
    from breadtui.domain.inference import ServedModel

AT_ONCE = 4
ROWS_SAMPLED = 20
T = TypeVar("T")


class ReadOnce:
    """The service, asked each question once however many starts are looked at, and a few at a time.

    As a context it gives up at its end what is still to be asked, so that nobody pays for a question given up.
    """

    def __init__(self, api: BreadApi) -> None:
        self._api = api
        self._places = asyncio.Semaphore(AT_ONCE)
        self._answers: dict[object, asyncio.Task[Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for task in self._answers.values():
            task.cancel()

    async def job(self, key: JobKey) -> Job:
        """The state of a stim, rollout or bake."""
        return await self._once(key, lambda: self._api.job(key))

    async def target(self, key: TargetKey) -> Target:
        """A target's configuration."""
        return await self._once(key, lambda: self._api.target(key))

    async def prompt(self, key: PromptKey) -> Prompt:
        """A prompt's text."""
        return await self._once(key, lambda: self._api.prompt(key))

    async def repo(self, name: RepoName) -> Repo:
        """A repository with its base model."""
        return await self._once(name, lambda: self._api.repo(name))

    async def models(self) -> tuple[ServedModel, ...]:
        """The models that inference offers."""
        return await self._once(None, self._api.models)

    async def first_rows(self, key: JobKey) -> OutputPage:
        """The first rows of a rollout."""
        return await self._once((key, ROWS_SAMPLED), lambda: self._api.output_page(key, limit=ROWS_SAMPLED))

    async def _once(self, question: object, ask: Callable[[], Awaitable[T]]) -> T:
        if question not in self._answers:
            task = self._answers[question] = asyncio.ensure_future(self._in_turn(ask))
            task.add_done_callback(_noticed)
        answer: T = await asyncio.shield(self._answers[question])
        return answer

    async def _in_turn(self, ask: Callable[[], Awaitable[T]]) -> T:
        async with self._places:
            return await ask()


def _noticed(task: asyncio.Task[Any]) -> None:
    """Whoever asked is told of a failure; where nobody waits any more, it concerns nobody."""
    if not task.cancelled():
        task.exception()
