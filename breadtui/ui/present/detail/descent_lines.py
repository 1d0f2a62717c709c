"""Where a bake comes from, through all open repositories: each ancestor with its checkpoint, one a line."""

from __future__ import annotations

from itertools import pairwise

from breadtui.domain.descent.forest import BakePlace, Forest
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.details import DetailSlice, bake_choice
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.tones import Span, Tone

MOST_ANCESTORS = 5
MOST_UNFOLDED = 500
LINEAGE = "lineage"
"""The fold that holds the ancestors of a long descent."""


def descent_lines(facts: DetailSlice, place: BakePlace, view: TabView) -> list[BodyLine]:
    """The bake, what it came from, and so on to the base model; a long descent is folded in the middle."""
    forest = facts.taught.forest
    if not forest.is_open(place):
        return []
    path = [place, *forest.ancestors(place)]
    first = BodyLine(field_line("lineage", Span(clean(place.bake), Tone.STRONG)), copied=f"{place.repo}/{place.bake}")
    steps = [*pairwise(path)]
    lines = [_ancestor(forest, place, child, parent, view) for child, parent in _shown(steps, view)]
    hidden = len(steps) - len(lines)
    if hidden:
        lines.insert(MOST_ANCESTORS - 2, _fold_line(hidden, view))
    return [first, *lines, *_end_lines(forest, path[-1], view)]


def _shown(steps: list[tuple[BakePlace, BakePlace]], view: TabView) -> list[tuple[BakePlace, BakePlace]]:
    if len(steps) < MOST_ANCESTORS:
        return steps
    if view.shows(LINEAGE):
        return steps[:MOST_UNFOLDED]
    return [*steps[: MOST_ANCESTORS - 2], steps[-1]]


def _fold_line(hidden: int, view: TabView) -> BodyLine:
    is_open = view.shows(LINEAGE)
    sign = "" if is_open else f" {view.glyphs.closed}"
    arrow = f"{view.glyphs.came_from} {view.glyphs.deeper}"
    return BodyLine(field_line("", Span(f"{arrow} {hidden} more{sign}", Tone.DIM)), fold=LINEAGE)


def _ancestor(forest: Forest, chosen: BakePlace, child: BakePlace, parent: BakePlace, view: TabView) -> BodyLine:
    """What one bake started from, with its checkpoint where that is known; another repository is named."""
    checkpoint = forest.started_checkpoint(child)
    repo = "" if parent.repo == chosen.repo else f"{parent.repo}/"
    name = f"{repo}{parent.bake}" + (f"/{checkpoint}" if checkpoint is not None else "")
    said = Span(clean(name), Tone.DIM if forest.is_phantom(parent) else Tone.PLAIN)
    note = _absence(forest, parent)
    line = field_line("", Span(f"{view.glyphs.came_from} ", Tone.DIM), said, Span(note, Tone.STALLED))
    return BodyLine(line, bake_choice(parent), _path_of(forest, child) or f"{parent.repo}/{parent.bake}")


def _absence(forest: Forest, place: BakePlace) -> str:
    if not forest.is_phantom(place):
        return ""
    return " (not there)" if forest.is_open(place) else " (its repository is not open)"


def _path_of(forest: Forest, child: BakePlace) -> str:
    descent = forest.descent_of(child)
    return str(descent.started_from) if descent is not None and descent.started_from is not None else ""


def _end_lines(forest: Forest, oldest: BakePlace, view: TabView) -> list[BodyLine]:
    """The base model below the oldest ancestor, or where a circle was cut; nothing where it is not known."""
    arrow = Span(f"{view.glyphs.came_from} ", Tone.DIM)
    above = forest.named_parent_of(oldest)
    if oldest in forest.cuts and above is not None:
        words = f"{clean(above.bake)}, its own descendant: the circle is cut here"
        return [BodyLine(field_line("", arrow, Span(words, Tone.STALLED)), bake_choice(above))]
    if forest.is_phantom(oldest):
        return []
    lineage = forest.lineages.get(oldest.repo)
    base = lineage.base_model if lineage is not None else ""
    return [BodyLine(field_line("", arrow, Span(clean(base) or "base model")), copied=base)]
