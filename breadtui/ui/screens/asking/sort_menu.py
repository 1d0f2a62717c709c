"""What rows of the monitor may be ordered by: a letter each.

The one in force puts rows right that have moved, and turns the order round where none has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.monitor.arrangement import Arrangement, SortBy
from breadtui.ui.keymap import Hint
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.columns import sort_sign
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.screens.line.foot import Foot, menu_hint
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

AGAIN = Hint((), "turns it round", typed="the same again")
BORDER_LINES = 4
"""The border, the heading and the keys."""

SAYS: Mapping[SortBy, str] = {
    SortBy.STATE: "what runs, what failed, what is done",
    SortBy.NAME: "by the alphabet",
    SortBy.PROGRESS: "by percent done",
    SortBy.LOSS: "by the latest loss",
    SortBy.ETA: "by when they end",
    SortBy.CHANGED: "by how long ago a look last showed something new",
    SortBy.REPO: "by repository",
}


class SortRows(VirtualRows[SortBy]):
    """One order a row."""

    def __init__(self, arrangement: Arrangement, glyphs: Glyphs) -> None:
        super().__init__(tuple(SortBy), id="sort-rows")
        self._arrangement = arrangement
        self._glyphs = glyphs

    def render_row(self, key: SortBy, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """Letter, name, the direction where it is in force, and what it means."""
        return row_strip(self._line(key), width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def _line(self, key: SortBy) -> Line:
        is_now = key is self._arrangement.sort
        sign = sort_sign(is_reversed=self._arrangement.is_reversed, glyphs=self._glyphs) if is_now else " "
        return (
            Span(f" {letter_of(key)} ", Tone.ACCENT),
            Span(f"{key:<9}", Tone.STRONG if is_now else Tone.PLAIN),
            Span(f"{sign}  ", Tone.ACCENT),
            Span(SAYS[key], Tone.DIM),
        )


class SortScreen(ModalScreen[SortBy | None]):
    """Closes with the order that was chosen, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", id="sort.close", key_display="esc")]

    def __init__(self, arrangement: Arrangement, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._arrangement = arrangement
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """A box with the orders and the keys."""
        with Vertical(id="sort") as box:
            box.styles.height = len(SortBy) + BORDER_LINES
            yield Static(Content.styled("Order the jobs by", "bold"), id="sort-heading")
            yield SortRows(self._arrangement, self._glyphs)
            yield Foot((menu_hint("take it"), AGAIN), Hint(("sort.close",), "close"))

    def on_mount(self) -> None:
        """The cursor stands on the order in force."""
        rows = self.query_one(SortRows)
        rows.move_to(self._arrangement.sort)
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """Each order has its letter, which comes before the list's own keys."""
        for sort in SortBy:
            if event.character == letter_of(sort):
                event.stop()
                self.dismiss(sort)
                return

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self.dismiss(event.key)

    def action_close(self) -> None:
        """Leave the order as it is."""
        self.dismiss(None)


def letter_of(sort: SortBy) -> str:
    """The first letter of its word."""
    return sort.value[0]
