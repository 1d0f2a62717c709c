"""Calls on behalf of a run: patient with a broken link, stoppable in between, each look at the run told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from breadtui.domain.errors import BreadError, Conflict, NotBread, NotFound, RateLimited, ServerFailed, Unreachable
from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recreation.made import CREATES, RUNS, Made
from breadtui.domain.recreation.run import PlanRun, StepState
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.state import SeenJob
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.values import dataclass, replace

T = TypeVar("T")

PATIENT = (Unreachable, ServerFailed, RateLimited, NotBread)
"""Failures of the way to the service, after which the same is asked again."""

FIRST_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 60.0
LONGEST_RETRY_AFTER_SECONDS = 3600.0
BY_HAND = "by you"
"""How the reason of a run begins that a person stopped."""


class Halted(Exception):
    """The run cannot or shall not go on; `error` where the service refused."""

    def __init__(self, reason: str, error: BreadError | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.error = error


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run needs of the desk it is driven from.

    `tell` takes each new look of the run, and `written` waits until what was told is on disk. `seen` takes each job
    that was read, `begin` starts a job once and looks a lost answer up; `stop` is set to end between two calls;
    `repo_made` is called after the repository had to be made. `prompt_seen` takes each prompt that was read,
    `prompt_made` one that this run made and read back. `known` is how a job was last seen by anybody.
    """

    api: BreadApi
    clock: Clock
    intervals: Intervals
    tell: Callable[[PlanRun], None]
    written: Callable[[], Awaitable[None]]
    seen: Callable[[JobKey, Job], None]
    begin: Callable[[Job], Awaitable[Job]]
    stop: asyncio.Event
    repo_made: Callable[[], Awaitable[None]]
    prompt_seen: Callable[[PromptKey, Prompt], None]
    prompt_made: Callable[[PromptKey, Prompt], None]
    known: Callable[[JobKey], SeenJob | None]


class RunCalls:
    """A run with the service within its reach."""

    def __init__(self, run: PlanRun, around: Surroundings) -> None:
        self.run = run
        self._api, self._around = around.api, around

    async def _read_job(self, key: JobKey, made: Made) -> Job | None:
        job = await self._read(made, lambda: self._api.job(key))
        if job is not None:
            self._around.seen(key, job)
        return job

    async def _look_again(self, key: JobKey, made: Made, since: datetime) -> Job | None:
        """A job that ran at a time, now. Where the poller has seen it run since then, nothing is asked."""
        known = self._around.known(key)
        if known is not None and known.seen_at > since and known.job.is_active and not known.is_gone:
            return known.job
        return await self._read_job(key, made)

    async def _read_prompt(self, key: PromptKey, made: Made) -> Prompt | None:
        prompt = await self._read(made, lambda: self._api.prompt(key))
        if prompt is not None:
            self._around.prompt_seen(key, prompt)
        return prompt

    async def _read(self, made: Made | None, ask: Callable[[], Awaitable[T]]) -> T | None:
        """The answer, None where there is nothing, however long the way to the service is broken."""
        failures = 0
        answer: T | None
        while True:
            self._check_stopped()
            try:
                answer = await ask()
            except NotFound:
                answer = None
            except PATIENT as error:
                self._mark(made, note=waiting_words(error))
                await self._rest(wait_seconds(failures, error))
                failures += 1
                continue
            except BreadError as error:
                raise refused(name_of(made), error) from error
            if failures:
                self._mark(made, note="")
            return answer

    async def _written(self, made: Made | None, write: Callable[[], Awaitable[T]]) -> T | None:
        """The answer to a write that is idempotent by content; None where it was lost. Raises: Conflict, Halted."""
        self._check_stopped()
        try:
            return await write()
        except Conflict as error:
            if made is None:
                raise Halted(f"repository {self.run.key.into}: it exists on another base model", error) from error
            raise
        except PATIENT as error:
            self._mark(made, note=waiting_words(error))
            await self._rest(wait_seconds(0, error))
            self._mark(made, note="")
            return None
        except BreadError as error:
            raise refused(name_of(made), error) from error

    async def _rest(self, seconds: float) -> None:
        """Wait, but no longer than until a person stops the run."""
        slept = asyncio.ensure_future(self._around.clock.sleep(seconds))
        stopped = asyncio.ensure_future(self._around.stop.wait())
        try:
            await asyncio.wait({slept, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            slept.cancel()
            stopped.cancel()
        self._check_stopped()

    def _check_stopped(self) -> None:
        if self._around.stop.is_set():
            raise Halted(f"{BY_HAND}; what runs on the service goes on there")

    # -- how far it is --------------------------------------------------------------------------------------------

    def _put(self, run: PlanRun) -> None:
        if run != self.run:
            self.run = run
            self._around.tell(run)

    def _mark(self, made: Made | None, **parts: object) -> None:
        if made is not None:
            progress = replace(self.run.progress(made.number), **parts)  # type: ignore[arg-type]  # fields by name
            self._put(self.run.having(made.number, progress))

    def _settle(self, made: Made, state: StepState) -> None:
        progress = self.run.progress(made.number)
        percent = 100.0 if made.kind in RUNS and state is not StepState.SKIPPED else None
        note = progress.note if made.kind in CREATES else ""
        ended = replace(
            progress, state=state, ended_at=self._now(), progress_percent=percent, start_sent_at=None, note=note
        )
        self._put(self.run.having(made.number, ended))

    def _now(self) -> datetime:
        return self._around.clock.now()


def name_of(made: Made | None) -> str:
    """The step, or the repository where it is about no step."""
    return "the repository" if made is None else f"{made.kind} {made.name}"


def refused(what: str, error: BreadError) -> Halted:
    """The end of a run by the service's refusal."""
    return Halted(f"{what}: {first_line(error.message)}", error)


def waiting_words(error: BreadError) -> str:
    """What a step says while the link is broken."""
    return f"no answer ({first_line(error.message)}); asking again"


def wait_seconds(failures: int, error: BreadError) -> float:
    """How long to wait before asking again: twice as long each time, up to a minute, or as long as the service says."""
    asked_seconds = getattr(error, "retry_after_seconds", None) or 0.0
    backed_off = min(FIRST_WAIT_SECONDS * 2.0 ** min(failures, 10), LONGEST_WAIT_SECONDS)
    return max(backed_off, min(asked_seconds, LONGEST_RETRY_AFTER_SECONDS))
