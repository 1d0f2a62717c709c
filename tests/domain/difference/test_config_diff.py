from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.difference.config_diff import Difference, differences, flattened, is_same
from breadtui.domain.json_values import Json, JsonObject

_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def test_leaves_are_named_by_their_path_and_plain_lists_stay_whole() -> None:
    config: JsonObject = {"a": {"b": 1, "c": [1, 2]}, "d": [{"e": "x"}], "f": {}}
    assert flattened(config) == {"a.b": "1", "a.c": "[1, 2]", "d[0].e": '"x"', "f": "{}"}


def test_what_differs_comes_in_the_order_of_mine_then_what_theirs_alone_has() -> None:
    assert differences({"b": 2, "a": 1}, {"a": 0, "c": 3}) == (
        Difference("b", "2", None),
        Difference("a", "1", "0"),
        Difference("c", None, "3"),
    )


@pytest.mark.parametrize(
    ("one", "other", "is_equal"),
    [
        (1, 1.0, True),
        ([1, 2.0], [1.0, 2], True),
        (1, True, False),
        (0, False, False),
        ("1", 1, False),
        (None, 0, False),
    ],
)
def test_numbers_are_compared_as_numbers_and_truth_is_none(one: Json, other: Json, is_equal: bool) -> None:
    assert is_same(one, other) is is_equal
    assert (differences({"a": one}, {"a": other}) == ()) is is_equal


@given(_values)
def test_a_configuration_does_not_differ_from_itself(value: Json) -> None:
    assert differences({"top": value}, {"top": value}) == ()


def test_ten_thousand_leaves_are_cut_and_a_deep_one_does_not_recurse() -> None:
    assert len(flattened({str(place): place for place in range(10_000)})) == 2000
    deep: Json = 1
    for _ in range(5_000):
        deep = {"a": deep}
    assert len(flattened({"top": deep})) == 1
