"""The cells of a plot: pictures of curves laid over each other, letters at their ends, names, lines up the plot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import isfinite

from rich.cells import cell_len

from breadtui.ui.present.plot.frame import Cell, column_of
from breadtui.ui.present.plot.label_rows import label_rows
from breadtui.ui.present.plot.legend import brief_entries, legend_entries
from breadtui.ui.present.plot.line_styles import BEHIND
from breadtui.ui.present.plot.plot_request import Curve, PlotRequest
from breadtui.ui.present.plot.scales import Scale
from breadtui.ui.present.tones import Tone

Cells = list[list[Cell]]


def blank_cells(width: int, rows: int) -> Cells:
    """A canvas without anything."""
    return [[(" ", Tone.PLAIN)] * width for _ in range(rows)]


def lay(cells: Cells, picture: Sequence[str], corner: tuple[int, int], curve: Curve) -> None:
    """Lay a part of a curve's picture over what is there, its upper left at that column and row.

    Where two braille cells meet both stay, in the upper one's tone; but what lies behind gives way, so that a line
    is seen in the fog of its raw values without colour too.
    """
    tone = curve.style.tone
    for row, text in zip(cells[corner[1] :], picture, strict=False):
        for at, char in enumerate(text, corner[0]):
            if char == " ":
                continue
            under, below = row[at]
            both = _is_braille(char) and _is_braille(under) and (curve.is_behind or below is not BEHIND.tone)
            row[at] = (chr(ord(char) | ord(under)) if both else char, tone)


def _is_braille(char: str) -> bool:
    return "\u2800" <= char <= "\u28ff"


def put_end_letters(request: PlotRequest, scale: Scale, curves: Sequence[Curve], cells: Cells) -> None:
    """Each curve's letter beside its newest point in sight; those of one column in the order of their values.

    The greatest stands uppermost, and left of others in its row.
    """
    columns: dict[int, list[tuple[float, Curve]]] = {}
    for curve in curves:
        end = _end_of(request, scale, curve) if curve.style.letter else None
        if end is not None:
            column = column_of(end[0], len(cells[0]), request.first, request.last) or 0
            columns.setdefault(min(column + 1, len(cells[0]) - 1), []).append((end[1], curve))
    taken: set[tuple[int, int]] = set()
    for column, ends in columns.items():
        ends.sort(key=lambda end: -end[0])
        rows = len(cells)
        placed = label_rows([rows - 1 - min(int(scale.share(value) * rows), rows - 1) for value, _ in ends], rows)
        for row, group in groupby(zip(placed, ends, strict=True), key=lambda one: one[0]):
            _put_letters([curve for _, (_, curve) in group], (row, column), cells, taken)


def _put_letters(curves: Sequence[Curve], where: tuple[int, int], cells: Cells, taken: set[tuple[int, int]]) -> None:
    """Letters beside each other from that row and column on, to the left where there is no room; none over another."""
    row, column = where
    free = (at for at in range(len(cells[row])) if (row, at) not in taken)
    nearest = sorted(free, key=lambda at: (at < column, abs(at - column)))[: len(curves)]
    for at, curve in zip(sorted(nearest), curves, strict=False):
        cells[row][at] = (curve.style.letter, curve.style.tone)
        taken.add((row, at))


def _end_of(request: PlotRequest, scale: Scale, curve: Curve) -> tuple[float, float] | None:
    """The place of the newest point in sight, and its value; None without one."""
    ends = ((place, high) for place, _, high in reversed(curve.bands) if _is_seen(request, scale, place, high))
    return next(ends, None)


def _is_seen(request: PlotRequest, scale: Scale, place: float, value: float) -> bool:
    return request.first <= place <= request.last and isfinite(value) and not (scale.is_log and value <= 0)


def put_legend(cells: Cells, curves: Sequence[Curve], *, is_ascii: bool) -> None:
    """Letters, lines and names in the upper right corner, where nothing is drawn there.

    Without lines, or with shorter names, where all have room so and else have not.
    """
    if len(cells) < len(curves) + 2:
        return
    whole = legend_entries(curves, is_ascii=is_ascii)
    names = next((every for every in (whole, *brief_entries(curves)) if all(_free_rows(cells, every))), whole)
    start = _legend_start(cells, names)
    for row, (curve, is_free) in enumerate(zip(curves, _free_rows(cells, names), strict=True)):
        if is_free:
            write(cells, row, start, names[row], curve.style.tone)


def _legend_start(cells: Cells, names: Sequence[str]) -> int:
    return len(cells[0]) - max(map(cell_len, names), default=0) - 1


def _free_rows(cells: Cells, names: Sequence[str]) -> list[bool]:
    """Whether there is room for each of these in its row, below each other, and a blank before it."""
    start = _legend_start(cells, names)
    return [start > 0 and all(char == " " for char, _ in row[start - 1 :]) for row in cells[: len(names)]]


def write(cells: Cells, row: int, start: int, text: str, tone: Tone) -> None:
    """Words over what is there, blanks too; what is wider than a cell takes as many."""
    written: list[Cell] = []
    for char in text:
        wide = cell_len(char)
        if written and (char == " " or not wide):
            at = max(at for at, (sign, _) in enumerate(written) if sign)
            written[at] = (written[at][0] + char, tone)
            written += [("", tone)] * wide
        else:
            written += [(char, tone), *[("", tone)] * (wide - 1)]
    cells[row][start : start + len(written)] = written


def put_upright(request: PlotRequest, cells: Cells, width: int, places: Sequence[float], glyph: str) -> None:
    """A line up the plot at each place, behind everything else."""
    for place in places:
        column = column_of(place, width, request.first, request.last)
        for row in cells if column is not None else ():
            if column is not None and row[column][0] == " ":
                row[column] = (glyph, Tone.DIM)
