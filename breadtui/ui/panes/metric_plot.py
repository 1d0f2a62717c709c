"""The metrics of the chosen bake: one drawn large, the others as sparklines, with a cursor that reads values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.ui.present.headings import Heading
from breadtui.ui.present.pieces import Piece
from breadtui.ui.present.plot.drawing import Drawing, request_of
from breadtui.ui.present.plot.keys import pointed
from breadtui.ui.present.plot.metric_lines import OF_TITLE, TITLE, heading, message_lines, metric_parts
from breadtui.ui.present.plot.parts import Part
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.slices import PlotSlice, empty_message, select
from breadtui.ui.present.tones import Line, Tone
from breadtui.ui.terminal.chart_widget import ChartWidget
from breadtui.ui.themes import tone_styles
from breadtui.values import replace

__all__ = ["MetricPlot", "PlotSlice", "select"]

_UNTITLED = Heading((Piece(TITLE, group=OF_TITLE),))
"""What is said above where there is no plot."""


class MetricPlot(ChartWidget):
    """Draws line by line and sends again only lines that changed.

    Without `has_title` the first line is left to a rule above the pane: see `heading` and `Retitled`.
    """

    DEFAULT_CSS = "MetricPlot { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Charts", show=False, id="plot.open", tooltip="All metrics on a screen of their own"),
    ]

    elsewhere_without_points: ClassVar[frozenset[str]] = frozenset({"export", "open"})
    """Actions whose keys are what they are elsewhere, where there is no plot."""

    class Retitled(Message):
        """The rule above the pane should say something else; only sent without a title of its own."""

        def __init__(self, heading: Heading) -> None:
            super().__init__()
            self.heading = heading

    class Opened(Message):
        """A person wants the charts on a screen of their own."""

    def __init__(
        self,
        *,
        has_title: bool = True,
        markers: Markers = Markers.BRAILLE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(markers=markers, id=id, classes=classes)
        self._has_title = has_title
        self._heading = _UNTITLED

    def heading(self) -> Heading:
        """What a rule above the pane says: `4 Metrics ── loss · log · ema .6 · x=step ── 168 of 168 points`."""
        drawing = self.drawing()
        return _UNTITLED if drawing is None else heading(drawing)

    def action_open(self) -> None:
        """Ask for the charts on a screen of their own."""
        self.post_message(self.Opened())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a plot the key is what it is elsewhere."""
        if action in self.elsewhere_without_points and self.drawing() is None:
            return False
        return super().check_action(action, parameters)

    def text(self) -> str:
        """The plot as plain text below its heading; empty where there is none."""
        if self.drawing() is None:
            return ""
        self.put_rest()
        head = () if self._has_title else (str(self.heading()),)
        return "".join(f"{line}\n" for line in (*head, *self.legend_texts(), *self.text_lines()))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        if drawing := self.drawing():
            sight, request = self._sight_of(drawing), request_of(drawing, 0)
            column = event.x - (self.size.width - sight.width)
            place = request.first + (request.last - request.first) * (column + 0.5) / max(sight.width, 1)
            self.look_at(pointed(sight, place))

    def tones(self) -> Mapping[Tone, Style]:
        """The colours of the theme."""
        return tone_styles(self.app.theme)

    def chart_parts(self, drawing: Drawing) -> Iterable[Part]:
        """Its readout and the sparklines of the others, and the plot."""
        return metric_parts(replace(drawing, has_title=self._has_title))

    def no_chart_lines(self) -> tuple[Line, ...]:
        """Why there is nothing to draw."""
        message = empty_message(self._slice)
        return message_lines(*self.size, message, has_title=self._has_title, is_focused=self.has_focus)

    def redraw(self) -> None:
        """Draw, and tell where the rule above should say something else."""
        super().redraw()
        if not self._has_title and (words := self.heading()) != self._heading:
            self._heading = words
            self.post_message(self.Retitled(words))
