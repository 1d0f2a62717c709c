from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.sparklines import ASCII_BARS, BARS, spark


def test_the_least_is_the_lowest_bar_and_the_greatest_the_highest() -> None:
    assert spark([0, 1, 2, 3, 4, 5, 6, 7], 8) == BARS
    assert spark([2.1e-6, 1.4e-7], 8) == "█▁"


def test_a_part_that_still_grows_moves_no_other_bar() -> None:
    whole = [1.0, 2.0, 3.0, 8.0]
    assert spark([*whole, 90.0], 9, is_open=True) == spark(whole, 9) + "█"
    assert spark([*whole, -90.0], 9, is_open=True) == spark(whole, 9) + "▁"
    assert spark([*whole, nan], 9, is_open=True) == spark(whole, 9) + " "
    assert spark([1.0, 2.0], 9, is_open=True) == "▁█"


def test_only_the_last_values_that_fit_are_shown() -> None:
    assert spark([9, 0, 1], 2) == "▁█"
    assert spark([1, 2], 0) == ""


def test_a_gap_is_a_blank() -> None:
    assert spark([0, nan, 1, inf], 9) == "▁ █ "
    assert spark([nan, nan], 9) == "  "
    assert spark([], 9) == ""


@pytest.mark.parametrize("value", [0.0, 5e-324, 1e308, -3.0])
def test_equal_values_lie_in_the_middle(value: float) -> None:
    assert spark([value] * 3, 9) == "▄▄▄"


def test_the_rounding_of_equal_values_draws_no_shape() -> None:
    assert spark([9.1e-4, 9.1e-4 * (1 + 2e-16), 9.1e-4], 9) == "▄▄▄"
    assert spark([1.0, 1.001, 1.0], 9) == "▁█▁"


def test_without_unicode_the_bars_are_ascii() -> None:
    assert spark([0, 1, 2, 3, 4, 5, 6, 7, 8], 9, is_ascii=True) == ASCII_BARS


@given(st.lists(st.floats()), st.integers(-2, 30))
def test_any_values_at_all_give_one_cell_each(values: list[float], width: int) -> None:
    for is_open in (False, True):
        assert len(spark(values, width, is_open=is_open)) == min(len(values), max(width, 0))
