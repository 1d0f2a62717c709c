"""The rows that taught a model, read above a conversation with it: one of their questions may be asked there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from breadtui.domain.chatting.threads import RowPlace
from breadtui.ui.keymap import Hint
from breadtui.ui.screens.rows.screen import RowsScreen


class AskingRows(RowsScreen):
    """Closes like the rows, with the question in `picked` where one is to be asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "ask", "Ask it", id="output.ask", tooltip="Put this row's question into the conversation"),
    ]

    FOOT: ClassVar[tuple[Hint, ...]] = (Hint(("output.ask",), "ask it"), *RowsScreen.FOOT)
    picked: tuple[RowPlace, str] | None = None

    def action_ask(self) -> None:
        """Take the question of the row under the cursor."""
        row = self.view.facts(self.place, self.bridge.state).row
        if row is None or not row.question.strip():
            self.say("this row asks nothing" if row is not None else "the row is not read yet", is_problem=True)
            return
        self.picked = (RowPlace(self.key, self.place), row.question)
        self.dismiss(None)
