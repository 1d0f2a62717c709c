"""Curves as they are looked at, as a figure for a file: the same window, the same limits, the same ticks."""

from __future__ import annotations

from breadtui.domain.metric.axes import Axis
from breadtui.export.charts.figure import WIDTH_DOTS, ChartCurve, ChartFigure, parts_of
from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.line_styles import STYLES
from breadtui.ui.present.plot.overlay import Curves, overlay_request
from breadtui.ui.present.plot.plot_request import Curve, PlotRequest
from breadtui.ui.present.plot.scales import Scale, place_label, place_ticks, tick_labels, ticks
from breadtui.ui.present.plot.view import points_within
from breadtui.values import replace

_VALUE_TICKS, _PLACE_TICKS = 8, 10
_LONGEST_NAMES = 90
_LETTERS = {style.letter: number for number, style in enumerate(STYLES)}
_TITLES = {
    Axis.STEP: "step",
    Axis.EPOCH: "epoch",
    Axis.TIME: "training time",
    Axis.SEEN: "time seen",
    Axis.SHARE: "share of the training",
}


class NothingToDraw(Exception):
    """No curve has a value in sight; the text is a sentence."""


def figure_of(curves: Curves, title: str, place_title: str = "") -> ChartFigure:
    """The curves in sight, thinned to a point or two a dot so that no peak is hidden. Raises: NothingToDraw."""
    request = overlay_request(curves, WIDTH_DOTS, 0)
    return figure_of_request(request, title, _remark(curves, request), place_title)


def figure_of_request(request: PlotRequest, title: str, remark: str, place_title: str = "") -> ChartFigure:
    """What a plot as wide as a sheet draws, as a figure; that it is logarithmic is remarked. Raises: NothingToDraw."""
    scale = scale_of_request(request)
    if scale is None:
        raise NothingToDraw("there is no value to draw")
    values = ticks(scale, _VALUE_TICKS)
    places = place_ticks(request.first, request.last, request.axis, _PLACE_TICKS)
    in_sight = [place for place in places if request.first <= place <= request.last]
    return ChartFigure(
        title,
        f"{remark} · log" if scale.is_log else remark,
        request.first,
        request.last,
        scale.low,
        scale.high,
        scale.is_log,
        tuple((place, place_label(place, request.axis)) for place in in_sight),
        tuple(zip(values, tick_labels(values), strict=True)),
        tuple(curve for one in request.curves if (curve := _chart_curve(one, scale)).parts),
        place_title or _TITLES[request.axis],
        tuple(place for place in request.restarts if request.first <= place <= request.last),
    )


def of_several(figure: ChartFigure, metric: str) -> ChartFigure:
    """The figure of curves that are some of several: titled by those that are drawn, by their letters, in a key too."""
    drawn = [curve for curve in figure.curves if not curve.is_behind]
    names = ", ".join(f"{curve.letter} {curve.name}" for curve in drawn)
    if len(names) > _LONGEST_NAMES:
        names = ", ".join(curve.letter for curve in drawn)
    return replace(figure, title=f"{metric} of {names}", has_key=True)


def points_drawn_words(drawn: int, total: int) -> str:
    """Such as `1,920 of 2,000,000 points`: what was drawn of what is in the logs."""
    points = f"{total:,} point{'' if total == 1 else 's'}"
    return f"{drawn:,} of {points}" if drawn < total else points


def drawn_count(curve: Curve, within: int) -> int:
    """How many of the points in sight a thinned curve shows: at most the least and the greatest of each band."""
    return min(within, 2 * len(curve.bands))


def _chart_curve(curve: Curve, scale: Scale) -> ChartCurve:
    parts = parts_of(curve.bands, is_log=scale.is_log)
    letter = curve.style.letter
    return ChartCurve(curve.name, letter, _LETTERS.get(letter, 0), parts, curve.is_behind)


def _remark(curves: Curves, request: PlotRequest) -> str:
    return points_drawn_words(
        points_drawn(curves, request), sum(len(line.places) for line in curves.lines if not line.is_behind)
    )


def points_drawn(curves: Curves, request: PlotRequest) -> int:
    """How many points of the curves in front a figure shows."""
    window = request.first, request.last
    pairs = [pair for pair in zip(curves.lines, request.curves, strict=True) if not pair[1].is_behind]
    return sum(drawn_count(curve, points_within(line.series, window)) for line, curve in pairs)
