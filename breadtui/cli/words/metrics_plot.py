"""A training log as a plot of plain text: the cockpit's own plot, for a pipe or a file."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from math import isfinite

from rich.cells import cell_len

from breadtui.commands.reading.metrics import CannotDraw, Draw, Drawn
from breadtui.domain.metric.axes import Axis, axes_of
from breadtui.domain.metric.record import KNOWN_METRICS, STEP, MetricSeries, last_value, series_of_rows
from breadtui.domain.metric.rows import MetricRows, names_of
from breadtui.domain.unsafe_text import visible_line
from breadtui.ui.present.clean import cut_middle
from breadtui.ui.present.headings import Heading
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.metric_lines import AVERAGE, OF_TITLE, Drawing, Subject, heading, metric_lines
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.terminal.plain_signs import in_plain_signs
from breadtui.ui.terminal.tty import draws_ascii

WIDTH, HEIGHT = 100, 20
_MOST_NAMED = 20
_LONGEST_NAMED = 40
_NAME_CELLS = 30, 20, 12


def drawer(found: Namespace, form: str = "plot") -> Draw:
    """What makes the plot that was asked for of rows."""
    return lambda rows: _drawn(rows, found, form)


def _drawn(rows: MetricRows, found: Namespace, form: str) -> Drawn:
    series, view = _series_and_view(rows, found)
    subjects = (Subject(found.place[1], CurveSource(series)),)
    content = _text(found, subjects, view) if form == "plot" else _picture(found, Drawing(subjects, view, 1, 1), form)
    return Drawn(content, len(series), sum(not isfinite(value) for value in series.columns[view.metric]))


def _picture(found: Namespace, drawing: Drawing, form: str) -> str | bytes:
    """The plot as SVG or PNG, with how many points were drawn. Raises: CannotDraw."""
    from breadtui.export.charts.png import NoPillow, chart_png
    from breadtui.export.charts.svg import chart_svg
    from breadtui.ui.present.metric_export.bake_figure import bake_figure
    from breadtui.ui.present.metric_export.figures import NothingToDraw

    try:
        figure = bake_figure("/".join(found.place), drawing)
        return chart_png(figure) if form == "png" else chart_svg(figure)
    except (NoPillow, NothingToDraw) as problem:
        raise CannotDraw(f"{problem}.") from problem


def _series_and_view(rows: MetricRows, found: Namespace) -> tuple[MetricSeries, PlotView]:
    """The series with the metric that is drawn, and how. Raises: CannotDraw.

    Of a long log only what is drawn is unpacked, and no row is left out.
    """
    metric = "loss" if found.metric is None and "loss" in names_of(rows) else found.metric
    series = series_of_rows(rows if metric is None else rows.only({STEP, metric, *KNOWN_METRICS}))
    metric = next(iter(series.columns), "") if metric is None else metric
    if metric not in series.columns:
        raise CannotDraw(_no_such_metric(metric, rows))
    axis = Axis(found.along or "step")
    if axis not in axes_of(series):
        raise CannotDraw(f"the rows do not say where they lie along {axis}.")
    is_log = True if found.log else False if found.linear else None
    if is_log and not any(value > 0 for value in series.columns[metric]):
        raise CannotDraw(f"{metric_name(metric)} has no value above 0, as powers of ten need.")
    return series, PlotView(metric, axis, alpha=found.ema or 0.0, is_log=is_log)


def _text(found: Namespace, subjects: tuple[Subject, ...], view: PlotView) -> str:
    """A heading, the plot, the newest values; `height` lines of at most `width` cells."""
    width, height = size_of(found)
    drawing = Drawing(subjects, view, width, height - 1, markers_of(found), has_title=False)
    head = head_of(found.place, heading(drawing), width)
    lines = ["".join(span.text for span in line) for line in metric_lines(drawing)]
    text = "".join(f"{line[:width].rstrip()}\n" for line in (head, *lines))
    if drawing.markers is Markers.ASCII:
        return in_plain_signs(text.replace("·", "|")).encode("ascii", "backslashreplace").decode("ascii")
    return text


def head_of(place: tuple[str, str], heading: Heading, width: int) -> str:
    """The bake or target and what its chart says of itself: in so many cells as much as is whole, last the count."""
    whole, bake = visible_line("/".join(place)), visible_line(place[1])
    names = (whole, bake, *(cut_middle(bake, cells) for cells in _NAME_CELLS))
    look = heading.without(OF_TITLE)
    pairs = [(name, words) for name in names for words in look.wordings(AVERAGE)]
    pairs += [(names[-1], words) for words in look.wordings()]
    heads = (*("  ".join(pair) for pair in pairs), *look.wordings())
    return next((words for words in heads if cell_len(words) <= width), "")


def _no_such_metric(metric: str, rows: MetricRows) -> str:
    series = series_of_rows(rows)
    names = [name for name in series.columns if last_value(series, name) is not None]
    named = [metric_name(name, _LONGEST_NAMED) for name in names[:_MOST_NAMED]]
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    words = f"these are: {', '.join((*named, *more))}" if named else "nothing is"
    return f"{visible_line(metric)!r} is not logged as numbers; {words}."


def size_of(found: Namespace) -> tuple[int, int]:
    """Cells and lines, by default as wide as the terminal that is written to."""
    is_on_terminal = found.output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, HEIGHT)).columns if is_on_terminal else WIDTH
    return found.width or max(width, 20), found.height or HEIGHT


def markers_of(found: Namespace) -> Markers:
    """Those that were asked for; else ASCII where what is written to knows no UTF-8; a file is always UTF-8."""
    if found.markers is not None:
        return Markers[found.markers.upper()]
    if found.output is not None and not os.environ.get("BREADTUI_ASCII"):
        return Markers.BRAILLE
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    return Markers.ASCII if draws_ascii(os.environ) or "utf" not in encoding else Markers.BRAILLE
