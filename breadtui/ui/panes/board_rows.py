"""What is below a board's chart: rows of a table, settings, prompts or answers under one heading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles


class BoardRows(VirtualRows[int]):
    """A row is its number. `home` and `end` are the chart's here; `g` and `G` go to the ends of the rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "screen.look('first')", "First point", id="board.first", tooltip="The cursor to the start"),
        Binding("end", "screen.look('last')", "Last point", id="board.last", tooltip="The cursor to the end"),
    ]
    header_rows = 1
    empty_text = ""

    class Widened(Message):
        """The rows are for another width than this one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._head: Line = ()
        self._stops: Sequence[int] = ()
        self._drawn_width = 0

    def show(self, head: Line, lines: Sequence[Line], stops: Sequence[int] = ()) -> None:
        """Show these rows under a heading; `stops` are those that `n` and `N` go to."""
        before, self._lines = self._lines, lines
        is_head_new, self._head, self._stops = head != self._head, head, stops
        self.set_rows(range(len(lines)))
        if is_head_new or list(before) != list(lines):
            self.redraw()

    def go_to_top(self) -> None:
        """Other rows are shown: begin with the first."""
        self.move_to(0)
        self.fit(0)
        self.redraw()

    def go_to_stop(self, by: int) -> bool:
        """The cursor to the next of the rows that are gone to, or the one before; False where there is none."""
        cursor = self.rows.cursor
        at = bisect_right(self._stops, cursor) if by > 0 else bisect_left(self._stops, cursor) - 1
        if not 0 <= at < len(self._stops):
            return False
        row = self._stops[at]
        self.move_to(row)
        self.fit(max(row - self.page_rows // 3, 0))
        self.refresh()
        return True

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row."""
        line = self._lines[key] if key < len(self._lines) else ()
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def render_header(self, width: int) -> Sequence[Strip]:
        """The heading."""
        return [strip_of(self._head, width, self.rich_style, tone_styles(self.app.theme))]

    def on_resize(self, _: events.Resize) -> None:
        """Lines are made for a width."""
        if self.size.width != self._drawn_width:
            self._drawn_width = self.size.width
            self.post_message(self.Widened())
