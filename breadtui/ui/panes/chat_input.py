"""The field in which a question is typed: enter sends, several lines are no trouble."""

from __future__ import annotations

from typing import ClassVar

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
    ]

    class Sent(Message):
        """A person wants to ask this."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

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

    def action_new_line(self) -> None:
        """Go on below."""
        self.replace("\n", *self.selection)
