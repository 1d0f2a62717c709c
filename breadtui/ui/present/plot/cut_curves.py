"""Curves cut into slices of some cells: what of them is drawn where, worked out without drawing, so in any thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from breadtui.domain.metric.record import Band
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, canvas_width
from breadtui.ui.present.plot.reaches import Canvas, Reach
from breadtui.ui.present.plot.scales import Scale, scale_of
from breadtui.ui.present.plot.strokes import Strokes

_LEAST_HEIGHT_WITH_FLOOR = 4
_SLICE_CELLS = 32
_MOST_CURVES = 64
_DECADE = 10
_TOLD_BY = 8
"""By so many bands at its beginning a curve is known again when it has grown."""


class Slice(NamedTuple):
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


def canvas_of(request: PlotRequest) -> tuple[int, int]:
    """How many cells wide and high the canvas is, without labels and the line along the bottom."""
    return canvas_width(request.width), request.height - (request.height >= _LEAST_HEIGHT_WITH_FLOOR)


def scale_of_request(request: PlotRequest) -> Scale | None:
    """The scale of the values: of the limits where there are some, else of all that is drawn; None without values."""
    if request.limits is not None:
        return scale_of(_ends_within(request, *request.limits), is_log=request.is_log)
    still = request.scale
    if still is not None and still.is_log == request.is_log and still.holds(request.values()):
        return still
    return scale_of(request.values(), is_log=request.is_log)


def _ends_within(request: PlotRequest, low: float, high: float) -> tuple[float, float]:
    """The limits; a logarithmic axis, which has no 0, begins with the least value above it instead."""
    if not request.is_log or low > 0 or high <= 0:
        return low, high
    return min((value for value in request.values() if 0 < value <= high), default=high / _DECADE), high


def slices_of(request: PlotRequest, scale: Scale, curve: Curve) -> tuple[Slice, ...]:
    """A curve on the canvas of a plot, cut where the same columns are cut again and again."""
    along = (request.first, request.last)
    return _slices(curve.bands, scale, along, canvas_of(request), request.markers, curve.style.ascii_mark)


def cut_ahead(request: PlotRequest) -> None:
    """Cut all curves of a plot, so that they are found cut by who draws it; in any thread."""
    scale = scale_of_request(request)
    if scale is not None and min(canvas_of(request)) > 0:
        for curve in request.curves:
            slices_of(request, scale, curve)


def cuts_count() -> int:
    """How many curves were cut until now."""
    return _slices.cache_info().misses


def forget_cuts() -> None:
    """Cut every curve anew from now on."""
    _slices.cache_clear()
    _kept.cache_clear()


@lru_cache(maxsize=_MOST_CURVES)
def _slices(
    bands: tuple[Band, ...],
    scale: Scale,
    along: tuple[float, float],
    size: tuple[int, int],
    markers: Markers,
    ascii_mark: str,
) -> tuple[Slice, ...]:
    mark = ascii_mark if markers is Markers.ASCII else markers.marker
    dots = size[0] * markers.across, size[1] * markers.down
    wide = _SLICE_CELLS * markers.across
    canvas = Canvas(scale, along, dots)
    kept = _kept(canvas, bands[:_TOLD_BY])
    kept[0] = strokes = kept[0].grown(bands)
    return tuple(
        slice_of(list(part), number * _SLICE_CELLS, markers, mark)
        for number, part in groupby(strokes.reaches, key=lambda reach: reach.x // wide)
    )


@lru_cache(maxsize=_MOST_CURVES)
def _kept(canvas: Canvas, _begin: tuple[Band, ...]) -> list[Strokes]:
    """A place for the strokes of the curve that begins so on a canvas, so that they can grow with it."""
    return [Strokes(canvas)]


def slice_of(reaches: Sequence[Reach], cell: int, markers: Markers, mark: str) -> Slice:
    """What of a curve begins in the column of cells `cell`, drawn with a mark of the markers."""
    row = min(reach.low for reach in reaches) // markers.down
    left, below = cell * markers.across, row * markers.down
    flat = [number for x, low, high in reaches for number in (x - left, low - below, high - below)]
    return Slice(cell, row, tuple(flat), markers, mark)
