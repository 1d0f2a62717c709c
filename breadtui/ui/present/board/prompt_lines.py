"""The prompts of every bake against the baseline's, as the comparison of two writes them, one pair below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.board.prompts import PromptPair
from breadtui.ui.present.compare.comparison_lines import FoldKey, Look, comparison_page
from breadtui.ui.present.plot.line_styles import STYLES, LineStyle
from breadtui.ui.present.short_names import short_names
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import replace

_HEADING_CELLS = 12
"""Letters, signs and blanks around the two names of a pair."""


class PairFold(NamedTuple):
    """Unchanged lines of one pair, by the number of the bake that is held against the baseline."""

    pair: int
    fold: FoldKey


class PromptRow(NamedTuple):
    """One row: what it says, and what enter folds there."""

    line: Line
    fold: PairFold | None = None


class PromptPage(NamedTuple):
    """All rows, the places at which a change begins, and how many changes there are."""

    rows: tuple[PromptRow, ...]
    changes_at: tuple[int, ...]


def prompt_page(
    pairs: Sequence[PromptPair],
    names: Sequence[str],
    baseline: int,
    look: Look,
    unfolded: frozenset[PairFold],
    styles: Sequence[LineStyle] = STYLES,
) -> PromptPage:
    """Every pair for a width; what is the same of a pair is folded away but for what a person opened.

    Names (raw) and styles are those of all bakes, in their order.
    """
    short = short_names(names, max((look.width - _HEADING_CELLS) // 2, 1))
    rows: list[PromptRow] = []
    places: list[int] = []
    for number, comparison in pairs:
        rows += [PromptRow(())] if rows else []
        rows.append(PromptRow(_heading(baseline, number, short, styles)))
        opened = frozenset(key.fold for key in unfolded if key.pair == number)
        page = comparison_page(comparison, replace(look, unfolded=opened))
        places += (len(rows) + at for at in page.changes_at)
        rows += (PromptRow(row.line, None if row.fold is None else PairFold(number, row.fold)) for row in page.rows)
    return PromptPage(tuple(rows), tuple(places))


def _heading(one: int, other: int, names: Sequence[str], styles: Sequence[LineStyle]) -> Line:
    left, right = styles[one], styles[other]
    return (
        Span(f" {left.letter} ", left.tone),
        Span(f"- {names[one]}   ", Tone.REMOVED),
        Span(f"{right.letter} ", right.tone),
        Span(f"+ {names[other]}", Tone.ADDED),
    )
