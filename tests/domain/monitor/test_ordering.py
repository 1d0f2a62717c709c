"""Orders that never lose a row, and keep equals where they were."""

from __future__ import annotations

from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.monitor.ordering import in_order, is_in_order

figures = st.dictionaries(st.integers(0, 50), st.one_of(st.none(), st.floats(), st.sampled_from((1.0, 2.0))))


def places(rows: list[int]) -> dict[int, int]:
    return {row: place for place, row in enumerate(rows)}


@given(figures, st.booleans())
def test_no_row_is_lost_and_a_second_time_changes_nothing(of: dict[int, float | None], is_reversed: bool) -> None:
    once = in_order(of, of.__getitem__, {}, is_reversed=is_reversed)
    assert sorted(once) == sorted(of)
    assert in_order(once, of.__getitem__, places(once), is_reversed=is_reversed) == once
    assert is_in_order(once, of.__getitem__, is_reversed=is_reversed)


@given(figures)
def test_what_has_no_figure_is_last_in_both_directions(of: dict[int, float | None]) -> None:
    unknown = {row for row, figure in of.items() if figure is None or isnan(figure)}
    for is_reversed in (False, True):
        rows = in_order(of, of.__getitem__, {}, is_reversed=is_reversed)
        assert set(rows[len(rows) - len(unknown) :]) == unknown


def test_equals_keep_their_places_in_both_directions_and_new_ones_come_after_them() -> None:
    before = places([3, 1, 2])
    for is_reversed in (False, True):
        assert in_order([1, 2, 3, 4], lambda _: 1.0, before, is_reversed=is_reversed) == [3, 1, 2, 4]


def test_names_are_ordered_as_well() -> None:
    assert in_order(["b", "a"], lambda row: row, {}) == ["a", "b"]
    assert not is_in_order(["b", "a"], lambda row: row)
