"""The table of a board as lines: last, best, smoothed, under the cursor and duration, each against the baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from breadtui.domain.board.entries import Point
from breadtui.domain.board.table import BoardRow, BoardTable
from breadtui.ui.present.ages import span_text
from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.plot.line_styles import STYLES, LineStyle
from breadtui.ui.present.plot.scales import short_number
from breadtui.ui.present.tones import Line, Span, Tone

WIDE_CELLS = 104
_LEAST_WITH_STEPS_CELLS = 85
_NAME_CELLS = 15
_WIDE_NAME_CELLS = 24
_SAMPLE_CELLS = 7


class Column(NamedTuple):
    """A column: its width with the blank before it, its heading, what it says of a row, and whether that is a share."""

    cells: int
    head: Callable[[BoardTable], str]
    text: Callable[[BoardRow], str]
    is_delta: bool = False


def columns_of(width: int, delta: str = "Δ%") -> tuple[Column, ...]:
    """The columns that a table of that width has room for."""
    found = (
        Column(9, lambda _: "last", lambda row: point_text(row.figures.last)),
        Column(8, lambda _: delta, lambda row: delta_text(row.last_delta_percent), is_delta=True),
        Column(9, lambda _: "best", lambda row: point_text(row.figures.best)),
        Column(7, lambda _: "@step", lambda row: _step_text(row.figures.best)),
        Column(9, lambda table: f"ema {table.alpha:.1f}".replace("0.", "."), lambda row: _text(row.figures.smoothed)),
        Column(9, lambda _: "cursor", lambda row: _text(row.figures.at_cursor)),
        Column(8, lambda _: delta, lambda row: delta_text(row.cursor_delta_percent), is_delta=True),
        Column(7, lambda _: "time", lambda row: _seconds_text(row.figures.duration_seconds)),
    )
    if width < WIDE_CELLS:
        return (*found[:3], *found[4:]) if width < _LEAST_WITH_STEPS_CELLS else found
    points = Column(9, lambda _: "points", lambda row: f"{row.figures.points_count:,}")
    best = Column(8, lambda _: delta, lambda row: delta_text(row.best_delta_percent), is_delta=True)
    return (*found[:4], best, *found[4:], points)


def head_line(table: BoardTable, width: int, *, is_ascii: bool = False) -> Line:
    """The headings over the columns."""
    heads = "".join(column.head(table).rjust(column.cells) for column in _columns(width, is_ascii=is_ascii))
    return (Span(f"   {'bake':<{_lead_cells(width) - 3}}{heads}", Tone.DIM),)


def row_line(table: BoardTable, row: BoardRow, width: int, *, is_ascii: bool = False) -> Line:
    """One bake: its letter and line, its name, its figures; `*` for the baseline, `-` for one that is hidden."""
    style = next((style for style in STYLES if style.letter == row.letter), STYLES[0])
    spans = list(_lead(table, row, style, width, is_ascii=is_ascii))
    if row.figures.last is None:
        return (*spans, Span(f" {clean(row.note or f'no {table.metric}')}", Tone.STALLED))
    for column in _columns(width, is_ascii=is_ascii):
        text = column.text(row).rjust(column.cells)
        spans.append(Span(text if not is_ascii else text.replace("−", "-"), _tone(row, column)))
    return (*spans, *([Span(f"  {clean(row.note)}", Tone.STALLED)] if row.note else []))


def point_text(point: Point | None) -> str:
    """A logged value in few cells; a hyphen for none."""
    return _text(None if point is None else point.value)


def delta_text(percent: float | None) -> str:
    """A share with its sign, `−4.1%`; a hyphen where there is none."""
    if percent is None:
        return "-"
    words = f"{percent:+.1f}%" if abs(percent) < 1000 else f"{percent:+.0e}%".replace("e+0", "e")
    return words.replace("-", "−", 1) if words[0] == "-" else words


def _lead(table: BoardTable, row: BoardRow, style: LineStyle, width: int, *, is_ascii: bool) -> Iterator[Span]:
    sign = "-" if row.is_hidden else "*" if row is table.baseline else " "
    yield Span(" ", Tone.DIM)
    yield Span(row.letter, Tone.DIM if row.is_hidden else style.tone)
    if width >= WIDE_CELLS:
        yield Span(
            f" {style.sample(is_ascii=is_ascii):<{_SAMPLE_CELLS - 1}}", Tone.DIM if row.is_hidden else style.tone
        )
    yield Span(sign, Tone.STRONG)
    name = _WIDE_NAME_CELLS if width >= WIDE_CELLS else _NAME_CELLS
    yield Span(pad(clean(row.name), name), Tone.DIM if row.is_hidden else Tone.PLAIN)


def _lead_cells(width: int) -> int:
    return 3 + (_SAMPLE_CELLS + _WIDE_NAME_CELLS if width >= WIDE_CELLS else _NAME_CELLS)


def _columns(width: int, *, is_ascii: bool) -> tuple[Column, ...]:
    return columns_of(width, "diff%" if is_ascii else "Δ%")


def _tone(row: BoardRow, column: Column) -> Tone:
    if row.is_hidden:
        return Tone.DIM
    return Tone.STRONG if column.is_delta and row.base is not None else Tone.PLAIN


def _text(value: float | None) -> str:
    return "-" if value is None else short_number(value)


def _step_text(point: Point | None) -> str:
    return "-" if point is None else f"{point.step:.0f}"


def _seconds_text(seconds: float | None) -> str:
    return "-" if seconds is None else span_text(seconds)
