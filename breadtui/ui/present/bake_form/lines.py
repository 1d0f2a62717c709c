"""The lines around the form of a bake: shares as bars, rows and steps as an estimate, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from breadtui.domain.baking.draft import Entry, entries_of, text_at
from breadtui.domain.baking.known import Known, Prospect
from breadtui.domain.errors import BreadError
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.problems import Problem
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import parse_model_path
from breadtui.domain.preflight.estimates import GPUS
from breadtui.ui.present.bake_form.options import rollout_words
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.form.standing import BEING_CREATED, standing_line
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.numbers import bar
from breadtui.ui.present.tones import Line, Span, Tone

BAR_CELLS = 10
MICRO: Place = ("micro_batch_size",)
ROWS: Place = ("total_trajectories",)
PARENT: Place = ("model", "parent_model_name")
DATASETS: Place = ("datasets",)


def value_facts(config: JsonObject, known: Known, estimate: Prospect, glyphs: Glyphs) -> dict[Place, Line]:
    """What is known about values: each target's share and rows, the batch in all, whose model it is."""
    entries = entries_of(config)
    facts: dict[Place, Line] = {}
    for entry in entries:
        facts[(*DATASETS, entry.place)] = _dataset_fact(entry, _total(entries), known, glyphs)
    facts[MICRO] = (Span(f"  effective batch {estimate.effective_batch} on {GPUS} GPUs (estimate)", Tone.DIM),)
    if not estimate.is_given and estimate.rows:
        facts[ROWS] = (Span(f"  {estimate.rows:,} now{' and growing' if estimate.is_partial else ''}", Tone.DIM),)
    parent = text_at(config, *map(str, PARENT))
    if parent and parent == known.base_model:
        facts[PARENT] = (Span("  base model", Tone.DIM),)
    elif parse_model_path(parent) is not None:
        facts[PARENT] = (Span("  T makes its target", Tone.DIM),)
    return facts


def _total(entries: Sequence[Entry]) -> float:
    return sum(entry.weight for entry in entries if entry.weight is not None and _counts(entry.weight))


def _counts(weight: float) -> bool:
    return isfinite(weight) and weight > 0


def _dataset_fact(entry: Entry, total: float, known: Known, glyphs: Glyphs) -> Line:
    weight = entry.weight if entry.weight is not None and _counts(entry.weight) else 0.0
    percent = 100 * weight / total if total else 0.0
    words = rollout_words(known.target(entry.target))
    return (
        Span(f"  {bar(percent, BAR_CELLS, glyphs)}", Tone.ACCENT),
        Span(f" {percent:3.0f}%"),
        Span(f"  {words}" if words else "", Tone.DIM),
    )


def summary(
    estimate: Prospect, problems: Sequence[Problem], *, is_sending: bool, error: BreadError | None
) -> tuple[Line, ...]:
    """What would come of it by the contract's rule, and what stands in the way of making it."""
    return (_estimate_line(estimate), _standing(problems, is_sending=is_sending, error=error))


def _estimate_line(estimate: Prospect) -> Line:
    if not estimate.rows:
        told = "rows are not known yet" if estimate.rows is None else "no rows yet"
        return (Span(f" estimate: {told}", Tone.DIM), _batch_span(estimate))
    epochs = estimate.epochs if estimate.epochs is not None else 1
    said = "" if estimate.epochs is not None else " (1 assumed)"
    times = f"{estimate.rows:,} rows × {epochs:g} epoch{'' if epochs == 1 else 's'}{said}"
    more = "  without what is unfinished" if estimate.is_partial else ""
    return (
        Span(" estimate: ", Tone.DIM),
        Span(f"{times} ÷ {estimate.effective_batch} = {estimate.steps:,} steps", Tone.STRONG),
        Span(more, Tone.STALLED),
    )


def _batch_span(estimate: Prospect) -> Span:
    return Span(f", {estimate.effective_batch} of them a step", Tone.DIM)


def _standing(problems: Sequence[Problem], *, is_sending: bool, error: BreadError | None) -> Line:
    if is_sending:
        return BEING_CREATED
    if error is not None:
        return (Span(f" not created: {clean(sentence_of(error), limit=300)}", Tone.FAILED),)
    return standing_line(problems, "nothing is wrong · f2 creates it; it is not started by that")
