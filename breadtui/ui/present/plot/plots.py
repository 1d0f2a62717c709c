"""Plots of metrics as lines of text: the ends of curves in each column drawn by plotext, frame, cursor, tones by us.

plotext takes about ten microseconds a dot, so it is given two a column of dots at most: the lowest and the highest
that a curve reaches there. What lies between is filled in, and what was drawn is kept by slices of some cells, of
which a new point changes the last. It keeps one figure for the whole process: call from one thread only. It is
imported at the first plot, so that it costs nothing before the first paint.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from breadtui.ui.present.plot.canvas import Cells, blank_cells, lay, put_end_letters, put_legend, put_upright, write
from breadtui.ui.present.plot.cut_curves import canvas_of, cuts_count, forget_cuts, scale_of_request, slices_of
from breadtui.ui.present.plot.frame import Cell, floor_line, glyphs_of, labels_of, row_line
from breadtui.ui.present.plot.legend import lettered
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest
from breadtui.ui.present.plot.reaches import Dot, Reach
from breadtui.ui.present.plot.scales import Scale
from breadtui.ui.present.tones import Line, Tone
from breadtui.values import replace

T = TypeVar("T")

_MOST_SLICES = 1_024
_MOST_LAID = 32
_CELLS_A_DOT = 20
_BANDS_A_DOT = 2
_DOTS_A_SLICE = 60
"""What laying cells, cutting bands and drawing a slice take beside its dots, as so many dots given to plotext."""
_BRAILLE_DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The bit of each dot of a braille cell, by column from the left and row from the bottom."""
_BLOCKS = " ▖▘▌▗▄▚▙▝▞▀▛▐▟▜█"
"""Blocks of four quarters, by the bits 1, 2 for the left ones from the bottom and 4, 8 for the right ones."""


class _Laid(NamedTuple):
    """A plot but for its cursor and the lines where training began again."""

    scale: Scale | None
    cells: tuple[tuple[Cell, ...], ...] = ()


_Turns: TypeAlias = Generator[int, None, T]
"""Work that gives others their turn: yields what it took since the last time, as so many dots given to plotext."""
_laid: dict[PlotRequest, _Laid] = {}
"""The last plots: moving the cursor is the most frequent change. Without cursors."""


def loss_plot(request: PlotRequest) -> tuple[Line, ...]:
    """The plot as exactly `height` lines of exactly `width` cells."""
    width, rows = canvas_of(request)
    if width < 1 or request.height < 1:
        return ((),) * max(request.height, 0)
    scale, laid = _done(_laid_in_turns(replace(request, cursor=None)))
    cells = [list(row) for row in laid]
    put_upright(request, cells, width, request.restarts, glyphs_of(request).restart)
    if request.cursor is not None:
        put_upright(request, cells, width, (request.cursor,), glyphs_of(request).cursor)
    labels = labels_of(scale, rows) if width < request.width else None
    lines = [row_line(request, cells[row], None if labels is None else labels.get(row, "")) for row in range(rows)]
    if rows < request.height:
        lines.append(floor_line(request, width, has_gutter=labels is not None))
    return tuple(lines)


def drawn_ahead(request: PlotRequest) -> Iterator[int]:
    """Draw what the plot needs and is not there yet, bit by bit: what each took, as so many dots given to plotext.

    For who has other things to do in between; after the last one `loss_plot` has little left to do.
    """
    return _laid_in_turns(replace(request, cursor=None))


def load_plotext() -> None:
    """Load what is drawn with, in any thread, so that the first plot need not."""
    import plotext  # noqa: F401, PLC0415 - after the first paint


def forget_drawn() -> None:
    """Draw everything anew from now on."""
    _laid.clear()
    _picture.cache_clear()
    forget_cuts()


def _done(turns: _Turns[T]) -> T:
    """What comes of it, without a turn for others."""
    while True:
        try:
            next(turns)
        except StopIteration as end:
            found: T = end.value
            return found


# Cells


def _laid_in_turns(request: PlotRequest) -> _Turns[_Laid]:
    laid = _laid.get(request)
    if laid is None:
        scale, (width, rows) = scale_of_request(request), canvas_of(request)
        cells = blank_cells(max(width, 0), max(rows, 0))
        if scale is None:
            _put_no_values(cells, width)
        elif width > 0 and rows > 0:
            yield from _lay_all(request, scale, cells)
        laid = _Laid(scale, tuple(map(tuple, cells)))
        if len(_laid) >= _MOST_LAID:
            _laid.pop(next(iter(_laid)))
        _laid[request] = laid
    return laid


def _put_no_values(cells: Cells, width: int) -> None:
    if cells and width > 0:
        write(cells, len(cells) // 2, max((width - 12) // 2, 0), "no values"[:width], Tone.DIM)


def _lay_all(request: PlotRequest, scale: Scale, cells: Cells) -> _Turns[None]:
    in_front = [curve for curve in request.curves if not curve.is_behind]
    for curve in (*(curve for curve in request.curves if curve.is_behind), *reversed(in_front)):
        yield from _lay_curve(request, scale, curve, cells)
    if lettered(request):
        put_end_letters(request, scale, in_front, cells)
        put_legend(cells, in_front, is_ascii=request.markers is Markers.ASCII)
        yield len(in_front) * len(cells) // _CELLS_A_DOT


def _lay_curve(request: PlotRequest, scale: Scale, curve: Curve, cells: Cells) -> _Turns[None]:
    """One curve, dashed as its style says; a lone point larger than a dot."""
    before, height = cuts_count(), len(cells)
    slices = slices_of(request, scale, curve)
    if cuts_count() > before:
        yield len(curve.bands) // _BANDS_A_DOT
    if len(slices) == 1 and slices[0].is_lone_dot:
        corner = slices[0].cell, height - 1 - slices[0].row
        lay(cells, (glyphs_of(request).point.rjust(slices[0].reaches[0] // request.markers.across + 1),), corner, curve)
        return
    for slice_ in slices:
        misses = _picture.cache_info().misses
        picture: Sequence[str] = _picture(slice_.reaches, slice_.markers, slice_.mark)
        is_drawn = _picture.cache_info().misses > misses
        if request.markers is not Markers.ASCII:
            picture = _dashed(picture, curve, slice_.cell)
        lay(cells, picture, (slice_.cell, height - slice_.row - len(picture)), curve)
        yield is_drawn * (slice_.dots_count + _DOTS_A_SLICE) + len(picture) * len(picture[0]) // _CELLS_A_DOT


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
