"""Two versions of a prompt, line by line, with keys from change to change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.strip import Strip

from breadtui.domain.difference.diff import Hunk, hunks
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.present.compare.diff_lines import DiffRows, diff_rows, title_line
from breadtui.ui.present.strips import strip_of
from breadtui.ui.terminal.page_rows import PageRows
from breadtui.ui.themes import is_mono, tone_styles


class DiffSlice(NamedTuple):
    """Two versions and what to call them."""

    theirs: str | Prompt = ""
    mine: str | Prompt = ""
    theirs_name: str = "on the server"
    mine_name: str = "mine"


class DiffView(PageRows):
    """What mine has that theirs has not, in blue with `+`, and the other way round, in orange with `-`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_hunk", "Next change", id="diff.next", tooltip="Go to the next change"),
        Binding("N", "previous_hunk", "Change before", id="diff.previous", tooltip="Go to the change before"),
    ]
    header_rows = 1
    empty_text = "The two are the same."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._slice = DiffSlice()
        self._hunks: tuple[Hunk, ...] = ()
        self._drawn = DiffRows((), ())

    def show(self, slice_: DiffSlice) -> None:
        """Compare two versions and begin at the top."""
        self._slice = slice_
        self._hunks = hunks(slice_.theirs, slice_.mine)
        self.lay_out()
        self.move_to(0)

    @property
    def hunk_count(self) -> int:
        """How many changes there are."""
        return len(self._hunks)

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row of a hunk."""
        return strip_of(self._drawn.rows[key], width, self.rich_style, tone_styles(self.app.theme))

    def render_header(self, width: int) -> Sequence[Strip]:
        """What is compared."""
        title = title_line(self._slice.theirs_name, self._slice.mine_name, self._hunks)
        return (strip_of(title, width, self.rich_style, tone_styles(self.app.theme)),)

    def action_next_hunk(self) -> None:
        """Go to the next change, if there is one."""
        places = self._drawn.hunks_at
        at = bisect_right(places, self.rows.cursor)
        if at < len(places):
            self.move_to(places[at])

    def action_previous_hunk(self) -> None:
        """Go to the beginning of this change, or to the one before."""
        at = bisect_left(self._drawn.hunks_at, self.rows.cursor)
        if at:
            self.move_to(self._drawn.hunks_at[at - 1])

    def page_length(self) -> int:
        """Wrap what differs."""
        self._drawn = diff_rows(self._hunks, self.size.width or 80, is_mono=is_mono(self.app))
        return len(self._drawn.rows)
