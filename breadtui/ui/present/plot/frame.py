"""The frame of a plot: labels along the side, the line along the bottom with its ticks, the cursor's foot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from breadtui.ui.present.plot.plot_request import GUTTER, Markers, PlotRequest
from breadtui.ui.present.plot.scales import Scale, place_label, place_ticks, tick_labels, ticks
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

Cell = tuple[str, Tone]
_MOST_ROWS = 128


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of the frame."""

    side: str
    tick: str
    corner: str
    floor: str
    floor_tick: str
    floor_cursor: str
    cursor: str
    restart: str
    point: str


_UNICODE = Glyphs("│", "┤", "└", "─", "┬", "┴", "┊", "╎", "•")
_PLAIN = Glyphs("|", "+", "+", "-", "+", "^", ":", "!", "*")


def glyphs_of(request: PlotRequest) -> Glyphs:
    """The characters of a plot's frame."""
    return _PLAIN if request.markers is Markers.ASCII else _UNICODE


def column_of(place: float, width: int, first: float, last: float) -> int | None:
    """The canvas column of a place along the bottom, None where it is out of sight."""
    if not first <= place <= last or last <= first or width < 1:
        return None
    return min(int((place - first) / (last - first) * width), width - 1)


def labels_of(scale: Scale | None, rows: int) -> dict[int, str]:
    """The label of each row that has one; a single row is no scale."""
    if scale is None or rows < 2:
        return {}
    values = _telling_ticks(scale, rows)
    placed = {rows - 1 - round(scale.share(value) * (rows - 1)): value for value in values}
    return dict(zip(placed, tick_labels(list(placed.values())), strict=True))


def _telling_ticks(scale: Scale, rows: int) -> tuple[float, ...]:
    """Ticks for every other row; where that leaves one, which is no scale, for as many rows as give two."""
    usual, *denser = (ticks(scale, count) for count in range(max(rows // 2, 2), rows + 1))
    return usual if len(usual) > 1 else next((found for found in denser if len(found) > 1), usual)


def row_line(request: PlotRequest, cells: Sequence[Cell], label: str | None) -> Line:
    """One row of cells behind its label; `label` is None where there is no room for labels."""
    spans = _spans_of(tuple(cells))
    if label is None:
        return spans
    glyphs = glyphs_of(request)
    return (Span(f"{label[: GUTTER - 1]:>{GUTTER - 1}}" + (glyphs.tick if label else glyphs.side), Tone.DIM), *spans)


@lru_cache(maxsize=_MOST_ROWS)
def _spans_of(cells: tuple[Cell, ...]) -> Line:
    """Cells of one tone together; most rows are what they were before the last point."""
    runs = ((tone, list(run)) for tone, run in groupby(cells, key=lambda cell: cell[1]))
    return tuple(Span("".join(char for char, _ in run), tone) for tone, run in runs)


def floor_line(request: PlotRequest, width: int, *, has_gutter: bool) -> Line:
    """The line along the bottom, with ticks, their labels where there is room, and the cursor's foot."""
    glyphs = glyphs_of(request)
    cells = [glyphs.floor] * width
    foot = None if request.cursor is None else column_of(request.cursor, width, request.first, request.last)
    free = 0
    for place in place_ticks(request.first, request.last, request.axis, max(width // 10, 1)):
        column, label = column_of(place, width, request.first, request.last), place_label(place, request.axis)
        if column is None or column < free:
            continue
        end = column + len(label) + 1
        has_room = end <= width and (foot is None or not column <= foot < end)
        cells[column:end] = [glyphs.floor_tick, *label] if has_room else [glyphs.floor_tick, *cells[column + 1 : end]]
        free = end + 1 if has_room else column + 1
    if foot is not None:
        cells[foot] = glyphs.floor_cursor
    edge = " " * (GUTTER - 1) + glyphs.corner if has_gutter else ""
    return (Span(edge + "".join(cells), Tone.DIM),)
