"""Two people's texts and what they come to, chunk by chunk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.strip import Strip

from breadtui.domain.merging.merge import Choice, Choices, Merge
from breadtui.domain.merging.three_way import Standing
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.merge_lines import Look, Page, count_line, merge_page, sides_line
from breadtui.ui.present.prompt.merge_words import MergeWords
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.strips import strip_of
from breadtui.ui.terminal.page_rows import PageRows
from breadtui.ui.themes import is_mono, tone_styles

BESIDE_CELLS = 118
"""From this width on mine stands beside theirs; a scroll bar may take two of 120 cells."""


THREE_CELLS = 158
"""From this width on what it was before stands between the two."""


class MergeView(PageRows):
    """What only one side changed is taken with `+`; a conflict stands with `?` until a person decides it.

    A key pressed again takes the decision back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "conflict(1)", "Next conflict", id="merge.next", tooltip="Go to the next conflict"),
        Binding("N", "conflict(-1)", "Conflict before", id="merge.previous", tooltip="Go to the conflict before"),
        Binding("m", "take('mine')", "Mine", id="merge.mine", tooltip="Take mine here; again: undecided"),
        Binding("t", "take('theirs')", "Theirs", id="merge.theirs", tooltip="Take theirs here; again: undecided"),
        Binding("b", "take('both')", "Both", id="merge.both", tooltip="Take mine and then theirs here"),
        Binding("M", "take_all('mine')", "Mine, whole", id="merge.all_mine", tooltip="My text as it is; again: back"),
        Binding(
            "T",
            "take_all('theirs')",
            "Theirs, whole",
            id="merge.all_theirs",
            tooltip="Their text as it is; again: back",
        ),
        Binding("B", "turn_base", "Base", id="merge.base", tooltip="What every change was before, and without"),
    ]
    header_rows = 2
    empty_text = "The two are the same."

    def __init__(
        self,
        merge: Merge,
        choices: Choices = MappingProxyType({}),
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.merge = merge
        self.choices: dict[int, Choice] = dict(choices)
        self.is_deaf = False
        self._glyphs = glyphs
        self._opened: frozenset[int] = frozenset()
        self._page = Page((), {})
        self._wants_base: bool | None = None
        self._words = MergeWords(merge)

    @property
    def look(self) -> Look:
        """How it is drawn."""
        width = self.size.width or 80
        has_base = width >= THREE_CELLS if self._wants_base is None else self._wants_base
        return Look(width, width >= BESIDE_CELLS, self._glyphs, self._opened, is_mono(self.app), has_base)

    @property
    def chunk(self) -> int | None:
        """The number of the changed chunk under the cursor."""
        at = self.rows.cursor
        number = self._page.rows[at].chunk if at < len(self._page.rows) else None
        return number if number in self._page.heads else None

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One row."""
        tones = tone_styles(self.app.theme)
        return row_strip(self._page.rows[key].line, width, tones, selected=selected, focused=focused)

    def render_header(self, width: int) -> Sequence[Strip]:
        """Which side is which, and how much is undecided."""
        lines = (sides_line(self.look), count_line(self.merge, self.choices))
        return [strip_of(line, width, self.rich_style, tone_styles(self.app.theme)) for line in lines]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is deaf nothing is decided."""
        if self.is_deaf and action in {"take", "take_all"}:
            return False
        return super().check_action(action, parameters)

    @on(PageRows.Chosen)
    def _open(self, event: PageRows.Chosen) -> None:
        event.stop()
        number = self._page.rows[event.key].chunk
        if number is not None:
            self._opened ^= {number}
            self.lay_out()

    def action_conflict(self, by: int) -> None:
        """Go to the next conflict or the one before, decided or not."""
        places = sorted(self._page.heads[number] for number in self.merge.conflicts)
        at = bisect_right(places, self.rows.cursor) if by > 0 else bisect_left(places, self.rows.cursor) - 1
        if 0 <= at < len(places):
            self.go_to_top(places[at])

    def action_take(self, name: str) -> None:
        """Decide the chunk under the cursor; the same once more takes it back."""
        choice, number = Choice(name), self.chunk
        if number is None or (choice is Choice.BOTH and not self.merge.chunks[number].can_be_both):
            return
        if self.choices.get(number) is choice:
            del self.choices[number]
        else:
            self.choices[number] = choice
        self.lay_out()
        if number in self._page.heads:
            self.move_to(self._page.heads[number])

    def action_take_all(self, name: str) -> None:
        """Everything as it is on one side; the same once more leaves every conflict undecided again."""
        changed = [at for at, chunk in enumerate(self.merge.chunks) if chunk.standing is not Standing.SAME]
        wanted = dict.fromkeys(changed, Choice(name))
        self.choices = {} if self.choices == wanted else wanted
        self.lay_out()

    def action_turn_base(self) -> None:
        """Show what every change was before, or no longer; the cursor stays by its chunk."""
        number = self.chunk
        self._wants_base = not self.look.has_base
        self.lay_out()
        if number is not None:
            self.move_to(self._page.heads[number])

    def arrive(self) -> None:
        """Go to the first conflict that is undecided."""
        if self.merge.conflicts:
            first = next(iter(self.merge.undecided(self.choices)), self.merge.conflicts[0])
            self.go_to_top(self._page.heads[first])

    def page_length(self) -> int:
        """Lay the sides beside or below each other."""
        self._page = merge_page(self.merge, self.choices, self.look, self._words)
        return len(self._page.rows)
