"""A list that tells which row its cursor leaves for one far off, so that there is a way back."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from textual.message import Message

from breadtui.ui.terminal.rows_part import RowsPart

Key = TypeVar("Key", bound=Hashable)


class LeapingRows(RowsPart[Key], Generic[Key]):
    """The first row, the last one and a labelled one are gone to by a leap; steps and pages are none."""

    class Leapt(Message):
        """The cursor left this row by a leap."""

        def __init__(self, key: Any) -> None:
            super().__init__()
            self.key = key

    def leap(self, move: Callable[[], object]) -> None:
        """Move, and tell the row that was left; nothing where the cursor stays."""
        stood_on = self.cursor_key
        move()
        if stood_on is not None and self.cursor_key != stood_on:
            self.post_message(self.Leapt(stood_on))

    def jump_to(self, key: Key) -> None:
        """A person typed the label of this row."""
        self.leap(lambda: self.move_to(key))

    def action_rows_first(self) -> None:
        """Go to the first row."""
        self.leap(super().action_rows_first)

    def action_rows_last(self) -> None:
        """Go to the last row."""
        self.leap(super().action_rows_last)
