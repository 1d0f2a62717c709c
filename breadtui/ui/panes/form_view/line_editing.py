"""The one line of a form that is edited where it stands."""

from __future__ import annotations

from textual import events, on
from textual.widgets import Input

from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.words import NotThis, read_value, value_text
from breadtui.ui.panes.form_view.holding import FormHolding
from breadtui.ui.present.form.lines import label_cells
from breadtui.ui.present.form.rows import INDENT_CELLS, FormSlice, RowKey, Sort


class LineEditing(FormHolding):
    """Opens a line over the value under the cursor, and takes what it says."""

    DEFAULT_CSS = """
    LineEditing {
        layers: rows line;
        & > FormRows { layer: rows; }
        & > #form-line {
            layer: line; position: absolute; display: none; height: 1; width: 20;
            border: none; padding: 0; background: $panel; color: $foreground;
        }
    }
    """

    def _open_line(self, field: Field, text: str | None = None) -> None:
        """Edit a field where it stands."""
        self._edited = field
        self._line.value = value_text(self.form.value_at(field.place)) if text is None else text
        self._line.cursor_position = len(self._line.value)
        self._line.display = True
        self._place_line()
        self._line.focus()

    def on_mount(self) -> None:
        """Stay over the row, however the rows are scrolled."""
        self.watch(self._rows, "scroll_y", self._place_line, init=False)

    def on_resize(self) -> None:
        """Stay over the row, however wide it is."""
        self.call_after_refresh(self._place_line)

    def _show(self, slice_: FormSlice) -> None:
        """Show another slice; the line goes with its row, and is given up where that is gone."""
        super()._show(slice_)
        self._place_line()

    def _place_line(self) -> None:
        """Put the line over the value of the row that is edited."""
        field = self._edited
        if field is None:
            return
        row = self._rows.row_at(RowKey(Sort.FIELD, field.place))
        place = self._rows.rows.index_of(row.key) if row is not None else None
        if row is None or place is None:
            self.leave_line()
            return
        left = max(label_cells(self._rows.size.width), 6 + INDENT_CELLS * row.depth)
        self._line.styles.offset = (left, place - self._rows.top)
        self._line.styles.width = max(self._rows.size.width - left, 8)

    def leave_line(self) -> None:
        """Give up what is typed in the line."""
        if self._edited is None:
            return
        self._edited = None
        self._line.display = False
        self.post_message(self.Refused(""))
        self._rows.focus()

    @on(Input.Submitted, "#form-line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.close_line()

    @on(Input.Changed, "#form-line")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._edited is not None:
            self.post_message(self.Refused(""))

    def on_key(self, event: events.Key) -> None:
        """Keys that lead out of the line: up, down and tab keep what was typed, esc does not."""
        if self._edited is None:
            return
        if event.key == "escape":
            event.stop()
            self.leave_line()
        elif event.key in {"up", "down", "tab", "shift+tab"}:
            event.stop()
            event.prevent_default()
            if self.close_line():
                self._rows.action_rows_step(-1 if event.key in {"up", "shift+tab"} else 1)

    @on(events.DescendantBlur)
    def _blurred(self, event: events.DescendantBlur) -> None:
        if event.widget is self._line and self._edited is not None and not self.close_line():
            self._edited = None
            self._line.display = False

    def close_line(self) -> bool:
        """Take what the line says; False where it is no value, which is said and the line stays."""
        field = self._edited
        if field is None:
            return True
        text = self._line.value
        if not text.strip() and not field.is_empty_allowed:
            self.leave_line()
            self.write(field.place, None)
            return True
        try:
            value = read_value(field, text)
        except NotThis as problem:
            self.post_message(self.Refused(f"wants {problem}"))
            return False
        self.leave_line()
        if value != self.form.value_at(field.place) or self.form.is_given(field.place):
            self.write(field.place, value)
        return True
