"""Which columns the monitor has at this width, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.monitor.arrangement import SizeClass
from breadtui.ui.keymap import Hint
from breadtui.ui.present.jobs.columns import ALWAYS, Head
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

BORDER_LINES = 4
"""The border, the heading and the keys."""
WIDTHS: Mapping[SizeClass, str] = {
    SizeClass.TINY: "less than 60 cells",
    SizeClass.SINGLE: "60 to 99 cells",
    SizeClass.STANDARD: "100 to 159 cells",
    SizeClass.WIDE: "160 cells or more",
}
ABOUT = {
    Head.PROGRESS: "percent done; a word for what does not run",
    Head.LOSS: "the latest training loss",
    Head.LAST_STEPS: "the loss so far, rows done, or what is wrong",
    Head.ETA: "how long it still takes, as a range",
    Head.THEN: "what a chain starts after it",
    Head.CHANGED: "since a look last showed something new; > at least",
}
NAMES = {Head.STATE: "state", Head.LAST_STEPS: "last steps"}


def name_of(head: Head) -> str:
    """The column's name in words."""
    return NAMES.get(head, head.value.lower())


FOOT = (
    Hint(("columns.toggle",), "on or off"),
    Hint(("columns.take",), "take them"),
    Hint(("columns.later", "columns.earlier"), "move"),
    Hint(("columns.usual",), "usual"),
)


class ColumnRows(VirtualRows[Head]):
    """One column a row; shown ones have a sign."""

    def __init__(self, shown: Sequence[Head]) -> None:
        self.shown = set(shown)
        super().__init__((*shown, *(head for head in Head if head not in self.shown)), id="column-rows")

    def render_row(self, key: Head, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """Whether it is shown, and its name."""
        return row_strip(self._line(key), width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def _line(self, key: Head) -> Line:
        is_shown = key in self.shown
        why = "always shown" if key in ALWAYS else ABOUT.get(key, "")
        sign = "[x] " if is_shown else "[ ] "
        return (
            Span(f" {sign}", Tone.ACCENT if is_shown else Tone.DIM),
            Span(f"{name_of(key):<11}", Tone.PLAIN if is_shown else Tone.DIM),
            Span(f"  {why}" if why else "", Tone.DIM),
        )

    def toggle(self) -> None:
        """Show the column under the cursor, or no longer; state and name stay."""
        head = self.cursor_key
        if head is None or head in ALWAYS:
            return
        self.shown ^= {head}
        self.row_changed(head)

    def shift(self, by: int) -> None:
        """Move the column under the cursor among the others, as far as that goes."""
        keys, place = list(self.rows.keys), self.rows.cursor
        to = place + by
        if not 0 <= to < len(keys):
            return
        keys[place], keys[to] = keys[to], keys[place]
        self.set_rows(keys)


class ColumnsScreen(ModalScreen[tuple[Head, ...] | None]):
    """Closes with the columns from left to right, empty for the usual ones, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,x",
            "toggle_column",
            "Show or hide",
            id="columns.toggle",
            key_display="space",
            tooltip="Show this column or not",
        ),
        Binding("J", "shift(1)", "Later", id="columns.later", tooltip="One place further right"),
        Binding("K", "shift(-1)", "Earlier", id="columns.earlier", tooltip="One place further left"),
        Binding("0", "usual", "Usual", id="columns.usual", tooltip="The columns as they come"),
        Binding("enter", "take", "Take", id="columns.take", priority=True, tooltip="Take these columns"),
        Binding("escape,q", "close", "Close", id="columns.close", tooltip="Leave the columns as they are"),
    ]

    def __init__(self, shown: Sequence[Head], size: SizeClass) -> None:
        super().__init__()
        self._shown = shown
        self._class = size

    def compose(self) -> ComposeResult:
        """A box with the columns and the keys."""
        with Vertical(id="columns") as box:
            box.styles.height = len(Head) + BORDER_LINES
            yield Static(
                Content.styled(f"Columns where the monitor has {WIDTHS[self._class]}", "bold"), id="columns-heading"
            )
            yield ColumnRows(self._shown)
            yield Foot(FOOT, Hint(("columns.close",), "close"))

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.query_one(ColumnRows).focus()

    def action_toggle_column(self) -> None:
        """Show the column under the cursor, or no longer."""
        self.query_one(ColumnRows).toggle()

    def action_shift(self, by: int) -> None:
        """Move the column under the cursor."""
        self.query_one(ColumnRows).shift(by)

    def action_take(self) -> None:
        """Take the columns that are shown, in their order."""
        rows = self.query_one(ColumnRows)
        shown = tuple(head for head in rows.rows.keys if head in rows.shown)
        self.dismiss(() if shown == tuple(Head) else shown)

    def action_usual(self) -> None:
        """Take the columns as they come."""
        self.dismiss(())

    def action_close(self) -> None:
        """Leave the columns as they are."""
        self.dismiss(None)
