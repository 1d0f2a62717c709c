"""What is asked before a recreation plan is run, stopped, or gone on with."""

from __future__ import annotations

from breadtui.domain.names import RepoName
from breadtui.domain.recreation.check import Act, PlanCheck, Verb, dry_run
from breadtui.domain.recreation.run import PlanRun
from breadtui.domain.recreation.words import MIND, act_words, run_words
from breadtui.ui.screens.asking.confirm import ConfirmScreen

MOST_LISTED = 200
"""Steps that the question lists, which scrolls; the tab has them all."""
WARNINGS_SHOWN = 3


def run_question(check: PlanCheck, into: RepoName, from_step: int) -> ConfirmScreen | None:
    """The dry run and whether to run it; None where there is nothing to do."""
    acts = dry_run(check, from_step)
    if all(act.verb in {Verb.NOTHING, Verb.SKIP} for act in acts):
        return None
    return ConfirmScreen(f"Remake {check.key.end.name} in {into}?", _lines(check, acts), yes="run the plan")


def stop_question(run: PlanRun) -> ConfirmScreen:
    """Whether to stop what runs."""
    heading = f"Stop remaking {run.key.end.name} in {run.key.into}?"
    return ConfirmScreen(heading, _running_lines(run), yes="stop it", no="let it run")


def resume_question(run: PlanRun) -> ConfirmScreen:
    """Whether to go on with what was stopped."""
    heading = f"Go on with remaking {run.key.end.name} in {run.key.into}?"
    return ConfirmScreen(heading, _stopped_lines(run), yes="go on")


def _lines(check: PlanCheck, acts: tuple[Act, ...]) -> list[str]:
    """What is agreed to, and below it the steps."""
    words = run_words(check, acts)
    minded = [word for word in words if word.startswith(MIND)]
    told = [*(word for word in words if not word.startswith(MIND)), *minded[:WARNINGS_SHOWN]]
    if (more := len(minded) - WARNINGS_SHOWN) > 0:
        told.append(f"{more} more warnings are on the tab.")
    doing = [act for act in acts if act.verb not in {Verb.NOTHING, Verb.SKIP}]
    listed = [act_words(act, has_call=False) for act in doing[:MOST_LISTED]]
    if (more := len(doing) - MOST_LISTED) > 0:
        listed.append(f"    and {more} more; the tab lists them all")
    return [*told, "", *listed]


def _running_lines(run: PlanRun) -> list[str]:
    return [
        f"{run.done_count} of {len(run.ordered())} steps are settled.",
        "What runs on the service goes on there; p goes on with the plan later.",
    ]


def _stopped_lines(run: PlanRun) -> list[str]:
    lines = [f"{run.done_count} of {len(run.ordered())} steps are settled."]
    if run.reason:
        lines.append(f"It stopped: {run.reason}.")
    return [
        *lines,
        "A job that failed is started anew, which costs credits.",
        ":plan run begins it from the first step, and finds what is there.",
    ]
