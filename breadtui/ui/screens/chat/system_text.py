"""The system prompt of a conversation as a text of any number of lines."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from breadtui.domain.prompt.prompts import tokens_estimate
from breadtui.ui.keymap import Hint
from breadtui.ui.screens.base.checked_text import CheckedTextScreen
from breadtui.ui.screens.line.foot import Foot


class SystemTextScreen(CheckedTextScreen[str]):
    """Closes with the text, or with None where it stays as it was."""

    STATE = "#system-state"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "apply", "Apply", id="system.apply", tooltip="Send this with every question from now on"),
        Binding("escape", "leave", "Back", id="system.leave", tooltip="Back; what was changed is asked about"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._opened = text

    def compose(self) -> ComposeResult:
        """The field, what it comes to, the keys."""
        yield Static(Content.styled(" System prompt", "bold"))
        yield self._field
        yield Static(id="system-state")
        yield Foot((Hint(("system.apply",), "apply"),), Hint(("system.leave",), "back"))

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self._field.text = self._opened
        self._field.move_cursor(self._field.document.end)
        self._field.focus()
        self._pause_made()

    def _pause_made(self) -> None:
        text = self._field.text
        said = f" ~{tokens_estimate(text):,} tokens, sent with every question" if text.strip() else " nothing is sent"
        self._say(said, is_wrong=False)

    def action_apply(self) -> None:
        """Close with the text."""
        self.dismiss(self._field.text)
