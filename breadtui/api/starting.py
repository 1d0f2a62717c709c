"""Starting a job, which must never happen twice: sent once, and a lost answer is read back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from breadtui.domain.errors import BreadError, NeverSent, NotBread, ServerFailed, Unclear, Unreachable
from breadtui.domain.jobs import Job, JobStatus

SECOND_LOOK_SECONDS = 5.0
_STARTED = frozenset({JobStatus.PENDING, JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.UNKNOWN})


async def start_once(
    send: Callable[[], Awaitable[Job]],
    look: Callable[[], Awaitable[Job]],
    sleep: Callable[[float], Awaitable[None]],
) -> Job:
    """The job as started; where the answer was lost, as two looks five seconds apart find it.

    Raises: Unclear where it is not seen to have started: the service may still be about to. A job found failed
    is unclear too, for it may be the failure that was there before.
    """
    try:
        return await send()
    except BreadError as lost:
        if not _is_ambiguous(lost):
            raise
        reason = lost.message
    for wait_seconds in (0.0, SECOND_LOOK_SECONDS):
        if wait_seconds:
            await sleep(wait_seconds)
        job = await _seen(look)
        if job is not None and job.status in _STARTED:
            return job
    raise Unclear(f"it is unclear whether the job started: {reason}")


async def _seen(look: Callable[[], Awaitable[Job]]) -> Job | None:
    try:
        return await look()
    except BreadError:
        return None


def _is_ambiguous(failure: BreadError) -> bool:
    """The service may have acted although no answer says so."""
    if isinstance(failure, NeverSent) or failure.code == "redirect":
        return False
    return isinstance(failure, Unreachable | NotBread | ServerFailed)
