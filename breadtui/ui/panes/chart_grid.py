"""All metrics of a bake as a grid of charts, a page at a time, with one cursor through all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType

from breadtui.ui.present.plot.drawing import Drawing, request_of
from breadtui.ui.present.plot.grid import SHAPES, Grid, Shape, cell_width, chart_at, grid_parts, page_of
from breadtui.ui.present.plot.keys import pointed
from breadtui.ui.present.plot.metric_lines import message_lines
from breadtui.ui.present.plot.parts import Part
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
from breadtui.ui.present.plot.slices import empty_message
from breadtui.ui.present.tones import Line, Tone
from breadtui.ui.terminal.chart_widget import ChartWidget
from breadtui.ui.themes import tone_styles

_LEAST_CELLS, _LEAST_ROWS = 38, 9
_AROUND_ROWS = 2
"""What else stands on the screen at rest: a line that is typed in for a while does not make it other charts."""


class ChartGrid(ChartWidget):
    """The chart of the view's metric has the keys; `choose` of several metrics shows only those."""

    needs_points = ChartWidget.needs_points | {"chart", "page", "reshape", "alone"}
    takes_many = True
    DEFAULT_CSS = "ChartGrid { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,j,down", "chart(1)", "Next chart", show=False, id="charts.next"),
        Binding("shift+tab,k,up", "chart(-1)", "Previous chart", show=False, id="charts.previous"),
        Binding("right_square_bracket,pagedown", "page(1)", "Next page", show=False, id="charts.next_page"),
        Binding("left_square_bracket,pageup", "page(-1)", "Previous page", show=False, id="charts.previous_page"),
        Binding("greater_than_sign", "reshape(1)", "More charts a page", show=False, id="charts.more"),
        Binding("less_than_sign", "reshape(-1)", "Fewer charts a page", show=False, id="charts.fewer"),
        Binding(
            "enter,z",
            "alone",
            "One chart or all",
            show=False,
            id="charts.alone",
            tooltip="This chart alone, or all again",
        ),
    ]

    def __init__(self, *, markers: Markers = Markers.BRAILLE, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(markers=markers, id=id)
        self._shape: Shape | None = None
        self._is_alone = False
        self._chosen: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        """One chart has all the room."""
        return self._is_alone

    @property
    def shape(self) -> Shape:
        """How many charts a page holds: as a person chose, else as many as are readable."""
        if self._is_alone:
            return SHAPES[0]
        return self._shape or _fitting(self.size.width, max(self.size.height, self.screen.size.height - _AROUND_ROWS))

    def metrics(self) -> tuple[str, ...]:
        """The metrics there are charts of: those that were chosen, else all."""
        names = self.names()
        chosen = tuple(name for name in self._chosen if name in names)
        return chosen or names

    def grid(self, drawing: Drawing) -> Grid:
        """The page in sight."""
        return page_of(self.metrics(), drawing.metric, self.shape)

    def choose(self, metrics: Sequence[str]) -> None:
        """Of one metric the chart gets the keys; of several only their charts are shown."""
        if len(metrics) > 1:
            self._chosen = tuple(metrics)
        elif metrics and metrics[0] not in self.metrics():
            self._chosen = ()
        super().choose(metrics)

    def reshape(self, shape: Shape) -> None:
        """So many charts a page from now on."""
        self._shape, self._is_alone = shape, False
        self.redraw()

    def stand_alone(self, *, is_alone: bool) -> None:
        """Give all room to the chart that has the keys, or show the grid again."""
        self._is_alone = is_alone
        self.redraw()

    def action_chart(self, by: int) -> None:
        """Give the keys to the next chart, over the ends of pages too."""
        if drawing := self.drawing():
            names = self.metrics()
            at = names.index(drawing.metric) if drawing.metric in names else 0
            self.look_at(self.view.of_metric(names[(at + by) % len(names)]))

    def action_page(self, by: int) -> None:
        """To the first chart of the next page; the ends stay the ends."""
        if drawing := self.drawing():
            grid, names = self.grid(drawing), self.metrics()
            page = min(max(grid.page + by, 0), grid.pages - 1)
            if page != grid.page:
                self.look_at(self.view.of_metric(names[page * self.shape.count]))

    def action_reshape(self, by: int) -> None:
        """More or fewer charts a page."""
        counts = [shape.count for shape in SHAPES]
        at = min(range(len(SHAPES)), key=lambda number: abs(counts[number] - self.shape.count))
        self.reshape(SHAPES[min(max(at + by, 0), len(SHAPES) - 1)])

    def action_alone(self) -> None:
        """One chart, or all again."""
        self.stand_alone(is_alone=not self._is_alone)

    def text(self) -> str:
        """The page as plain text; empty where there is nothing to draw."""
        self.put_rest()
        if self.drawing() is None:
            return ""
        return "".join(f"{line}\n" for line in (*self.legend_texts(), *self.text_lines()))

    def on_click(self, event: events.Click) -> None:
        """The chart that is clicked gets the keys, and the cursor goes where the mouse is."""
        drawing = self.drawing()
        if drawing is None or (metric := chart_at(self.grid(drawing), self._cells, event.x, event.y)) is None:
            return
        drawing = drawing.of_metric(metric)
        sight, request = self._sight_of(drawing), request_of(drawing, 0)
        width = cell_width(self.size.width, self.shape.across)
        column = event.x % (width + 1) - (width - sight.width)
        place = request.first + (request.last - request.first) * (column + 0.5) / max(sight.width, 1)
        self.look_at(pointed(sight, place))

    @property
    def _cells(self) -> tuple[int, int]:
        return self.size.width, self.size.height

    def drawn_metrics(self, drawing: Drawing) -> Sequence[str]:
        """Those of this page."""
        return self.grid(drawing).metrics

    def canvas_cells(self) -> int:
        """How many cells wide each chart is."""
        return canvas_width(cell_width(self.size.width, self.shape.across))

    def tones(self) -> Mapping[Tone, Style]:
        """The colours of the theme."""
        return tone_styles(self.app.theme)

    def chart_parts(self, drawing: Drawing) -> Iterable[Part]:
        """The page of charts and the readout, chart by chart."""
        return grid_parts(drawing, self.grid(drawing))

    def no_chart_lines(self) -> tuple[Line, ...]:
        """Why there is nothing to draw."""
        return message_lines(*self.size, empty_message(self._slice), has_title=False)


def _fitting(width: int, height: int) -> Shape:
    """The most charts that are still readable."""
    fits = (
        shape
        for shape in reversed(SHAPES)
        if shape.across * _LEAST_CELLS <= width and shape.down * _LEAST_ROWS <= height
    )
    return next(fits, SHAPES[0])
