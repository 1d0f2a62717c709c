"""The command that starts a job: sent once, and read back where the answer is lost."""

from __future__ import annotations

import asyncio

from breadtui.domain.chain.words import job_words
from breadtui.domain.errors import BreadError, NeverSent, OutOfCredit, Unclear, Unreachable
from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey
from breadtui.store.desk import Desk
from breadtui.store.events.event import JobStarted, StartAsked, StartFailed
from breadtui.store.facts.state import Severity

LOOKS_AFTER_LOST_ANSWER = 2
SECONDS_BETWEEN_LOOKS = 5.0
SLOW_SECONDS = 1.0
"""An answer that takes longer is said to be waited for."""


class Starting(Desk):
    """Starts jobs; never repeats a start by itself, since a job costs money."""

    async def start_job(self, key: JobKey) -> None:
        """Start a stim, rollout or bake, unless it runs already or a start is on its way: then nothing is sent.

        Its state is read first, since another person may have started it meanwhile. What comes of it is told in one
        sentence; one more says that it is waited for, where the answer is slow.
        """
        if await self._start_untold(key):
            self._notice(Severity.INFORMATION, f"{job_words(key)} has begun", key)

    async def _start_untold(self, key: JobKey) -> bool:
        """The same; that it has begun is left to be told, and is the answer."""
        if not self._may_write(f"{key.name} was not started") or key in self._state.starting:
            return False
        self._dispatch(StartAsked(key))
        waiting = asyncio.ensure_future(self._tell_slow(key))
        try:
            job = await self.begin_job(key)
        except BreadError as error:
            self._failed(error, StartFailed(key, error, self._now()))
            if isinstance(error, OutOfCredit):
                await self._look_again(key)
            return False
        finally:
            waiting.cancel()
        self._dispatch(JobStarted(key, job, self._now()))
        return True

    async def _tell_slow(self, key: JobKey) -> None:
        await self._clock.sleep(SLOW_SECONDS)
        self._notice(Severity.INFORMATION, f"start of {key.name}: asked, waiting for the answer", key)

    async def begin_job(self, key: JobKey) -> Job:
        """The job after a start sent once, or as it is where it runs already.

        Raises: Unclear where an answer was lost and the start is not seen to have arrived; what the service refuses.
        """
        before = await self._api.job(key)
        return before if before.is_active else await self._begun_once(before)

    async def _begun_here(self, before: Job) -> Job:
        """The job after a start that a plan or a chain sent once; told as one that was started from here.

        Raises: as `_begun_once`.
        """
        job = await self._begun_once(before)
        self._dispatch(JobStarted(job.key, job, self._now()))
        return job

    async def _begun_once(self, before: Job) -> Job:
        """The job after a start sent once; a lost answer is looked up. Raises: Unclear where it is not seen.

        A chain and a person may want the same at the same moment: the second waits for the first, and reads again.
        """
        gate = self._gates.setdefault(before.key, asyncio.Lock())
        is_second = gate.locked()
        async with gate:
            if is_second and _has_begun(before, job := await self._api.job(before.key)):
                return job
            try:
                return await self._api.start(before.key)
            except NeverSent:
                raise
            except (Unclear, Unreachable) as error:
                return await self._found_running(before, error)

    async def _found_running(self, before: Job, error: BreadError) -> Job:
        """The job if reads show that the start arrived.

        Raises: Unclear if two looks, five seconds apart, do not show it.
        """
        for look in range(LOOKS_AFTER_LOST_ANSWER):
            if look:
                await self._clock.sleep(SECONDS_BETWEEN_LOOKS)
            job = await self._look(before.key)
            if job is not None and _has_begun(before, job):
                return job
        raise Unclear(error.message, status=error.status, code=error.code) from error

    async def _look(self, key: JobKey) -> Job | None:
        try:
            return await self._api.job(key)
        except BreadError:
            return None  # the start's own failure is what is told

    async def _look_again(self, key: JobKey) -> None:
        if (job := await self._look(key)) is not None:
            self._seen(key, job)


def _has_begun(before: Job, job: Job) -> bool:
    return job.is_active or (job.is_settled and (job.status, job.job_id) != (before.status, before.job_id))
