"""The rows of a form; what is wrong with one stands below it, and the cursor passes over that."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from breadtui.ui.present.form.lines import row_line
from breadtui.ui.present.form.rows import FormRow, FormSlice, RowKey, Sort, form_rows
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles
from breadtui.values import replace

NO_MATCH = " No row matches, esc shows all"


class FormRows(ValueRows[RowKey, Line]):
    """The rows; what is wrong with one stands below it, and the cursor passes over that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "rows_choose", "Edit", id="form.edit", tooltip="Edit, pick or turn what the cursor is on"),
    ]

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="form-rows")
        self.glyphs = glyphs
        self.slice: FormSlice | None = None
        self._rows_by_key: dict[RowKey, FormRow] = {}

    def show(self, slice_: FormSlice) -> None:
        """Show a form; only rows that say something else are drawn again."""
        self.slice = replace(slice_, width=self.size.width)
        rows = form_rows(self.slice)
        self._rows_by_key = {row.key: row for row in rows}
        self.empty_text = NO_MATCH
        self.show_values([row.key for row in rows])
        self._leave_note(1)

    def on_resize(self, event: events.Resize) -> None:
        """Break sentences anew for another width."""
        super().on_resize(event)
        if self.slice is not None and self.slice.width != event.size.width:
            self.show(self.slice)

    @property
    def row(self) -> FormRow | None:
        """The row under the cursor."""
        key = self.cursor_key
        return None if key is None else self._rows_by_key.get(key)

    def row_at(self, key: RowKey) -> FormRow | None:
        """A row that is shown."""
        return self._rows_by_key.get(key)

    def row_value(self, key: RowKey, width: int) -> Line:
        """The line of a row."""
        row = self._rows_by_key.get(key)
        return () if row is None or self.slice is None else row_line(row, self.slice, width, self.glyphs)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def jump_to(self, key: RowKey) -> None:
        """A person typed the label of this row, or of a sentence about it."""
        super().jump_to(key)
        self._leave_note(-1)

    def _leave_note(self, by: int) -> None:
        keys, at = self.rows.keys, self.rows.cursor
        while 0 <= at < len(keys) and keys[at].sort is Sort.NOTE:
            at += by
        if at >= len(keys):
            at = self.rows.cursor
            while at > 0 and keys[at].sort is Sort.NOTE:
                at -= 1
        if keys and at != self.rows.cursor:
            self._go(at)

    def action_rows_step(self, by: int) -> None:
        """Move by rows, over sentences about them; where nothing follows, stay, but show the sentence."""
        keys = self.rows.keys
        at = self.rows.cursor + by
        while 0 <= at < len(keys) and keys[at].sort is Sort.NOTE:
            at += by
        if 0 <= at < len(keys):
            self._go(at)
        elif by > 0:
            self.fit(len(keys) - self.page_rows)

    def action_rows_page(self, pages: float) -> None:
        """Move by pages."""
        super().action_rows_page(pages)
        self._leave_note(1 if pages > 0 else -1)

    def action_rows_last(self) -> None:
        """Go to the last row that is no sentence about another."""
        super().action_rows_last()
        self._leave_note(-1)
