"""Letters at the ends of curves: each beside its end, or as near to it as the others let it, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.plot.canvas import blank_cells, put_end_letters
from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.label_rows import label_rows, label_slots
from breadtui.ui.present.plot.overlay import Curves, overlay_request
from tests.ui.present.plot.test_overlay import a_line


def letters_of(curves: Curves, rows: int, width: int = 60) -> list[str]:
    """The letters at the ends of the curves, a text a row; of a plot without anything else."""
    request = overlay_request(curves, width, rows)
    scale, cells = scale_of_request(request), blank_cells(width, rows)
    assert scale is not None
    put_end_letters(request, scale, request.curves, cells)
    return ["".join(char for char, _ in row).strip() for row in cells]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=7).map(sorted))
def test_labels_are_moved_as_little_as_can_be_and_keep_their_order(wanted: list[int]) -> None:
    found = label_slots(wanted, 7, 1)
    assert all(one < other for one, other in pairwise(found))
    assert _moved(found, wanted) == min(_moved(rows, wanted) for rows in combinations(range(7), len(wanted)))


@given(st.lists(st.integers(0, 6), max_size=8).map(sorted))
def test_labels_stand_near_where_they_belong_and_alone_where_they_can(wanted: list[int]) -> None:
    found = label_rows(wanted, 7)
    assert found == sorted(found)
    assert all(abs(row - level) <= 2 for row, level in zip(found, wanted, strict=True))
    alone = label_slots(wanted, 7, 1) if len(wanted) <= 7 else []
    are_near = bool(alone) and all(abs(row - level) <= 2 for row, level in zip(alone, wanted, strict=True))
    assert found == alone or not are_near


def _moved(rows: Sequence[int], wanted: Sequence[int]) -> int:
    return sum(abs(row - level) for row, level in zip(rows, wanted, strict=True))


def test_labels_that_belong_in_different_rows_stand_there() -> None:
    assert label_rows([0, 3, 9], 10) == [0, 3, 9]
    assert label_rows([4, 4], 10) == [3, 4]
    assert label_rows([9, 9, 9], 10) == [7, 8, 9]
    assert label_rows([0, 9, 9, 9, 9, 9, 9], 10) == [0, 7, 7, 8, 8, 9, 9]


@pytest.mark.parametrize("rows", [4, 8, 13, 23])
def test_letters_of_many_curves_stand_in_the_order_of_their_values(rows: int) -> None:
    ends = (1.0, 9.0, 1.1, 1.2, 0.9, 5.0, 1.05, 1.15)
    lines = tuple(a_line(f"v{at}", 10.0, end) for at, end in enumerate(ends))
    assert "".join(letters_of(Curves(lines, window=(1, 2), is_log=False), rows)) == "BFDHCGAE"


def test_a_letter_stands_in_the_row_of_its_end_whatever_came_before_it() -> None:
    ends = (1.0, 1.1, 1.2, 1.3, 5.0, 9.0)
    lines = tuple(a_line(f"v{at}", 10.0, end) for at, end in enumerate(ends))
    found = letters_of(Curves(lines, window=(1, 2), limits=(0.0, 10.0), is_log=False), 11)
    alone = letters_of(Curves(lines[4:], window=(1, 2), limits=(0.0, 10.0), is_log=False), 11)
    assert [found.index("E"), found.index("F")] == [alone.index("A"), alone.index("B")]


def test_letters_that_would_stand_far_off_stand_beside_each_other() -> None:
    lines = tuple(a_line(f"v{at}", 10.0, 1.0) for at in range(6))
    assert letters_of(Curves(lines, window=(1, 2), limits=(0.0, 10.0), is_log=False), 10)[6:] == ["", "AB", "CD", "EF"]


def test_values_beyond_the_limits_keep_their_order() -> None:
    lines = tuple(a_line(f"v{at}", 1.0, end) for at, end in enumerate((70.0, 90.0, 80.0)))
    assert "".join(letters_of(Curves(lines, window=(1, 2), limits=(0.0, 2.0)), 12)) == "BCA"


@given(
    st.lists(st.tuples(st.integers(2, 9), st.floats(0.5, 9.0)), min_size=1, max_size=8),
    st.integers(1, 12),
    st.integers(24, 60),
)
def test_no_letter_is_left_out_or_covered_by_another(ends: list[tuple[int, float]], rows: int, width: int) -> None:
    lines = tuple(a_line(f"{at}", *([5.0] * steps), end) for at, (steps, end) in enumerate(ends))
    found = letters_of(Curves(lines, window=(1, 10), is_log=False), rows, width)
    assert sorted("".join(found).replace(" ", "")) == list("ABCDEFGH"[: len(lines)])
