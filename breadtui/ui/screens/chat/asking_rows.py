"""The rows that taught a model, read above a conversation with it: one of their questions may be asked there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from breadtui.domain.chatting.threads import RowPlace
from breadtui.ui.screens.rows.screen import FEW_KEYS, KEYS, RowsScreen


class AskingRows(RowsScreen):
    """Closes like the rows, with the question in `picked` where one is to be asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "ask", "Ask it", id="output.ask", tooltip="Put this row's question into the conversation"),
    ]

    picked: tuple[RowPlace, str] | None = None

    def _arrange(self, width: int) -> None:
        super()._arrange(width)
        self.query_one("#rows-keys", Static).update(Content(f" c asks it  {FEW_KEYS if self._is_single else KEYS}"))

    def action_ask(self) -> None:
        """Take the question of the row under the cursor."""
        row = self.view.facts(self.place, self.bridge.state).row
        if row is None or not row.question.strip():
            self.say("this row asks nothing" if row is not None else "the row is not read yet", is_problem=True)
            return
        self.picked = (RowPlace(self.key, self.place), row.question)
        self.dismiss(None)
