"""The one virtual list: tree, jobs, outputs and events are rows with keys, under a cursor moved by keys and mouse."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.ui.terminal.jump_rows import JumpRows

Key = TypeVar("Key", bound=Hashable)

WHEEL_ROWS = 3


class VirtualRows(JumpRows[Key]):
    """A list of any length in which a row is its key.

    A subclass overrides `render_row`, and if it has fixed lines above the rows `header_rows` and `render_header`.
    Cursor and scroll follow their keys through every `set_rows`; nothing is animated.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "rows_step(1)", "Down", id="rows.down", show=False),
        Binding("up,k", "rows_step(-1)", "Up", id="rows.up", show=False),
        Binding("pagedown", "rows_page(1.0)", "Page down", id="rows.page_down", show=False),
        Binding("pageup", "rows_page(-1.0)", "Page up", id="rows.page_up", show=False),
        Binding("ctrl+d", "rows_page(0.5)", "Half a page down", id="rows.half_page_down", show=False),
        Binding("ctrl+u", "rows_page(-0.5)", "Half a page up", id="rows.half_page_up", show=False),
        Binding("g,home", "rows_first", "First", id="rows.first", show=False),
        Binding("G,end", "rows_last", "Last", id="rows.last", show=False),
        Binding("enter", "rows_choose", "Open", id="rows.choose", show=False),
        Binding("f", "rows_jump", "Jump", id="rows.jump", show=False, tooltip="Letters on the rows: type one to go"),
    ]

    edge_step_fraction: float = 0.0
    """Share of the page to scroll at once when the cursor leaves it.

    0 scrolls by a line, which costs few bytes only where the list has the terminal's full width.
    """

    class Moved(Message):
        """The cursor stands on another row; `key` is None when the list is empty."""

        def __init__(self, rows: "VirtualRows[Any]", key: Any) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "VirtualRows[Any]":
            """The list, for `@on(VirtualRows.Moved, "#jobs")`."""
            return self.rows

    class Chosen(Moved):
        """A person pressed enter on the row or clicked it twice."""

    @property
    def cursor_key(self) -> Key | None:
        """The key under the cursor, None when there is no row."""
        return self.rows.cursor_key

    def set_rows(self, keys: Sequence[Key]) -> None:
        """Show these rows; cursor and scroll stay with their keys, only lines that differ are drawn again.

        Where the cursor's row is gone the cursor takes the nearest row that is left. Keys must be unique.
        """
        before, cursor_before = self.visible_keys, self.cursor_key
        top = self.rows.replace(keys, self.top, self.page_rows)
        self.fit(top)
        after = self.visible_keys
        for line in range(max(len(before), len(after), 1)):
            old, new = before[line : line + 1], after[line : line + 1]
            if old != new or not new or (old == [cursor_before]) != (new == [self.cursor_key]):
                self.refresh_row_line(line)
        if self.cursor_key != cursor_before:
            self.cursor_moved(is_carried=True)

    def cursor_moved(self, *, is_carried: bool = False) -> None:  # noqa: ARG002 - for those who override it
        """Tell that the cursor stands on another row; `is_carried` where other rows came, and nobody moved it."""
        self.post_message(self.Moved(self, self.cursor_key))

    def move_to(self, key: Key) -> bool:
        """Put the cursor on this row; False if there is no such row."""
        index = self.rows.index_of(key)
        if index is not None:
            self._go(index)
        return index is not None

    def jump_to(self, key: Key) -> None:
        """A person typed the label of this row."""
        self.move_to(key)

    def _go(self, index: int) -> None:
        """Put the cursor on the row at this place, or the nearest there is, and show it."""
        old, new = self.rows.cursor, max(0, min(index, len(self.rows) - 1))
        if new == old:
            return
        self.rows.cursor = new
        for place in (old, new):
            self.refresh_row_line(place - self.top)
        self._show_cursor()
        self.cursor_moved()

    def _show_cursor(self) -> None:
        cursor, page = self.rows.cursor, self.page_rows
        more = int(page * self.edge_step_fraction)
        if cursor < self.top:
            self.fit(cursor - more)
        elif cursor >= self.top + page > self.top:
            self.fit(cursor - page + 1 + more)

    def action_rows_step(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self.rows.cursor + by)

    def action_rows_page(self, pages: float) -> None:
        """Move cursor and page together, so that a page down never shows the same page again."""
        by = int(pages * max(self.page_rows - 1, 1)) or (1 if pages > 0 else -1)
        self.fit(self.top + by)
        self._go(self.rows.cursor + by)

    def action_rows_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_rows_last(self) -> None:
        """Go to the last row."""
        self._go(len(self.rows) - 1)

    def action_rows_choose(self) -> None:
        """Say that a person chose the row under the cursor."""
        if len(self.rows):
            self.post_message(self.Chosen(self, self.cursor_key))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row, a second one chooses it."""
        self.leave_jump()
        offset = event.get_content_offset(self)
        index = None if offset is None else self.index_at(offset.y)
        if index is not None and index < len(self.rows):
            self._go(index)
            if event.chain == 2:
                self.action_rows_choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls and leaves the cursor alone."""
        self.leave_jump()
        event.stop()
        event.prevent_default()
        self.fit(self.top + WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls and leaves the cursor alone."""
        self.leave_jump()
        event.stop()
        event.prevent_default()
        self.fit(self.top - WHEEL_ROWS)
