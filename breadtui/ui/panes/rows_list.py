"""The list of rows: a line each, of any number, read as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message
from textual.strip import Strip

from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.resting_rows import RestingRows
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles

LineOf = Callable[[int, int], Line | None]
"""The line of a row in so many cells; None while it is not read."""


class RowsList(RestingRows[int], ValueRows[int, Line]):
    """Rows by their places; asks for those that are looked at and were not read yet."""

    class Rested(Message):
        """The cursor stands still: what follows it may follow."""

    class Wanted(Message):
        """These rows are looked at, and some of them were not read yet."""

        def __init__(self, places: Sequence[int]) -> None:
            super().__init__()
            self.places = places

    def __init__(self, line_of: LineOf, unread_line: Callable[[int], Line], *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._line_of = line_of
        self._unread_line = unread_line
        self._is_asking = False

    def row_value(self, key: int, width: int) -> Line:
        """The line of a row."""
        line = self._line_of(key, width)
        if line is not None:
            return line
        if not self._is_asking:
            self._is_asking = True
            # In the pane's own turn: a message made while the screen draws would not reach it.
            self.call_later(self._ask)
        return self._unread_line(key)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def rested(self) -> None:
        """Tell that the cursor stands still."""
        self.post_message(self.Rested())

    def go_to(self, place: int) -> None:
        """Put the cursor on the row of this number, or the nearest that is shown."""
        keys = self.rows.keys
        if isinstance(keys, range):
            self._go(place)
        elif keys:
            self._go(min(range(len(keys)), key=lambda at: abs(keys[at] - place)))

    def _ask(self) -> None:
        self._is_asking = False
        self.post_message(self.Wanted(tuple(self.visible_keys)))
