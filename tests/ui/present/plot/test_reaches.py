"""Curves as upright strokes: the same picture as plotext's own lines, of far fewer dots."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import plotext
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.ui.present.plot import plots
from breadtui.ui.present.plot.cut_curves import cut_ahead, cuts_count, slice_of
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.parts import DOTS_A_TURN
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest
from breadtui.ui.present.plot.plots import drawn_ahead, loss_plot
from breadtui.ui.present.plot.reaches import Dot, Reach, reaches_of
from breadtui.values import replace

WIDTH, ROWS = 20, 6

Dots = list[tuple[int, int]]
RUNS = st.lists(st.tuples(st.integers(0, WIDTH * 2 - 1), st.integers(0, ROWS * 4 - 1)), min_size=2, max_size=30)


def drawn_by_plotext(dots: Dots) -> list[str]:
    """The dots joined by plotext itself, on the figure that plots keep."""
    figure = plots._figure()
    figure.clear_data()
    figure.plot_size(WIDTH, ROWS)
    figure.xlim(0, WIDTH * 2 - 1)
    figure.ylim(0, ROWS * 4 - 1)
    figure.plot([x for x, _ in dots], [y for _, y in dots], marker="braille")
    return [row.ljust(WIDTH) for row in figure.uncolorize(figure.build()).split("\n")[:ROWS]]


def a_request(bands: tuple[tuple[float, float, float], ...], **more: Any) -> PlotRequest:
    curve = Curve(bands)
    return PlotRequest((curve,), more.pop("width", WIDTH), more.pop("height", ROWS + 1), 0, 100, **more)


def a_noise(count: int) -> tuple[tuple[float, float, float], ...]:
    return tuple((at * 100 / count, at * 7919 % 101, 101 + at * 104729 % 101) for at in range(count))


@settings(max_examples=150)
@given(RUNS)
def test_the_strokes_of_a_run_are_the_dots_that_plotext_would_join(run: Dots) -> None:
    dots = [dot for dot, _ in groupby(sorted(run, key=lambda dot: dot[0]))]
    reaches = reaches_of([[Dot(*dot) for dot in dots]])

    drawn = slice_of(reaches, 0, Markers.BRAILLE, "braille")
    rows = [row.ljust(WIDTH) for row in plots._picture(drawn.reaches, drawn.markers, drawn.mark)]
    blank = [" " * WIDTH]
    picture = [*blank * (ROWS - drawn.row - len(rows)), *rows, *blank * drawn.row]
    assert picture == drawn_by_plotext(dots)


def test_a_column_has_one_stroke_however_often_the_curve_passes() -> None:
    run = [Dot(3, 2), Dot(3, 9), Dot(3, 4), Dot(5, 4)]

    assert reaches_of([run]) == [Reach(3, 2, 9), Reach(4, 4, 4), Reach(5, 4, 4)]


def test_parts_with_a_gap_between_them_are_strokes_of_their_own() -> None:
    assert reaches_of([[Dot(0, 1)], [Dot(0, 8), Dot(1, 8)]]) == [Reach(0, 1, 1), Reach(0, 8, 8), Reach(1, 8, 8)]


class GivenToPlotext:
    """Counts the dots that plotext is given, and its pictures."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.dots: list[int] = []
        real = plotext.scatter

        def scatter(x: list[int], y: list[int], **more: object) -> None:
            self.dots.append(len(x))
            real(x, y, **more)

        patch.setattr(plotext, "scatter", scatter)
        plots.forget_drawn()


@pytest.fixture
def given_dots(monkeypatch: pytest.MonkeyPatch) -> GivenToPlotext:
    return GivenToPlotext(monkeypatch)


@pytest.mark.parametrize("markers", Markers)
@pytest.mark.parametrize("count", [300, 5_000])
def test_plotext_is_given_two_dots_a_column_of_dots_whatever_the_curve(
    given_dots: GivenToPlotext, markers: Markers, count: int
) -> None:
    loss_plot(a_request(a_noise(count), width=120, height=40, markers=markers))

    assert 0 < sum(given_dots.dots) <= 2 * 112 * markers.across


def test_a_new_point_draws_one_slice_anew(given_dots: GivenToPlotext) -> None:
    bands = a_noise(1_000)
    loss_plot(a_request(bands[:899], width=120, height=40, limits=(0.0, 202.0)))
    given_dots.dots.clear()
    loss_plot(a_request(bands[:900], width=120, height=40, limits=(0.0, 202.0)))

    assert len(given_dots.dots) <= 1
    assert sum(given_dots.dots) <= 2 * 64


def test_what_was_drawn_ahead_costs_nothing_when_it_is_shown(given_dots: GivenToPlotext) -> None:
    request = a_request(a_noise(500), width=120, height=40)
    took = list(drawn_ahead(request))
    assert sum(took) >= sum(given_dots.dots)

    given_dots.dots.clear()
    loss_plot(request)
    assert list(drawn_ahead(request)) == []
    assert given_dots.dots == []


def test_what_is_drawn_bit_by_bit_is_drawn_in_small_bits(given_dots: GivenToPlotext) -> None:
    curves = tuple(Curve(a_noise(400 - dash), style_of(dash), f"{dash}") for dash in range(8))
    took = list(drawn_ahead(PlotRequest(curves, 200, 60, 0, 100)))

    assert max(given_dots.dots) <= 2 * 64
    assert max(took) < DOTS_A_TURN // 2
    assert len(took) >= len(given_dots.dots) == 8 * 6


def test_bit_by_bit_or_at_once_the_picture_is_the_same(given_dots: GivenToPlotext) -> None:
    curves = tuple(Curve(a_noise(300 - dash), style_of(dash), f"{dash}", dash == 3) for dash in range(4))
    request = PlotRequest(curves, 90, 24, 0, 100, cursor=50.0, restarts=(20.0,))
    at_once = loss_plot(request)
    plots.forget_drawn()
    for _ in drawn_ahead(request):
        loss_plot(replace(request, width=40))

    given_dots.dots.clear()
    assert loss_plot(request) == at_once
    assert given_dots.dots == []


def test_curves_that_were_cut_elsewhere_are_not_cut_again(given_dots: GivenToPlotext) -> None:
    request = a_request(a_noise(500), width=120, height=40)
    cut_ahead(request)
    assert given_dots.dots == []

    before = cuts_count()
    loss_plot(request)
    assert cuts_count() == before


def test_no_values_need_nothing_ahead() -> None:
    assert list(drawn_ahead(a_request(()))) == []
    assert list(drawn_ahead(a_request(a_noise(9), width=0))) == []


@pytest.mark.parametrize("dash", [1, 2, 7])
def test_another_curve_beside_it_draws_the_first_not_again(given_dots: GivenToPlotext, dash: int) -> None:
    request = a_request(a_noise(400), width=120, height=40, limits=(0.0, 202.0))
    loss_plot(request)
    given_dots.dots.clear()
    other = Curve(a_noise(400 - dash), style_of(1), "other")
    loss_plot(PlotRequest((*request.curves, other), 120, 40, 0, 100, limits=(0.0, 202.0)))

    assert sum(given_dots.dots) <= 2 * 224
