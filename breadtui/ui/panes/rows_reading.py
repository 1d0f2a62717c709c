"""One row read whole, or how long the rows are, in tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.rows.length_lines import FILTER_MARK, TOKENS
from breadtui.ui.present.rows.whole import RowTab
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

UNLAID_CELLS = 80
BodyOf = Callable[[RowTab, int, frozenset[str]], Sequence[BodyLine]]
"""The lines of a tab in so many cells, with what is unfolded."""


class RowReading(BodyRows):
    """Lines about a row; what is unfolded stays so in the next one."""

    class FilterAsked(Message):
        """A person wants only the rows that a line stands for."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, body_of: BodyOf, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._body_of = body_of
        self.tab = RowTab.ROW

    @property
    def counts_tokens(self) -> bool:
        """Lengths are counted in tokens."""
        return TOKENS in self.unfolded

    def fill(self) -> None:
        """Work out the lines again."""
        self.show_body(self._body_of(self.tab, self.size.width or UNLAID_CELLS, self.unfolded), is_filtered=False)

    def begin(self) -> None:
        """Another row: its lines from the first on."""
        self.fill()
        self.move_to(0)
        self.fit(0)

    def open_tab(self, tab: RowTab) -> None:
        """Look at it otherwise."""
        self.tab = tab
        self.begin()

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def action_rows_choose(self) -> None:
        """Unfold, go where the line leads, or leave only the rows it stands for."""
        line = self.chosen_line
        if line is not None and line.fold.startswith(FILTER_MARK):
            self.post_message(self.FilterAsked(line.fold.removeprefix(FILTER_MARK)))
        else:
            super().action_rows_choose()
