"""The line below a sweep's grid: a cell, a column, values to fill in, or a path is typed there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from textual import events
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input


class Mode(StrEnum):
    """What is typed, as the line says it."""

    CELL = "cell"
    COLUMN = "column to add"
    FILL = "FIELD=V1,V2 …"
    WRITE = "write CSV to"
    READ = "read CSV from"


class SweepInput(Input):
    """Hidden until something is to be typed; several cells that are pasted go into the grid instead."""

    class TablePasted(Message):
        """Cells were pasted while one was typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Moved(Message):
        """The cell is done, and the next one in this direction is meant."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, select_on_focus=False)
        self.mode = Mode.CELL

    def ask(self, mode: Mode, text: str, offers: Sequence[str] = ()) -> None:
        """Show the line with a text in it."""
        self.mode = mode
        self.suggester = SuggestFromList(offers, case_sensitive=True) if offers else None
        self.placeholder = mode.value
        self.value = text
        self.cursor_position = len(text)
        self.display = True
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """Tab ends a cell and goes to the next."""
        if event.key == "tab" and self.mode is Mode.CELL:
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(self.value))

    def _on_paste(self, event: events.Paste) -> None:
        # Textual calls the field's own handler as well, unless it is prevented.
        text = event.text.strip("\r\n")
        if self.mode is Mode.CELL and ("\t" in text or "\n" in text):
            event.stop()
            event.prevent_default()
            self.post_message(self.TablePasted(event.text))
