"""Mappings that are replaced, never changed."""

from hypothesis import given
from hypothesis import strategies as st

from breadtui.store.facts.keyed import moved_keys

ONE, OTHER = object(), object()
entries = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([ONE, OTHER, None]))


@given(entries, entries)
def test_moved_keys_are_those_with_another_object_in_order(before: dict[str, object], after: dict[str, object]) -> None:
    expected = [key for key in after if key not in before or before[key] is not after[key]]
    assert moved_keys(before, after) == expected
    assert moved_keys(before, dict(after)) == expected
    assert moved_keys(after, dict(after)) == []


def test_a_value_replaced_in_place_is_found() -> None:
    before = {"a": ONE, "b": OTHER}
    assert moved_keys(before, {**before, "a": OTHER}) == ["a"]
    assert moved_keys(before, {**before, "c": None}) == ["c"]
