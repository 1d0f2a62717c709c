"""A bake's metrics as the pane draws them, as a figure for a file: the average, the raw values behind, the parent."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.metric.axes import Axis, along
from breadtui.domain.metric.record import MetricSeries, smoothed
from breadtui.export.charts.figure import ChartFigure
from breadtui.store.facts.remote import value_of
from breadtui.ui.present.metric_export.figures import NothingToDraw, figure_of
from breadtui.ui.present.plot.overlay import Curves, NamedSeries
from breadtui.ui.present.plot.slices import PlotSlice
from breadtui.ui.present.plot.view import PlotView, window_of


def bake_figure(name: str, plot: PlotSlice, view: PlotView) -> ChartFigure:
    """The metric that is looked at, in the same window and scale. Raises: NothingToDraw."""
    series = value_of(plot.series)
    if series is None or not len(series):
        raise NothingToDraw("there is no plot yet")
    metric = view.metric if view.metric in series.columns else next(iter(series.columns), view.metric)
    axis = view.axis if along(series, view.axis) is not None else Axis.STEP
    others = [(other, found) for other, remote in plot.others if (found := value_of(remote)) is not None]
    lines = [*_lines(name, series, metric, axis, view.alpha)]
    for other, theirs in others if view.has_others else ():
        lines += (line for line in _lines(other, theirs, metric, axis, view.alpha) if not line.is_behind)
    window = None if view.span is None else window_of(view, along(series, axis) or series)
    curves = Curves(tuple(lines), axis, window, is_log=view.is_log, limits=view.limits)
    return figure_of(curves, f"{metric} of {name}")


def _lines(name: str, series: MetricSeries, metric: str, axis: Axis, alpha: float) -> Iterator[NamedSeries]:
    """The averaged curve, and the raw one behind it where that is another."""
    places, values = along(series, axis), series.columns.get(metric)
    if places is None or values is None:
        return
    if alpha:
        yield NamedSeries(name, places.steps, values, series.restarts, is_behind=True)
        values = smoothed(series, metric, alpha).columns[metric]
    yield NamedSeries(name, places.steps, values, series.restarts)
