"""The recreation plan of one bake as lines: how each step stands, and how far a run of it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import NamedTuple

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.check import PlanCheck
from breadtui.domain.recreation.made import FieldDifference, Made, StepCheck, StepKind, StepStanding, made_by
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding, StepProgress, StepState, renamed
from breadtui.domain.recreation.words import standing_words
from breadtui.store.facts.remote import Failed, Loading, Remote, value_of
from breadtui.store.facts.state import Choice
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.details import DetailSlice
from breadtui.ui.present.errors import reason_of, sentence_of
from breadtui.ui.present.fields import column, field_line, sentence_line
from breadtui.ui.present.numbers import percent_text
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_VALUE = 60
MOST_DIFFERENCES = 8


class Sign(NamedTuple):
    """How a standing is said: a letter for the column, a word, a tone."""

    letter: str
    word: str
    tone: Tone


STANDINGS: Mapping[StepStanding, Sign] = {
    StepStanding.DONE: Sign("D", "done", Tone.DONE),
    StepStanding.MISSING: Sign("M", "missing", Tone.QUEUED),
    StepStanding.DIFFERENT: Sign("X", "different", Tone.STALLED),
    StepStanding.RUNNING: Sign("R", "running", Tone.RUNNING),
    StepStanding.FAILED: Sign("F", "failed", Tone.FAILED),
    StepStanding.UNKNOWN: Sign("?", "unknown", Tone.UNKNOWN),
}
STATES: Mapping[StepState, Sign] = {
    StepState.WAITING: Sign(" ", "waiting", Tone.DIM),
    StepState.UNDER_WAY: Sign("R", "under way", Tone.RUNNING),
    StepState.DONE: Sign("D", "done", Tone.DONE),
    StepState.FOUND: Sign("D", "was there", Tone.DONE),
    StepState.KEPT: Sign("K", "kept", Tone.STALLED),
    StepState.SKIPPED: Sign("-", "left out", Tone.DIM),
}
_UNCHECKED = Sign(" ", "", Tone.DIM)
_STOPPED = Sign("S", "stopped", Tone.STALLED)
_RUN_TONES: Mapping[RunStanding, Tone] = {
    RunStanding.RUNNING: Tone.RUNNING,
    RunStanding.STOPPED: Tone.STALLED,
    RunStanding.ASKING: Tone.STALLED,
    RunStanding.DONE: Tone.DONE,
}
_RUN_KEYS: Mapping[RunStanding, str] = {
    RunStanding.RUNNING: "p stops it",
    RunStanding.STOPPED: "p goes on",
    RunStanding.ASKING: "p decides",
    RunStanding.DONE: "",
}


def plan_lines(facts: DetailSlice, view: TabView, zone: tzinfo | None = None) -> list[BodyLine]:
    """The steps that would make the bake again: how each stands, or how far the run of them is."""
    head = [_failure("could not load the plan", facts.plan)] if isinstance(facts.plan, Failed) else []
    plan = value_of(facts.plan)
    if plan is None or not isinstance(facts.chosen, JobKey):
        return head or [BodyLine(sentence_line("loading…", Tone.DIM))]
    run, remote = _run_told(facts), facts.plan_check
    check = value_of(remote) if remote is not None else None
    key = run.key if run else check.key if check else RunKey(facts.chosen, facts.chosen.repo)
    head.append(BodyLine(field_line("base", Span(clean(plan.base_model), Tone.STRONG)), copied=plan.base_model))
    if run is not None:
        head += _run_lines(run, zone)
    elif remote is not None:
        head += _check_lines(remote, view, zone)
    elif plan.steps:
        head.append(BodyLine(field_line("check", Span("not yet: r asks the service about each step", Tone.DIM))))
    if not plan.steps:
        return [*head, BodyLine(sentence_line("the plan has no steps", Tone.DIM))]
    shown = run.plan if run is not None else plan
    held = check if check is not None and check.key == key else None
    return [*head, BodyLine(()), *_rows(_Shown(shown, key, run, held))]


class _Shown:
    """What the rows are made of, told apart by identity: the same things have the same rows."""

    def __init__(self, plan: RecreationPlan, key: RunKey, run: PlanRun | None, check: PlanCheck | None) -> None:
        self.plan, self.key, self.run, self.check = plan, key, run, check

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and (
            self.plan is other.plan and self.key == other.key and self.run is other.run and self.check is other.check
        )

    def __hash__(self) -> int:
        return hash((id(self.plan), id(self.run), id(self.check)))


@lru_cache(maxsize=1)
def _rows(shown: _Shown) -> tuple[BodyLine, ...]:
    """The steps' rows, kept until something about them moves: a plan may have ten thousand steps."""
    made = (made_by(step) for step in shown.plan.steps)
    return tuple(line for one in made for line in _step_lines(one, shown.key, shown.run, shown.check))


def _run_told(facts: DetailSlice) -> PlanRun | None:
    """A run that is through gives way to a check made after it."""
    run, check = facts.plan_run, value_of(facts.plan_check) if facts.plan_check is not None else None
    if run is None or run.standing is not RunStanding.DONE or run.ended_at is None:
        return run
    is_older = check is not None and check.checked_at is not None and check.checked_at > run.ended_at
    return None if is_older else run


def _failure(what: str, remote: Failed[PlanCheck] | Failed[RecreationPlan]) -> BodyLine:
    return BodyLine(sentence_line(f"{what}: {sentence_of(remote.error)}", Tone.FAILED))


def _check_lines(remote: Remote[PlanCheck], view: TabView, zone: tzinfo | None) -> Iterator[BodyLine]:
    check = value_of(remote)
    if isinstance(remote, Failed):
        yield _failure("could not check the plan", remote)
    if check is None:
        if isinstance(remote, Loading):
            yield BodyLine(field_line("check", Span("asking the service…", Tone.DIM)))
        return
    again = " …" if isinstance(remote, Loading) else ""
    at = f"  at {clock_text(check.checked_at, zone)}{again}" if check.checked_at else again
    into = clean(check.key.into, limit=60)
    place = Span(into, Tone.STRONG) if check.has_repo else Span(f"{into} (not there yet)", Tone.STALLED)
    yield BodyLine(
        field_line("into", place, Span(f"  {standing_words(check)}"), Span(at, Tone.DIM)), goto=check.key.into
    )
    sign = "!" if view.glyphs.is_ascii else "▲"
    for warning in (*check.warnings, *_fallback(check)):
        yield BodyLine((Span(f" {sign} ", Tone.STALLED), Span(clean(warning))), copied=warning)
    keys = "p runs it from a step  r checks again  :export yaml, python, shell"
    yield BodyLine(field_line("keys", Span(keys, Tone.DIM)))


def _fallback(check: PlanCheck) -> tuple[str, ...]:
    """Whether anything could not be asked at all."""
    unknown = check.count(StepStanding.UNKNOWN)
    return (f"{unknown} of the steps could not be asked about",) if unknown else ()


def _run_lines(run: PlanRun, zone: tzinfo | None) -> Iterator[BodyLine]:
    done, total = run.done_count, len(run.ordered())
    times = f"  {clock_text(run.started_at, zone)}–{clock_text(run.ended_at, zone) if run.ended_at else ''}"
    yield BodyLine(
        field_line(
            "run",
            Span("into "),
            Span(clean(run.key.into, limit=60), Tone.STRONG),
            Span(f"  {done} of {total} steps  {_percent(done, total)}  "),
            Span(run.standing.value, _RUN_TONES[run.standing]),
            Span(times, Tone.DIM),
        ),
        goto=run.key.into,
    )
    if run.reason:
        yield BodyLine(field_line("", Span(clean(run.reason), _RUN_TONES[run.standing])), copied=run.reason)
    for ref, new in run.renames.items():
        yield BodyLine(field_line("", Span(f"{ref.kind} {clean(ref.name, limit=60)} is {clean(new, limit=60)} there")))
    if keys := _RUN_KEYS[run.standing]:
        yield BodyLine(field_line("keys", Span(keys, Tone.DIM)))


def _percent(done: int, total: int) -> str:
    return percent_text(100.0 * done / total).strip() if total else ""


def _step_lines(made: Made, key: RunKey, run: PlanRun | None, check: PlanCheck | None) -> Iterator[BodyLine]:
    own = renamed(made, run.renames) if run is not None else made
    goto, copied = _place(own, key.into), own.name
    found = _found(made, run, check)
    progress = run.progress(made.number) if run is not None else None
    sign = _sign(found, progress, is_moving=run is None or run.standing is RunStanding.RUNNING)
    needs = f"  needs {', '.join(clean(name, limit=60) for name in others)}" if (others := _others(made)) else ""
    line: Line = (
        Span(f" {made.number:>3} "),
        Span(f"{sign.letter} ", sign.tone),
        column(sign.word, 10, sign.tone),
        column(made.kind.value, 9),
        Span(clean(own.name, limit=80), Tone.STRONG),
        Span(_progress_words(progress, found), Tone.RUNNING),
        Span(needs, Tone.DIM),
    )
    yield BodyLine(line, goto=goto, copied=copied, step=made.number)
    for below in _below(found, progress):
        yield BodyLine(below, goto=goto, copied=copied, step=made.number)


def _others(made: Made) -> list[str]:
    """What a step needs beside the very thing it runs."""
    return [need for need in made.needs if need != str(made.ref)]


def _found(made: Made, run: PlanRun | None, check: PlanCheck | None) -> StepCheck | None:
    if run is not None:
        return run.asked_check if run.asked == made.number else None
    return check.steps.get(made.number) if check is not None else None


def _sign(found: StepCheck | None, progress: StepProgress | None, *, is_moving: bool) -> Sign:
    if found is not None:
        return STANDINGS[found.standing]
    if progress is not None and progress.state is StepState.UNDER_WAY and not is_moving:
        return _STOPPED
    return _UNCHECKED if progress is None else STATES[progress.state]


def _progress_words(progress: StepProgress | None, found: StepCheck | None) -> str:
    percent = progress.progress_percent if progress is not None else found.progress_percent if found else None
    is_moving = progress is None or progress.state is StepState.UNDER_WAY
    words = f"  {percent_text(percent).strip()}" if percent is not None and percent < 100 and is_moving else ""
    if progress is not None and progress.ended_at is not None and progress.state is not StepState.SKIPPED:
        return f"{words}  {clock_text(progress.ended_at)}"
    return f"{words}  since {clock_text(progress.began_at)}" if progress is not None and progress.began_at else words


def _below(found: StepCheck | None, progress: StepProgress | None) -> Iterator[Line]:
    if progress is not None and progress.note:
        yield _under(clean(progress.note), Tone.STALLED)
    if found is None:
        return
    if found.error is not None:
        yield _under(reason_of(found.error), Tone.FAILED)
    if found.reason:
        yield _under(clean(found.reason, limit=200), Tone.FAILED)
    for note in found.notes:
        yield _under(clean(note), Tone.DIM)
    for one in found.differences[:MOST_DIFFERENCES]:
        yield _difference_line(one)
    if (more := len(found.differences) - MOST_DIFFERENCES) > 0:
        yield _under(f"and {more} more", Tone.DIM)


def _under(text: str, tone: Tone) -> Line:
    return (Span("       "), Span(text, tone))


def _difference_line(one: FieldDifference) -> Line:
    """`path  plan: value  there: value`, in the colours of a difference."""
    return (
        Span(f"       {clean(one.path, limit=60)}  "),
        Span("plan ", Tone.DIM),
        Span(value_text(one.planned), Tone.ADDED),
        Span("  there ", Tone.DIM),
        Span(value_text(one.found), Tone.REMOVED),
    )


def value_text(value: Json) -> str:
    """A value on one line, cut; nothing where a side says nothing."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return clean(text, limit=LONGEST_VALUE)


def _place(made: Made, into: RepoName) -> Choice | None:
    match made.kind:
        case StepKind.PROMPT:
            return PromptKey(into, PromptName(made.name))
        case StepKind.TARGET:
            return TargetKey(into, TargetName(made.name))
        case StepKind.STIM | StepKind.ROLLOUT:
            return made.job_key(into)
        case StepKind.BAKE | StepKind.TRAINING:
            return JobKey(into, Phase.BAKE, made.name)
        case StepKind.UNKNOWN:
            return None
