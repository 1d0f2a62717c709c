"""One call whole: facts, tries, what was sent and what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.strip import Strip

from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

UNLAID_CELLS = 80
BodyOf = Callable[[int, frozenset[str]], Sequence[BodyLine]]
"""The lines in so many cells, with what is folded."""


class CallView(BodyRows):
    """Lines about a call; enter folds request or response."""

    def __init__(self, body_of: BodyOf, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._body_of = body_of

    def fill(self) -> None:
        """Work out the lines again."""
        self.show_body(self._body_of(self.size.width or UNLAID_CELLS, self.unfolded))

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)
