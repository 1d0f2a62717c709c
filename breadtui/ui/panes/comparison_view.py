"""Two things compared: keys from change to change and from section to section, unchanged lines folded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.difference.comparison import Comparison, Section
from breadtui.export.pages.diff import change_text, diff_markdown
from breadtui.ui.present.compare.comparison_lines import (
    SIDE_BY_SIDE_CELLS,
    FoldKey,
    Look,
    Page,
    comparison_page,
    place_line,
    sides_line,
)
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.page_rows import PageRows
from breadtui.ui.themes import is_mono, tone_styles


class ComparisonView(PageRows):
    """What the right has that the left has not in blue with `+`, and the other way round in orange with `-`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "hunk(1)", "Next change", id="compare.next", tooltip="Go to the next change"),
        Binding("N", "hunk(-1)", "Change before", id="compare.previous", tooltip="Go to the change before"),
        Binding("tab,right_square_bracket", "section(1)", "Next section", id="compare.next_section", key_display="]"),
        Binding(
            "shift+tab,left_square_bracket", "section(-1)", "Section before", id="compare.last_section", key_display="["
        ),
        Binding("vertical_line", "beside", "Side by side", id="compare.beside", key_display="|"),
        Binding("y", "copy_hunk", "Copy the change", id="compare.copy", tooltip="Copy this change as a patch"),
        Binding("Y", "copy_all", "Copy all", id="compare.copy_all", tooltip="Copy everything as Markdown"),
    ]
    header_rows = 2
    empty_text = "Nothing is known of either yet."

    class Copied(Message):
        """A text to be copied."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._glyphs = glyphs
        self._comparison = Comparison("", "")
        self._page = Page((), (), ())
        self._unfolded: frozenset[FoldKey] = frozenset()
        self._is_beside: bool | None = None

    def show(self, comparison: Comparison) -> None:
        """Show a comparison; the cursor stays by its change while more becomes known."""
        change = self.change
        self._comparison = comparison
        self.lay_out()
        if change is not None and change < len(self._page.changes_at):
            self.move_to(self._page.changes_at[change])

    @property
    def change(self) -> int | None:
        """The number of the change under the cursor or before it; None above the first."""
        at = bisect_right(self._page.changes_at, self.rows.cursor)
        return at - 1 if at else None

    @property
    def section(self) -> Section | None:
        """The section under the cursor."""
        found = [section for section, at in self._page.sections_at if at <= self.rows.cursor]
        return found[-1] if found else None

    @property
    def look(self) -> Look:
        """How it is drawn: beside each other where there is room, unless a person chose."""
        width = self.size.width or 80
        wanted = width >= SIDE_BY_SIDE_CELLS if self._is_beside is None else self._is_beside
        return Look(width, wanted, is_mono(self.app), self._glyphs, self._unfolded)

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row."""
        tones = tone_styles(self.app.theme)
        return row_strip(self._page.rows[key].line, width, tones, selected=selected, focused=focused)

    def render_header(self, width: int) -> Sequence[Strip]:
        """What is compared, and where the cursor is in it."""
        lines: list[Line] = [
            sides_line(self._comparison, width),
            place_line(self._comparison, self.section, self.change, self.look),
        ]
        return [strip_of(line, width, self.rich_style, tone_styles(self.app.theme)) for line in lines]

    @on(PageRows.Moved)
    def _moved(self) -> None:
        self.refresh()

    @on(PageRows.Chosen)
    def _fold(self, event: PageRows.Chosen) -> None:
        event.stop()
        fold = self._page.rows[event.key].fold
        if fold is not None:
            self._unfolded ^= {fold}
            self.lay_out()

    def action_hunk(self, by: int) -> None:
        """Go to the next change, or to the beginning of this one and then to the one before."""
        places = self._page.changes_at
        at = bisect_right(places, self.rows.cursor) if by > 0 else bisect_left(places, self.rows.cursor) - 1
        if 0 <= at < len(places):
            self.go_to_top(places[at])

    def action_section(self, by: int) -> None:
        """Go to the next section, round and round."""
        places = [at for _, at in self._page.sections_at]
        if places:
            now = bisect_right(places, self.rows.cursor) - 1
            self.go_to_top(places[(now + by) % len(places)])

    def action_beside(self) -> None:
        """Side by side or one below the other."""
        change = self.change
        self._is_beside = not self.look.is_beside
        self.lay_out()
        if change is not None:
            self.go_to_top(self._page.changes_at[change])

    def action_copy_hunk(self) -> None:
        """Copy the change under the cursor."""
        if self.change is not None:
            self.post_message(self.Copied(change_text(*self._comparison.changes[self.change])))

    def action_copy_all(self) -> None:
        """Copy the whole comparison as Markdown."""
        self.post_message(self.Copied(diff_markdown(self._comparison)))

    def page_length(self) -> int:
        """Fold what is the same, wrap what differs."""
        self._page = comparison_page(self._comparison, self.look)
        return len(self._page.rows)
