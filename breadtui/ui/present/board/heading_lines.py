"""The lines over a board's chart and over what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from breadtui.ui.present.plot.overlay import Curves
from breadtui.ui.present.plot.view import points_within
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_METRIC = 20
_LONGEST_NAME = 12
_LEAST_WITH_NAME_CELLS = 100
_AGAINST = FOLLOW + 1
_LETTER_CELLS = 6
"""The letter of a row with the blanks around it."""


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

    Where there is no room the first word and the baseline, which the table marks, are left out, then how it is looked
    at, then what is amiss with logs; never the count of points.
    """
    look, counts = tuple(_look_pieces(model, table, is_log=is_log)), tuple(_count_pieces(model, curves))
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


def _count_pieces(model: BoardModel, curves: Curves) -> Iterator[Piece]:
    for at, words in enumerate(count_words(model, curves)):
        yield Piece(words, FLAW if at else 0, Tone.DIM, OF_COUNTS)


def count_words(model: BoardModel, curves: Curves) -> Iterator[str]:
    """How many points of how many are in sight; then what is wrong with logs, and what is not drawn."""
    window = curves.window or curves.whole()
    within = sum(points_within(line.series, window) for line in curves.lines)
    yield f"{within:,} of {model.points_count():,}{POINTS}"
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

    What is said of the row `here` takes the place of what is best where there is no room for both.
    """
    spans: list[Span] = []
    for at, one in enumerate(BoardTab):
        words = f"{one.value}{f' {counts[one]}' if counts.get(one) else ''}"
        spans += [Span(f" {glyphs.down} ", Tone.DIM)] if at else []
        spans.append(Span(f"[{words}]", Tone.ACCENT) if one is tab else Span(words, Tone.DIM))
    if tab is BoardTab.TABLE:
        used = sum(cell_len(span.text) for span in spans) + cell_len(f"   cursor at {table.cursor_words}")
        said = () if here is None else tuple(_row_words(here, table, width, width - used - 2))
        if not said or width >= _LEAST_WITH_NAME_CELLS:
            spans.append(Span(f"   best = {'greatest' if is_better_greater(table.metric) else 'least'}", Tone.DIM))
        note = f", {table.cursor_note}" if table.cursor_note and width >= _LEAST_WITH_NAME_CELLS else ""
        spans += [Span(f"   cursor at {table.cursor_words}{note}", Tone.DIM)] if table.cursor_words else []
        spans += said
    return tuple(spans)


def _row_words(row: BoardRow, table: BoardTable, width: int, room: int) -> Iterator[Span]:
    """What a row has no room for: how the bake ended, what became of its log, and figures that are left out of it.

    Of the figures as many as the `room` holds whole.
    """
    standing = row.standing
    mark = mark_of_standing(standing)
    is_amiss = standing is not None and (standing.error or standing.is_gone or standing.is_stalled)
    said = [Span(f" {mark.word}", mark.tone)] if is_amiss else []
    figures = left_out_words(table, row, width, room - _LETTER_CELLS - sum(len(span.text) for span in said))
    said += [Span(f"{'  ' if said else ' '}{figures}")] if figures else []
    said += [Span(f"  {clean(first_line(standing.error))}", mark.tone)] if standing and standing.error else []
    said += [Span(f"  {clean(row.note)}", Tone.STALLED)] if row.note and row.figures.last is not None else []
    style = next((style for style in STYLES if style.letter == row.letter), STYLES[0])
    yield from (Span(f"   {row.letter}", style.tone), *said) if said else ()
