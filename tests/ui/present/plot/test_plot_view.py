from math import inf, nan

import pytest

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, smoothed
from breadtui.ui.present.plot.curves import MOST_SMOOTHED_POINTS, CurveSource
from breadtui.ui.present.plot.keys import LOOKS, Sight, columns_moved, looked, pointed
from breadtui.ui.present.plot.view import PlotView, at_index, at_place, at_rest, cursor_index, points_within, window_of
from breadtui.values import replace


def a_series(count: int = 101) -> MetricSeries:
    steps = [float(step) for step in range(count)]
    return MetricSeries(steps, {"loss": steps, "lr": steps, "step_time": [8.0] * count})


def a_sight(view: PlotView | None = None, *, count: int = 101, width: int = 50) -> Sight:
    return Sight(view or PlotView(), CurveSource(a_series(count)), width, is_log=False)


def test_everything_is_in_sight_at_first_and_the_newest_point_is_read() -> None:
    assert window_of(PlotView(), a_series()) == (0, 100)
    assert cursor_index(PlotView(), a_series()) == 100


def test_the_cursor_moves_at_least_a_point_and_else_a_column() -> None:
    assert columns_moved(a_sight(count=11), -1).cursor == 9
    assert columns_moved(a_sight(width=50), -1).cursor == 98
    assert columns_moved(a_sight(width=50), -10).cursor == 80


@pytest.mark.parametrize("columns", [-1000, 1000])
def test_the_cursor_stays_within_the_points(columns: int) -> None:
    assert columns_moved(a_sight(), columns).cursor in {0, 100}


def a_log_at(*steps: float) -> CurveSource:
    return CurveSource(MetricSeries(list(steps), {"loss": list(steps)}))


def test_of_several_logs_the_cursor_stops_at_the_points_of_each() -> None:
    sight = Sight(PlotView(beside=(0, 100)), a_log_at(10, 20, 30), 100, is_log=False, others=(a_log_at(25, 80, 100),))
    stops = [30.0]
    for columns in (1, 1, 1, -1, -1, -1, -1, -1, -1):
        sight = replace(sight, view=columns_moved(sight, columns))
        assert sight.view.place is not None
        stops.append(sight.view.place)

    assert stops == [30, 80, 100, 100, 80, 30, 25, 20, 10, 10]


def test_of_several_logs_the_cursor_moves_a_column_at_a_time() -> None:
    others = (CurveSource(a_series(1001)),)
    sight = Sight(PlotView(beside=(0, 1000)), CurveSource(a_series(101)), 100, is_log=False, others=others)

    assert columns_moved(sight, 10).place == 200
    assert columns_moved(sight, -10).place == 0


def test_zooming_at_a_point_of_another_log_keeps_it_in_the_middle() -> None:
    others = (CurveSource(a_series(1001)),)
    sight = Sight(PlotView(beside=(0, 1000)), CurveSource(a_series(101)), 100, is_log=False, others=others)
    there = replace(sight, view=pointed(sight, 500.4))
    view = looked(there, "zoom_in")

    assert there.view.place == 500
    assert window_of(view, a_series()) == (250, 750)
    assert at_rest(view).place is None
    assert looked(replace(there, view=view), "follow").place is None


def test_home_and_end_go_to_the_ends() -> None:
    assert looked(a_sight(), "first").cursor == 0
    assert looked(a_sight(PlotView(cursor=5)), "last").cursor == 100


def test_zooming_keeps_the_cursor_in_the_middle() -> None:
    view = looked(a_sight(PlotView(cursor=50)), "zoom_in")

    assert window_of(view, a_series()) == (25, 75)


def test_zooming_at_the_newest_point_follows_it() -> None:
    view = looked(a_sight(), "zoom_in")

    assert view.is_following
    assert window_of(view, a_series())[1] >= 100
    assert window_of(view, a_series(201))[1] >= 200


def test_zooming_out_ends_with_everything() -> None:
    view = looked(a_sight(looked(a_sight(), "zoom_in")), "zoom_out")

    assert view.span is None


def test_zooming_in_has_an_end() -> None:
    view = PlotView(cursor=50)
    for _ in range(20):
        view = looked(a_sight(view), "zoom_in")

    assert view.span == 10


def test_a_cursor_that_leaves_the_window_takes_it_along() -> None:
    view = at_index(PlotView(cursor=50, span=20, first=40, is_following=False), a_series(), 90)

    first, last = window_of(view, a_series())
    assert first <= 90 <= last


def test_following_lets_the_cursor_go_to_the_newest_again() -> None:
    view = looked(a_sight(PlotView(cursor=5, span=20, first=0, is_following=False)), "follow")

    assert (view.cursor, view.is_following, view.span) == (None, True, 20)


def test_a_part_that_the_log_has_left_is_given_up_for_the_newest_one() -> None:
    part = PlotView(span=20.0, first=70.0, is_following=False)

    assert window_of(part, a_series(101)) == (70, 90)
    assert window_of(part, a_series(71)) == (70, 90)
    assert window_of(part, a_series(31)) == (10, 30)
    assert window_of(replace(part, first=5.0), MetricSeries([50.0, 60.0], {"loss": [1.0, 2.0]})) == (40, 60)
    assert window_of(replace(part, beside=(0.0, 90.0)), a_series(31)) == (70, 90)


def test_fit_shows_everything() -> None:
    assert looked(a_sight(PlotView(span=20)), "fit").span is None


def test_smoothing_goes_round() -> None:
    view, seen = PlotView(), []
    for _ in range(4):
        view = looked(a_sight(view), "smoothing")
        seen.append(view.alpha)

    assert seen == [0.9, 0.0, 0.3, 0.6]


def test_log_turns_what_is_seen_around() -> None:
    assert looked(a_sight(), "log").is_log is True
    assert looked(replace(a_sight(), is_log=True), "log").is_log is False


def test_axes_that_the_log_lacks_are_passed_over() -> None:
    view = looked(a_sight(PlotView(span=20)), "axis")

    assert (view.axis, view.span) == (Axis.TIME, None)
    assert looked(a_sight(view), "axis").axis is Axis.STEP


def test_metrics_go_round_both_ways() -> None:
    assert looked(a_sight(), "metric").metric == "lr"
    assert looked(a_sight(), "metric_back").metric == "step_time"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("count", [1, 2, 500])
def test_every_look_works_on_any_number_of_points(look: str, count: int) -> None:
    for view in (PlotView(), PlotView(cursor=400, span=10, first=1e6, is_following=False, axis=Axis.EPOCH)):
        new = looked(a_sight(view, count=count), look)

        first, last = window_of(new, a_series(count))
        assert first < last
        assert 0 <= cursor_index(new, a_series(count)) < count


def test_a_place_takes_the_nearest_point() -> None:
    assert at_place(PlotView(), a_series(), 41.7).cursor == 42


def test_another_bake_keeps_taste_but_no_window() -> None:
    view = at_rest(PlotView("lr", Axis.TIME, 0.9, is_log=True, cursor=3, span=10, is_following=False))

    assert view == PlotView("lr", Axis.TIME, 0.9, is_log=True)


def test_points_are_counted_over_all_segments() -> None:
    series = MetricSeries([0.0, 1.0, 2.0, 0.0, 1.0], {}, (3,))

    assert points_within(series, (0, 1)) == 4


def test_a_source_works_everything_out_once() -> None:
    source = CurveSource(a_series())

    asked = ("loss", 0.6, Axis.STEP, (0.0, 110.0), 20)
    assert source.bands(*asked) is source.bands(*asked)
    assert source.places(Axis.TIME) is source.places(Axis.TIME)
    assert source.bands("lr", 0.6, Axis.STEP, (0.0, 110.0), 20) is not source.bands(*asked)


@pytest.mark.parametrize("alpha", [0.3, 0.6, 0.9])
def test_the_average_of_a_long_log_is_worked_out_where_it_is_drawn(alpha: float) -> None:
    count = MOST_SMOOTHED_POINTS + 1
    series = MetricSeries([float(at) for at in range(count)], {"loss": [1 + (at * 7919 % 101) for at in range(count)]})
    source, whole = CurveSource(series), smoothed(series, "loss", alpha).columns["loss"]

    for place, low, high in source.bands("loss", alpha, Axis.STEP, (50_000.0, 51_000.0), 20):
        assert low == high == pytest.approx(whole[int(place)], rel=1e-5)
    assert source.value("loss", alpha, Axis.STEP, count - 1) == pytest.approx(whole[-1], rel=1e-5)


def test_a_shape_is_the_means_of_the_newest_segment() -> None:
    series = MetricSeries([0.0, 9.0, 0.0, 1.0, 2.0, 3.0], {"lr": [7.0, 7.0, 1.0, 3.0, 5.0, 7.0]}, (2,))

    assert CurveSource(series).shape("lr", (0.0, 3.0), 2) == (2.0, 6.0)


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        ([1e308, 1.6e308, 1e308], 1.2e308),
        ([nan, 2.0, 4.0], 3.0),
        ([inf, 2.0, -inf], 2.0),
        ([5e-324, 5e-324], 5e-324),
    ],
)
def test_a_shape_has_means_however_large_the_values_and_whatever_gaps(values: list[float], mean: float) -> None:
    series = MetricSeries([float(at) for at in range(len(values))], {"lr": values})

    assert CurveSource(series).shape("lr", (0.0, 9.0), 1) == pytest.approx((mean,))


def test_a_shape_has_a_gap_where_there_are_gaps_only() -> None:
    series = MetricSeries([0.0, 1.0, 2.0], {"lr": [1.0, nan, nan]})

    assert list(map(str, CurveSource(series).shape("lr", (0.0, 1.5), 3))) == ["1.0", "nan"]
