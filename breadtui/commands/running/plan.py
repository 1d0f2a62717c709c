"""`breadtui plan`: the steps that make a bake again, as text or as a script; held against the service; run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TextIO

from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.commands.running.plan_arguments import Arguments, Form
from breadtui.commands.running.plan_run import Talk, run_plan
from breadtui.config.settings import Settings
from breadtui.domain.json_values import Json
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.check import Act, PlanCheck, dry_run
from breadtui.domain.recreation.made import Made, StepCheck, StepStanding, made_by
from breadtui.domain.recreation.run import RunKey
from breadtui.domain.recreation.words import act_words, run_words, standing_words
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.clock import SystemClock
from breadtui.store.plans.checking import check_plan
from breadtui.store.ports.service import BreadApi, Clock

__all__ = ["Arguments", "Form", "run"]


async def run(
    api: BreadApi,
    settings: Settings,
    args: Arguments,
    out: TextIO,
    *,
    tell: Callable[[str], None] = lambda _: None,
    ask: Callable[[str], bool] | None = None,
    clock: Clock | None = None,
) -> int:
    """Write the plan, hold it against the service, or run it; the exit code.

    `ask` puts a question to a person and is None where nobody can be asked. Raises: BreadError.
    """
    clock = clock or SystemClock()
    plan = await api.recreation_plan(args.key)
    if not (args.is_checked or args.is_dry_run or args.is_run):
        out.write(_written(plan, args))
        out.flush()
        return 0
    key = RunKey(args.key, args.into or args.key.repo)
    check = await check_plan(api, plan, key, clock.now())
    if not args.is_run or args.is_dry_run:
        return _put_check(check, args, out)
    return await run_plan(api, settings, args, check, clock, Talk(out, tell, ask))


# -- writing ----------------------------------------------------------------------------------------------------------


def _written(plan: RecreationPlan, args: Arguments) -> str:
    source, into = args.key.repo, args.into
    match args.form:
        case Form.JSON:
            from breadtui.export.plans.json_text import plan_json

            return plan_json(plan)
        case Form.YAML:
            from breadtui.export.plans.yaml_text import plan_yaml

            return plan_yaml(plan)
        case Form.PYTHON:
            from breadtui.export.plans.python import plan_python

            return plan_python(plan, source, into)
        case Form.SHELL:
            from breadtui.export.plans.shell import plan_shell

            return plan_shell(plan, source, into)
        case Form.TEXT:
            return "".join(f"{visible_line(line)}\n" for line in _plan_lines(plan))


def _plan_lines(plan: RecreationPlan) -> Iterator[str]:
    yield f"base  {plan.base_model}"
    for step in plan.steps:
        made = made_by(step)
        needs = f"  needs {', '.join(made.needs)}" if made.needs else ""
        yield f"{made.number:>3} {made.kind:<9} {made.name}{needs}"


def _put_check(check: PlanCheck, args: Arguments, out: TextIO) -> int:
    """How the steps stand, or what a run would do; 0 whatever comes of it."""
    acts = dry_run(check, args.from_step)
    if args.form is Form.JSON:
        put_json(out, _check_json(check, acts))
    elif args.is_dry_run:
        for act in acts:
            put_line(out, act_words(act))
        for word in run_words(check, acts):
            put_line(out, word)
    else:
        put_line(out, f"into  {check.key.into}{'' if check.has_repo else ' (not there yet)'}  {standing_words(check)}")
        for warning in check.warnings:
            put_line(out, f"mind  {warning}")
        for step in check.plan.steps:
            for line in _step_lines(made_by(step), check):
                put_line(out, line)
    return 0


def _step_lines(made: Made, check: PlanCheck) -> Iterator[str]:
    found = check.steps.get(made.number, StepCheck(StepStanding.UNKNOWN))
    yield f"{made.number:>3} {found.standing:<9} {made.kind:<9} {made.name}"
    if found.error is not None:
        yield f"      {found.error.message or type(found.error).__name__}"
    for words in (found.reason, *found.notes):
        if words:
            yield f"      {words}"
    for place in found.differences:
        yield f"      {place.path}: plan {place.planned!r}, there {place.found!r}"


def _check_json(check: PlanCheck, acts: tuple[Act, ...]) -> Json:
    verbs = {act.number: act for act in acts}
    return {
        "repo": check.key.end.repo,
        "bake": check.key.end.name,
        "into": check.key.into,
        "has_repo": check.has_repo,
        "warnings": list(check.warnings),
        "steps": [_step_json(number, found, verbs.get(number)) for number, found in sorted(check.steps.items())],
    }


def _step_json(number: int, found: StepCheck, act: Act | None) -> Json:
    differences: list[Json] = [
        {"path": one.path, "planned": one.planned, "found": one.found} for one in found.differences
    ]
    return {
        "step": number,
        "kind": None if act is None else act.made.kind.value,
        "name": None if act is None else act.made.name,
        "standing": found.standing.value,
        "would": None if act is None else act.verb.value,
        "call": None if act is None else act.call or None,
        "rows_expected": None if act is None else act.rows,
        "error": found.error.message if found.error is not None else found.reason or None,
        "differences": differences,
    }
