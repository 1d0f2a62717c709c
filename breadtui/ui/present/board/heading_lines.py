"""The lines over a board's chart and over what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from breadtui.domain.board.figures import is_better_greater
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.store.facts.noticing import first_line
from breadtui.store.views.comparable import LOADING
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.table_lines import ema_words, left_out_words, mark_of_standing
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.plot.line_styles import STYLES
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.overlay import Curves
from breadtui.ui.present.plot.view import points_within
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_METRIC = 20
_LONGEST_NAME = 12
_LEAST_WITH_NAME_CELLS = 100


class BoardTab(StrEnum):
    """What is below the chart."""

    TABLE = "Table"
    CONFIG = "Config"
    PROMPTS = "Prompts"
    ANSWERS = "Answers"


def chart_heading(
    model: BoardModel, curves: Curves, table: BoardTable, glyphs: Glyphs, *, is_log: bool, width: int = 1000
) -> Line:
    """`Compare 3 bakes ── loss · log · ema .6 · x=step · against A coder_v5 ── 504 of 504 points`.

    In a narrow one the first word and the baseline, which the table marks, are left out, so that no count is cut off.
    """
    view, rule = model.view, glyphs.rule * 2
    parts = [metric_name(model.metric, _LONGEST_METRIC)]
    parts += ["log"] if is_log else []
    parts += [ema_words(view.alpha)] if view.alpha else []
    parts += [f"x={view.alignment}"]
    parts += ["follow"] if view.is_following and view.window is not None else []
    dot, is_wide = f" {glyphs.dot} ", width >= _LEAST_WITH_NAME_CELLS
    return (
        Span(f"{'Compare ' if is_wide else ''}{len(model.entries)} bakes ", Tone.STRONG),
        Span(rule, Tone.DIM),
        Span(f" {dot.join(parts)}{_baseline_words(table, dot, has_room=is_wide)} "),
        Span(f"{rule} {dot.join(_counts(model, curves))}", Tone.DIM),
    )


def _baseline_words(table: BoardTable, dot: str, *, has_room: bool) -> str:
    base = table.baseline
    if base is None or not has_room:
        return ""
    return f"{dot}against {base.letter} {cut_middle(clean(base.name), _LONGEST_NAME)}"


def _counts(model: BoardModel, curves: Curves) -> Iterator[str]:
    window = curves.window or curves.whole()
    within = sum(points_within(line.series, window) for line in curves.lines)
    yield f"{within:,} of {model.points_count():,} points"
    lost = sum(entry.series.not_finite_count for entry in model.entries if entry.series is not None)
    if lost:
        yield f"{lost:,} not finite"
    if model.view.hidden:
        yield f"{len(model.view.hidden)} hidden"
    if curves.limits is not None:
        yield f"{model.off_scale_count(curves):,} off scale"
    silent = sum(not entry.has_log for entry in model.entries)
    loading = sum(not entry.has_log and entry.note == LOADING for entry in model.entries)
    if loading:
        yield f"{loading} loading"
    if silent > loading:
        yield f"{silent - loading} no log"
    elsewhere = sum(not entry.lies_along(model.view.alignment) for entry in model.entries) - silent
    if elsewhere:
        yield f"{elsewhere} without {model.view.alignment}"


def tabs_line(
    tab: BoardTab,
    counts: Mapping[BoardTab, str],
    table: BoardTable,
    glyphs: Glyphs,
    here: BoardRow | None = None,
    width: int = 1000,
) -> Line:
    """`[Table] │ Config 4 │ Prompts 12 │ Answers   best = least   cursor at 104, newest of all   B failed  points 27`.

    What is said of the row `here` takes the place of what is best where there is no room for both.
    """
    spans: list[Span] = []
    for at, one in enumerate(BoardTab):
        words = f"{one.value}{f' {counts[one]}' if counts.get(one) else ''}"
        spans += [Span(f" {glyphs.down} ", Tone.DIM)] if at else []
        spans.append(Span(f"[{words}]", Tone.ACCENT) if one is tab else Span(words, Tone.DIM))
    if tab is BoardTab.TABLE:
        said = () if here is None else tuple(_row_words(here, table, width))
        if not said or width >= _LEAST_WITH_NAME_CELLS:
            spans.append(Span(f"   best = {'greatest' if is_better_greater(table.metric) else 'least'}", Tone.DIM))
        note = f", {table.cursor_note}" if table.cursor_note and width >= _LEAST_WITH_NAME_CELLS else ""
        spans += [Span(f"   cursor at {table.cursor_words}{note}", Tone.DIM)] if table.cursor_words else []
        spans += said
    return tuple(spans)


def _row_words(row: BoardRow, table: BoardTable, width: int) -> Iterator[Span]:
    """What a row has no room for: how the bake ended, what became of its log, and figures that are left out of it."""
    standing, figures = row.standing, left_out_words(table, row, width)
    mark = mark_of_standing(standing)
    is_amiss = standing is not None and (standing.error or standing.is_gone or standing.is_stalled)
    said = [Span(f" {mark.word}", mark.tone)] if is_amiss else []
    said += [Span(f"{'  ' if said else ' '}{figures}")] if figures else []
    said += [Span(f"  {clean(first_line(standing.error))}", mark.tone)] if standing and standing.error else []
    said += [Span(f"  {clean(row.note)}", Tone.STALLED)] if row.note and row.figures.last is not None else []
    style = next((style for style in STYLES if style.letter == row.letter), STYLES[0])
    yield from (Span(f"   {row.letter}", style.tone), *said) if said else ()
