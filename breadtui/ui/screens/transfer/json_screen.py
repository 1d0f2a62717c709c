"""What is known of a thing as JSON in the service's own words, to read, search and copy."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from breadtui.domain.query.queries import BadQuery
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.json_lines import json_body
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

UNLAID_CELLS = 80
FOOT = (
    Hint(("rows.down", "rows.up"), "move"),
    Hint(("json.filter",), "filter"),
    Hint(("json.copy",), "copy the value"),
    Hint(("json.copy_all",), "copy all"),
)
BACK = Hint(("json.close",), "back")


class JsonRows(BodyRows):
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        super().__init__(id="json-rows")
        self._text = text

    def fill(self) -> None:
        """Break the lines for the width there is."""
        self.show_body(json_body(self._text, self.size.width or UNLAID_CELLS))

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class JsonScreen(Screen[None]):
    """A text that may only be read; `esc` takes the filter off, then closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,i", "close", "Back", id="json.close", tooltip="Out of the filter, then back", key_display="q"
        ),
        Binding("slash", "filter", "Filter", id="json.filter", key_display="/", tooltip="Lines with these words"),
        Binding("y", "copy", "Copy the value", id="json.copy", tooltip="What stands on this line"),
        Binding("Y", "copy_all", "Copy all", id="json.copy_all", tooltip="The whole text"),
        Binding("question_mark,f1", "app.help", "Help", id="json.help", key_display="?"),
    ]
    DEFAULT_CSS = """
    JsonScreen {
        & Static { height: 1; width: 1fr; }
        & JsonRows { height: 1fr; }
        & #json-words { height: 1; border: none; padding: 0 1; display: none; }
        & #json-words.-open { display: block; }
    }
    """

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._name = name
        self._text = text

    def compose(self) -> ComposeResult:
        """Whose it is, the lines, the filter, the keys."""
        yield Static(
            Content.styled(f" {clean(self._name)}", "bold") + Content("  as it was read last"), id="json-heading"
        )
        yield JsonRows(self._text)
        yield Input(id="json-words", placeholder="lines with these words", compact=True)
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query_one(Input).cursor_blink = False
        self.rows.focus()

    @property
    def rows(self) -> JsonRows:
        """The lines."""
        return self.query_one(JsonRows)

    def action_filter(self) -> None:
        """Type what the lines are to hold."""
        field = self.query_one(Input)
        field.add_class("-open")
        field.focus()

    @on(Input.Changed, "#json-words")
    def _grew(self, event: Input.Changed) -> None:
        try:
            self.rows.filter(event.value)
        except BadQuery:
            return  # half typed: the lines stay as they are

    @on(Input.Submitted, "#json-words")
    def _entered(self) -> None:
        self.rows.focus()

    def action_copy(self) -> None:
        """Copy the value on this line; of a bracket, nothing."""
        if copied := self.rows.copied:
            self.app.copy_to_clipboard(copied)

    def action_copy_all(self) -> None:
        """Copy the whole text."""
        self.app.copy_to_clipboard(self._text)

    def action_close(self) -> None:
        """All lines again, or back."""
        field = self.query_one(Input)
        if field.has_class("-open"):
            field.remove_class("-open")
            field.value = ""
            self.rows.focus()
        else:
            self.dismiss(None)
