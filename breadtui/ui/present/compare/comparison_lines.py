"""A comparison as rows of the screen: sections, changes with the lines around them, what is the same folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.domain.difference.comparison import Comparison, FigureRow, Part, Section
from breadtui.domain.difference.paired_lines import Row
from breadtui.export.pages.diff import delta_text, figure_text
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.compare.changed_words import Edge, WordBudget, row_spans, wrapped_spans
from breadtui.ui.present.fields import wrapped
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass, field

SIDE_BY_SIDE_CELLS = 100
CONTEXT_LINES = 3
LEAST_FOLDED = 2
_LABEL_CELLS = 15
_FIGURE_CELLS = 11
_SIGN_TONES = {Edge.LEFT: Tone.REMOVED, Edge.RIGHT: Tone.ADDED, Edge.BOTH: Tone.DIM}


class FoldKey(NamedTuple):
    """A stretch of unchanged rows: the place of its part, and of its first row in it."""

    part: int
    first: int


class Drawn(NamedTuple):
    """One row: what it says, which change it belongs to, and what enter folds there."""

    line: Line
    change: int | None = None
    fold: FoldKey | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How a comparison is drawn; `unfolded` are the stretches a person opened."""

    width: int
    is_beside: bool = False
    is_mono: bool = False
    glyphs: Glyphs = UNICODE
    unfolded: frozenset[FoldKey] = field(default_factory=frozenset)


class Page(NamedTuple):
    """All rows, the places of those that begin a change, and of those that begin a section."""

    rows: tuple[Drawn, ...]
    changes_at: tuple[int, ...]
    sections_at: tuple[tuple[Section, int], ...]


def comparison_page(comparison: Comparison, look: Look) -> Page:
    """The whole comparison for a width."""
    rows: list[Drawn] = []
    sections: list[tuple[Section, int]] = []
    number = 0
    budget = WordBudget()
    for section in comparison.sections:
        rows += [Drawn(())] if rows else []
        sections.append((section, len(rows)))
        rows.append(Drawn(_section_line(comparison, section, look)))
        for place, part in enumerate(comparison.parts):
            if part.section is section:
                rows += _part_rows(part, place, number, look, budget)
                number += len(part.changes)
        if section is Section.METRICS:
            rows += [Drawn(line) for line in _metric_lines(comparison, look)]
    firsts: dict[int, int] = {}
    for at, drawn in enumerate(rows):
        if drawn.change is not None:
            firsts.setdefault(drawn.change, at)
    return Page(tuple(rows), tuple(firsts.values()), tuple(sections))


def section_words(comparison: Comparison, section: Section) -> str:
    """What a section says in a word or two: `3 changes`, `the same`."""
    if section is Section.METRICS:
        return ""
    parts = [part for part in comparison.parts if part.section is section]
    count = sum(len(part.changes) for part in parts)
    if count:
        return "1 change" if count == 1 else f"{count} changes"
    return "the same" if all(not part.notes for part in parts) else "nothing to compare"


def sides_line(comparison: Comparison, width: int) -> Line:
    """` - repo/one   + repo/other`."""
    room = max((width - 8) // 2, 4)
    return (
        Span(f" - {cut_middle(clean(comparison.left), room)}", Tone.REMOVED),
        Span(f"   + {cut_middle(clean(comparison.right), room)}", Tone.ADDED),
    )


def place_line(comparison: Comparison, section: Section | None, change: int | None, look: Look) -> Line:
    """` [Config 3] │ Prompts 12 │ Metrics   hunk 3 of 12   side by side`."""
    spans: list[Span] = [Span(" ")]
    for place, one in enumerate(comparison.sections):
        count = sum(len(part.changes) for part in comparison.parts if part.section is one)
        words = f"{one.value} {count}" if one is not Section.METRICS else one.value
        spans += [Span(f" {look.glyphs.down} ", Tone.DIM)] if place else []
        spans.append(Span(f"[{words}]", Tone.ACCENT) if one is section else Span(words, Tone.DIM))
    total = len(comparison.changes)
    words = f"hunk {change + 1} of {total}" if change is not None else f"{total} hunks" if total != 1 else "1 hunk"
    spans.append(Span(f"   {words if total else 'no difference'}", Tone.STRONG))
    spans.append(Span(f"   {'side by side' if look.is_beside else 'unified'}", Tone.DIM))
    return tuple(spans)


# Sections and parts


def _section_line(comparison: Comparison, section: Section, look: Look) -> Line:
    words = section_words(comparison, section)
    rule = look.glyphs.rule
    head = f" {rule}{rule} {section.value} "
    tail = f" {words} " if words else ""
    fill = max(look.width - cell_len(head) - cell_len(tail) - 2, 0)
    return (Span(head, Tone.ACCENT), Span(rule * 2 + tail + rule * fill, Tone.DIM))


def _part_rows(part: Part, place: int, number: int, look: Look, budget: WordBudget) -> Iterator[Drawn]:
    if part.heading:
        same = "" if part.changes or part.notes else "  the same"
        for at, line in enumerate(wrapped(part.heading, max(look.width - 12, 10))):
            yield Drawn((Span(f" {line}", Tone.STRONG), Span("" if at else same, Tone.DIM)))
    for note in part.notes:
        yield from (Drawn((Span(f"  {line}", Tone.STALLED),)) for line in wrapped(note, max(look.width - 3, 10)))
    done = 0
    for at, change in enumerate(part.changes):
        yield from _gap(part, place, (done, change.first), look)
        changed = part.rows[change.first : change.last + 1]
        has_words = budget.allows(cell[1] for row in changed for cell in row if cell is not None)
        lines = _change_lines(changed, look, has_words=has_words)
        yield from (Drawn(line, number + at) for line in lines)
        done = change.last + 1
    yield from _gap(part, place, (done, len(part.rows)), look)


def _gap(part: Part, place: int, stretch: tuple[int, int], look: Look) -> Iterator[Drawn]:
    """Unchanged rows between changes: those near a change, and a row that stands for the rest."""
    start, stop = stretch
    first = start + (CONTEXT_LINES if start and part.changes else 0)
    last = stop - (CONTEXT_LINES if stop < len(part.rows) else 0)
    if last - first < LEAST_FOLDED:
        yield from _same_lines(part.rows[start:stop], look)
        return
    key = FoldKey(place, first)
    is_open = key in look.unfolded
    yield from _same_lines(part.rows[start:first], look)
    sign = look.glyphs.opened if is_open else look.glyphs.closed
    yield Drawn((Span(f"  {sign} {last - first} lines the same", Tone.DIM),), fold=key)
    if is_open:
        yield from _same_lines(part.rows[first:last], look)
    yield from _same_lines(part.rows[last:stop], look)


def _same_lines(rows: Sequence[Row], look: Look) -> Iterator[Drawn]:
    for row in rows:
        left, right = row_spans(row, is_mono=look.is_mono)
        if look.is_beside:
            yield from (Drawn(line) for line in _beside(left, right, Edge.BOTH, Edge.BOTH, look))
        else:
            yield from (Drawn(line) for line in _signed(left, Edge.BOTH, look.width))


def _change_lines(rows: Sequence[Row], look: Look, *, has_words: bool) -> Iterator[Line]:
    spans = [(row, *row_spans(row, is_mono=look.is_mono, has_words=has_words)) for row in rows]
    if look.is_beside:
        for row, left, right in spans:
            edges = (Edge.LEFT if row.left is not None else Edge.BOTH, Edge.RIGHT if row.right else Edge.BOTH)
            yield from _beside(left, right, *edges, look)
        return
    for row, left, _ in spans:
        if row.left is not None:
            yield from _signed(left, Edge.LEFT, look.width)
    for row, _, right in spans:
        if row.right is not None:
            yield from _signed(right, Edge.RIGHT, look.width)


def _signed(spans: Sequence[Span], edge: Edge, width: int) -> Iterator[Line]:
    """The line under its sign, which stands before every row of it."""
    for line in wrapped_spans(spans, max(width - 4, 4)):
        yield (Span(f" {edge.value} ", _SIGN_TONES[edge]), *line)


def _beside(left: Sequence[Span], right: Sequence[Span], one: Edge, other: Edge, look: Look) -> Iterator[Line]:
    cells = (look.width - 3) // 2
    lefts, rights = list(_signed(left, one, cells)), list(_signed(right, other, cells))
    blank: Line = ()
    for mine, yours in zip_longest(lefts, rights, fillvalue=blank):
        gap = cells - sum(cell_len(span.text) for span in mine)
        yield (*mine, Span(" " * max(gap, 0)), Span(f"{look.glyphs.down}", Tone.DIM), *yours)


# Metrics


def _metric_lines(comparison: Comparison, look: Look) -> Iterator[Line]:
    for note in comparison.figure_notes:
        yield from ((Span(f"  {line}", Tone.STALLED),) for line in wrapped(note, max(look.width - 3, 10)))
    if not comparison.figures:
        return
    delta = "diff" if look.glyphs.is_ascii else "Δ"
    heads = "".join(head.rjust(_FIGURE_CELLS) for head in ("left", "right", delta, f"{delta} %"))
    yield (Span(f"  {'':<{_LABEL_CELLS}}{heads}", Tone.DIM),)
    yield from (_figure_line(row) for row in comparison.figures)


def _figure_line(row: FigureRow) -> Line:
    left, right = figure_text(row, row.left), figure_text(row, row.right)
    label = Span(f"  {row.label:<{_LABEL_CELLS}}", Tone.DIM)
    values = (Span(left.rjust(_FIGURE_CELLS), Tone.REMOVED), Span(right.rjust(_FIGURE_CELLS), Tone.ADDED))
    if row.left is None and row.right is None:
        return (label, Span(f"{left.rjust(_FIGURE_CELLS)}{right.rjust(_FIGURE_CELLS)}", Tone.DIM))
    if row.delta == 0:
        plain = f"{left.rjust(_FIGURE_CELLS)}{right.rjust(_FIGURE_CELLS)}"
        return (label, Span(plain), Span("  the same".rjust(_FIGURE_CELLS), Tone.DIM))
    percent = "-" if row.delta_percent is None else f"{row.delta_percent:+.1f}%"
    return (label, *values, Span(delta_text(row).rjust(_FIGURE_CELLS)), Span(percent.rjust(_FIGURE_CELLS), Tone.STRONG))
