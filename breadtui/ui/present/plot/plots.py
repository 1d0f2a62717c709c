"""Plots of metrics as lines of text: the ends of curves in each column drawn by plotext, frame, cursor, tones by us.

plotext takes about ten microseconds a dot, so it is given two a column of dots at most: the lowest and the highest
that a curve reaches there. What lies between is filled in, and what was drawn is kept by slices of some cells, of
which a new point changes the last. It keeps one figure for the whole process: call from one thread only. It is
imported at the first plot, so that it costs nothing before the first paint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from breadtui.domain.metric.record import Band
from breadtui.ui.present.plot.canvas import blank_cells, lay, put_end_letter, put_legend, put_upright, write
from breadtui.ui.present.plot.frame import Cell, floor_line, glyphs_of, labels_of, row_line
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, canvas_width
from breadtui.ui.present.plot.reaches import Dot, Reach, reaches_of, runs_of
from breadtui.ui.present.plot.scales import Scale, scale_of
from breadtui.ui.present.tones import Line, Tone

_LEAST_HEIGHT_WITH_FLOOR = 4
_SLICE_CELLS = 32
_MOST_SLICES = 1_024
_MOST_CURVES = 64
_BRAILLE_DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The bit of each dot of a braille cell, by column from the left and row from the bottom."""
_BLOCKS = " ▖▘▌▗▄▚▙▝▞▀▛▐▟▜█"
"""Blocks of four quarters, by the bits 1, 2 for the left ones from the bottom and 4, 8 for the right ones."""


def loss_plot(request: PlotRequest) -> tuple[Line, ...]:
    """The plot as exactly `height` lines of exactly `width` cells."""
    width, rows = _canvas_of(request)
    if width < 1 or request.height < 1:
        return ((),) * max(request.height, 0)
    scale = scale_of_request(request)
    cells = _cells(request, scale, width, rows)
    labels = labels_of(scale, rows) if width < request.width else None
    lines = [row_line(request, cells[row], None if labels is None else labels.get(row, "")) for row in range(rows)]
    if rows < request.height:
        lines.append(floor_line(request, width, has_gutter=labels is not None))
    return tuple(lines)


def drawn_ahead(request: PlotRequest) -> Iterator[int]:
    """Draw what the plot needs and is not there yet, a slice at a time: how many dots plotext was given for each.

    For who has other things to do in between; after the last one `loss_plot` gives plotext nothing.
    """
    width, rows = _canvas_of(request)
    scale = scale_of_request(request)
    if scale is None or width < 1 or rows < 1:
        return
    for curve in request.curves:
        for slice_ in _slices_of(request, scale, curve, (width, rows)):
            before = _picture.cache_info().misses
            slice_.picture()
            yield slice_.dots_count if _picture.cache_info().misses > before else 0


def scale_of_request(request: PlotRequest) -> Scale | None:
    """The scale of the values: of the limits where there are some, else of all that is drawn; None without values."""
    if request.limits is not None:
        return scale_of(request.limits, is_log=request.is_log)
    still = request.scale
    if still is not None and still.is_log == request.is_log and still.holds(request.values()):
        return still
    return scale_of(request.values(), is_log=request.is_log)


def _canvas_of(request: PlotRequest) -> tuple[int, int]:
    """How many cells wide and high the canvas is, without labels and the line along the bottom."""
    return canvas_width(request.width), request.height - (request.height >= _LEAST_HEIGHT_WITH_FLOOR)


# Cells


def _cells(request: PlotRequest, scale: Scale | None, width: int, rows: int) -> list[list[Cell]]:
    cells = [list(row) for row in _curve_cells(replace(request, cursor=None), scale, width, rows)]
    put_upright(request, cells, width, request.restarts, glyphs_of(request).restart)
    if request.cursor is not None:
        put_upright(request, cells, width, (request.cursor,), glyphs_of(request).cursor)
    return cells


@lru_cache(maxsize=32)
def _curve_cells(request: PlotRequest, scale: Scale | None, width: int, rows: int) -> tuple[tuple[Cell, ...], ...]:
    """Everything but the cursor: kept, because moving the cursor is the most frequent change."""
    cells = blank_cells(width, rows)
    if scale is None:
        write(cells, rows // 2, max((width - 12) // 2, 0), "no values"[:width], Tone.DIM)
        return tuple(map(tuple, cells))
    in_front = [curve for curve in request.curves if not curve.is_behind]
    for curve in (*(curve for curve in request.curves if curve.is_behind), *reversed(in_front)):
        _lay_curve(request, scale, curve, cells)
    if len(in_front) > 1:
        for curve in in_front:
            put_end_letter(request, scale, curve, cells)
        put_legend(cells, in_front, is_ascii=request.markers is Markers.ASCII)
    return tuple(map(tuple, cells))


def _lay_curve(request: PlotRequest, scale: Scale, curve: Curve, cells: list[list[Cell]]) -> None:
    """One curve, dashed as its style says; a lone point larger than a dot."""
    size = len(cells[0]), len(cells)
    slices = _slices_of(request, scale, curve, size)
    if len(slices) == 1 and slices[0].is_lone_dot:
        corner = slices[0].cell, size[1] - 1 - slices[0].row
        lay(cells, (glyphs_of(request).point.rjust(slices[0].reaches[0] // request.markers.across + 1),), corner, curve)
        return
    for slice_ in slices:
        picture: Sequence[str] = slice_.picture()
        if request.markers is not Markers.ASCII:
            picture = _dashed(picture, curve, slice_.cell)
        lay(cells, picture, (slice_.cell, size[1] - slice_.row - len(picture)), curve)


def _dashed(picture: Sequence[str], curve: Curve, first: int) -> Sequence[str]:
    """The picture with gaps where the curve is level; a column that it climbs or falls in stays, so no peak is lost."""
    style = curve.style
    blanks = [
        not style.is_drawn_at(at) and sum(char != " " for char in column) == 1
        for at, column in enumerate(zip(*picture, strict=True), first)
    ]
    if not any(blanks):
        return picture
    return ["".join(" " if blanks[at] else char for at, char in enumerate(row)) for row in picture]


# Slices


class _Slice(NamedTuple):
    """What a curve reaches from the column of cells `cell` on, in some of them.

    `reaches` are threes of numbers, counted in dots from that column and from the row of cells `row`.
    """

    cell: int
    row: int
    reaches: tuple[int, ...]
    markers: Markers
    mark: str

    @property
    def is_lone_dot(self) -> bool:
        """There is a single dot."""
        return len(self.reaches) == 3 and self.reaches[1] == self.reaches[2]

    @property
    def dots_count(self) -> int:
        """How many dots plotext is given for it."""
        return len(self.reaches) // 3 + sum(map(int.__ne__, self.reaches[1::3], self.reaches[2::3]))

    def picture(self) -> tuple[str, ...]:
        """Its rows from the uppermost, each as wide as the slice reaches."""
        return _picture(self.reaches, self.markers, self.mark)


def _slices_of(request: PlotRequest, scale: Scale, curve: Curve, size: tuple[int, int]) -> tuple[_Slice, ...]:
    """A curve on a canvas of so many cells, cut where the same columns are cut again and again."""
    along = (request.first, request.last)
    return _slices(curve.bands, scale, along, size, request.markers, curve.style.ascii_mark)


@lru_cache(maxsize=_MOST_CURVES)
def _slices(
    bands: tuple[Band, ...],
    scale: Scale,
    along: tuple[float, float],
    size: tuple[int, int],
    markers: Markers,
    ascii_mark: str,
) -> tuple[_Slice, ...]:
    mark = ascii_mark if markers is Markers.ASCII else markers.marker
    dots = size[0] * markers.across, size[1] * markers.down
    wide = _SLICE_CELLS * markers.across
    reaches = reaches_of(runs_of(bands, scale, along, dots))
    return tuple(
        _slice_of(list(part), number * _SLICE_CELLS, markers, mark)
        for number, part in groupby(reaches, key=lambda reach: reach.x // wide)
    )


def _slice_of(reaches: Sequence[Reach], cell: int, markers: Markers, mark: str) -> _Slice:
    row = min(reach.low for reach in reaches) // markers.down
    left, below = cell * markers.across, row * markers.down
    flat = [number for x, low, high in reaches for number in (x - left, low - below, high - below)]
    return _Slice(cell, row, tuple(flat), markers, mark)


@lru_cache(maxsize=_MOST_SLICES)
def _picture(flat: tuple[int, ...], markers: Markers, mark: str) -> tuple[str, ...]:
    """The ends of all reaches drawn by plotext, and filled between them."""
    reaches = [Reach(*flat[at : at + 3]) for at in range(0, len(flat), 3)]
    width, rows = flat[-3] // markers.across + 1, max(flat[2::3]) // markers.down + 1
    ends = list(dict.fromkeys(dot for x, low, high in reaches for dot in (Dot(x, low), Dot(x, high))))
    picture = [list(row) for row in _drawn(ends, width, rows, markers, mark)]
    with_dots = {Markers.BRAILLE: _braille_with, Markers.BLOCK: _block_with}.get(markers)
    for x, low, high in reaches:
        across, left = divmod(x, markers.across)
        for row in range((low + 1) // markers.down, (high - 1) // markers.down + 1 if high > low + 1 else 0):
            begin, end = max(low + 1 - row * markers.down, 0), min(high - row * markers.down, markers.down)
            cells = picture[rows - 1 - row]
            cells[across] = mark if with_dots is None else with_dots(cells[across], left, begin, end)
    return tuple(map("".join, picture))


@cache
def _braille_with(char: str, left: int, begin: int, end: int) -> str:
    """The character with more dots in its column `left`, from the row `begin` to before `end`."""
    return chr((0x2800 if char == " " else ord(char)) | sum(_BRAILLE_DOTS[left][begin:end]))


@cache
def _block_with(char: str, left: int, begin: int, end: int) -> str:
    """The character with more quarters in its column `left`, from the row `begin` to before `end`."""
    return _BLOCKS[_BLOCKS.index(char) | sum(1 << 2 * left + up for up in range(begin, end))]


def _drawn(dots: Sequence[Dot], width: int, rows: int, markers: Markers, mark: str) -> list[str]:
    """The dots drawn by plotext, one text of `width` characters a row."""
    plotext = _figure()
    plotext.clear_data()
    plotext.plot_size(width, rows)
    plotext.xlim(0, max(width * markers.across - 1, 1))
    plotext.ylim(0, max(rows * markers.down - 1, 1))
    plotext.scatter([dot.x for dot in dots], [dot.y for dot in dots], marker=mark)
    picture: str = plotext.uncolorize(plotext.build())
    lines = [row[:width].ljust(width) for row in picture.split("\n")[:rows]]
    return lines + [" " * width] * (rows - len(lines))


@cache
def _figure() -> Any:
    """The library, with a figure of neither colours, axes nor ticks, as large as is wanted; set up once."""
    import plotext  # noqa: PLC0415 - after the first paint

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    for axis in (plotext.xaxes, plotext.yaxes):
        axis(False, False)
    plotext.xfrequency(0)
    plotext.yfrequency(0)
    return plotext
