"""`breadtui wait` for what is named: bakes and targets, several at once, each told with its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TextIO

from breadtui.commands.exits import JOB_FAILED, OK, TIMEOUT
from breadtui.commands.outcome.job_json import place_of
from breadtui.commands.running import wait
from breadtui.config.settings import Settings
from breadtui.domain.errors import NotBread, NotFound, RateLimited, ServerFailed, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.clock import SystemClock
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.values import dataclass

WORST_FIRST = (JOB_FAILED, TIMEOUT, OK)
"""Of several outcomes the exit code is the worst: a failure before a lack of time."""
FIRST_PAUSES_SECONDS = (1.0, 2.0)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What is waited for, by repository and name; `phase` None finds out whether a name is a bake or a target."""

    places: Sequence[tuple[str, str]]
    phase: Phase | None = None
    is_json: bool = False
    timeout_seconds: float | None = None
    every_seconds: float | None = None


async def run(
    api: BreadApi, settings: Settings, args: Arguments, out: TextIO, tell: Tell, clock: Clock | None = None
) -> int:
    """Write each change of each job; 0 where all are complete, 1 where one failed, 124 where time ran out.

    Of a target the stim is waited for, then the rollout where that was started.
    Raises: BreadError where one of them is not there, or the service never answered about it.
    """
    watch = _Watch(api, settings, args, out, tell, clock or SystemClock())
    keys = [await watch.key_of(RepoName(repo), name) for repo, name in dict.fromkeys(args.places)]
    tasks = [asyncio.ensure_future(watch.watched(key)) for key in keys]
    try:
        codes = await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    return next(code for code in WORST_FIRST if code in codes)


class _Watch:
    def __init__(
        self, api: BreadApi, settings: Settings, args: Arguments, out: TextIO, tell: Tell, clock: Clock
    ) -> None:
        self._api, self._settings, self._args = api, settings, args
        self._out, self._tell, self._clock = out, tell, clock
        self._began_at = clock.now()

    async def key_of(self, repo: RepoName, name: str) -> JobKey:
        """The job that a name stands for: the bake of that name, else the target's rollout, or stim before it."""
        if self._args.phase is not None:
            return JobKey(repo, self._args.phase, name)
        bake = JobKey(repo, Phase.BAKE, name)
        try:
            await self._first_look(bake)
        except NotFound:
            return await self._stage_of(repo, name)
        return bake

    async def _first_look(self, key: JobKey) -> Job:
        """The job, asked about a few times where the link is broken. Raises: BreadError."""
        for pause_seconds in FIRST_PAUSES_SECONDS:
            try:
                return await self._api.job(key)
            except (Unreachable, NotBread, ServerFailed, RateLimited):
                await self._clock.sleep(pause_seconds)
        return await self._api.job(key)

    async def _stage_of(self, repo: RepoName, name: str) -> JobKey:
        rollout = JobKey(repo, Phase.ROLLOUT, name)
        try:
            is_begun = (await self._first_look(rollout)).status is not JobStatus.NOT_STARTED
        except NotFound as error:
            raise NotFound(f"there is no bake or target {name} in {repo}", status=error.status) from error
        return rollout if is_begun else JobKey(repo, Phase.STIM, name)

    async def watched(self, key: JobKey) -> int:
        """The outcome of one job; of a target's stim, also that of the rollout that was started meanwhile."""
        code = await self._waited(key)
        if code != OK or key.phase is not Phase.STIM or self._args.phase is not None:
            return code
        rollout = await self._stage_of(key.repo, key.name)
        return code if rollout == key else await self._waited(rollout)

    async def _waited(self, key: JobKey) -> int:
        left_seconds = self._args.timeout_seconds
        if left_seconds is not None:
            left_seconds = max(left_seconds - (self._clock.now() - self._began_at).total_seconds(), 0.0)
        args = wait.Arguments(key, self._args.is_json, left_seconds, self._args.every_seconds)
        tell = self._tell if len(self._args.places) == 1 else partial(self._tell_of, key)
        return await wait.run(self._api, self._settings, args, self._out, clock=self._clock, tell=tell)

    def _tell_of(self, key: JobKey, sentence: str) -> None:
        self._tell(f"{visible_line(place_of(key))}: {sentence}")
