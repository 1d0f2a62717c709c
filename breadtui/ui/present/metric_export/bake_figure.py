"""A bake's metrics as the pane draws them, as a figure for a file: the average, the raw values behind, the parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from breadtui.export.charts.figure import WIDTH_DOTS, ChartFigure
from breadtui.ui.present.metric_export.figures import drawn_count, figure_of_request, of_several, points_drawn_words
from breadtui.ui.present.plot.drawing import Drawing, request_of
from breadtui.ui.present.plot.metric_lines import average_words, flaw_words
from breadtui.ui.present.plot.plot_request import Markers, PlotRequest
from breadtui.ui.present.plot.view import points_within
from breadtui.values import replace


def bake_figure(name: str, drawing: Drawing) -> ChartFigure:
    """The metric that is looked at, in the same window and scale; `name` (raw) says whose. Raises: NothingToDraw."""
    wide = replace(drawing, width=WIDTH_DOTS, markers=Markers.BRAILLE)
    request = request_of(wide, 0)
    return figure_of_request(request, f"{wide.metric} of {name}", " · ".join(_remarks(wide, request)))


def several_figure(names: Sequence[str], drawing: Drawing) -> ChartFigure:
    """The same of bakes as equals, named (raw) as of their numbers; those that are drawn. Raises: NothingToDraw."""
    figure = bake_figure("", drawing)
    curves = tuple(replace(curve, name=names[curve.number]) for curve in figure.curves)
    return of_several(replace(figure, curves=curves), drawing.metric)


def _remarks(drawing: Drawing, request: PlotRequest) -> Iterator[str]:
    window, in_front = (request.first, request.last), [curve for curve in request.curves if not curve.is_behind]
    pairs = zip(in_front, drawing.whole_sources, strict=False)
    drawn = sum(drawn_count(curve, points_within(log.places(drawing.axis), window)) for curve, log in pairs)
    yield points_drawn_words(drawn, sum(len(log.whole) for log in drawing.counted))
    yield from average_words(drawing)
    yield from flaw_words(drawing, request)
