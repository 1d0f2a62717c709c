"""Curves of several bakes in one plot, whatever they are laid along: for boards, parents behind children, stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, nan

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import Band, MetricSeries, axis_is_log, index_at
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.line_styles import BEHIND, LineStyle, style_of
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, buckets_of
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.plot.scales import can_be_log, fit_range
from breadtui.ui.present.tones import Line

_VALUE = "value"


@dataclass(frozen=True, eq=False)
class NamedSeries:
    """One line of an overlay; `name` is raw.

    `places` lie along the bottom and ascend between `restarts` (indices); NaN among the `values` is a gap. They are
    drawn as an average that keeps `alpha` (0 to below 1) of what it was. Where
    `style` is None the line takes the next of the eight styles; one that `is_behind` is drawn dim under all others and
    takes neither letter nor legend; one that `is_growing` is of a bake that goes on. Compared by identity: it is
    replaced, never changed, and keeps what was thinned.
    """

    name: str
    places: Sequence[float]
    values: Sequence[float]
    restarts: tuple[int, ...] = ()
    style: LineStyle | None = None
    is_behind: bool = False
    alpha: float = 0.0
    is_growing: bool = False

    @cached_property
    def series(self) -> MetricSeries:
        """The line as a series of the one metric `value`."""
        return MetricSeries(self.places, {_VALUE: self.values}, self.restarts)

    @cached_property
    def source(self) -> CurveSource:
        """The averages and thinned curves of the line."""
        return CurveSource(self.series)

    def bands(self, window: tuple[float, float], buckets: int) -> tuple[Band, ...]:
        """The part within the window, thinned so that no peak is hidden."""
        return self.source.bands(_VALUE, self.alpha, Axis.STEP, window, buckets)

    def value_at(self, place: float, *, is_raw: bool = False) -> float:
        """The value as drawn, or as logged, at the point nearest to a place; NaN in a gap and beyond either end."""
        index, ends = index_at(self.series, place), self.ends()
        if index is None or not ends or not min(ends) <= place <= max(ends):
            return nan
        value = self.source.value(_VALUE, 0.0 if is_raw else self.alpha, Axis.STEP, index)
        return nan if value is None else value

    def beyond_count(self, window: tuple[float, float], ends: tuple[float, float]) -> int:
        """How many points as logged lie in the window but below the one end or above the other."""
        return self.source.beyond_count(_VALUE, Axis.STEP, window, ends)

    def spread(self, window: tuple[float, float], *, is_log: bool) -> tuple[float, float] | None:
        """The range of the values in the window, as logged, without outliers; None without values."""
        return self.source.spread(_VALUE, Axis.STEP, window, is_log=is_log)

    def ends(self) -> tuple[float, ...]:
        """The first and last place of each part between restarts."""
        ends = (place for begin, end in self.series.segments() for place in (self.places[begin], self.places[end - 1]))
        return tuple(place for place in ends if isfinite(place))


@dataclass(frozen=True, slots=True)
class Curves:
    """Up to eight lines (any number behind them) and how they are looked at.

    `unit` says what the places are; `window` is the part of the bottom axis in sight, None for all of it; `is_log`
    None leaves it to the values; `limits` are those of the values, None for what they need; `cursor` is a place.
    """

    lines: tuple[NamedSeries, ...]
    unit: Axis = Axis.STEP
    window: tuple[float, float] | None = None
    is_log: bool | None = None
    limits: tuple[float, float] | None = None
    cursor: float | None = None
    markers: Markers = Markers.BRAILLE

    def styles(self) -> tuple[LineStyle, ...]:
        """The style of each line, in their order: for tables and readouts beside the plot."""
        return tuple(_styles(self.lines))

    def whole(self) -> tuple[float, float]:
        """The range along the bottom that holds every line; it grows in jumps."""
        ends = [end for line in self.lines for end in line.ends()]
        return fit_range(min(ends), max(ends), self.unit) if ends else fit_range(0.0, 0.0, self.unit)

    def beyond_count(self, ends: tuple[float, float]) -> int:
        """How many points as logged are in sight along the bottom but lie below the one end or above the other."""
        window = self.window or self.whole()
        return sum(line.beyond_count(window, ends) for line in self.lines)


def curve_lines(curves: Curves, width: int, height: int) -> tuple[Line, ...]:
    """The overlay as exactly `height` lines of `width` cells, with axes, end letters and a legend."""
    return loss_plot(overlay_request(curves, width, height))


def overlay_request(curves: Curves, width: int, height: int) -> PlotRequest:
    """What the overlay asks of a plot of that size."""
    window = curves.window or curves.whole()
    buckets = buckets_of(width, curves.markers)
    drawn = tuple(
        Curve(line.bands(window, buckets), style, line.name, line.is_behind)
        for line, style in zip(curves.lines, curves.styles(), strict=True)
    )
    is_log = curves.is_log
    if is_log is None:
        is_log = can_be_log(curves.limits) and axis_is_log(
            value for curve in drawn for _, low, high in curve.bands for value in (low, high)
        )
    return PlotRequest(drawn, width, height, *window, curves.unit, is_log, curves.markers, curves.cursor, curves.limits)


def _styles(lines: Sequence[NamedSeries]) -> Iterator[LineStyle]:
    number = 0
    for line in lines:
        if line.style is not None:
            yield line.style
        elif line.is_behind:
            yield BEHIND
        else:
            yield style_of(number)
            number += 1
