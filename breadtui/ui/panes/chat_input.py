"""The field in which a question is typed: enter sends, several lines are no trouble."""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.ui.terminal.message_text import MessageText, Sheet

CONTINUES = "\\"
"""A line that ends in it goes on below, as at a shell."""


class ChatInput(MessageText):
    """A few lines; enter hands them over, up and down beyond the ends ask for what was sent before and after."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", id="chat.send", priority=True, tooltip="Ask; a line that ends in \\ goes on"),
        Binding("ctrl+n,shift+enter,alt+enter", "new_line", "New line", id="chat.new_line", priority=True),
        Binding("pageup", "page(-1)", "Page up", id="chat.page_up", show=False, tooltip="What was said, a page up"),
        Binding("pagedown", "page(1)", "Page down", id="chat.page_down", show=False, tooltip="A page down"),
    ]

    class Sent(Message):
        """A person wants to ask this."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Paged(Message):
        """A person wants to read on in what was said, up (`by` is -1) or down (1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def put(self, text: str) -> None:
        """Show another text, the cursor behind it."""
        self.open(Sheet(text))
        self.move_cursor(self.document.end)

    def action_send(self) -> None:
        """Hand the text over, or go on below where the line says so."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if column == len(line) and line.endswith(CONTINUES):
            self.replace("\n", (row, column - 1), (row, column))
        elif self.text.strip():
            self.post_message(self.Sent(self.text))

    def action_copy(self) -> None:
        """Copy what is selected; without that the key is not for the text."""
        if not self.selected_text:
            raise SkipAction
        super().action_copy()

    def action_page(self, by: int) -> None:
        """Ask for another page of what was said; a text longer than the field is gone through first."""
        if self.text_rows > self.content_size.height:
            super().action_cursor_page_down() if by > 0 else super().action_cursor_page_up()
        else:
            self.post_message(self.Paged(by))

    def action_new_line(self) -> None:
        """Go on below."""
        self.replace("\n", *self.selection)
