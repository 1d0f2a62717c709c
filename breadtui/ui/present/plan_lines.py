"""The recreation plan and the journal of one bake as lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from breadtui.domain.names import BakeName, PromptName, TargetName
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.sightings import JobSighting
from breadtui.store.remote import Failed, value_of
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.details import DetailSlice
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import column, field_line, sentence_line
from breadtui.ui.present.numbers import loss_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

GAP_SECONDS = 15 * 60
"""Nothing seen for longer than this is shown as a gap: nobody looked."""


def plan_lines(facts: DetailSlice) -> list[Line]:
    """The steps that would make the bake again, each there already or missing."""
    if isinstance(facts.plan, Failed):
        head = [sentence_line(f"could not load the plan: {sentence_of(facts.plan.error)}", Tone.FAILED)]
    else:
        head = []
    plan = value_of(facts.plan)
    if plan is None:
        return head or [sentence_line("loading…", Tone.DIM)]
    base = field_line("base", Span(clean(plan.base_model), Tone.STRONG))
    return [*head, base, *(_step_line(facts, step) for step in plan.steps), *_plan_notes(plan)]


def _plan_notes(plan: RecreationPlan) -> list[Line]:
    return [] if plan.steps else [sentence_line("the plan has no steps", Tone.DIM)]


def _step_line(facts: DetailSlice, step: PlanStep) -> Line:
    is_there = _is_there(facts, step)
    words = {True: ("there", Tone.DONE), False: ("missing", Tone.STALLED), None: ("", Tone.DIM)}[is_there]
    needs = f"  needs {', '.join(clean(name, limit=60) for name in step.dependencies)}" if step.dependencies else ""
    return (
        Span(f" {step.number:>3} ", Tone.DIM),
        column(words[0], 8, words[1]),
        column(step.action, 15),
        Span(clean(step.resource_name, limit=80), Tone.STRONG),
        Span(needs, Tone.DIM),
    )


def _is_there(facts: DetailSlice, step: PlanStep) -> bool | None:
    """Whether what a step creates is in the repository; None for runs and where that is unknown."""
    contents, lineage = value_of(facts.contents), facts.lineage
    if not step.action.startswith("create"):
        return None
    if step.resource_type == "bake" and lineage is not None:
        found = lineage.descents.get(BakeName(step.resource_name))
        return found is not None and not found.is_phantom
    if contents is None:
        return None
    if step.resource_type == "prompt":
        return PromptName(step.resource_name) in contents.prompts
    return TargetName(step.resource_name) in contents.targets if step.resource_type == "target" else None


def journal_lines(sightings: Sequence[JobSighting] | None, zone: tzinfo | None = None) -> list[Line]:
    """What was seen of the job and when, newest first; times when nobody looked are gaps."""
    if sightings is None:
        return [sentence_line("loading…", Tone.DIM)]
    if not sightings:
        return [sentence_line("nothing was recorded yet", Tone.DIM)]
    lines: list[Line] = []
    newer: JobSighting | None = None
    for seen in reversed(sightings):
        gap_seconds = (newer.seen_at - seen.seen_at).total_seconds() if newer else 0.0
        if gap_seconds > GAP_SECONDS and seen.status == "running":
            lines.append(sentence_line("        nothing seen in between", Tone.DIM))
        lines.append(_sighting_line(seen, zone))
        newer = seen
    return lines


def _sighting_line(seen: JobSighting, zone: tzinfo | None) -> Line:
    day = seen.seen_at.astimezone(zone).strftime("%d %b")
    return (
        Span(f" {day} {clock_text(seen.seen_at, zone)}  ", Tone.DIM),
        column(seen.status, 12),
        Span(percent_text(seen.progress_percent)),
        column(loss_text(seen.loss), 9, is_right=True),
        Span(f"  {seen.lines} rows" if seen.lines is not None else ""),
        Span(f"  {clean(seen.error, limit=120)}" if seen.error else "", Tone.FAILED),
    )
