"""The grid of a sweep: rows and columns under one cursor; what is typed is drawn in its cell."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.sweep.sheet import NAME
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.sweep.grid_lines import Frame, Grid, bake_line, base_line, frame_of, heading_line
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles


class SweepGrid(ValueRows[int, Line]):
    """A row a bake by its place in the sheet; the names are the first column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "column(1)", "Right", id="sweep.right", show=False, tooltip="The next column"),
        Binding("left,h", "column(-1)", "Left", id="sweep.left", show=False, tooltip="The column before"),
    ]
    header_rows = 2

    class Stepped(Message):
        """The cursor stands in another column."""

    class Typed(Message):
        """A sign was typed on a cell, which begins it anew."""

        def __init__(self, sign: str) -> None:
            super().__init__()
            self.sign = sign

    class Pasted(Message):
        """Text was pasted on a cell."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._grid: Grid | None = None
        self._frame = Frame(0, (), 0, 0)
        self.column = NAME

    def show(self, grid: Grid) -> None:
        """Draw this sheet; the cursor stays where it is, or comes to the nearest cell there is."""
        self.column = min(self.column, len(grid.sheet.columns) - 1)
        self._grid = grid._replace(column=self.column)
        self._lay_out()
        self.show_values(range(len(grid.sheet.rows)))

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        self.move_to(row)
        self._go_column(column)

    def _lay_out(self) -> None:
        if self._grid is None:
            return
        frame = frame_of(self._grid, self.size.width)
        if frame != self._frame:
            self._frame = frame
            self.redraw()

    def render_header(self, width: int) -> list[Strip]:
        """The names of the columns, and what the base has."""
        if self._grid is None:
            return []
        tones = tone_styles(self.app.theme)
        lines = (heading_line(self._grid, self._frame), base_line(self._grid, self._frame))
        return [row_strip(line, width, tones, selected=False, focused=False) for line in lines]

    def row_value(self, key: int, width: int) -> Line:  # noqa: ARG002 - the list's own signature
        """The line of one bake."""
        if self._grid is None or key >= len(self._grid.sheet.rows):
            return ()
        return bake_line(self._grid, self._frame, key, is_under_cursor=key == self.cursor_key)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    @on(VirtualRows.Moved)
    def _row_moved(self) -> None:
        self.refresh_values()

    def action_column(self, by: int) -> None:
        """Go to another column."""
        self._go_column(self.column + by)

    def _go_column(self, column: int) -> None:
        if self._grid is None:
            return
        self.column = max(NAME, min(column, len(self._grid.sheet.columns) - 1))
        self._grid = self._grid._replace(column=self.column)
        self._lay_out()
        self.refresh_values()
        self.post_message(self.Stepped())

    def on_key(self, event: events.Key) -> None:
        """A digit, point or minus on a value begins it anew, as in any spreadsheet."""
        sign = event.character or ""
        if not self.is_jumping and self.column != NAME and len(self.rows) and sign and sign in "0123456789.-":
            event.stop()
            self.post_message(self.Typed(sign))

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted fills cells from the cursor on."""
        event.stop()
        self.post_message(self.Pasted(event.text))

    def on_resize(self, _: events.Resize) -> None:
        """Another width, other columns."""
        self._lay_out()
