"""`breadtui wait`: watch one job until it is complete or failed, patiently over a bad link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TextIO

from breadtui.commands.exits import JOB_FAILED, OK, TIMEOUT
from breadtui.commands.outcome.job_json import place_of, progress_words, seen_to_json
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError, NotBread, RateLimited, ServerFailed, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.clock import SystemClock
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.values import dataclass

DEFAULT_SECONDS = {Phase.STIM: 5.0, Phase.ROLLOUT: 10.0, Phase.BAKE: 30.0}
LEAST_SECONDS = 1.0
LONGEST_SECONDS = 300.0
LONGEST_RETRY_AFTER_SECONDS = 3600.0
LONGEST_REASON = 300
TRIES_BEFORE_FIRST_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which job, for whom, how long (None for ever) and how often (None for the service's own advice)."""

    key: JobKey
    is_json: bool = False
    timeout_seconds: float | None = None
    every_seconds: float | None = None


async def run(
    api: BreadApi,
    settings: Settings,
    args: Arguments,
    out: TextIO,
    *,
    clock: Clock | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Write each change and the outcome: 0 complete, 1 failed, 124 when time ran out.

    A link that breaks after the first answer is borne until time runs out. Raises: BreadError where no answer
    ever came, or one that asking again cannot change.
    """
    watch = _Watch(api, args, every_seconds(settings, args), out, clock or SystemClock(), tell)
    return await watch.run()


def every_seconds(settings: Settings, args: Arguments) -> float:
    """How often to ask: as typed, else as configured, else as the service advises; at most once a second."""
    phase = args.key.phase
    configured = settings.poll_seconds.get(f"{phase.value}_seconds", DEFAULT_SECONDS[phase])
    return max(LEAST_SECONDS, configured if args.every_seconds is None else args.every_seconds)


class _Watch:
    """One job being waited for."""

    def __init__(
        self,
        api: BreadApi,
        args: Arguments,
        every: float,
        out: TextIO,
        clock: Clock,
        tell: Callable[[str], None],
    ) -> None:
        self._api, self._args, self._every_seconds = api, args, every
        self._out, self._clock, self._tell = out, clock, tell
        self._started_at = clock.now()
        self._last: Job | None = None
        self._failures = 0

    async def run(self) -> int:
        while True:
            pause_seconds = await self._look()
            if self._last is not None and self._last.is_settled and self._failures == 0:
                return self._settled(self._last)
            remaining = self._remaining_seconds()
            if remaining is not None and remaining <= 0:
                return self._timed_out()
            await self._clock.sleep(pause_seconds if remaining is None else min(pause_seconds, remaining))

    async def _look(self) -> float:
        """Ask once; what is returned is the pause until the next look."""
        try:
            job = await self._api.job(self._args.key)
        except (Unreachable, NotBread, ServerFailed, RateLimited) as error:
            return self._missed(error)
        if self._failures:
            self._failures = 0
            self._tell("the service answers again.")
        self._seen(job)
        return self._every_seconds

    def _missed(self, error: BreadError) -> float:
        self._failures += 1
        if self._last is None and self._failures >= TRIES_BEFORE_FIRST_ANSWER:
            raise error
        if self._failures == 1:
            self._tell(f"no answer ({visible_line(error.message)}); asking again.")
        base = LEAST_SECONDS if self._last is None else self._every_seconds
        pause_seconds = min(base * 2.0 ** min(self._failures - 1, 20), LONGEST_SECONDS)
        asked_seconds = getattr(error, "retry_after_seconds", None) or 0.0
        return max(pause_seconds, min(asked_seconds, LONGEST_RETRY_AFTER_SECONDS))

    def _seen(self, job: Job) -> None:
        last, self._last = self._last, job
        if last is None and job.status is JobStatus.NOT_STARTED:
            self._tell("it is not started yet; waiting for somebody to start it.")
        if not job.is_settled and (last is None or seen_to_json(last) != seen_to_json(job)):
            self._put(job, "waiting")

    def _settled(self, job: Job) -> int:
        self._put(job, job.status.value)
        if job.status is JobStatus.COMPLETE:
            return OK
        reason = (job.error or "").strip().partition("\n")[0][:LONGEST_REASON] or "no reason given"
        self._tell(f"it failed: {visible_line(reason)}")
        return JOB_FAILED

    def _timed_out(self) -> int:
        if self._last is not None:
            self._put(self._last, "timeout")
        self._tell("time ran out before the job settled.")
        return TIMEOUT

    def _put(self, job: Job, outcome: str) -> None:
        elapsed = self._elapsed()
        if self._args.is_json:
            record = {**seen_to_json(job), "outcome": outcome, "elapsed_seconds": round(elapsed.total_seconds(), 3)}
            put_json(self._out, record)
            return
        words = job.status.value if outcome != "timeout" else f"{job.status.value} (time ran out)"
        line = f"{_span(elapsed)}  {place_of(job.key)}  {job.key.phase.value}  {words}  {progress_words(job)}"
        put_line(self._out, line.rstrip())

    def _elapsed(self) -> timedelta:
        return self._clock.now() - self._started_at

    def _remaining_seconds(self) -> float | None:
        if self._args.timeout_seconds is None:
            return None
        deadline: datetime = self._started_at + timedelta(seconds=self._args.timeout_seconds)
        return (deadline - self._clock.now()).total_seconds()


def _span(elapsed: timedelta) -> str:
    minutes, seconds = divmod(int(elapsed.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
