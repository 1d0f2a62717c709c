"""Letters at the ends of curves: each beside its end, or as near to it as the others let it, in their order."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.plot.label_rows import label_rows
from breadtui.ui.present.plot.overlay import Curves
from tests.ui.present.plot.test_overlay import a_line, rows_of


def letters_of(rows: list[str]) -> str:
    """The letters that stand in the last column, from the top."""
    return "".join(row[-1] for row in rows if row[-1].isalpha())


@given(st.lists(st.integers(0, 6), min_size=1, max_size=7).map(sorted))
def test_labels_are_moved_as_little_as_can_be_and_keep_their_order(wanted: list[int]) -> None:
    found = label_rows(wanted, 7)
    assert all(one < other for one, other in pairwise(found))
    moved = [sum(abs(row - level) for row, level in zip(rows, wanted, strict=True)) for rows in _ways(len(wanted))]
    assert sum(abs(row - level) for row, level in zip(found, wanted, strict=True)) == min(moved)


def _ways(count: int) -> list[tuple[int, ...]]:
    return list(combinations(range(7), count))


def test_labels_that_belong_in_different_rows_stand_there() -> None:
    assert label_rows([0, 3, 9], 10) == [0, 3, 9]
    assert label_rows([4, 4], 10) == [3, 4]
    assert label_rows([9, 9, 9], 10) == [7, 8, 9]


@pytest.mark.parametrize("height", [9, 14, 24])
def test_letters_of_many_curves_stand_in_the_order_of_their_values(height: int) -> None:
    ends = (1.0, 9.0, 1.1, 1.2, 0.9, 5.0, 1.05, 1.15)
    lines = tuple(a_line(f"v{at}", 10.0, end) for at, end in enumerate(ends))
    rows = rows_of(Curves(lines, window=(1, 2), is_log=False), height=height)
    assert letters_of(rows) == "BFDHCGAE"


def test_a_letter_stands_in_the_row_of_its_end_whatever_came_before_it() -> None:
    ends = (1.0, 1.1, 1.2, 1.3, 5.0, 9.0)
    lines = tuple(a_line(f"v{at}", 10.0, end) for at, end in enumerate(ends))
    rows = rows_of(Curves(lines, window=(1, 2), is_log=False), height=12)
    alone = [rows_of(Curves((one, lines[0]), window=(1, 2), limits=(1.0, 10.0)), height=12) for one in lines[4:]]
    for letter, picture in zip("EF", alone, strict=True):
        assert next(at for at, row in enumerate(rows) if row[-1] == letter) == next(
            at for at, row in enumerate(picture) if row[-1] == "A"
        )


def test_values_beyond_the_limits_keep_their_order() -> None:
    lines = tuple(a_line(f"v{at}", 1.0, end) for at, end in enumerate((70.0, 90.0, 80.0)))
    assert letters_of(rows_of(Curves(lines, window=(1, 2), limits=(0.0, 2.0)), height=12)) == "BCA"


def test_where_more_curves_end_than_there_are_rows_no_letter_is_left_out() -> None:
    lines = tuple(a_line(f"v{at}", 10.0, 9.0 - at) for at in range(8))
    rows = rows_of(Curves(lines, window=(1, 2)), height=6)
    assert sorted(char for row in rows for char in row[-2:] if char.isalpha()) == list("ABCDEFGH")
