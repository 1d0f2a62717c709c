"""The curves of a board, drawn line by line; only lines that changed are sent again."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual import events
from textual.message import Message

from breadtui.ui.present.plot.plot_request import PlotRequest, canvas_width
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.drawn_lines import DrawnLines
from breadtui.ui.themes import tone_styles


class BoardChart(DrawnLines, can_focus=False):
    """Up to eight curves; the mouse puts the cursor."""

    class CursorPut(Message):
        """A person clicked on a place along the bottom."""

        def __init__(self, place: float) -> None:
            super().__init__()
            self.place = place

    class Resized(Message):
        """Another size, for which the curves are to be shown again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._request: PlotRequest | None = None

    def tones(self) -> Mapping[Tone, Style]:
        """The theme's."""
        return tone_styles(self.app.theme)

    def show(self, request: PlotRequest, words: str = "") -> None:
        """Draw this; where it has no curve, the words in the middle, which are safe to show."""
        self._request = request
        self.show_lines(loss_plot(request) if request.curves else self._said(words))

    def text(self) -> str:
        """The curves as plain text, a row a line."""
        return "".join(f"{line}\n" for line in self.text_lines())

    def _said(self, words: str) -> tuple[Line, ...]:
        width, height = self.size
        if width < 1 or height < 1:
            return ()
        lines: list[Line] = [()] * height
        lines[height // 2] = (Span(words[:width].center(width), Tone.DIM),)
        return tuple(lines)

    def on_resize(self) -> None:
        """Another size: what was drawn for the last one stays until it comes drawn for this."""
        self._strips.clear()
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        request, width = self._request, canvas_width(self.size.width)
        column = event.x - (self.size.width - width)
        if request is not None and request.curves and column >= 0:
            share = (column + 0.5) / max(width, 1)
            self.post_message(self.CursorPut(request.first + (request.last - request.first) * share))
