"""Prompts of each bake against the baseline's: both are named above theirs, however long their names are."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from breadtui.domain.board.prompts import PromptPair
from breadtui.domain.difference.comparison import Comparison
from breadtui.ui.present.board.prompt_lines import prompt_page
from breadtui.ui.present.compare.comparison_lines import Look
from tests.ui.present.board.test_board_lines import text
from tests.ui.screens.board_of_eight import EIGHT


@pytest.mark.parametrize("width", [60, 80, 120])
def test_both_bakes_of_a_pair_are_named_at_any_width(width: int) -> None:
    names = [f"{key.repo}/{key.name}" for key in EIGHT]
    pairs = [PromptPair(number, Comparison(names[0], names[number])) for number in range(1, 8)]
    page = prompt_page(pairs, names, 0, Look(width), frozenset())
    headings = [line for row in page.rows if (line := text(row.line)).startswith(" A - ")]
    assert len(headings) == 7
    assert all(cell_len(line) <= width for line in headings)
    assert [line.split(" + ")[0][-1] for line in headings] == list("BCDEFGH")
    assert headings[1].endswith("failed_early")
