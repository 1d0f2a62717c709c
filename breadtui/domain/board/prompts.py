"""The prompts of the bakes of a board, each bake's against those of the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.difference.comparison import Comparison, Part, Section, Side, compared
from breadtui.values import replace


class PromptPair(NamedTuple):
    """The bake of this number (from 0) held against the baseline, by prompts alone: there is no other section."""

    number: int
    comparison: Comparison

    @property
    def changes_count(self) -> int:
        """How many stretches of lines differ."""
        return len(self.comparison.changes)


def prompt_pairs(sides: Sequence[Side], baseline: int) -> tuple[PromptPair, ...]:
    """A pair for every bake but the baseline, in their order."""
    return tuple(
        PromptPair(number, _prompts_of(sides[baseline], side))
        for number, side in enumerate(sides)
        if number != baseline
    )


def _prompts_of(base: Side, side: Side) -> Comparison:
    """Their prompts against each other; where a configuration does not say which they are, why it does not."""
    notes = tuple(f"{one.name}: {one.config_note}" for one in (base, side) if one.config is None)
    if notes:
        return Comparison(base.name, side.name, (Part(Section.PROMPTS, "", (), notes),))
    whole = compared(base, side)
    parts = tuple(part for part in whole.parts if part.section is Section.PROMPTS)
    return replace(whole, parts=parts, figures=(), figure_notes=())
