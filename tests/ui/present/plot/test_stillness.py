"""Axes of a log that grows: they stay while they hold it, get room where they do not, and are tight when asked anew."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import exp

import pytest

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.drawing import Drawing, Subject, request_of
from breadtui.ui.present.plot.scales import Scale, with_room
from breadtui.ui.present.plot.stillness import still_axes
from breadtui.ui.present.plot.view import PlotView, StillAxes, fitted, is_framed_alike
from breadtui.values import replace


def a_log(count: int, first: int = 1) -> MetricSeries:
    return series_of_rows(
        {"iter": step, "loss": 0.2 + exp(-step / 300), "lr": 1e-3, "epoch": step // 50}
        for step in range(first, first + count)
    )


def a_drawing(series: MetricSeries, view: PlotView | None = None) -> Drawing:
    return Drawing([Subject("coder_v7", CurveSource(series))], view or PlotView(), 120, 40)


def axes_of(drawing: Drawing) -> tuple[float, float, Scale | None]:
    request = request_of(drawing, 30)
    return request.first, request.last, scale_of_request(request)


def watched(counts: Iterable[int], view: PlotView | None = None) -> list[tuple[float, float, Scale | None]]:
    """The axes while a log grows from count to count."""
    drawings = [a_drawing(a_log(count), view) for count in counts]
    seen = [axes_of(drawings[0])]
    before = drawings[0]
    for after in drawings[1:]:
        before = after.with_still(still_axes(before, after, ("loss",)))
        seen.append(axes_of(before))
    return seen


def moves(axes: Iterable[object]) -> int:
    return sum(one != other for one, other in pairwise(axes))


def test_axes_move_less_than_half_as_often_as_those_that_fit() -> None:
    counts = range(60, 400)
    fitting = [axes_of(a_drawing(a_log(count))) for count in counts]

    assert moves(fitting) > 20
    assert moves(watched(counts)) <= moves(fitting) / 2


@pytest.mark.parametrize("axis", [Axis.STEP, Axis.EPOCH])
def test_axes_hold_every_point_and_leave_no_more_room_than_a_third_and_a_jump(axis: Axis) -> None:
    for count, (first, last, scale) in zip(
        range(60, 400, 7), watched(range(60, 400, 7), PlotView(axis=axis)), strict=True
    ):
        places = a_drawing(a_log(count), PlotView(axis=axis)).places
        assert first <= places.steps[0]
        assert places.steps[-1] <= last <= places.steps[-1] * 1.6
        assert scale is not None
        assert scale.low <= 0.2 + exp(-count / 300)
        assert scale.high >= 1.2 - 1e-2


def test_the_first_look_is_as_tight_as_ever() -> None:
    assert watched([168])[0] == axes_of(a_drawing(a_log(168)))


def test_a_log_that_is_much_shorter_than_before_gets_axes_of_its_own() -> None:
    assert watched([400, 100])[1] == axes_of(a_drawing(a_log(100)))


def test_in_a_part_of_the_log_only_the_values_stay() -> None:
    view = PlotView(span=50.0)
    before, after = (a_drawing(a_log(count), view) for count in (180, 181))

    still = still_axes(before, after, ("loss",))
    assert still.window is None
    assert still.scales["loss"] == axes_of(before)[2]


def test_values_that_need_less_than_half_of_it_get_a_scale_of_their_own() -> None:
    before = a_drawing(a_log(400)).with_still(StillAxes(None, {"loss": Scale(0.0, 10.0)}))

    assert "loss" not in still_axes(before, a_drawing(a_log(401)), ("loss",)).scales


def test_limits_that_a_person_set_are_left_alone() -> None:
    view = PlotView(limits=(0.0, 0.5))

    assert still_axes(a_drawing(a_log(50), view), a_drawing(a_log(51), view), ("loss",)).scales == {}


def test_every_chart_keeps_a_scale_of_its_own() -> None:
    still = still_axes(a_drawing(a_log(50)), a_drawing(a_log(51)), ("loss", "lr"))

    assert still.scales.keys() == {"loss", "lr"}
    assert still.scales["lr"].share(1e-3) == pytest.approx(0.5)


def test_everything_in_sight_is_that_and_no_more() -> None:
    view = PlotView(still=StillAxes((0.0, 500.0), {"loss": Scale(0.0, 9.0)}))

    assert axes_of(a_drawing(a_log(100), view))[1] == 500
    assert axes_of(a_drawing(a_log(100), fitted(view))) == axes_of(a_drawing(a_log(100)))


def test_the_cursor_and_the_metric_are_not_the_frame() -> None:
    view = PlotView()

    assert is_framed_alike(view, replace(view, cursor=4, is_following=False, metric="lr"))
    assert not is_framed_alike(view, replace(view, span=10.0))
    assert not is_framed_alike(replace(view, span=10.0, first=1.0, is_following=False), replace(view, span=10.0))


@pytest.mark.parametrize(
    ("values", "was", "wanted"),
    [
        ([1.0, 9.0], Scale(2.0, 10.0), Scale(0.0, 9.0)),
        ([1.0, 11.0], Scale(1.0, 10.0), Scale(0.0, 14.0)),
        ([-1.0, 9.0], Scale(0.0, 10.0), Scale(-4.0, 10.0)),
        ([1e-4, 1.0], Scale(1e-3, 1.0, is_log=True), Scale(1e-5, 1.0, is_log=True)),
    ],
)
def test_room_is_left_on_the_side_that_was_too_narrow(values: list[float], was: Scale, wanted: Scale) -> None:
    assert with_room(values, was) == wanted
