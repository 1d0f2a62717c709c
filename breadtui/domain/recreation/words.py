"""What a run of a plan would do, in words. Names in them are as the service has them: clean before showing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from breadtui.domain.recreation.check import MISSING, Act, PlanCheck, Verb, totals_of
from breadtui.domain.recreation.made import StepKind, StepStanding, made_by
from breadtui.domain.recreation.order import needed_by, paths_in

MIND = "Mind: "
"""How a warning begins among the words."""


def act_words(act: Act, *, has_call: bool = True) -> str:
    """One step of a dry run: its number, what is done, to what, by which call, and the rows that come of it."""
    rows = f"  {act.rows:,} rows" if act.rows is not None else ""
    call = f"  {act.call}" if act.call and has_call else ""
    return f"{act.number:>3} {act.verb:<13} {act.made.kind} {act.made.name}{call}{rows}"


def run_words(check: PlanCheck, acts: Sequence[Act]) -> tuple[str, ...]:
    """What a person agrees to: what is made, which jobs are started, what it rests on."""
    words = [_repo_words(check), _made_words(acts), _started_words(acts), *_left_words(acts)]
    if check.key.is_elsewhere and _has_remade_parent(check):
        words.append("A remade parent without a checkpoint of the same number serves with its newest.")
    minded = (*check.warnings, *left_out_words(check, acts))
    return (*(word for word in words if word), *(f"{MIND}{warning}." for warning in minded))


def left_out_words(check: PlanCheck, acts: Sequence[Act]) -> tuple[str, ...]:
    """What a run from a later step rests on, and leaves out although it is not there."""
    gone = {
        (act.made.kind, act.made.name)
        for act in acts
        if act.verb is Verb.SKIP
        and check.steps.get(act.number, MISSING).standing in {StepStanding.MISSING, StepStanding.FAILED}
    }
    resting = [
        (act, [f"{kind} {name}" for kind, name in needed_by(act.made, check.key.end.repo) if (kind, name) in gone])
        for act in acts
        if act.verb is not Verb.SKIP
    ]
    return tuple(
        f"step {act.number} needs {', '.join(needs)}, which is left out and not there"
        for act, needs in resting
        if needs
    )


def _repo_words(check: PlanCheck) -> str:
    if check.has_repo:
        return ""
    base = f" on {check.plan.base_model}" if check.plan.base_model else ""
    return f"The repository {check.key.into} is made first{base}."


def _made_words(acts: Sequence[Act]) -> str:
    counts = Counter(act.made.kind for act in acts if act.verb is Verb.MAKE)
    kinds = (StepKind.PROMPT, StepKind.TARGET, StepKind.BAKE)
    parts = [f"{counts[kind]} {kind}{'s' if counts[kind] > 1 else ''}" for kind in kinds if counts[kind]]
    return f"Makes {', '.join(parts)}." if parts else "Nothing has to be made."


def _started_words(acts: Sequence[Act]) -> str:
    totals = totals_of(acts)
    if not totals.started:
        return "No job has to be started."
    rows = f", {totals.rows:,} rows expected" if totals.rows else ""
    jobs = f"{totals.started} job{'s' if totals.started > 1 else ''}"
    return f"Starts {jobs}{rows}. It costs credits and cannot be cancelled."


def _left_words(acts: Sequence[Act]) -> list[str]:
    counts = Counter(act.verb for act in acts)
    words = []
    if counts[Verb.NOTHING]:
        words.append(f"{_steps(counts[Verb.NOTHING])} done already.")
    if counts[Verb.WAIT]:
        words.append(f"{_steps(counts[Verb.WAIT])} under way and waited for.")
    if counts[Verb.DECIDE]:
        words.append(f"{_steps(counts[Verb.DECIDE])} different there: you will be asked, nothing is overwritten.")
    if counts[Verb.START_ANEW]:
        words.append(f"{_steps(counts[Verb.START_ANEW])} failed there: the run stops at it until you go on.")
    if counts[Verb.LOOK]:
        words.append(f"{_steps(counts[Verb.LOOK])} could not be asked about.")
    if counts[Verb.SKIP]:
        words.append(f"{_steps(counts[Verb.SKIP])} left out.")
    return words


def _steps(count: int) -> str:
    return "1 step is" if count == 1 else f"{count} steps are"


def _has_remade_parent(check: PlanCheck) -> bool:
    home = check.key.end.repo
    return any(path.repo == home for step in check.plan.steps for _, path in paths_in(made_by(step).settings))


def standing_words(check: PlanCheck) -> str:
    """How many steps stand how, e.g. `12 done, 3 missing, 1 different`; standings of no step are left out."""
    counts = [(standing, check.count(standing)) for standing in StepStanding]
    return ", ".join(f"{count} {standing}" for standing, count in counts if count)
