"""The ways from message to message."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.document._document import Selection

from breadtui.domain.names import PromptKey
from breadtui.ui.panes.prompt_text.sheets import PromptSheets
from breadtui.ui.terminal.message_text import MessageText


class Going(PromptSheets, can_focus=False):
    """By tab, over the first and last line, or to a place that something outside names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", "Next message", id="prompt.next", show=False),
        Binding("shift+tab", "step(-1)", "Message before", id="prompt.previous", show=False),
    ]

    def action_step(self, by: int) -> None:
        """To the next message or the one before; past the ends to what lies around the editor."""
        if not self._go(by):
            raise SkipAction

    @on(MessageText.Crossed)
    def _cross(self, event: MessageText.Crossed) -> None:
        event.stop()
        if not self._go(event.by):
            document = self._field.document
            self._field.move_cursor(document.start if event.by < 0 else document.end)

    def _go(self, by: int) -> bool:
        """Choose another message, the cursor at the end it was entered by; False where there is none."""
        self.flush()
        editing = self._editing
        if editing is None or not 0 <= editing.at + by < len(editing.ids):
            return False
        self._note = None
        self._editing = editing.at_message(editing.at + by)
        self._load()
        self.draw()
        return True

    def open_at(self, key: PromptKey, message: int, line: int, column: int = 0) -> None:
        """Put the cursor into a line of a message, now or as soon as that prompt is chosen."""
        self._places[key] = (message, Selection.cursor((line, column)))
        if key == self._slice.key and self._editing is not None and self._go(message - self._editing.at):
            self._field.move_cursor(self._field.clamp_visitable((line, column)))
