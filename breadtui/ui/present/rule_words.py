"""What the rule above a pane says, in as many words as it has room for."""

from __future__ import annotations

from rich.cells import cell_len

from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.pieces import first_that_fits
from breadtui.ui.present.tones import Line
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class RuleWords:
    """The same said at length and ever shorter: the first that fits is shown, the last is cut where none does."""

    wordings: tuple[str, ...]

    def fitting(self, width: int) -> str:
        """What is said in `width` cells."""
        cleaned = tuple(map(clean, self.wordings))
        return next((words for words in cleaned if cell_len(words) <= width), cut_end(cleaned[-1], max(width, 1)))

    def __str__(self) -> str:
        """All that can be said."""
        return self.wordings[0]


@dataclass(frozen=True, slots=True)
class RuleLines:
    """The same said at length and ever shorter, in tones of its own and safe to show: the first that fits is shown."""

    wordings: tuple[Line, ...]

    def fitting(self, width: int) -> Line:
        """What is said in `width` cells; nothing where there is no room for any of it."""
        return first_that_fits(self.wordings, width)


def filter_words(text: str, found_count: int) -> str:
    """`/stalled: 2 found`; empty without a filter."""
    return f"/{text}: {found_count:,} found" if text else ""
