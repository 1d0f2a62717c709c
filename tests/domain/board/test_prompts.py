"""The prompts of the bakes of a board against those of the baseline."""

from __future__ import annotations

from breadtui.domain.board.prompts import prompt_pairs
from breadtui.domain.difference.comparison import Side, UsedPrompt
from tests.fakes.states import a_prompt

TAUGHT = Side("coder/v1", {"epochs": 3}, prompts=(UsedPrompt("teacher", "teach", (), a_prompt("Be brief.")),))
OTHER = Side("coder/v2", {"epochs": 3}, prompts=(UsedPrompt("teacher", "teach_2", (), a_prompt("Be kind.")),))
UNKNOWN = Side("coder/nobody", None, "not in this repository")


def test_prompts_are_held_against_the_baselines_and_nothing_else_is() -> None:
    (pair,) = prompt_pairs((TAUGHT, OTHER), 0)
    assert pair.number == 1
    assert pair.changes_count == 1


def test_where_it_is_not_known_which_prompts_a_bake_has_none_is_said_to_be_the_others_alone() -> None:
    for sides in ((UNKNOWN, TAUGHT), (TAUGHT, UNKNOWN)):
        (pair,) = prompt_pairs(sides, 0)
        assert pair.changes_count == 0
        assert [note for part in pair.comparison.parts for note in part.notes] == [
            "coder/nobody: not in this repository"
        ]
