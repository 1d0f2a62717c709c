"""The wrapped key and the reading of a pasted one."""

import copy
import pickle
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.config.secret import LONGEST_KEY, KeyProblem, Secret, parse_key

KEY = "sk-0123456789abcdef"


def test_a_key_is_never_in_its_own_text() -> None:
    key = Secret(KEY)
    assert KEY not in f"{key}{key!r}{key!s}{[key]}{key:>30}"
    assert "*" in repr(key)


def test_a_key_inside_a_dataclass_stays_hidden_and_wrapped() -> None:
    @dataclass(frozen=True)
    class Holder:
        key: Secret

    holder = Holder(Secret(KEY))
    assert KEY not in repr(holder)
    assert KEY not in repr(asdict(holder))


def test_only_reveal_gives_the_key_back() -> None:
    assert Secret(KEY).reveal() == KEY


def test_keys_are_equal_by_what_they_hold_and_to_nothing_else() -> None:
    assert Secret(KEY) == Secret(KEY)
    assert hash(Secret(KEY)) == hash(Secret(KEY))
    assert Secret(KEY) != Secret(KEY + "x")
    assert Secret(KEY) != KEY


def test_a_key_is_neither_pickled_nor_copied() -> None:
    key = Secret(KEY)
    with pytest.raises(TypeError):
        pickle.dumps(key)
    assert copy.deepcopy(key) is key


@pytest.mark.parametrize(
    ("text", "hint"), [(KEY, "sk-…cdef"), ("0123456789abcdefghij", "…ghij"), ("short", "********")]
)
def test_the_hint_shows_at_most_the_last_four(text: str, hint: str) -> None:
    assert Secret(text).hint == hint


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {KEY}\n",
        f'"{KEY}"',
        f"'{KEY}'",
        f"\ufeff{KEY}",
        f"Bearer {KEY}",
        f"bearer  {KEY}\r\n",
        f'Authorization: Bearer "{KEY}"',
        f"“{KEY}”",
    ],
)
def test_what_comes_along_with_a_pasted_key_is_taken_off(pasted: str) -> None:
    assert parse_key(pasted) == Secret(KEY)


@pytest.mark.parametrize(
    ("pasted", "word"),
    [
        ("", "empty"),
        ("Bearer ", "empty"),
        ("' '", "empty"),
        ("sk-abcdef\nsk-ghijkl", "line break"),
        ("sk-abc\0def", "NUL"),
        ("sk-abcdéf", "ASCII"),
        ("sk-abc def", "space"),
        ("sk-abc\x1bdef", "control"),
        ("sk-" + "x" * 1_000_000, str(LONGEST_KEY)),
    ],
)
def test_a_key_that_cannot_be_one_is_explained_and_not_echoed(pasted: str, word: str) -> None:
    problem = parse_key(pasted)
    assert isinstance(problem, KeyProblem)
    assert word in problem.sentence
    assert "sk-abc" not in problem.sentence
    assert len(problem.sentence) < 120


@given(st.text())
def test_any_text_gives_a_key_fit_for_a_header_or_a_sentence(text: str) -> None:
    found = parse_key(text)
    if isinstance(found, Secret):
        assert found.reveal().isascii()
        assert found.reveal().isprintable()
        assert parse_key(found.reveal()) == found
