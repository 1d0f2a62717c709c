"""The text field of one message at a time; each message keeps its own cursor and its own undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._history import EditHistory
from textual.document._wrapped_document import WrappedDocument

from breadtui.ui.terminal.plain_document import PlainDocument
from breadtui.ui.terminal.row_painting import RowPainting
from breadtui.ui.terminal.text_messages import Crossed, RowsChanged
from breadtui.ui.terminal.wrapped_text import WrappedText

_UNDO_STEPS = 100
Floor: TypeAlias = "Sequence[Edit] | None"
"""The newest edit of a sheet that something else came after; None where it came before all."""


class Sheet:
    """One message's text with what a person did to it: cursor and undo come back with it."""

    def __init__(self, text: str) -> None:
        self.document = PlainDocument(text)
        self.history = EditHistory(_UNDO_STEPS, checkpoint_timer=2.0, checkpoint_max_characters=100)
        self.selection = Selection()
        self.floor: Floor = None

    @property
    def newest(self) -> Floor:
        """What undo would take back next, None where there is nothing."""
        return next(reversed(self.history.undo_stack), None)

    @property
    def can_undo(self) -> bool:
        """Something was written after the floor."""
        return self.newest is not None and self.newest is not self.floor

    @property
    def can_redo(self) -> bool:
        """Something was undone and nothing written since."""
        return bool(self.history.redo_stack)

    def lay_floor(self) -> None:
        """Let something else come after what was written so far."""
        self.history.checkpoint()
        self.floor = self.newest


class MessageText(RowPainting):
    """A soft-wrapped plain text field: no language, no blinking, no markup, and no byte lost on the way."""

    DEFAULT_CSS = """
    MessageText {
        border: none; padding: 0; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        &:focus { border: none; }
        & .message-text--placeholder { color: $accent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"message-text--placeholder"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "half_page(1)", "Half a page down", id="text.half_page_down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", id="text.half_page_up", show=False),
        Binding("ctrl+home", "to_start", "To the start of the text", id="text.start", show=False),
        Binding("ctrl+end", "to_end", "To the end of the text", id="text.end", show=False),
        Binding("ctrl+shift+home", "to_start(True)", "Select to the start", id="text.select_start", show=False),
        Binding("ctrl+shift+end", "to_end(True)", "Select to the end", id="text.select_end", show=False),
        # Textual's own keys, told here so that help lists them and they can be changed.
        Binding("ctrl+z", "undo", "Undo", id="text.undo", show=False, tooltip="Take back what was written last"),
        Binding("ctrl+y", "redo", "Redo", id="text.redo", show=False, tooltip="Write it again"),
        Binding("ctrl+x", "cut", "Cut", id="text.cut", show=False, tooltip="What is selected, else the line"),
        Binding("ctrl+c", "copy", "Copy", id="text.copy", show=False, tooltip="What is selected"),
        Binding("ctrl+v", "paste", "Paste", id="text.paste", show=False, tooltip="What was cut or copied here last"),
        Binding("f6", "select_line", "Select the line", id="text.select_line", show=False),
        Binding("f7", "select_all", "Select all", id="text.select_all", show=False),
        Binding("ctrl+w", "delete_word_left", "Delete a word", id="text.delete_word", show=False),
        Binding(
            "ctrl+k", "delete_to_end_of_line_or_delete_line", "Delete to the end", id="text.delete_to_end", show=False
        ),
    ]

    def __init__(self, *, passes_undo_on: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        self._passes_undo_on = passes_undo_on
        self.sheet = Sheet("")
        self._rows_told = 0
        self._wrapped: tuple[WrappedDocument, int] | None = None
        super().__init__(id=id, highlight_cursor_line=False, compact=True)
        self.cursor_blink = False
        # Looking for the partner of a bracket reads the text up to its end at each key.
        self.match_cursor_bracket = False

    @property
    def edit_count(self) -> int:
        """How often this sheet's text was changed, for telling cheaply whether it was."""
        return self.sheet.document.edit_count

    def open(self, sheet: Sheet) -> None:
        """Show another sheet where its cursor was; nothing is posted."""
        self.sheet.selection = self.selection
        self.sheet = sheet
        self.document, self.history = sheet.document, sheet.history
        self.wrapped_document = WrappedText(sheet.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self._rewrap_and_refresh_virtual_size()
        self.selection = sheet.selection
        self.refresh()

    def action_undo(self) -> None:
        """Take back what was written last; where something else came after it, the key goes on if it may."""
        if self._passes_undo_on and not self.sheet.can_undo:
            raise SkipAction
        super().action_undo()

    def action_redo(self) -> None:
        """Write again what was undone last; with nothing undone here, the key goes on if it may."""
        if self._passes_undo_on and not self.sheet.can_redo:
            raise SkipAction
        super().action_redo()

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up, over the first line into the message before."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location):
            super().action_cursor_up(select)
        else:
            self.post_message(Crossed(-1))

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down, over the last line into the message after."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location):
            super().action_cursor_down(select)
        else:
            self.post_message(Crossed(1))

    def action_to_start(self, select: bool = False) -> None:
        """Move the cursor before the first letter."""
        self.move_cursor(self.document.start, select=select)

    def action_to_end(self, select: bool = False) -> None:
        """Move the cursor behind the last letter."""
        self.move_cursor(self.document.end, select=select)

    def action_half_page(self, direction: int) -> None:
        """Move the cursor half a page."""
        rows = max(self.content_size.height // 2, 1) * direction
        self.move_cursor(self.navigator.get_location_at_y_offset(self.cursor_location, rows))

    def _set_document(self, text: str, language: str | None) -> None:  # noqa: ARG002 - overrides Textual's, exact pin
        self.open(Sheet(text))

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Typed and pasted line ends become the text's own."""
        return super()._replace_via_keyboard(insert.replace("\r\n", "\n").replace("\r", "\n"), start, end)

    def _rewrap_and_refresh_virtual_size(self) -> None:
        # Edits keep the wrapping right, so a new height is no reason to wrap megabytes again.
        wanted = (self.wrapped_document, self.wrap_width)
        if self._wrapped is None or self._wrapped[0] is not wanted[0] or self._wrapped[1] != wanted[1]:
            self._wrapped = wanted
            super()._rewrap_and_refresh_virtual_size()
        else:
            self._refresh_size()

    def _recompute_cursor_offset(self) -> None:
        # An undo that makes the scrollbar go asks for a cursor that still stands beyond the end, and Textual fails.
        self._cursor_offset = self.wrapped_document.location_to_offset(self.clamp_visitable(self.cursor_location))

    def _refresh_size(self) -> None:
        super()._refresh_size()
        if self.text_rows != self._rows_told:
            self._rows_told = self.text_rows
            self.post_message(RowsChanged())
