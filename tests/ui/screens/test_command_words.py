"""What may be typed after the colon."""

import pytest

from breadtui.ui.screens.words.commands import WORDS, completions, parse
from breadtui.ui.screens.words.table import NotUnderstood, Typed


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("open yoda_repo", Typed("open", "yoda_repo")),
        (":open  yoda_repo ", Typed("open", "yoda_repo")),
        ("w", Typed("save")),
        ("q!", Typed("quit")),
        ("yoda_repo/coder_v7", Typed("go", "yoda_repo/coder_v7")),
        ("filter two words", Typed("filter", "two words")),
        ("refresh", Typed("refresh")),
    ],
)
def test_a_line_is_understood(line: str, typed: Typed) -> None:
    assert parse(line) == typed


def test_an_empty_line_is_nothing() -> None:
    assert parse("  : ") is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("stort", "did you mean sort or start"),
        ("staus", "did you mean star"),
        ("wrte", "did you mean save"),
        ("xyzzy", "? lists"),
        ("%", "? lists"),
        ("open", "wants REPO"),
        ("/coder_v7", "begins with a repository"),
        ("go /coder_v7", "begins with a repository"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(line: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says.replace("?", r"\?")):
        parse(line)


def test_commands_and_their_values_are_completed() -> None:
    assert completions("ref", (), ()) == ("refresh",)
    assert completions("open y", ("yoda", "other"), ()) == ("open yoda",)
    assert completions("go yoda/c", ("yoda",), ("yoda/coder_v1", "yoda/b")) == ("go yoda/coder_v1",)
    assert completions("theme l", (), ()) == ("theme light",)
    assert completions("chain c", (), ("yoda/coder_v1", "yoda/b")) == ("chain coder_v1",)
    assert completions("nothing x", (), ()) == ()


def test_no_spelling_means_two_commands() -> None:
    spellings = [spelling for word in WORDS for spelling in (word.name, *word.aliases)]
    assert len(spellings) == len(set(spellings))
