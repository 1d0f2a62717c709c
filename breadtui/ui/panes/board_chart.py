"""The curves of a board, drawn line by line; only lines that changed are sent again."""

from __future__ import annotations

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.plot.overlay import curve_lines
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.themes import tone_styles


class BoardChart(Widget, can_focus=False):
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
        self._lines: tuple[Line, ...] = ()
        self._strips: dict[int, Strip] = {}

    def show(self, model: BoardModel) -> None:
        """Draw the board as it is now."""
        self._model = model
        before, self._lines = self._lines, self._drawn()
        count = max(len(before), len(self._lines))
        changed = [y for y in range(count) if before[y : y + 1] != self._lines[y : y + 1]]
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def text(self) -> str:
        """The curves as plain text, a row a line."""
        rows = ("".join(span.text for span in line).rstrip() for line in self._lines)
        return "".join(f"{row}\n" for row in rows)

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
        self._strips.clear()
        self.show(self._model)
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        curves, width = self._model.curves(self.size.width, self.markers), canvas_width(self.size.width)
        column = event.x - (self.size.width - width)
        if curves.lines and column >= 0:
            first, last = curves.window or curves.whole()
            self.post_message(self.CursorPut(first + (last - first) * (column + 0.5) / max(width, 1)))

    def notify_style_update(self) -> None:
        """Another theme: the same lines in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the pane."""
        if y not in self._strips:
            line = self._lines[y] if y < len(self._lines) else ()
            self._strips[y] = strip_of(line, self.size.width, self.rich_style, tone_styles(self.app.theme))
        return self._strips[y]
