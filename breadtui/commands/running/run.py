"""`breadtui run`: start a stim, a rollout, a bake or all that leads to one; checked, asked, told to its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from breadtui.commands.exits import CONFLICT, INTERRUPTED, JOB_FAILED, OK, REFUSED, TIMEOUT, USAGE, exit_of
from breadtui.commands.outcome.interrupting import on_interrupt
from breadtui.commands.running.run_arguments import Arguments, Talk
from breadtui.commands.running.run_progress import Progress
from breadtui.config.settings import Settings
from breadtui.domain.chain.check import ChainCheck
from breadtui.domain.chain.words import job_words, standing_words
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.preflight.findings import Gate, Light
from breadtui.domain.preflight.words import COSTS, LETTERS, estimate_words
from breadtui.domain.recreation.run import PlanRun, RunStanding
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.clock import SystemClock
from breadtui.store.events.event import RepoOpened
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.state import AppState
from breadtui.store.forgetting.journal import NoDrafts
from breadtui.store.plans.calls import BY_HAND, Halted
from breadtui.store.plans.chaining import Chaining
from breadtui.store.ports.service import BreadApi, Clock, Journal
from breadtui.store.store import Store


async def run(
    api: BreadApi, settings: Settings, args: Arguments, talk: Talk, journal: Journal, clock: Clock | None = None
) -> int:
    """Check, ask, start, wait; the exit code. What is complete already is not started again.

    Raises: BreadError where the service could not be asked at all.
    """
    await api.repo(args.repo)  # where nothing answers, nothing is asked of a person either
    commands = _Commands(api, settings, args, talk, journal, clock or SystemClock())
    check = await commands.check_chain(args.wish)
    _tell_check(check, talk)
    if check.is_idle:
        talk.tell("nothing to start: it is complete already.")
        commands.progress.put_settled(await _jobs_of(api, check))
        return OK
    if (refusal := _refusal(check, settings, args, talk)) is not None:
        return refusal
    return await (commands.waited() if args.is_waiting else commands.begun(check))


def _tell_check(check: ChainCheck, talk: Talk) -> None:
    """What is amiss of each start, and what each comes to."""
    for flight in check.flights:
        words = estimate_words(flight.estimate)
        talk.tell(visible_line(f"{job_words(flight.key)}{f': {words}' if words else ''}"))
        for light in (Light.RED, Light.AMBER):
            for text in flight.of(light):
                talk.tell(visible_line(f"  {LETTERS[light]} {text}"))
    for key in check.active:
        talk.tell(visible_line(f"{job_words(key)} is under way and waited for"))


def _refusal(check: ChainCheck, settings: Settings, args: Arguments, talk: Talk) -> int | None:
    """The exit code where nothing is started; None where a start is agreed to."""
    if settings.is_read_only:
        talk.tell("read-only: nothing was started.")
        return REFUSED
    if check.gate is not Gate.ASK and not args.is_forced:
        talk.tell("nothing was started; --force starts it all the same.")
        return REFUSED
    if not args.is_waiting and len(check.flights) + len(check.active) > 1:
        talk.tell("--no-wait starts one job; without it the others are started when their turn comes.")
        return USAGE
    return None if args.is_agreed or not check.flights else _disagreement(check, talk)


def _disagreement(check: ChainCheck, talk: Talk) -> int | None:
    if talk.ask is None:
        talk.tell("nobody can be asked here; --yes starts it without a question.")
        return USAGE
    if talk.ask(f"Start {', '.join(visible_line(job_words(flight.key)) for flight in check.flights)}? {COSTS}"):
        return None
    talk.tell("nothing was started.")
    return REFUSED


async def _jobs_of(api: BreadApi, check: ChainCheck) -> list[Job]:
    return [await api.job(key) for key in check.complete[-1:]]


class _Commands(Chaining):
    """The commands of a window without a screen: each look at a job is written out."""

    def __init__(
        self, api: BreadApi, settings: Settings, args: Arguments, talk: Talk, journal: Journal, clock: Clock
    ) -> None:
        super().__init__(Store(AppState()), api, journal, NoDrafts(), clock)
        if settings.poll_seconds:
            self.intervals = Intervals(**settings.poll_seconds)
        self.progress = Progress(talk.out, clock, is_json=args.is_json)
        self._dispatch(RepoOpened(args.repo))  # so that what is seen is kept, and says how long the next may take
        self._args, self._talk = args, talk
        self._halt: Halted | None = None
        self._has_run_out = self._is_watched = False

    def _seen(self, key: JobKey, outcome: Job | BreadError) -> None:
        super()._seen(key, outcome)
        if self._is_watched and isinstance(outcome, Job):
            self.progress.put(outcome)

    def _halted(self, run: PlanRun, halted: Halted) -> None:
        self._halt = halted
        super()._halted(run, halted)

    async def _look_around(self, repo: RepoName) -> None:
        """There is no tree to show."""

    async def begun(self, check: ChainCheck) -> int:
        """Start the one job and leave it."""
        for flight in check.flights:
            self.progress.put_settled([await self.begin_job(flight.key)])
        return OK

    async def waited(self) -> int:
        """Start one job after another until all are complete; time and ctrl+c end it between two calls."""
        key, self._is_watched = self._args.wish.key, True
        async with self._timed():
            with on_interrupt(lambda: self.stop_plan(key)):
                await self.start_chain(self._args.wish)
        run = self._state.plan_runs.get(key)
        if run is None:
            self._talk.tell(
                visible_line(self._state.notices[-1].text if self._state.notices else "nothing was started")
            )
            return CONFLICT
        words = standing_words(run)
        self._talk.tell(visible_line(words.replace(BY_HAND, "time ran out") if self._has_run_out else words) + ".")
        return self._code_of(run)

    @contextlib.asynccontextmanager
    async def _timed(self) -> AsyncIterator[None]:
        """Stop when time runs out, if it may."""
        timer = asyncio.ensure_future(self._run_out())
        try:
            yield
        finally:
            timer.cancel()

    async def _run_out(self) -> None:
        if self._args.timeout_seconds is not None:
            await self._clock.sleep(self._args.timeout_seconds)
            self._has_run_out = True
            self.stop_plan(self._args.wish.key)

    def _code_of(self, run: PlanRun) -> int:
        if run.standing is RunStanding.DONE:
            return OK
        if self._halt is not None and self._halt.error is not None:
            return exit_of(self._halt.error)
        if run.reason.startswith(BY_HAND):
            return TIMEOUT if self._has_run_out else INTERRUPTED
        return JOB_FAILED if " failed: " in run.reason else REFUSED
