"""Which values are outliers, however a log is thinned, averaged and looked at."""

from __future__ import annotations

from math import inf, nan, sin

import pytest

from breadtui.domain.metric.growing import GrowingLog
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.ui.present.plot.clipping import MOST_LOOKED_AT, clip_limits, spread_of
from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.drawing import request_of
from breadtui.ui.present.plot.metric_lines import heading
from breadtui.ui.present.plot.view import PlotView
from breadtui.values import replace
from tests.ui.present.plot.test_metric_lines import a_drawing


def spiked(count: int, every: int = 60) -> MetricSeries:
    """Values between -1 and 1, and 900 at some."""
    log = GrowingLog(count)
    log.extend({"iter": at, "loss": sin(at) if at % every else 900.0} for at in range(1, count + 1))
    return log.series()


def test_the_outermost_two_percent_are_outliers() -> None:
    values = [1.0 + at % 5 for at in range(100)]
    assert spread_of(values, [slice(0, 100)]) == (1, 5)
    values[50] = 99.0
    assert spread_of(values, [slice(0, 100)]) == (1, 5)
    assert spread_of(values, [slice(45, 55)]) == (1, 99)  # of ten points none is one
    assert spread_of([*values, nan, inf], [slice(0, 40), slice(60, 102)]) == (1, 5)
    assert spread_of([-1e9, *values], [slice(0, 101)], is_log=True) == (1, 5)
    assert spread_of([nan], [slice(0, 1)]) is None
    assert spread_of([], []) is None


@pytest.mark.parametrize("every", [60, 64, 100, 500])
def test_of_many_points_some_tell_whatever_their_rhythm(every: int) -> None:
    count = 40 * MOST_LOOKED_AT
    values = [900.0 if at % every == 0 else at / count for at in range(count)]
    spread = spread_of(values, [slice(0, count // 4), slice(count // 4, count)])

    assert spread is not None
    assert spread[0] == pytest.approx(0.02, abs=0.005)
    assert spread[1] == pytest.approx(0.98, abs=0.02)


def test_limits_hold_the_spread_of_every_curve_and_no_more_than_is_drawn() -> None:
    spreads = [(1.0, 5.0), None, (-3.0, 4.0)]
    assert clip_limits(spreads, [-50.0, nan, 80.0]) == (-3.0, 5.0)
    assert clip_limits(spreads, [0.0, 2.0]) == (0.0, 2.0)
    assert clip_limits(spreads, [900.0]) == (5.0, 5.0)
    assert clip_limits(spreads, [nan]) is None
    assert clip_limits([None], [1.0]) is None


@pytest.mark.parametrize("alpha", [0.0, 0.6, 0.9])
@pytest.mark.parametrize("width", [40, 60, 120, 200])
@pytest.mark.parametrize("count", [400, 30_000, 120_000])
def test_spikes_are_cut_off_however_narrow_a_chart_and_however_averaged(width: int, alpha: float, count: int) -> None:
    drawing = replace(a_drawing(spiked(count), view=PlotView(alpha=alpha, is_clipped=True)), width=width)
    scale = scale_of_request(request_of(drawing, 10))

    assert scale is not None
    assert (scale.low, scale.high) == (-1.0, 1.0)
    assert f"{count // 60} off scale" in str(heading(drawing))


def test_an_average_that_lies_close_together_is_not_drawn_in_the_room_of_its_values() -> None:
    rows = ({"iter": at, "loss": 5.0 + (-1.0) ** at} for at in range(1, 400))
    drawing = a_drawing(series_of_rows(rows), view=PlotView(alpha=0.9, is_clipped=True))
    request = request_of(drawing, 10)

    assert request.limits == (4.0, 6.0)  # the values themselves are drawn behind
    alone = replace(request, curves=tuple(curve for curve in request.curves if not curve.is_behind))
    limits = clip_limits([(4.0, 6.0)], alone.values())
    assert limits is not None
    assert limits[0] == 4.0  # an average begins with the first value
    assert limits[1] < 5.2
