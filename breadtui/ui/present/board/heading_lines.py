"""The lines over a board's chart and over what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from rich.cells import cell_len

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
from breadtui.ui.present.plot.off_scale import beyond_counts
from breadtui.ui.present.plot.overlay import Curves
from breadtui.ui.present.plot.plot_request import PlotRequest
from breadtui.ui.present.plot.view import points_within
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_METRIC = 20
_LONGEST_NAME = 12
_POINTS = " points"
_LETTER_CELLS = 6
"""The letter of a row with the blanks around it."""
_RULE_CELLS = 2
"""The blanks on either side of the words on a rule."""


class BoardTab(StrEnum):
    """What is below the chart."""

    TABLE = "Table"
    CONFIG = "Config"
    PROMPTS = "Prompts"
    ANSWERS = "Answers"


def chart_heading(
    model: BoardModel, curves: Curves, table: BoardTable, glyphs: Glyphs, *, request: PlotRequest, width: int = 1000
) -> Line:
    """`Compare 3 bakes ── loss · log · ema .6 · x=step · against A coder_v5 ── 504 of 504 points`.

    Where there is no room the first word and the baseline, which the table marks, are left out, so that no count is
    cut off; and then the count of points before what is amiss with logs.
    """
    view, rule, dot = model.view, glyphs.rule * 2, f" {glyphs.dot} "
    parts = [metric_name(model.metric, _LONGEST_METRIC)]
    parts += ["log"] if request.is_log else []
    parts += [ema_words(view.alpha)] if view.alpha else []
    parts += [f"x={view.alignment}"]
    parts += ["follow"] if view.is_following and view.window is not None else []
    bakes, words, counts = f"{len(model.entries)} bakes ", dot.join(parts), tuple(_counts(model, curves, request))
    against = _baseline_words(table, dot)
    room = width - 1 - cell_len(f"{bakes}{rule} {words} {rule} ")
    has_room = cell_len(f"Compare {against}{dot.join(counts)}") <= room
    return (
        Span(f"Compare {bakes}" if has_room else bakes, Tone.STRONG),
        Span(rule, Tone.DIM),
        Span(f" {words}{against if has_room else ''} "),
        Span(f"{rule} {dot.join(counts) if has_room else _counts_that_fit(counts, dot, room)}", Tone.DIM),
    )


def _counts_that_fit(counts: Sequence[str], dot: str, room: int) -> str:
    """All counts; where that is too much without their first word's unit, then without the first, then fewer."""
    points, *flaws = counts
    shorter = [counts, (points.removesuffix(_POINTS), *flaws)]
    shorter += [flaws[: len(flaws) - at] for at in range(len(flaws))]
    words = map(dot.join, shorter)
    return next((one for one in words if cell_len(one) <= room), points.removesuffix(_POINTS))


def _baseline_words(table: BoardTable, dot: str) -> str:
    base = table.baseline
    if base is None:
        return ""
    return f"{dot}against {base.letter} {cut_middle(clean(base.name), _LONGEST_NAME)}"


def _counts(model: BoardModel, curves: Curves, request: PlotRequest) -> Iterator[str]:
    window = curves.window or curves.whole()
    within = sum(points_within(line.series, window) for line in curves.lines)
    yield f"{within:,} of {model.points_count():,}{_POINTS}"
    if gap_count := model.gap_count():
        yield f"{gap_count:,} not finite"
    if model.view.hidden:
        yield f"{len(model.view.hidden)} hidden"
    yield from (f"{count:,} {why}" for count, why in beyond_counts(request, curves.beyond_count))
    silent = [entry for entry in model.entries if not entry.has_log]
    loading = sum(entry.note == LOADING for entry in silent)
    unread = sum(entry.is_unread and entry.note != LOADING for entry in silent)
    if loading:
        yield f"{loading} loading"
    if unread:
        yield f"{unread} not read"
    if len(silent) > loading + unread:
        yield f"{len(silent) - loading - unread} no log"
    elsewhere = sum(not entry.lies_along(model.view.alignment) for entry in model.entries) - len(silent)
    if elsewhere:
        yield f"{elsewhere} without {model.view.alignment}"
    if not elsewhere and sum(len(line.series) for line in curves.lines) < model.points_count():
        yield f"thinned along {model.view.alignment}"


def tabs_line(
    tab: BoardTab,
    counts: Mapping[BoardTab, str],
    table: BoardTable,
    glyphs: Glyphs,
    here: BoardRow | None = None,
    width: int = 1000,
) -> Line:
    """`[Table] │ Config 4 │ Prompts 12 │ Answers   best = least   cursor at 104, newest of all   B failed  points 27`.

    Where there is no room for all, what is best is left out first, then which place the cursor rests at, then figures
    of the row `here`; where the cursor is stays, if need be in fewer words.
    """
    tabs = _tab_spans(tab, counts, glyphs)
    if tab is not BoardTab.TABLE:
        return tabs
    room = width - _RULE_CELLS
    cursor, short = (Span(words, Tone.DIM) for words in _cursor_words(table))
    said = () if here is None else tuple(_row_words(here, table, width, room - _cells((*tabs, cursor))))
    if _cells((*tabs, short, *said[:2])) > room:
        said = ()
    if _cells((*tabs, cursor, *said[:2])) > room:
        cursor = short
    if _cells((*tabs, cursor)) > room:
        tabs = _tab_spans(tab, {}, glyphs)
    note = Span(f", {table.cursor_note}" if table.cursor_note else "", Tone.DIM)
    best = Span(f"   best = {'greatest' if is_better_greater(table.metric) else 'least'}", Tone.DIM)
    wordings = ((*tabs, best, cursor, note, *said), (*tabs, cursor, note, *said))
    return next((spans for spans in wordings if _cells(spans) <= room), (*tabs, cursor, *said))


def _cursor_words(table: BoardTable) -> tuple[str, str]:
    words = table.cursor_words
    return (f"   cursor at {words}", f"  at {words}") if words else ("", "")


def _tab_spans(tab: BoardTab, counts: Mapping[BoardTab, str], glyphs: Glyphs) -> tuple[Span, ...]:
    spans: list[Span] = []
    for at, one in enumerate(BoardTab):
        words = f"{one.value}{f' {counts[one]}' if counts.get(one) else ''}"
        spans += [Span(f" {glyphs.down} ", Tone.DIM)] if at else []
        spans.append(Span(f"[{words}]", Tone.ACCENT) if one is tab else Span(words, Tone.DIM))
    return tuple(spans)


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def _row_words(row: BoardRow, table: BoardTable, width: int, room: int) -> Iterator[Span]:
    """What a row has no room for: that it is hidden, how the bake ended, what became of its log, figures it lacks.

    Of the figures as many as the `room` holds whole.
    """
    standing = row.standing
    mark = mark_of_standing(standing)
    is_amiss = standing is not None and (standing.error or standing.is_gone or standing.is_stalled)
    said = [Span(" hidden", Tone.DIM)] if row.is_hidden else []
    said += [Span(f" {mark.word}", mark.tone)] if is_amiss else []
    figures = left_out_words(table, row, width, room - _LETTER_CELLS - sum(len(span.text) for span in said))
    said += [Span(f"{'  ' if said else ' '}{figures}")] if figures else []
    said += [Span(f"  {clean(first_line(standing.error))}", mark.tone)] if standing and standing.error else []
    said += [Span(f"  {clean(row.note)}", Tone.STALLED)] if row.note and row.figures.last is not None else []
    style = next((style for style in STYLES if style.letter == row.letter), STYLES[0])
    yield from (Span(f"   {row.letter}", style.tone), *said) if said else ()
