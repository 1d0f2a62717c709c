"""Figures of a steady width."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.present.numbers import bar, loss_text, of_text, percent_text, recent_means


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (1.4e-7, "1.4e-7"),
        (0.0, "0.0e0"),
        (None, "-"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (5e-324, "4.9e-324"),
        (1.25, "1.2e0"),
    ],
)
def test_a_loss_is_never_rounded_to_nothing(loss: float | None, text: str) -> None:
    assert loss_text(loss) == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [(46, " 46%"), (99.9, " 99%"), (100, "100%"), (200, "100%"), (-3, "  0%"), (None, "   -"), (math.nan, "   -")],
)
def test_percent_is_right_aligned_and_says_100_only_for_all(percent: float | None, text: str) -> None:
    assert percent_text(percent) == text


@pytest.mark.parametrize(
    ("percent", "width", "glyphs", "text"),
    [
        (46, 10, UNICODE, "████▌     "),
        (100, 4, UNICODE, "████"),
        (0, 4, UNICODE, "    "),
        (None, 4, UNICODE, "    "),
        (3, 4, UNICODE, "    "),
        (4, 4, UNICODE, "▏   "),
        (67, 8, ASCII, "[####  ]"),
        (50, 2, ASCII, "  "),
        (50, 0, UNICODE, ""),
    ],
)
def test_a_bar_is_drawn_in_eighths_or_in_ascii(percent: float | None, width: int, glyphs: Glyphs, text: str) -> None:
    assert bar(percent, width, glyphs) == text


@given(st.floats(), st.integers(0, 60), st.sampled_from([ASCII, UNICODE]))
def test_a_bar_is_always_as_wide_as_asked(percent: float, width: int, glyphs: Glyphs) -> None:
    assert len(bar(percent, width, glyphs)) == width


@given(st.lists(st.floats(), max_size=300), st.integers(0, 30))
def test_recent_means_never_outgrow_their_count(values: list[float], count: int) -> None:
    assert len(recent_means(values, count)) <= count


def test_recent_means_are_of_the_last_values_and_gaps_stay_gaps() -> None:
    assert recent_means([9.0, 1.0, 3.0, 5.0, 7.0], 2) == [2.0, 6.0]
    assert math.isnan(recent_means([math.nan, math.nan, 1.0, 1.0], 2)[0])


@pytest.mark.parametrize(
    ("done", "total", "text"), [(412, 1900, "412/1900"), (412, None, "412"), (None, 1900, "-"), (0, 0, "0/0")]
)
def test_how_many_of_how_many(done: int | None, total: int | None, text: str) -> None:
    assert of_text(done, total) == text
