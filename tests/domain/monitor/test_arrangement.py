"""How the monitor is arranged, in words and as it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.monitor.arrangement import (
    USUAL,
    Arrangement,
    GroupBy,
    NotAnOrder,
    SizeClass,
    SortBy,
    arrangement_from,
    arrangement_json,
    next_group,
    parse_sort,
    size_class_of,
)

arrangements = st.builds(
    Arrangement,
    st.sampled_from(SortBy),
    st.booleans(),
    st.sampled_from(GroupBy),
    st.dictionaries(st.sampled_from(SizeClass), st.lists(st.text(), min_size=1).map(tuple)),
)


@given(arrangements)
def test_what_is_kept_comes_back(arrangement: Arrangement) -> None:
    assert arrangement_from(arrangement_json(arrangement)) == arrangement


@pytest.mark.parametrize(
    "kept", [None, 3, "loss", [], {"sort": "fun", "group": 7, "columns": {"60": "NAME", "9": []}, "reversed": "yes"}]
)
def test_what_cannot_be_read_is_as_usual(kept: Json) -> None:
    assert arrangement_from(kept) == USUAL


def test_the_same_order_again_is_the_other_way_round_and_another_begins_anew() -> None:
    by_loss = USUAL.sorted_by(SortBy.LOSS)
    assert (by_loss.sort, by_loss.is_reversed) == (SortBy.LOSS, False)
    assert by_loss.sorted_by(SortBy.LOSS).is_reversed
    assert not by_loss.sorted_by(SortBy.LOSS).sorted_by(SortBy.NAME).is_reversed


@pytest.mark.parametrize(
    ("words", "sort", "is_reversed"),
    [("loss", SortBy.LOSS, False), ("eta down", SortBy.ETA, True), ("state up", SortBy.STATE, False)],
)
def test_an_order_is_typed_as_a_word_and_a_direction(words: str, sort: SortBy, is_reversed: bool) -> None:
    found = parse_sort(words, USUAL)
    assert (found.sort, found.is_reversed) == (sort, is_reversed)


def test_an_order_is_known_by_the_name_it_had_before() -> None:
    assert parse_sort("age down", USUAL) == Arrangement(SortBy.CHANGED, is_reversed=True)
    assert arrangement_from({"sort": "age"}) == Arrangement(SortBy.CHANGED)


def test_reverse_turns_the_order_round() -> None:
    assert parse_sort("reverse", USUAL).is_reversed
    assert parse_sort("state", USUAL).is_reversed


@pytest.mark.parametrize("words", ["", "colour", "loss sideways", "reverse up"])
def test_other_words_are_told_what_may_stand_there(words: str) -> None:
    with pytest.raises(NotAnOrder, match="state, name, progress"):
        parse_sort(words, USUAL)


def test_columns_are_chosen_for_one_size_and_given_up_again() -> None:
    chosen = USUAL.with_columns(SizeClass.SINGLE, ("NAME",)).with_columns(SizeClass.WIDE, ("LOSS",))
    assert chosen.columns == {SizeClass.SINGLE: ("NAME",), SizeClass.WIDE: ("LOSS",)}
    assert chosen.with_columns(SizeClass.SINGLE, ()).columns == {SizeClass.WIDE: ("LOSS",)}


def test_the_ways_of_making_blocks_follow_each_other_in_a_circle() -> None:
    assert next_group(next_group(next_group(GroupBy.NOTHING))) is GroupBy.NOTHING


@pytest.mark.parametrize(("width", "size"), [(1, "under-60"), (60, "60"), (99, "60"), (100, "100"), (160, "160")])
def test_widths_have_the_classes_of_the_screen(width: int, size: str) -> None:
    assert size_class_of(width) == size
