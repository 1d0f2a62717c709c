"""The table of a board as lines: last, best, smoothed, under the cursor and duration, each against the baseline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.domain.board.entries import Standing
from breadtui.domain.board.figures import Point
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.domain.metric.axes import step_text
from breadtui.ui.present.ages import span_text
from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.jobs.states import GONE, STALLED, Mark, mark_of
from breadtui.ui.present.plot.line_styles import STYLES, LineStyle
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.scales import short_number
from breadtui.ui.present.short_names import short_names
from breadtui.ui.present.tones import Line, Span, Tone

WIDE_CELLS = 104
"""So wide a table shows a sample of each line."""
_SELDOM_LEFT_OUT = 6
"""Columns up to this rank are there at 80 cells."""
_LEAST_NAME_CELLS = 12
_MOST_NAME_CELLS = 25
_SAMPLE_CELLS = 7
_SIGN_CELLS = 3
_STATE_CELLS = 2
_WHOLE_PERCENT = 999.95
"""What is more has no digit after the point."""
_SHORT_PERCENT = 99_999.5
"""What is more is a power of ten."""
_SHARE_CELLS = 7
"""A share is as wide as its column, but for the blank before it."""


class Column(NamedTuple):
    """A column: its width with the blank before it, its heading, what it says of a row.

    Where there is no room for all, those with the greatest `rank` are left out; `is_delta` is of one that says a share,
    `of` what it is a share of.
    """

    cells: int
    rank: int
    head: Callable[[BoardTable], str]
    text: Callable[[BoardRow], str]
    is_delta: bool = False
    is_of: Callable[[BoardTable], bool] = lambda _: True
    of: str = ""


def columns_of(table: BoardTable, width: int, *, is_ascii: bool = False) -> tuple[Column, ...]:
    """The columns that a table of that width has room for, in their order."""
    left_out = {column.rank for column in columns_left_out(table, width, is_ascii=is_ascii)}
    return tuple(column for column in _columns(table, is_ascii=is_ascii) if column.rank not in left_out)


def columns_left_out(table: BoardTable, width: int, *, is_ascii: bool = False) -> tuple[Column, ...]:
    """Those it has no room for, the one that is missed most first."""
    room = width - _lead_cells(table, width)
    ranked = sorted(_columns(table, is_ascii=is_ascii), key=lambda column: column.rank)
    taken = [*accumulate(column.cells for column in ranked)]
    return tuple(ranked[bisect_right(taken, room) :])


def _columns(table: BoardTable, *, is_ascii: bool = False) -> Sequence[Column]:
    return [column for column in _all_columns("diff%" if is_ascii else "Δ%") if column.is_of(table)]


def _all_columns(delta: str) -> Sequence[Column]:
    return (
        Column(9, 0, lambda _: "last", lambda row: point_text(row.figures.last)),
        Column(8, 4, lambda _: delta, lambda row: delta_text(row.last_delta_percent), is_delta=True, of="last "),
        Column(9, 3, lambda _: "best", lambda row: point_text(row.figures.best)),
        Column(7, 8, lambda _: "@step", lambda row: _step_text(row.figures.best)),
        Column(8, 9, lambda _: delta, lambda row: delta_text(row.best_delta_percent), is_delta=True, of="best "),
        Column(9, 5, lambda table: ema_words(table.alpha), lambda row: _text(row.figures.smoothed)),
        Column(9, 1, lambda _: "cursor", lambda row: _text(row.figures.at_cursor)),
        Column(8, 2, lambda _: delta, lambda row: delta_text(row.cursor_delta_percent), is_delta=True, of="cursor "),
        Column(
            9, 7, lambda _: "raw", lambda row: _text(row.figures.raw_at_cursor), is_of=lambda table: table.is_smoothed
        ),
        Column(7, 6, lambda _: "time", lambda row: _seconds_text(row.figures.duration_seconds)),
        Column(9, 10, lambda _: "points", lambda row: f"{row.figures.points_count:,}"),
    )


def left_out_words(table: BoardTable, row: BoardRow, width: int, room: int = 1000) -> str:
    """The figures of a row that a table of that width has no room for: `ema .6 2.07e-7  time 51m`.

    Those that are missed most come first, and as many as `room` cells hold.
    """
    if row.figures.last is None:
        return ""
    words = [f"{column.of}{column.head(table)} {column.text(row)}" for column in columns_left_out(table, width)]
    ends = accumulate(cell_len(one) + 2 for one in words)
    return "  ".join(words[: sum(end - 2 <= room for end in ends)])


def head_line(table: BoardTable, width: int, *, is_ascii: bool = False) -> Line:
    """The headings over the columns."""
    columns = columns_of(table, width, is_ascii=is_ascii)
    heads = "".join(column.head(table).rjust(column.cells) for column in columns)
    return (Span(f"   {'bake':<{_lead_cells(table, width) - _SIGN_CELLS}}{heads}", Tone.DIM),)


def row_line(table: BoardTable, row: BoardRow, width: int, *, is_ascii: bool = False) -> Line:
    """One bake: letter and line, name, state, figures; `*` for the baseline, `-` for one that is hidden.

    Of a baseline that is hidden both stand, `*-`.
    """
    style = next((style for style in STYLES if style.letter == row.letter), STYLES[0])
    spans = list(_lead(table, row, style, width, is_ascii=is_ascii))
    if row.figures.last is None:
        why = clean(row.note) if row.note else f"no {metric_name(table.metric)}"
        return (*spans, Span(f" {why}", Tone.STALLED))
    for column in columns_of(table, width, is_ascii=is_ascii):
        text = column.text(row).rjust(column.cells)
        spans.append(Span(text if not is_ascii else text.replace("−", "-"), _tone(row, column)))
    return tuple(spans)


def mark_of_standing(standing: Standing | None) -> Mark:
    """The mark of a bake on a board; blank for one that was never seen."""
    if standing is None:
        return Mark(" ", "", Tone.DIM)
    if standing.is_gone:
        return GONE
    return STALLED if standing.is_stalled else mark_of(standing.status)


def ema_words(alpha: float) -> str:
    """`ema .6`: what is averaged, and how much of it is kept."""
    return f"ema {alpha:.1f}".replace("0.", ".")


def point_text(point: Point | None) -> str:
    """A logged value in few cells; a hyphen for none."""
    return _text(None if point is None else point.value)


def delta_text(percent: float | None) -> str:
    """A share with its sign, `−4.1%`, `+2969%`; a hyphen where there is none.

    From 100,000 % on it is a power of ten, `+1.23e5`, whose unit is in the heading.
    """
    if percent is None:
        return "-"
    words = _share_words(percent)
    return words.replace("-", "−", 1) if words[0] == "-" else words


def _share_words(percent: float) -> str:
    if abs(percent) < _WHOLE_PERCENT:
        return f"{percent:+.1f}%"
    if abs(percent) < _SHORT_PERCENT:
        return f"{percent:+.0f}%"
    words = (f"{percent:+.{digits}e}".replace("e+0", "e").replace("e+", "e") for digits in (2, 1, 0))
    return next(one for one in words if len(one) <= _SHARE_CELLS)


def _lead(table: BoardTable, row: BoardRow, style: LineStyle, width: int, *, is_ascii: bool) -> Iterator[Span]:
    is_baseline = row is table.baseline
    sign = "*" if is_baseline else "-" if row.is_hidden else " "
    tone = Tone.DIM if row.is_hidden else style.tone
    yield Span(" ", Tone.DIM)
    yield Span(row.letter, tone)
    if width >= WIDE_CELLS:
        yield Span(f" {style.sample(is_ascii=is_ascii):<{_SAMPLE_CELLS - 1}}", tone)
    yield Span(sign, Tone.STRONG)
    cells = _name_cells(table, width)
    names = zip(table.rows, short_names([one.name for one in table.rows], cells), strict=True)
    name = next((name for one, name in names if one is row), row.name)
    name = f"-{name}" if row.is_hidden and is_baseline else name
    yield Span(pad(name, cells), Tone.DIM if row.is_hidden else Tone.PLAIN)
    mark = mark_of_standing(row.standing)
    yield Span(f" {mark.letter}", mark.tone)


def _lead_cells(table: BoardTable, width: int) -> int:
    return _frame_cells(width) + _name_cells(table, width)


def _frame_cells(width: int) -> int:
    return _SIGN_CELLS + _STATE_CELLS + (_SAMPLE_CELLS if width >= WIDE_CELLS else 0)


def _name_cells(table: BoardTable, width: int) -> int:
    """As wide as the longest name, but no wider than leaves room for the figures that are seldom left out."""
    longest = max((cell_len(clean(row.name)) for row in table.rows), default=0)
    figures = sum(column.cells for column in _all_columns("") if column.rank <= _SELDOM_LEFT_OUT)
    most = min(max(width - _frame_cells(width) - figures, _LEAST_NAME_CELLS), _MOST_NAME_CELLS)
    return max(min(longest, most), _LEAST_NAME_CELLS)


def _tone(row: BoardRow, column: Column) -> Tone:
    if row.is_hidden:
        return Tone.DIM
    return Tone.STRONG if column.is_delta and row.base is not None else Tone.PLAIN


def _text(value: float | None) -> str:
    return "-" if value is None else short_number(value)


def _step_text(point: Point | None) -> str:
    return "-" if point is None else step_text(point.step)


def _seconds_text(seconds: float | None) -> str:
    return "-" if seconds is None else span_text(seconds)
