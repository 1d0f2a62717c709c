from __future__ import annotations

import pytest

from breadtui.ui.screens.words.commands import completions
from breadtui.ui.screens.words.prompt import Replace, replace_meant


@pytest.mark.parametrize(
    ("rest", "meant"),
    [
        ("old new", Replace("old", "new")),
        ("'two words' ''", Replace("two words", "")),
        ("a", None),
        ("a b c", None),
        ("'' b", None),
        ("it's b", None),
    ],
)
def test_replacing_wants_two_words_those_with_blanks_in_quotes(rest: str, meant: Replace | None) -> None:
    assert replace_meant(rest) == meant


def test_a_role_is_completed() -> None:
    assert completions("role as", (), ()) == ("role assistant",)
