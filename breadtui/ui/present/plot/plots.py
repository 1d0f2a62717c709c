"""Plots of metrics as lines of text: curves drawn by plotext, frame, cursor and tones by us.

plotext keeps one figure for the whole process: call from one thread only. It is imported at the first plot, so
that it costs nothing before the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import groupby
from math import isfinite

from breadtui.domain.metric_axes import Axis
from breadtui.domain.metrics import Band
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.plot.scales import Scale, place_label, place_ticks, scale_of, tick_labels, ticks
from breadtui.ui.present.tones import Line, Span, Tone


class Markers(Enum):
    """The set of characters a plot is drawn with: name for plotext, dots a cell across and down."""

    BRAILLE = ("braille", 2, 4)
    BLOCK = ("hd", 2, 2)
    ASCII = ("*", 1, 1)

    def __init__(self, marker: str, across: int, down: int) -> None:
        self.marker = marker
        self.across = across
        self.down = down


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric of one bake, thinned; `letter` and `name` (raw) make the legend where there are several."""

    bands: tuple[Band, ...]
    tone: Tone = Tone.SERIES_A
    letter: str = "A"
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlotRequest:
    """What to draw into how many cells.

    `first` and `last` are the limits along the bottom, in units of `axis`; `limits` those of the values where
    outliers are to be cut (values beyond lie on the edge); `cursor` a place along the bottom.
    """

    curves: tuple[Curve, ...]
    width: int
    height: int
    first: float
    last: float
    axis: Axis = Axis.STEP
    is_log: bool = False
    markers: Markers = Markers.BRAILLE
    cursor: float | None = None
    limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Glyphs:
    side: str
    tick: str
    corner: str
    floor: str
    floor_tick: str
    floor_cursor: str
    cursor: str
    point: str


_UNICODE = _Glyphs("│", "┤", "└", "─", "┬", "┴", "┊", "•")
_PLAIN = _Glyphs("|", "+", "+", "-", "+", "^", ":", "*")
_ASCII_MARKERS = ("*", "o", "x")
_DASHES = (0, 4, 2)
GUTTER = 8
_LEAST_WIDTH_WITH_GUTTER = 24
_LEAST_HEIGHT_WITH_FLOOR = 4
_LONGEST_NAME = 20

Cell = tuple[str, Tone]


def canvas_width(width: int) -> int:
    """How many of `width` cells are left for curves."""
    return width - GUTTER if width >= _LEAST_WIDTH_WITH_GUTTER else width


def buckets_of(width: int, markers: Markers) -> int:
    """How many bands to thin a curve to for a plot `width` cells wide."""
    return max(canvas_width(width), 0) * markers.across


def column_of(place: float, width: int, first: float, last: float) -> int | None:
    """The canvas column of a place along the bottom, None where it is out of sight."""
    if not first <= place <= last or last <= first or width < 1:
        return None
    return min(int((place - first) / (last - first) * width), width - 1)


def loss_plot(request: PlotRequest) -> tuple[Line, ...]:
    """The plot as exactly `height` lines of exactly `width` cells."""
    width, height = canvas_width(request.width), request.height
    if width < 1 or height < 1:
        return ((),) * max(height, 0)
    has_floor = height >= _LEAST_HEIGHT_WITH_FLOOR
    rows = height - has_floor
    scale = _scale_of(request)
    cells = _cells(request, scale, width, rows)
    labels = _labels(scale, rows) if width < request.width else None
    lines = [_line(request, cells[row], None if labels is None else labels.get(row, "")) for row in range(rows)]
    if has_floor:
        lines.append(_floor(request, width, labels is not None))
    return tuple(lines)


def _glyphs(request: PlotRequest) -> _Glyphs:
    return _PLAIN if request.markers is Markers.ASCII else _UNICODE


def _scale_of(request: PlotRequest) -> Scale | None:
    values: Iterable[float]
    if request.limits is not None:
        values = request.limits
    else:
        values = (value for curve in request.curves for _, low, high in curve.bands for value in (low, high))
    return scale_of(values, is_log=request.is_log)


# Cells


def _cells(request: PlotRequest, scale: Scale | None, width: int, rows: int) -> list[list[Cell]]:
    cells = [list(row) for row in _curve_cells(replace(request, cursor=None), scale, width, rows)]
    _cursor(request, cells, width)
    return cells


@lru_cache(maxsize=4)
def _curve_cells(request: PlotRequest, scale: Scale | None, width: int, rows: int) -> tuple[tuple[Cell, ...], ...]:
    """Everything but the cursor: kept, because moving the cursor is the most frequent change."""
    cells: list[list[Cell]] = [[(" ", Tone.PLAIN)] * width for _ in range(rows)]
    if scale is None:
        _write(cells, rows // 2, max((width - 12) // 2, 0), "no values"[:width], Tone.DIM)
    else:
        for number, curve in reversed(list(enumerate(request.curves[:3]))):
            _lay(cells, _picture(request, scale, number, curve, (width, rows)), curve.tone)
        _legend(cells, request.curves)
    return tuple(map(tuple, cells))


def _picture(request: PlotRequest, scale: Scale, number: int, curve: Curve, size: tuple[int, int]) -> list[str]:
    """One curve alone; the second and third are dashed, so that they differ without colour."""
    width, rows = size
    markers = request.markers
    runs = list(_runs(request, scale, curve.bands, (width * markers.across, rows * markers.down)))
    if len(runs) == 1 and len(runs[0]) == 1:
        return _single(request, runs[0][0], width, rows)
    if not runs:
        return []
    marker = _ASCII_MARKERS[number] if markers is Markers.ASCII else markers.marker
    picture = _drawn(runs, width, rows, marker, (width * markers.across, rows * markers.down))
    dash = _DASHES[number]
    if not dash or markers is Markers.ASCII:
        return picture
    return ["".join(" " if at % dash == dash - 1 else char for at, char in enumerate(row)) for row in picture]


def _single(request: PlotRequest, dot: tuple[int, int], width: int, rows: int) -> list[str]:
    """A lone point, larger than a dot."""
    row = rows - 1 - dot[1] // request.markers.down
    text = (" " * (dot[0] // request.markers.across) + _glyphs(request).point).ljust(width)
    return [text if number == row else " " * width for number in range(rows)]


def _runs(
    request: PlotRequest, scale: Scale, bands: Sequence[Band], dots: tuple[int, int]
) -> Iterator[list[tuple[int, int]]]:
    """The dots of each part without a gap: x from the left, y from the bottom; a fall in x begins a new part."""
    run: list[tuple[int, int]] = []
    for place, low, high in bands:
        x = column_of(place, dots[0], request.first, request.last)
        is_gap = x is None or not isfinite(low) or (scale.is_log and high <= 0)
        if run and (is_gap or (x is not None and x < run[-1][0])):
            yield run
            run = []
        if x is not None and not is_gap:
            run += _dots_of(x, run, *(round(scale.share(value) * (dots[1] - 1)) for value in (low, high)))
    if run:
        yield run


def _dots_of(x: int, run: list[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """One dot, or two in the order that goes on from the last."""
    if low == high:
        return [(x, low)]
    is_nearer_high = bool(run) and abs(run[-1][1] - high) < abs(run[-1][1] - low)
    return [(x, high), (x, low)] if is_nearer_high else [(x, low), (x, high)]


def _drawn(
    runs: Sequence[Sequence[tuple[int, int]]], width: int, rows: int, marker: str, dots: tuple[int, int]
) -> list[str]:
    """The dots joined by plotext, one text of `width` characters a row."""
    import plotext  # noqa: PLC0415 - after the first paint

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, rows)
    for axis in (plotext.xaxes, plotext.yaxes):
        axis(False, False)
    plotext.xfrequency(0)
    plotext.yfrequency(0)
    plotext.xlim(0, max(dots[0] - 1, 1))
    plotext.ylim(0, max(dots[1] - 1, 1))
    for run in runs:
        plotext.plot([x for x, _ in run], [y for _, y in run], marker=marker)
    picture: str = plotext.uncolorize(plotext.build())
    return [row[:width].ljust(width) for row in picture.split("\n")[:rows]]


def _lay(cells: list[list[Cell]], picture: Sequence[str], tone: Tone) -> None:
    """Lay a picture over what is there; where two braille cells meet both stay, in the upper one's tone."""
    for row, text in zip(cells, picture, strict=False):
        for at, char in enumerate(text):
            if char == " ":
                continue
            under = row[at][0]
            both = _is_braille(char) and _is_braille(under)
            row[at] = (chr(ord(char) | ord(under)) if both else char, tone)


def _is_braille(char: str) -> bool:
    return "\u2800" <= char <= "\u28ff"


def _legend(cells: list[list[Cell]], curves: Sequence[Curve]) -> None:
    """Letters and names in the upper right corner, where nothing is drawn there."""
    if len(curves) < 2 or len(cells) < len(curves) + 2:
        return
    names = [f"{curve.letter} {cut_middle(clean(curve.name), _LONGEST_NAME)}" for curve in curves[:3]]
    start = len(cells[0]) - max(map(len, names)) - 1
    for row, (curve, name) in enumerate(zip(curves, names, strict=False)):
        if start > 0 and all(char == " " for char, _ in cells[row][start:]):
            _write(cells, row, start, name, curve.tone)


def _write(cells: list[list[Cell]], row: int, start: int, text: str, tone: Tone) -> None:
    cells[row][start : start + len(text)] = [(char, tone) for char in text]


def _cursor(request: PlotRequest, cells: list[list[Cell]], width: int) -> None:
    column = None if request.cursor is None else column_of(request.cursor, width, request.first, request.last)
    if column is not None:
        for row in cells:
            if row[column][0] == " ":
                row[column] = (_glyphs(request).cursor, Tone.DIM)


# Frame


def _labels(scale: Scale | None, rows: int) -> dict[int, str]:
    """The label of each row that has one; a single row is no scale."""
    if scale is None or rows < 2:
        return {}
    values = ticks(scale, max(rows // 2, 2))
    placed = {rows - 1 - round(scale.share(value) * (rows - 1)): value for value in values}
    return dict(zip(placed, tick_labels(list(placed.values())), strict=True))


def _line(request: PlotRequest, cells: Sequence[Cell], label: str | None) -> Line:
    spans = [Span("".join(char for char, _ in run), tone) for tone, run in _by_tone(cells)]
    if label is None:
        return tuple(spans)
    glyphs = _glyphs(request)
    return (Span(f"{label[: GUTTER - 1]:>{GUTTER - 1}}" + (glyphs.tick if label else glyphs.side), Tone.DIM), *spans)


def _by_tone(cells: Sequence[Cell]) -> Iterator[tuple[Tone, list[Cell]]]:
    return ((tone, list(run)) for tone, run in groupby(cells, key=lambda cell: cell[1]))


def _floor(request: PlotRequest, width: int, has_gutter: bool) -> Line:
    """The line along the bottom, with ticks, their labels where there is room, and the cursor's foot."""
    glyphs = _glyphs(request)
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
