"""What uses a prompt, as lines that lead to it."""

from __future__ import annotations

from textual import events
from textual.strip import Strip

from breadtui.ui.present.detail.body_lines import folded_body
from breadtui.ui.present.detail.graph_lines import graph_lines
from breadtui.ui.present.detail.graph_slice import GraphSlice, GraphWalks
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles


class GraphView(BodyRows):
    """The same lines as in the Graph tab, for a thing without tabs."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._facts = GraphSlice()
        self._walks = GraphWalks()

    def show(self, facts: GraphSlice) -> None:
        """Tell what it is drawn from."""
        self._facts = facts
        self.fill()

    def fill(self) -> None:
        """Work out the lines again."""
        width = self.size.width
        self.show_body(folded_body(graph_lines(self._facts, self._walks, width, self._glyphs), width))

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()
