"""Curves as they are looked at, as a figure for a file: the same window, the same limits, the same ticks."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.metric.axes import Axis
from breadtui.export.charts.figure import WIDTH_DOTS, ChartCurve, ChartFigure, parts_of
from breadtui.ui.present.plot.line_styles import STYLES
from breadtui.ui.present.plot.overlay import Curves, overlay_request
from breadtui.ui.present.plot.plots import scale_of_request
from breadtui.ui.present.plot.scales import Scale, place_label, place_ticks, tick_labels, ticks
from breadtui.ui.present.plot.view import points_within

_VALUE_TICKS, _PLACE_TICKS = 8, 10
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
    scale = scale_of_request(request)
    if scale is None:
        raise NothingToDraw("there is no value to draw")
    window = request.first, request.last
    labels = tick_labels(values := ticks(scale, _VALUE_TICKS))
    places = place_ticks(*window, curves.unit, _PLACE_TICKS)
    return ChartFigure(
        title,
        _remark(curves, window),
        *window,
        scale.low,
        scale.high,
        scale.is_log,
        tuple((place, place_label(place, curves.unit)) for place in places if window[0] <= place <= window[1]),
        tuple(zip(values, labels, strict=True)),
        tuple(_curves(curves, window, scale)),
        place_title or _TITLES[curves.unit],
    )


def _curves(curves: Curves, window: tuple[float, float], scale: Scale) -> Iterator[ChartCurve]:
    for line, style in zip(curves.lines, curves.styles(), strict=True):
        parts = parts_of(line.bands(window, WIDTH_DOTS), is_log=scale.is_log)
        yield ChartCurve(line.name, style.letter, _LETTERS.get(style.letter, 0), parts, line.is_behind)


def _remark(curves: Curves, window: tuple[float, float]) -> str:
    """Such as `1,920 of 2,000,000 points`: what was drawn of what is in the logs."""
    lines = [line for line in curves.lines if not line.is_behind]
    total = sum(len(line.places) for line in lines)
    drawn = sum(min(points_within(line.series, window), 2 * len(line.bands(window, WIDTH_DOTS))) for line in lines)
    return f"{drawn:,} of {total:,} points" if drawn < total else f"{total:,} points"
