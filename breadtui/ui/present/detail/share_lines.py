"""The targets a bake learns from: weight, share of the training data, and how far each one's stages are."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, TargetKey
from breadtui.domain.recipe import Dataset, datasets_of
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.details import DetailSlice, config_of
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.jobs.states import seen_mark
from breadtui.ui.present.numbers import bar, percent_text
from breadtui.ui.present.tones import Span, Tone

SHARE_CELLS = 8
MOST_TARGETS = 8
TARGETS = "targets"
"""The fold that holds the targets beyond the first few."""


def share_lines(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    """Each target with its normalised share as a bar and its weight as written."""
    config = config_of(facts)
    datasets, weights = datasets_of(config), _weights(config)
    is_open = view.shows(TARGETS) or len(datasets) <= MOST_TARGETS
    shown = datasets if is_open else datasets[: MOST_TARGETS - 1]
    lines = [_share_line(facts, place, one, weights[place], view) for place, one in enumerate(shown)]
    if len(datasets) > MOST_TARGETS:
        sign = view.glyphs.opened if is_open else view.glyphs.closed
        words = "fewer" if is_open else f"{len(datasets) - len(shown)} more"
        lines.append(BodyLine(field_line("", Span(f"{words} {sign}", Tone.DIM)), fold=TARGETS))
    return lines


def _share_line(facts: DetailSlice, place: int, dataset: Dataset, weight: str, view: TabView) -> BodyLine:
    goto = TargetKey(facts.chosen.repo, dataset.target) if isinstance(facts.chosen, JobKey) else None
    line = field_line(
        "targets" if place == 0 else "",
        Span(bar(dataset.share * 100, SHARE_CELLS, view.glyphs), Tone.ACCENT),
        Span(f" {percent_text(dataset.share * 100)} "),
        Span(f"{'x' if view.glyphs.is_ascii else '×'}{weight} ", Tone.DIM),
        Span(clean(dataset.target)),
        *_stage_spans(facts, place),
    )
    return BodyLine(line, goto, dataset.target)


def _stage_spans(facts: DetailSlice, place: int) -> list[Span]:
    """Letters of stim and rollout, where there are several targets whose stages are not told above."""
    if len(facts.stages) <= 2:
        return []
    spans: list[Span] = []
    for word, seen in zip(("stim", "rollout"), facts.stages[2 * place : 2 * place + 2], strict=False):
        spans += [Span(f"  {word} ", Tone.DIM), _letter(seen)]
    return spans


def _letter(seen: SeenJob | None) -> Span:
    if seen is None:
        return Span("-", Tone.DIM)
    mark = seen_mark(seen)
    return Span(mark.letter, mark.tone)


def _weights(config: JsonObject) -> list[str]:
    """The weights as the configuration has them, in the order of `datasets_of`."""
    entries = config.get("datasets")
    found = entries if isinstance(entries, (list, tuple)) else []
    named = [entry for entry in found if isinstance(entry, Mapping) and isinstance(entry.get("target"), str)]
    return [_weight_text(entry.get("weight", 1)) for entry in named]


def _weight_text(weight: Json) -> str:
    return f"{weight:g}" if isinstance(weight, int | float) else clean(weight, limit=8)
