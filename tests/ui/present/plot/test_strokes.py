"""A curve that grows: its strokes are those of the whole curve, and only what is new is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric.record import Band
from breadtui.ui.present.plot.reaches import Canvas, Dot
from breadtui.ui.present.plot.scales import Scale
from breadtui.ui.present.plot.strokes import Strokes

CANVAS = Canvas(Scale(0.0, 10.0), (0.0, 40.0), (40, 20))
LOGARITHMIC = Canvas(Scale(1.0, 10.0, is_log=True), (5.0, 20.0), (30, 12))

VALUES = st.integers(-1, 11).map(float)
RANGES = st.one_of(st.tuples(VALUES, VALUES).map(sorted), st.just([nan, nan]))
BANDS = st.lists(st.builds(lambda place, ends: (float(place), *ends), st.integers(0, 41), RANGES), max_size=25)


def in_order(bands: Sequence[Band]) -> list[Band]:
    """As logs are that were not begun anew."""
    return sorted(bands, key=lambda band: band[0])


@settings(max_examples=400)
@given(BANDS, st.lists(BANDS, max_size=3), st.sampled_from([CANVAS, LOGARITHMIC]), st.booleans())
def test_strokes_that_grew_are_those_of_the_whole_curve(
    first: list[Band], more: list[list[Band]], canvas: Canvas, has_order: bool
) -> None:
    bands = in_order(first) if has_order else first
    strokes = Strokes(canvas).grown(bands)
    for part in more:
        # The last band is often another one, since new points fall into it.
        bands = [*bands[:-1], *(in_order([*bands[-1:], *part]) if has_order else part)]
        strokes = strokes.grown(bands)

    assert strokes.reaches == Strokes(canvas).grown(bands).reaches


@given(BANDS, BANDS)
def test_strokes_of_another_curve_are_its_own(ones: list[Band], others: list[Band]) -> None:
    assert Strokes(CANVAS).grown(ones).grown(others).reaches == Strokes(CANVAS).grown(others).reaches


def test_for_a_new_point_only_what_is_new_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    bands = [(float(place), 1.0, 9.0 - place % 3) for place in range(40)]
    strokes = Strokes(CANVAS).grown(bands[:30])
    asked: list[Band] = []
    real = Canvas.dots_of

    def dots_of(self: Canvas, band: Band, last: Dot | None) -> tuple[Dot | None, ...]:
        asked.append(band)
        return real(self, band, last)

    monkeypatch.setattr(Canvas, "dots_of", dots_of)
    grown = strokes.grown([*bands[:29], (29.0, 0.5, 9.5), bands[30]])

    assert asked == [(29.0, 0.5, 9.5), bands[30]]
    assert all(new is old for new, old in zip(grown.reaches, strokes.reaches[:25], strict=False))
