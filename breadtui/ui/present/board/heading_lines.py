"""The lines over a board's chart and over what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from rich.cells import cell_len

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.figures import is_better_greater
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.store.facts.noticing import first_line
from breadtui.store.views.comparable import LOADING
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.table_lines import ema_words, left_out_words, mark_of_standing
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.headings import POINTS, Heading
from breadtui.ui.present.pieces import Piece, first_that_fits, line_of
from breadtui.ui.present.plot.line_styles import STYLES
from breadtui.ui.present.plot.metric_lines import AVERAGE, AXIS, FLAW, FOLLOW, LOG, METRIC, OF_COUNTS, OF_LOOK, OF_TITLE
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.off_scale import beyond_counts
from breadtui.ui.present.plot.overlay import Curves
from breadtui.ui.present.plot.plot_request import PlotRequest
from breadtui.ui.present.plot.view import points_within
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_METRIC = 20
_LONGEST_NAME = 12
_AGAINST = FOLLOW + 1
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

    Where there is no room the first word and the baseline, which the table marks, are left out, then how it is looked
    at, then what is amiss with logs; never the count of points.
    """
    look = tuple(_look_pieces(model, table, is_log=request.is_log))
    counts = tuple(_count_pieces(model, curves, request))
    whole, *fewer = Heading((*look, *counts), glyphs.rule * 2, glyphs.dot).lines()
    whole = line_of((Span("Compare ", Tone.STRONG), *whole))
    return first_that_fits((whole, *fewer), width - 1)


def _look_pieces(model: BoardModel, table: BoardTable, *, is_log: bool) -> Iterator[Piece]:
    view, base = model.view, table.baseline
    yield Piece(f"{len(model.entries)} bakes", 1, Tone.STRONG, OF_TITLE)
    yield Piece(metric_name(model.metric, _LONGEST_METRIC), METRIC, group=OF_LOOK)
    if is_log:
        yield Piece("log", LOG, group=OF_LOOK)
    if view.alpha:
        yield Piece(ema_words(view.alpha), AVERAGE, group=OF_LOOK)
    yield Piece(f"x={view.alignment}", AXIS if view.alignment is Alignment.STEP else AVERAGE, group=OF_LOOK)
    if view.is_following and view.window is not None:
        yield Piece("follow", FOLLOW, group=OF_LOOK)
    if base is not None:
        name = cut_middle(clean(base.name), _LONGEST_NAME)
        yield Piece(f"against {base.letter} {name}", _AGAINST, group=OF_LOOK)


def _count_pieces(model: BoardModel, curves: Curves, request: PlotRequest) -> Iterator[Piece]:
    for at, words in enumerate(count_words(model, curves, request)):
        yield Piece(words, FLAW if at else 0, Tone.DIM, OF_COUNTS)


def count_words(model: BoardModel, curves: Curves, request: PlotRequest) -> Iterator[str]:
    """How many points of how many are in sight; then what is wrong with logs, and what is not drawn."""
    window = curves.window or curves.whole()
    within = sum(points_within(line.series, window) for line in curves.lines)
    yield f"{within:,} of {model.points_count():,}{POINTS}"
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
