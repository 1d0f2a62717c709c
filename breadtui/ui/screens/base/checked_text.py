"""A text to edit that is checked after each pause: what both the raw prompt and a form's value share."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from breadtui.ui.terminal.message_text import MessageText

PAUSE_SECONDS = 0.4
"""How long after the last key the text is checked."""
CHECKED_CHARACTERS = 200_000
"""Reading more than this at once would be felt."""
LEAVE = "esc again gives up what was changed here · f2 applies it"
ResultT = TypeVar("ResultT")


class CheckedTextScreen(Screen[ResultT | None], Generic[ResultT]):
    """One field with a line below that tells what is wrong; leaving what was changed is asked about once."""

    DEFAULT_CSS = """
    CheckedTextScreen {
        & Static { height: 1; }
        & .-wrong { color: $warning; }
        & MessageText { height: 1fr; }
    }
    """
    STATE: str
    """The selector of the line below the field."""

    def __init__(self) -> None:
        super().__init__()
        self._field = MessageText()
        self._opened = ""
        self._pause: Timer | None = None
        self._is_asked = False

    @on(MessageText.Changed)
    def _wait(self, event: MessageText.Changed) -> None:
        event.stop()
        self._is_asked = False
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._pause_made)

    def _pause_made(self) -> None:
        """What is done after a pause."""
        raise NotImplementedError

    def _say(self, sentence: str, *, is_wrong: bool) -> None:
        state = self.query_one(self.STATE, Static)
        state.set_class(is_wrong, "-wrong")
        state.update(Content(sentence))

    def _go_to(self, line: int, column: int) -> None:
        """Put the cursor there; both count from 1."""
        self._field.move_cursor((line - 1, column - 1), center=True)

    def action_leave(self) -> None:
        """Back without applying; what was changed is asked about once."""
        if self._field.text == self._opened or self._is_asked:
            self.dismiss(None)
            return
        self._is_asked = True
        self._say(LEAVE, is_wrong=True)
