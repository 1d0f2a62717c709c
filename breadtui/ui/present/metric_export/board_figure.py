"""The curves of a board as a figure for a file: each that is drawn named by its letter, how it is laid and averaged."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.board.alignment import Alignment
from breadtui.export.charts.figure import WIDTH_DOTS, ChartFigure
from breadtui.ui.present.board.heading_lines import count_words
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.table_lines import ema_words
from breadtui.ui.present.metric_export.figures import figure_of_request, of_several, points_drawn, points_drawn_words
from breadtui.ui.present.plot.overlay import Curves, overlay_request
from breadtui.ui.present.plot.plot_request import Markers, PlotRequest

_PLACE_TITLES = {Alignment.DESCENT: "step since the base model"}
"""Where the unit of the places alone does not say along what they lie."""


def board_figure(model: BoardModel) -> ChartFigure:
    """The metric that is looked at, in the same window and scale. Raises: NothingToDraw."""
    curves = model.curves(WIDTH_DOTS, Markers.BRAILLE)
    request = overlay_request(curves, WIDTH_DOTS, 0)
    remark = " · ".join(_remarks(model, curves, request))
    place_title = _PLACE_TITLES.get(model.view.alignment, "")
    return of_several(figure_of_request(request, model.metric, remark, place_title), model.metric)


def _remarks(model: BoardModel, curves: Curves, request: PlotRequest) -> Iterator[str]:
    yield points_drawn_words(points_drawn(curves, request), model.points_count())
    if model.view.alpha:
        yield ema_words(model.view.alpha)
    yield from list(count_words(model, curves, request))[1:]
