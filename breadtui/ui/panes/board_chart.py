"""The curves of a board, drawn line by line; only lines that changed are sent again."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual import events
from textual.message import Message

from breadtui.ui.present.plot.overlay import Curves, curve_lines
from breadtui.ui.present.plot.plot_request import canvas_width
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.drawn_lines import DrawnLines
from breadtui.ui.themes import tone_styles

_MOST_DRAWN_AT_ONCE = 20_000


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
        self._curves = Curves(())
        self._words = ""

    def tones(self) -> Mapping[Tone, Style]:
        """The theme's."""
        return tone_styles(self.app.theme)

    def show(self, curves: Curves, words: str = "") -> None:
        """Draw these curves; where there is none, the words in the middle, which are safe to show."""
        self._curves, self._words = curves, words
        self.show_lines(self._drawn())

    def text(self) -> str:
        """The curves as plain text, a row a line."""
        return "".join(f"{line}\n" for line in self.text_lines())

    def _drawn(self) -> tuple[Line, ...]:
        width, height = self.size
        if width < 1 or height < 1:
            return ()
        if self._curves.lines:
            return curve_lines(self._curves, width, height)
        lines: list[Line] = [()] * height
        lines[height // 2] = (Span(self._words[:width].center(width), Tone.DIM),)
        return tuple(lines)

    def on_resize(self) -> None:
        """Another size: short curves are drawn anew at once, long ones once they come again, thinned for it."""
        self.forget_lines()
        if sum(len(line.places) for line in self._curves.lines) <= _MOST_DRAWN_AT_ONCE:
            self.show(self._curves, self._words)
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        curves, width = self._curves, canvas_width(self.size.width)
        column = event.x - (self.size.width - width)
        if curves.lines and column >= 0:
            first, last = curves.window or curves.whole()
            self.post_message(self.CursorPut(first + (last - first) * (column + 0.5) / max(width, 1)))
