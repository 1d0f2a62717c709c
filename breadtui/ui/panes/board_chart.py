"""The curves of a board, drawn line by line; only lines that changed are sent again."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual import events
from textual.message import Message

from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.plot.overlay import curve_lines
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
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
        """Another size, for which the curves were drawn anew."""

    def __init__(self, *, markers: Markers = Markers.BRAILLE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.markers = markers
        self._model = BoardModel()

    def tones(self) -> Mapping[Tone, Style]:
        """The theme's."""
        return tone_styles(self.app.theme)

    def show(self, model: BoardModel) -> None:
        """Draw the board as it is now."""
        self._model = model
        self.show_lines(self._drawn())

    def text(self) -> str:
        """The curves as plain text, a row a line."""
        return "".join(f"{line}\n" for line in self.text_lines())

    def _drawn(self) -> tuple[Line, ...]:
        width, height = self.size
        if width < 1 or height < 1:
            return ()
        curves = self._model.curves(width, self.markers)
        if curves.lines:
            return curve_lines(curves, width, height)
        notes = {entry.note for entry in self._model.entries if entry.note}
        words = "reading metrics" if "loading" in notes else f"none of them has {self._model.metric}"
        lines: list[Line] = [()] * height
        lines[height // 2] = (Span(words[:width].center(width), Tone.DIM),)
        return tuple(lines)

    def on_resize(self) -> None:
        """Another size: thin and draw anew."""
        self.forget_lines()
        self.show(self._model)
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        curves, width = self._model.curves(self.size.width, self.markers), canvas_width(self.size.width)
        column = event.x - (self.size.width - width)
        if curves.lines and column >= 0:
            first, last = curves.window or curves.whole()
            self.post_message(self.CursorPut(first + (last - first) * (column + 0.5) / max(width, 1)))
