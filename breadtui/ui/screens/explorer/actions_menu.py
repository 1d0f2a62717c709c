"""The actions menu: everything that can be done with what is chosen, by letter or by moving."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.ui.keymap import Hint
from breadtui.ui.present.actions.rows import ActionRow, row_line
from breadtui.ui.present.actions.table import Action
from breadtui.ui.present.clean import clean
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.screens.line.foot import Foot, menu_hint
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

DOES = menu_hint("do it")
BACK = Hint(("actions.close",), "close")
BORDER_LINES = 4
"""The border, the heading and the keys."""


class ActionRows(VirtualRows[int]):
    """One action a row."""

    def __init__(self, found: tuple[ActionRow, ...]) -> None:
        super().__init__(range(len(found)), id="action-rows")
        self.found = found

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """The row of one action."""
        styles = tone_styles(self.app.theme)
        return row_strip(row_line(self.found[key], width), width, styles, selected=selected, focused=focused)


class ActionsScreen(ModalScreen[Action | None]):
    """Closes with the action to do, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", id="actions.close", key_display="esc")
    ]

    def __init__(self, heading: str, found: tuple[ActionRow, ...]) -> None:
        super().__init__()
        self._heading = heading
        self._found = found

    def compose(self) -> ComposeResult:
        """A box with what is chosen, the actions, and the keys."""
        with Vertical(id="actions") as box:
            box.styles.height = len(self._found) + BORDER_LINES
            yield Static(Content.styled(self._heading, "bold"), id="actions-heading")
            yield ActionRows(self._found)
            yield Foot((DOES,), BACK)

    def on_mount(self) -> None:
        """Moving keys go to the list, letters to its screen."""
        self.query_one(ActionRows).focus()
        self.call_after_refresh(self._say_more)

    def on_resize(self) -> None:
        """Another height, and so other rows out of sight."""
        self.call_after_refresh(self._say_more)

    @on(VirtualRows.Moved)
    def _say_more(self) -> None:
        """Say how many rows are out of sight: a list that ends at its box looks like all there is."""
        rows = self.query_one(ActionRows)
        below = len(self._found) - rows.top - rows.page_rows
        counts = ((rows.top, "more above"), (below, "more below"))
        more = (Hint((), words, typed=str(count)) for count, words in counts if count > 0)
        self.query_one(Foot).tell((DOES, *more), BACK)

    def on_key(self, event: events.Key) -> None:
        """Each action has its letter, which comes before the list's own keys."""
        for row in self._found:
            if event.character == row.action.letter:
                event.stop()
                self._take(row)

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self._take(self._found[event.key])

    def _take(self, row: ActionRow) -> None:
        if row.reason:
            self.app.notify(clean(f"{row.action.label}: {row.reason}"), severity="warning", markup=False)
        else:
            self.dismiss(row.action)

    def action_close(self) -> None:
        """Do nothing."""
        self.dismiss(None)
