"""Doing what is typed of charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.domain.metric.axes import Axis
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.present.clean import clean
from breadtui.ui.present.plot.grid import SHAPES
from breadtui.ui.present.plot.keys import LOOKS
from breadtui.ui.screens.words.charts import GRID_WORD, MARKERS, OWN_AXES, limits_in
from breadtui.ui.screens.words.table import NotUnderstood, Typed
from breadtui.ui.terminal.chart_widget import ChartWidget


def chart_word(chart: ChartWidget, typed: Typed) -> str:
    """Do what was typed to a chart; the sentence says what is wrong with it, empty where nothing is."""
    if not chart.names():
        return "there are no metrics to look at yet"
    return _DOES[typed.name](chart, typed.rest.strip()) if typed.name in _DOES else f"'{typed.name}' is no word here"


def _metric(chart: ChartWidget, rest: str) -> str:
    if not rest:
        chart.action_metrics()
        return ""
    found = [name for name in chart.names() if name == rest] or [name for name in chart.names() if rest in name]
    if not found:
        return f"no metric is called {clean(rest, limit=40)!r}"
    chart.choose(found[:1])
    return ""


def _ylim(chart: ChartWidget, rest: str) -> str:
    try:
        chart.limit_values(limits_in(rest))
    except NotUnderstood as problem:
        return str(problem)
    return ""


def _axis(chart: ChartWidget, rest: str) -> str:
    if rest not in OWN_AXES:
        return f"the axes are {', '.join(OWN_AXES)}"
    return "" if chart.lay_along(Axis(rest)) else f"it is not known where the rows lie along {rest}"


def _markers(chart: ChartWidget, rest: str) -> str:
    if rest not in MARKERS:
        return f"curves are drawn with {', '.join(MARKERS)}"
    chart.draw_with(MARKERS[rest])
    return ""


def _plot(chart: ChartWidget, rest: str) -> str:
    if rest not in LOOKS:
        return f"a chart knows {', '.join(LOOKS)}"
    if not (reason := chart.why_not(f"look('{rest}')")):
        chart.action_look(rest)
    return reason


def _grid(chart: ChartWidget, rest: str) -> str:
    shape = next((shape for shape in SHAPES if rest.replace("x", "×") == str(shape)), None)
    if shape is None or not isinstance(chart, ChartGrid):
        return f"a page holds {GRID_WORD.follows.replace('|', ', ')} charts"
    chart.reshape(shape)
    return ""


def _charts(chart: ChartWidget, rest: str) -> str:
    wanted, names = rest.split(), chart.names()
    unknown = next((name for name in wanted if name not in names), None)
    if unknown is not None:
        return f"no metric is called {clean(unknown, limit=40)!r}"
    chart.choose(wanted)
    return ""


_DOES: Mapping[str, Callable[[ChartWidget, str], str]] = {
    "metric": _metric,
    "ylim": _ylim,
    "axis": _axis,
    "markers": _markers,
    "plot": _plot,
    "grid": _grid,
    "charts": _charts,
}
