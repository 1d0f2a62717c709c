"""A plan carried out from a shell: asked for once, told step by step, stopped cleanly by ctrl+c."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Coroutine
from typing import Any, TextIO

from breadtui.commands.exits import CONFLICT, INTERRUPTED, JOB_FAILED, OK, REFUSED, USAGE, exit_of
from breadtui.commands.outcome.interrupting import on_interrupt
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.commands.running.plan_arguments import Arguments, Form
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError
from breadtui.domain.recreation.as_json import run_to_json
from breadtui.domain.recreation.check import PlanCheck, Verb, dry_run
from breadtui.domain.recreation.run import Decision, PlanRun, RunKey, RunStanding, StepProgress, StepState
from breadtui.domain.recreation.words import act_words, run_words
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.events.plan import PlanChecked
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.remote import Failed, Remote
from breadtui.store.facts.state import AppState
from breadtui.store.forgetting.journal import NoDrafts, NoJournal
from breadtui.store.plans.calls import BY_HAND, Halted
from breadtui.store.plans.recreating import Recreating
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.store.store import Store
from breadtui.values import dataclass

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the outcome goes, where words go, and how a person is asked (None where nobody can be)."""

    out: TextIO
    tell: Tell
    ask: Callable[[str], bool] | None


async def run_plan(
    api: BreadApi, settings: Settings, args: Arguments, check: PlanCheck, clock: Clock, talk: Talk
) -> int:
    """Show the dry run, ask, run; the exit code."""
    acts = dry_run(check, args.from_step)
    is_needed = any(act.verb not in {Verb.NOTHING, Verb.SKIP} for act in acts)
    for line in (*(act_words(act) for act in acts), *run_words(check, acts)):
        talk.tell(visible_line(line))
    if settings.is_read_only:
        talk.tell("read-only: the plan was not run.")
        return REFUSED
    if is_needed and not args.is_agreed and not _is_agreed(check, talk):
        return USAGE if talk.ask is None else REFUSED
    state, refusal = await _driven(api, settings, args, check, clock, talk)
    if (run := state.plan_runs.get(check.key)) is None:
        return _uncheckable(state.plan_checks.get(check.key))
    return _ended(run, args, talk, refusal)


def _uncheckable(remote: Remote[PlanCheck] | None) -> int:
    """The plan was there a moment ago and is not any more. Raises: BreadError."""
    if isinstance(remote, Failed):
        raise remote.error
    return REFUSED


def _is_agreed(check: PlanCheck, talk: Talk) -> bool:
    if talk.ask is None:
        talk.tell("nobody can be asked here; --yes runs it without a question.")
        return False
    if talk.ask(f"Remake {visible_line(check.key.end.name)} in {visible_line(check.key.into)}?"):
        return True
    talk.tell("nothing was changed.")
    return False


async def _driven(
    api: BreadApi, settings: Settings, args: Arguments, check: PlanCheck, clock: Clock, talk: Talk
) -> tuple[AppState, BreadError | None]:
    """The run at its end, and what the service refused it with; ctrl+c ends it between two calls."""
    store = Store(AppState())
    store.dispatch(PlanChecked(check.key, check, clock.now()))
    commands = _Remaking(store, api, NoJournal(), NoDrafts(), clock)
    commands.intervals = _intervals(settings)
    teller = _Teller(check.key, talk.tell)
    unsubscribe = store.subscribe(teller.look)
    step: Coroutine[Any, Any, None] | None = commands.run_plan(args.key, args.into, args.from_step)
    while step is not None:
        # A question in between is ended by ctrl+c at once, as any other.
        with on_interrupt(lambda: commands.stop_plan(check.key)):
            await step
        run = store.state.plan_runs.get(check.key)
        decision = None if run is None else _decided(run, talk)
        step = None if decision is None else commands.decide_plan(check.key, decision)
    unsubscribe()
    return store.state, commands.refusal


def _decided(run: PlanRun, talk: Talk) -> Decision | None:
    """What a person decides about the difference that the run asks about; None where nobody can, or later."""
    if talk.ask is None or run.standing is not RunStanding.ASKING or run.asked_check is None:
        return None
    talk.tell(visible_line(run.reason))
    _tell_differences(run, talk)
    if talk.ask("Keep what is there?"):
        return Decision.KEEP_THEIRS
    return Decision.RENAME if talk.ask("Make the plan's under a new name?") else None


def _tell_differences(run: PlanRun, talk: Talk) -> None:
    for one in run.asked_check.differences if run.asked_check is not None else ():
        talk.tell(visible_line(f"  {one.path}: plan {one.planned!r}, there {one.found!r}"))


def _intervals(settings: Settings) -> Intervals:
    return Intervals(**settings.poll_seconds) if settings.poll_seconds else Intervals()


class _Remaking(Recreating):
    """Commands that remember what the service refused a run with."""

    refusal: BreadError | None = None

    def _halted(self, run: PlanRun, halted: Halted) -> None:
        self.refusal = halted.error
        super()._halted(run, halted)


class _Teller:
    """Tells each step as it begins, moves and ends."""

    def __init__(self, key: RunKey, tell: Tell) -> None:
        self._key, self._tell = key, tell
        self._last: PlanRun | None = None

    def look(self, state: AppState) -> None:
        run = state.plan_runs.get(self._key)
        if run is None or run is self._last:
            return
        last, self._last = self._last, run
        for made in run.ordered():
            before = last.progress(made.number) if last is not None else StepProgress()
            after = run.progress(made.number)
            if words := _moved_words(before, after):
                self._tell(visible_line(f"{made.number:>3} {made.kind} {made.name}: {words}"))


def _moved_words(before: StepProgress, after: StepProgress) -> str:
    if after.note and after.note != before.note:
        return after.note
    if after.state is StepState.UNDER_WAY:
        percent = after.progress_percent
        if percent is not None and percent != before.progress_percent:
            return f"{percent:.0f}%"
        return ""
    words = {StepState.FOUND: "was there", StepState.SKIPPED: "left out", StepState.KEPT: "kept"}
    return "" if after.state is before.state else words.get(after.state, after.state.value)


def _ended(run: PlanRun, args: Arguments, talk: Talk, refusal: BreadError | None) -> int:
    if args.form is Form.JSON:
        put_json(talk.out, {**run_to_json(run), "plan": None})
    elif run.standing is RunStanding.DONE:
        for path in run.models.get(args.key.name, ()):
            put_line(talk.out, path)
    if run.standing is RunStanding.DONE:
        talk.tell(f"{run.done_count} of {len(run.ordered())} steps are done.")
        return OK
    talk.tell(visible_line(f"stopped: {run.reason}"))
    if run.standing is RunStanding.ASKING:
        _tell_differences(run, talk)
        talk.tell("to decide: run it again where you can be asked, or make it in another repository")
    talk.tell(f"to go on: {_again(args)}")
    return _code_of(run, refusal)


def _again(args: Arguments) -> str:
    words = ["breadtui", "plan", f"{args.key.repo}/{args.key.name}", "--run"]
    words += ["--into", args.into] if args.into else []
    words += ["--from", str(args.from_step)] if args.from_step > 1 else []
    return visible_line(shlex.join(words))


def _code_of(run: PlanRun, refusal: BreadError | None) -> int:
    if run.reason.startswith(BY_HAND):
        return INTERRUPTED
    if run.standing is RunStanding.ASKING:
        return CONFLICT
    if refusal is not None:
        return exit_of(refusal)
    return JOB_FAILED if " failed: " in run.reason else REFUSED
