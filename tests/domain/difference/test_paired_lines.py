from __future__ import annotations

from collections.abc import Hashable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.difference.alignment import aligned
from breadtui.domain.difference.diff import LineKind
from breadtui.domain.difference.paired_lines import Cell, Piece, Row, applied, changes_of, likeness, paired, word_pieces

_lists = st.lists(st.sampled_from("abcdefgh"), max_size=14)
_lines = st.lists(
    st.tuples(st.sampled_from(LineKind), st.sampled_from(["", "a", "a b", "a b c", "x y", " "])), max_size=12
)


def texts(*lines: str) -> list[Cell]:
    return [(LineKind.TEXT, line) for line in lines]


@given(_lists, _lists)
def test_blocks_cover_both_lists_in_order_and_the_same_ones_are_equal(left: list[str], right: list[str]) -> None:
    at_left = at_right = 0
    before: bool | None = None
    for block in aligned(left, right):
        assert (block.left_from, block.right_from) == (at_left, at_right)
        same = left[block.left_from : block.left_to] == right[block.right_from : block.right_to]
        assert same == block.is_same
        assert block.is_same is not before
        at_left, at_right, before = block.left_to, block.right_to, block.is_same
    assert (at_left, at_right) == (len(left), len(right))


@given(_lines, _lines)
@settings(deadline=None)
def test_the_changes_from_one_side_to_the_other_make_it_of_the_first(left: list[Cell], right: list[Cell]) -> None:
    rows = paired(left, right)
    assert [row.left for row in rows if row.left is not None] == left
    assert [row.right for row in rows if row.right is not None] == right
    assert applied(left, changes_of(rows)) == tuple(right)


@given(_lines)
def test_a_text_and_itself_have_no_change(lines: list[Cell]) -> None:
    assert changes_of(paired(lines, list(lines))) == ()


@given(st.text(alphabet="ab .\t\u00e9", max_size=30), st.text(alphabet="ab .\t\u00e9", max_size=30))
def test_the_pieces_of_a_line_are_the_line_and_the_unchanged_ones_are_in_both(left: str, right: str) -> None:
    mine, yours = word_pieces(left, right)
    assert "".join(piece.text for piece in mine) == left
    assert "".join(piece.text for piece in yours) == right
    kept = ["".join(piece.text for piece in side if not piece.is_changed) for side in (mine, yours)]
    assert kept[0] == kept[1]


def test_a_word_that_changed_is_a_piece_of_its_own() -> None:
    mine, yours = word_pieces("answer in Go, always", "answer in Rust, always")
    assert mine == (Piece("answer in ", False), Piece("Go", True), Piece(", always", False))
    assert yours[1] == Piece("Rust", True)


def test_lines_with_nothing_in_common_are_changed_as_a_whole() -> None:
    assert word_pieces("one two", "drei!")[0] == (Piece("one two", True),)


def test_a_line_put_between_others_leaves_the_likely_ones_side_by_side() -> None:
    left = texts("top", "Be terse and honest.", "Never guess a number.", "end")
    right = texts("top", "Be terse and kind.", "Say so when unsure, always.", "Never guess any number.", "end")
    assert paired(left, right)[1:4] == (
        Row(left[1], right[1]),
        Row(None, right[2]),
        Row(left[2], right[3]),
    )


def test_likeness_is_of_words() -> None:
    assert likeness("a b", "a b") == likeness("", "") == 1.0
    assert likeness("one", "two") == 0.0


class Counted:
    """An item that counts how often it is looked at."""

    looks = 0

    def __init__(self, name: Hashable) -> None:
        self.name = name

    def __hash__(self) -> int:
        Counted.looks += 1
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return isinstance(other, Counted) and self.name == other.name


def _worst_cases() -> dict[str, tuple[list[str], list[str]]]:
    random = Random(7)
    few = [random.choice("ab") for _ in range(40_000)]
    many = [str(random.randrange(9_000)) for _ in range(20_000)]
    return {
        "one word repeated": (["x"] * 40_000, ["x"] * 39_000 + ["y"]),
        "two words at random": (few, random.sample(few, len(few))),
        "many words shuffled": (many, random.sample(many, len(many))),
        "nothing in common": ([f"a{n}" for n in range(20_000)], [f"b{n}" for n in range(20_000)]),
        "turned round": ([str(n) for n in range(20_000)], [str(n) for n in range(20_000)][::-1]),
    }


@pytest.mark.parametrize("case", list(_worst_cases()))
def test_no_eighty_thousand_characters_blow_up(case: str) -> None:
    left, right = _worst_cases()[case]
    Counted.looks = 0
    blocks = aligned([Counted(name) for name in left], [Counted(name) for name in right])
    assert blocks[-1].left_to == len(left)
    assert Counted.looks < 200 * (len(left) + len(right))


def test_small_fields_are_searched_for_what_repeats() -> None:
    left, right = list("abab-baba"), list("baba=abab")
    kept = sum(block.left_to - block.left_from for block in aligned(left, right) if block.is_same)
    assert kept >= 4
