"""The ways from message to message, and from part to part of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.editing import Editing
from breadtui.domain.prompt.edits import place_in_texts
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.panes.prompt_text.sheets import PromptSheets, utc_now
from breadtui.ui.terminal.text_messages import Crossed

if TYPE_CHECKING:
    from textual.document._document import Location

PAST_THE_LAST = "this is the last text: tab again leaves the editor · ctrl+n adds a message"
PAST_THE_FIRST = "this is the first text: shift+tab again leaves the editor"


GOING: tuple[BindingType, ...] = (
    Binding("tab", "step(1)", "Next text", id="prompt.next", show=False, tooltip="Next message, or part of this one"),
    Binding("shift+tab", "step(-1)", "Text before", id="prompt.previous", show=False, tooltip="Message or part before"),
)
"""Keys of the pane."""


class Going(PromptSheets):
    """By tab, over the first and last line, or to a place that something outside names."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = utc_now,
        is_read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(now=now, is_read_only=is_read_only, id=id)
        self._wanted: dict[PromptKey, tuple[int, Location]] = {}

    def action_step(self, by: int) -> None:
        """To the next text or the one before; past the ends to what lies around the editor.

        Who has just written something is asked once: what they write next would be keys of another pane.
        """
        if self._go(by):
            return
        if not self.was_edited_here or self._ask(PAST_THE_LAST if by > 0 else PAST_THE_FIRST):
            raise SkipAction

    @on(Crossed)
    def _cross(self, event: Crossed) -> None:
        event.stop()
        if not self._go(event.by):
            document = self._field.document
            self._field.move_cursor(document.start if event.by < 0 else document.end)

    def _go(self, by: int) -> bool:
        """Choose the next text or the one before, with its own cursor; False where there is none."""
        self.flush()
        there = None if self._editing is None else self._editing.stepped(by)
        if there is not None:
            self._turn_to(there)
        return there is not None

    def _go_to(self, message: int, text: int) -> None:
        """Choose a text of a message, the nearest there is."""
        self.flush()
        if self._editing is not None and (self._editing.at, self._editing.text_at) != (message, text):
            self._turn_to(self._editing.at_message(message, text))

    def _turn_to(self, editing: Editing) -> None:
        self._note = None
        self._editing = editing
        self._load()
        self.draw()

    def open_at(self, key: PromptKey, message: int, line: int, column: int = 0) -> None:
        """Put the cursor into a line of what is read of a message, now or as soon as that prompt is chosen."""
        self._wanted[key] = (message, (line, column))
        if key == self._slice.key and self._editing is not None:
            self._go_to_wanted()

    def _open(self, source: Prompt | None) -> None:
        super()._open(source)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """To the place that was named, as soon as there is a text to know it by."""
        if self._editing is None or self._slice.key is None or self._slice.key not in self._wanted:
            return
        message, (line, column) = self._wanted.pop(self._slice.key)
        if not self._editing.ids:
            return
        message = self._editing.at_message(message).at
        text, line = place_in_texts(self._editing.prompt.messages[message], line)
        self._go_to(message, text)
        self._field.move_cursor(self._field.clamp_visitable((line, column)), center=True)
