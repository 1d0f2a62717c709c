"""How a conflict that was put aside is told of."""

from __future__ import annotations

import pytest

from breadtui.domain.merging.put_aside import PutAside
from breadtui.ui.present.prompt.aside_words import conflict_words, recalled_words
from tests.fakes.states import a_draft, a_prompt

MINE = a_prompt("mine")


@pytest.mark.parametrize(
    ("count", "undecided", "words"),
    [
        (3, 2, "2 of 3 conflicts are undecided · f2 goes on"),
        (3, 1, "1 of 3 conflicts is undecided · f2 goes on"),
        (1, 1, "1 of 1 conflict is undecided · f2 goes on"),
        (3, 0, "all 3 conflicts are decided · f2 goes on"),
        (1, 0, "its conflict is decided · f2 goes on"),
        (0, 0, "somebody else changed it too"),
    ],
)
def test_it_is_said_how_much_is_undecided(count: int, undecided: int, words: str) -> None:
    assert conflict_words(PutAside(MINE, {}, count, undecided), a_draft(MINE)) == words


def test_what_was_counted_for_another_text_is_said_to_be_past() -> None:
    said = conflict_words(PutAside(MINE, {}, 3, 2), a_draft(a_prompt("mine, changed since")))
    assert said == "2 of 3 conflicts were undecided · f2 goes on"


def test_a_conflict_that_nobody_looked_at_is_told_without_a_count() -> None:
    assert conflict_words(None, a_draft(MINE)) == "somebody else changed it too"


def test_coming_back_says_what_is_kept() -> None:
    assert [recalled_words(count) for count in (0, 1, 4)] == [
        "",
        "Your decision of before is kept.",
        "Your 4 decisions of before are kept.",
    ]
