"""Plots of metrics as lines of text: curves drawn by plotext, frame, cursor and tones by us.

plotext keeps one figure for the whole process: call from one thread only. It is imported at the first plot, so
that it costs nothing before the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isfinite

from breadtui.domain.metric.record import Band
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.plot.frame import Cell, column_of, floor_line, glyphs_of, labels_of, row_line
from breadtui.ui.present.plot.line_styles import BEHIND, STYLES
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, canvas_width
from breadtui.ui.present.plot.scales import Scale, scale_of
from breadtui.ui.present.tones import Line, Tone

_LEAST_HEIGHT_WITH_FLOOR = 4
_LONGEST_NAME = 20
_LETTERS = frozenset(style.letter for style in STYLES)


def loss_plot(request: PlotRequest) -> tuple[Line, ...]:
    """The plot as exactly `height` lines of exactly `width` cells."""
    width, height = canvas_width(request.width), request.height
    if width < 1 or height < 1:
        return ((),) * max(height, 0)
    has_floor = height >= _LEAST_HEIGHT_WITH_FLOOR
    rows = height - has_floor
    scale = scale_of_request(request)
    cells = _cells(request, scale, width, rows)
    labels = labels_of(scale, rows) if width < request.width else None
    lines = [row_line(request, cells[row], None if labels is None else labels.get(row, "")) for row in range(rows)]
    if has_floor:
        lines.append(floor_line(request, width, has_gutter=labels is not None))
    return tuple(lines)


def scale_of_request(request: PlotRequest) -> Scale | None:
    """The scale of the values: of the limits where there are some, else of all that is drawn; None without values."""
    values: Iterable[float]
    if request.limits is not None:
        values = request.limits
    else:
        values = (value for curve in request.curves for _, low, high in curve.bands for value in (low, high))
    return scale_of(values, is_log=request.is_log)


# Cells


def _cells(request: PlotRequest, scale: Scale | None, width: int, rows: int) -> list[list[Cell]]:
    cells = [list(row) for row in _curve_cells(replace(request, cursor=None), scale, width, rows)]
    _upright(request, cells, width, request.restarts, glyphs_of(request).restart)
    if request.cursor is not None:
        _upright(request, cells, width, (request.cursor,), glyphs_of(request).cursor)
    return cells


@lru_cache(maxsize=32)
def _curve_cells(request: PlotRequest, scale: Scale | None, width: int, rows: int) -> tuple[tuple[Cell, ...], ...]:
    """Everything but the cursor: kept, because moving the cursor is the most frequent change."""
    cells: list[list[Cell]] = [[(" ", Tone.PLAIN)] * width for _ in range(rows)]
    if scale is None:
        _write(cells, rows // 2, max((width - 12) // 2, 0), "no values"[:width], Tone.DIM)
        return tuple(map(tuple, cells))
    in_front = [curve for curve in request.curves if not curve.is_behind]
    for curve in (*(curve for curve in request.curves if curve.is_behind), *reversed(in_front)):
        _lay(cells, _picture(request, scale, curve, (width, rows)), curve.style.tone, is_behind=curve.is_behind)
    if len(in_front) > 1:
        for curve in in_front:
            _end_letter(request, scale, curve, cells)
        _legend(cells, in_front, is_ascii=request.markers is Markers.ASCII)
    return tuple(map(tuple, cells))


def _picture(request: PlotRequest, scale: Scale, curve: Curve, size: tuple[int, int]) -> list[str]:
    """One curve alone, dashed as its style says."""
    width, rows = size
    markers = request.markers
    runs = list(_runs(request, scale, curve.bands, (width * markers.across, rows * markers.down)))
    if len(runs) == 1 and len(runs[0]) == 1:
        return _single(request, runs[0][0], width, rows)
    if not runs:
        return []
    marker = curve.style.ascii_mark if markers is Markers.ASCII else markers.marker
    picture = _drawn(runs, width, rows, marker, (width * markers.across, rows * markers.down))
    return picture if markers is Markers.ASCII else _dashed(picture, curve)


def _dashed(picture: list[str], curve: Curve) -> list[str]:
    """The picture with gaps where the curve is level; a column that it climbs or falls in stays, so no peak is lost."""
    if all(map(curve.style.is_drawn_at, range(len(curve.style.dash)))):
        return picture
    blanks = [
        not curve.style.is_drawn_at(at) and sum(char != " " for char in column) == 1
        for at, column in enumerate(zip(*picture, strict=True))
    ]
    return ["".join(" " if blanks[at] else char for at, char in enumerate(row)) for row in picture]


def _single(request: PlotRequest, dot: tuple[int, int], width: int, rows: int) -> list[str]:
    """A lone point, larger than a dot."""
    row = rows - 1 - dot[1] // request.markers.down
    text = (" " * (dot[0] // request.markers.across) + glyphs_of(request).point).ljust(width)
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
    lines = [row[:width].ljust(width) for row in picture.split("\n")[:rows]]
    return lines + [" " * width] * (rows - len(lines))


def _lay(cells: list[list[Cell]], picture: Sequence[str], tone: Tone, *, is_behind: bool) -> None:
    """Lay a picture over what is there.

    Where two braille cells meet both stay, in the upper one's tone; but what lies behind gives way, so that a line
    is seen in the fog of its raw values without colour too.
    """
    for row, text in zip(cells, picture, strict=False):
        for at, char in enumerate(text):
            if char == " ":
                continue
            under, below = row[at]
            both = _is_braille(char) and _is_braille(under) and (is_behind or below is not BEHIND.tone)
            row[at] = (chr(ord(char) | ord(under)) if both else char, tone)


def _is_braille(char: str) -> bool:
    return "\u2800" <= char <= "\u28ff"


def _end_letter(request: PlotRequest, scale: Scale, curve: Curve, cells: list[list[Cell]]) -> None:
    """The curve's letter beside its newest point in sight, or as near above or below as there is room."""
    end = next(
        ((place, high) for place, _, high in reversed(curve.bands) if _is_seen(request, scale, place, high)), None
    )
    if end is None or not curve.style.letter:
        return
    rows, width = len(cells), len(cells[0])
    column = min((column_of(end[0], width, request.first, request.last) or 0) + 1, width - 1)
    level = rows - 1 - min(int(scale.share(end[1]) * rows), rows - 1)
    for row in sorted(range(rows), key=lambda row: (abs(row - level), row)):
        if cells[row][column][0] not in _LETTERS:
            cells[row][column] = (curve.style.letter, curve.style.tone)
            return


def _is_seen(request: PlotRequest, scale: Scale, place: float, value: float) -> bool:
    return request.first <= place <= request.last and isfinite(value) and not (scale.is_log and value <= 0)


def _legend(cells: list[list[Cell]], curves: Sequence[Curve], *, is_ascii: bool) -> None:
    """Letters, lines and names in the upper right corner, where nothing is drawn there."""
    if len(cells) < len(curves) + 2:
        return
    samples = [curve.style.sample(is_ascii=is_ascii) for curve in curves]
    wide = max(map(len, samples))
    names = [
        f"{curve.style.letter} {sample:<{wide}} {cut_middle(clean(curve.name), _LONGEST_NAME)}"
        for curve, sample in zip(curves, samples, strict=True)
    ]
    start = len(cells[0]) - max(map(len, names)) - 1
    for row, (curve, name) in enumerate(zip(curves, names, strict=True)):
        if start > 0 and all(char == " " for char, _ in cells[row][start:]):
            _write(cells, row, start, name, curve.style.tone)


def _write(cells: list[list[Cell]], row: int, start: int, text: str, tone: Tone) -> None:
    cells[row][start : start + len(text)] = [(char, tone) for char in text]


def _upright(request: PlotRequest, cells: list[list[Cell]], width: int, places: Sequence[float], glyph: str) -> None:
    """A line up the plot at each place, behind everything else."""
    for place in places:
        column = column_of(place, width, request.first, request.last)
        for row in cells if column is not None else ():
            if column is not None and row[column][0] == " ":
                row[column] = (glyph, Tone.DIM)
