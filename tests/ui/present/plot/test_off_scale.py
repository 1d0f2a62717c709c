"""Limits of the values, also such as a logarithmic axis cannot hold: where curves lie, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import pytest

from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.drawing import request_of
from breadtui.ui.present.plot.metric_lines import heading
from breadtui.ui.present.plot.overlay import Curves, NamedSeries, overlay_request
from breadtui.ui.present.plot.scales import Scale
from breadtui.ui.present.plot.view import PlotView
from tests.ui.present.plot.test_metric_lines import a_drawing


def a_log(values: Sequence[float]) -> MetricSeries:
    return series_of_rows({"iter": at, "loss": value} for at, value in enumerate(values, 1))


def scale_in(series: MetricSeries, view: PlotView) -> Scale | None:
    return scale_of_request(request_of(a_drawing(series, view=view), 10))


FALLING = [10.0 ** (-at / 10) for at in range(61)]
"""From 1 to a millionth."""


@pytest.mark.parametrize("low", [0.0, -3.0])
def test_a_logarithmic_axis_that_shall_begin_at_zero_begins_with_the_least_value(low: float) -> None:
    view = PlotView(alpha=0, is_log=True, limits=(low, 0.1))
    scale = scale_in(a_log(FALLING), view)

    assert scale == Scale(1e-6, 0.1, is_log=True)
    assert scale.share(1e-3) == pytest.approx((log10(1e-3) + 6) / 5)
    assert str(heading(a_drawing(a_log(FALLING), view=view))).endswith("61 of 61 points · 10 off scale")


def test_an_axis_that_may_choose_is_not_logarithmic_where_it_shall_show_zero() -> None:
    assert scale_in(a_log(FALLING), PlotView(alpha=0)) == Scale(1e-6, 1.0, is_log=True)
    assert scale_in(a_log(FALLING), PlotView(alpha=0, limits=(0.0, 1.0))) == Scale(0.0, 1.0)
    line = NamedSeries("a", list(range(61)), FALLING)
    assert not overlay_request(Curves((line,), limits=(0.0, 1.0)), 80, 10).is_log
    assert overlay_request(Curves((line,), limits=(0.01, 1.0)), 80, 10).is_log


def test_limits_do_not_hide_that_a_logarithmic_axis_cannot_hold_all() -> None:
    values = [*FALLING, 0.0, -1.0, -2.0]
    view = PlotView(alpha=0, is_log=True, limits=(0.01, 0.1))

    assert str(heading(a_drawing(a_log(values), view=view))).endswith("· 50 off scale · 3 not above 0")


def test_outliers_of_a_logarithmic_axis_are_those_of_the_values_it_can_hold() -> None:
    values = [-1e6, *[1.0 + at % 7 for at in range(120)], 1e9]
    view = PlotView(alpha=0, is_log=True, is_clipped=True)
    scale = scale_in(a_log(values), view)

    assert scale is not None
    assert (scale.low, scale.high) == (1.0, 7.0)
    assert str(heading(a_drawing(a_log(values), view=view))).endswith("· 1 off scale · 1 not above 0")


def test_what_lies_in_sight_between_limit_and_end_of_the_axis_is_not_counted_as_beyond() -> None:
    view = PlotView(alpha=0, limits=(0.31, 0.72))
    series = a_log([0.2, 0.302, 0.5, 0.74, 0.9])
    scale = scale_in(series, view)

    assert scale is not None
    assert scale.low <= 0.302
    assert scale.high >= 0.74
    assert str(heading(a_drawing(series, view=view))).endswith("· 2 off scale")


def test_a_logarithmic_axis_below_zero_holds_nothing_and_says_so() -> None:
    view = PlotView(alpha=0, is_log=True, limits=(-2.0, -1.0))

    assert scale_in(a_log([1.0, 2.0, -1.5]), view) is None
    assert str(heading(a_drawing(a_log([1.0, 2.0, -1.5]), view=view))).endswith("· 2 off scale · 1 not above 0")
