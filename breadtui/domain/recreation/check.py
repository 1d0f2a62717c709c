"""A plan held against the service: how each step stands, what is amiss, and what a run would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from breadtui.domain.jobs import Job, JobStatus, progress_percent_of, questions_expected
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import ModelPath, is_impossible_name, name_problem, parse_model_path
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import (
    CREATES,
    RUNS,
    FieldDifference,
    Made,
    StepCheck,
    StepKind,
    StepStanding,
    compare_prompts,
    compare_settings,
    computed_notes,
)
from breadtui.domain.recreation.order import in_order, paths_in
from breadtui.domain.recreation.run import RunKey
from breadtui.values import dataclass, field, replace

MISSING = StepCheck(StepStanding.MISSING)


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A plan held against one repository; `steps` by the steps' numbers, in no particular order.

    `base_model` is of the repository that was asked (empty where unknown); `has_repo` is False where it has to be
    made first.
    """

    key: RunKey
    plan: RecreationPlan
    steps: Mapping[int, StepCheck] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    has_repo: bool = True
    base_model: str = ""
    checked_at: datetime | None = None

    def count(self, standing: StepStanding) -> int:
        """How many steps stand so."""
        return sum(check.standing is standing for check in self.steps.values())


def prompt_check(made: Made, found: Prompt | None) -> StepCheck:
    """How a step that makes a prompt stands to the prompt of that name, None where there is none."""
    if found is None or made.prompt is None:
        return MISSING
    differences = compare_prompts(made.prompt, found)
    standing = StepStanding.DIFFERENT if differences else StepStanding.DONE
    return StepCheck(standing, differences, found=found if differences else None)


def settings_check(made: Made, found: JsonObject | None, run: RunKey, base_model: str = "") -> StepCheck:
    """How a step that makes a target or bake stands to what has its name.

    In another repository, any checkpoint of the namesake of a bake counts as the model that the step means: which one
    it will be is known only after its training.
    """
    if found is None:
        return MISSING
    differing = compare_settings(made, found, base_model)
    meant = [one for one in differing if _is_meant(one, run)]
    differences = tuple(one for one in differing if one not in meant)
    notes = (*computed_notes(made, found), *(f"{one.path} is {one.found} there" for one in meant))
    standing = StepStanding.DIFFERENT if differences else StepStanding.DONE
    return StepCheck(standing, differences, notes, found=found if differences else None)


def _is_meant(one: FieldDifference, run: RunKey) -> bool:
    if not run.is_elsewhere or not isinstance(one.planned, str) or not isinstance(one.found, str):
        return False
    planned, found = parse_model_path(one.planned), parse_model_path(one.found)
    if planned is None or found is None or planned.repo != run.end.repo:
        return False
    return found.repo == run.into and found.bake == planned.bake


def job_check(job: Job | None) -> StepCheck:
    """How a step that runs something stands to the job it would start."""
    if job is None or job.status is JobStatus.NOT_STARTED:
        return MISSING
    percent = progress_percent_of(job)
    if job.status is JobStatus.COMPLETE:
        return StepCheck(StepStanding.DONE, progress_percent=percent)
    if job.status is JobStatus.FAILED:
        return StepCheck(StepStanding.FAILED, reason=job.error or "", progress_percent=percent)
    return StepCheck(StepStanding.RUNNING, progress_percent=percent)


def plan_warnings(
    plan: RecreationPlan, run: RunKey, base_model: str = "", actual: Mapping[str, JsonObject] | None = None
) -> tuple[str, ...]:
    """What a person should know before the plan is trusted.

    `base_model` is of the repository it goes to, `actual` the settings of the bakes as they are in the repository the
    plan is of.
    """
    made, amiss = in_order(plan.steps, run.end.repo)
    words = [*_parent_words(plan, made, run, actual or {}), *_name_words(made)]
    if base_model and plan.base_model and base_model != plan.base_model:
        words.append(f"{run.into} is built on {base_model}, the plan on {plan.base_model}: what is made there differs")
    return (*words, *amiss)


def _parent_words(
    plan: RecreationPlan, made: Sequence[Made], run: RunKey, actual: Mapping[str, JsonObject]
) -> Iterator[str]:
    for one in made:
        if one.kind is not StepKind.BAKE:
            continue
        planned = _parent_of(one.settings)
        started = _parent_of(actual.get(one.name, one.settings))
        if started is None:
            continue
        newest = _newest(plan.model_names.get(started.bake, ())) if started.repo == run.end.repo else None
        if started.repo != run.end.repo:
            yield f"{one.name} started from {started} in another repository, which the plan does not include"
        elif planned is not None and planned != started:
            yield f"the plan starts {one.name} from {planned}, but it started from {started}"
        elif newest is not None and newest != started.checkpoint:
            last = replace(started, checkpoint=newest)
            yield f"the plan assumes the last checkpoint {last}, but {one.name} started from {started}"


def _parent_of(settings: JsonObject) -> ModelPath | None:
    return next((path for place, path in paths_in(settings) if place == "model.parent_model_name"), None)


def _newest(paths: Sequence[str]) -> int | None:
    return max((path.checkpoint for text in paths if (path := parse_model_path(text)) is not None), default=None)


def _name_words(made: Sequence[Made]) -> Iterator[str]:
    for one in made:
        if one.kind not in CREATES or (problem := name_problem(one.name)) is None:
            continue
        will = "cannot be made" if is_impossible_name(one.name) else "may be refused"
        yield f"step {one.number}: a {one.kind} named '{one.name}' {will}: {problem}"


class Verb(StrEnum):
    """What a run does with a step."""

    NOTHING = "nothing to do"
    MAKE = "make"
    START = "start"
    START_ANEW = "start anew"
    WAIT = "wait"
    DECIDE = "decide"
    LOOK = "look"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Act:
    """What a run would do with one step: the calls that change something, and the rows that come of it."""

    number: int
    verb: Verb
    made: Made
    call: str = ""
    rows: int | None = None


_VERBS: Mapping[StepStanding, Verb] = {
    StepStanding.DONE: Verb.NOTHING,
    StepStanding.DIFFERENT: Verb.DECIDE,
    StepStanding.RUNNING: Verb.WAIT,
    StepStanding.FAILED: Verb.START_ANEW,
    StepStanding.UNKNOWN: Verb.LOOK,
}


def dry_run(check: PlanCheck, from_step: int = 1) -> tuple[Act, ...]:
    """What a run would do, in order, without doing any of it. Steps numbered below `from_step` are left out of it."""
    made, _ = in_order(check.plan.steps, check.key.end.repo)
    targets = {one.name: one for one in made if one.kind is StepKind.TARGET}
    return tuple(_act(one, check, targets, from_step) for one in made if one.kind is not StepKind.UNKNOWN)


def _act(one: Made, check: PlanCheck, targets: Mapping[str, Made], from_step: int) -> Act:
    if one.number < from_step:
        return Act(one.number, Verb.SKIP, one)
    standing = check.steps.get(one.number, MISSING).standing
    missing = Verb.MAKE if one.kind in CREATES else Verb.START
    verb = _VERBS.get(standing, missing)
    writes = verb in {Verb.MAKE, Verb.START, Verb.START_ANEW}
    rows = _rows_of(one, targets.get(one.name)) if writes or verb is Verb.WAIT else None
    return Act(one.number, verb, one, _call_of(one, check.key) if writes else "", rows)


def _rows_of(one: Made, target: Made | None) -> int | None:
    """The rows that a stim or rollout writes, where its target says how many."""
    if one.kind not in {StepKind.STIM, StepKind.ROLLOUT} or target is None:
        return None
    questions = questions_expected(target.settings)
    if questions is None or one.kind is StepKind.STIM:
        return questions
    answers = target.settings.get("num_traj_per_stimulus")
    return questions * answers if isinstance(answers, int) else questions


def _call_of(one: Made, key: RunKey) -> str:
    repo = f"POST /v1/repo/{key.into}"
    match one.kind:
        case StepKind.PROMPT | StepKind.TARGET | StepKind.BAKE:
            return f"{repo}/{one.kind}s"
        case StepKind.TRAINING:
            return f"{repo}/bakes/{one.name}"
        case _:
            return f"{repo}/targets/{one.name}/{one.kind}"


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run comes to: things made, jobs started, rows expected (where published), decisions to be taken."""

    made: int
    started: int
    rows: int
    decisions: int


def totals_of(acts: Sequence[Act]) -> Totals:
    """The sums over a dry run."""
    return Totals(
        made=sum(act.verb is Verb.MAKE for act in acts),
        started=sum(act.verb in {Verb.START, Verb.START_ANEW} for act in acts),
        rows=sum(act.rows or 0 for act in acts if act.made.kind in RUNS),
        decisions=sum(act.verb is Verb.DECIDE for act in acts),
    )
