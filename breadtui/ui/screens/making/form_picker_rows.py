"""The two lists of a picker: the options under their headings, and what the one under the cursor stands for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import folded
from breadtui.ui.present.form.options import Option, OptionKey, heading_line, option_keys, option_line
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles


class OptionRows(VirtualRows[OptionKey]):
    """The options under their headings, over which the cursor passes."""

    empty_text = "Nothing of that name"

    def __init__(self, options: Sequence[Option], glyphs: Glyphs) -> None:
        super().__init__(id="options")
        self._options = list(options)
        self._order: Sequence[int] = range(len(options))
        self._needle = ""
        self._mark = glyphs.marked
        self.marked: tuple[int, ...] = ()
        """Places of options, in the order of marking."""

    def show(self, needle: str) -> None:
        """Show those that hold what was typed."""
        self._needle = needle
        self._draw_options()
        if (key := self.cursor_key) is not None and key.is_heading:
            self.step(1)

    def retell(self, options: Sequence[Option]) -> None:
        """Say anew what is known of the same values, in their order of now; cursor and marks stay with theirs."""
        places = {str(option.value): place for place, option in enumerate(self._options)}
        there = [(places[name], option) for option in options if (name := str(option.value)) in places]
        if len(there) != len(self._options) or [option for _, option in sorted(there)] == self._options:
            return
        for place, option in there:
            self._options[place] = option
        self._order = [place for place, _ in there]
        self._draw_options()

    def _draw_options(self) -> None:
        self.set_rows(option_keys(self._options, self._needle, self._order))
        self.redraw()

    def step(self, by: int) -> None:
        """Move by rows, over headings."""
        at = self.rows.cursor + by
        while 0 <= at < len(self.rows) and self.rows.keys[at].is_heading:
            at += 1 if by > 0 else -1
        if 0 <= at < len(self.rows):
            self._go(at)

    def page(self, by: int) -> None:
        """Move by pages, not onto a heading."""
        self.action_rows_page(by)
        if (key := self.cursor_key) is not None and key.is_heading:
            self.step(1)

    @property
    def count(self) -> int:
        """How many rows all options take with their headings."""
        return max(len(option_keys(self._options, "", self._order)), 1)

    @property
    def option(self) -> Option | None:
        """The option under the cursor."""
        key = self.cursor_key
        return None if key is None or key.is_heading else self._options[key.place]

    def mark(self) -> None:
        """Mark the option under the cursor, or no longer, and go on."""
        key = self.cursor_key
        if key is not None and not key.is_heading:
            others = tuple(place for place in self.marked if place != key.place)
            self.marked = others if key.place in self.marked else (*others, key.place)
            self.row_changed(key)
            self.step(1)

    def render_row(self, key: OptionKey, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row; the cursor is as strong as if the list had the focus, which the field keeps."""
        option = self._options[key.place]
        is_marked = key.place in self.marked
        line = (
            heading_line(option) if key.is_heading else option_line(option, width, is_marked=is_marked, mark=self._mark)
        )
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=True)


class PreviewRows(BodyRows):
    """What the option under the cursor stands for."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines from their beginning."""
        self._lines = lines
        self.fill()

    def fill(self) -> None:
        """Break the lines for this width."""
        self.show_body([BodyLine(line) for line in folded(self._lines, max(self.size.width, 8))])

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew."""
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells; a cursor is of no use here until it has the focus."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected and focused, focused=focused)
