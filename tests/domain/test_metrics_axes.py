from math import nan

import pytest

from breadtui.domain.metric.axes import Axis, along, axes_of, seen_places
from breadtui.domain.metric.record import MetricSeries


def a_log(restarts: tuple[int, ...] = (), **columns: list[float]) -> MetricSeries:
    return MetricSeries([1.0, 2.0, 3.0, 4.0], columns, restarts)


def places(series: MetricSeries | None) -> list[float]:
    assert series is not None
    return list(series.steps)


def test_along_steps_it_is_the_series_itself() -> None:
    series = a_log()

    assert along(series, Axis.STEP) is series


def test_train_time_is_the_sum_of_step_times_and_a_missing_one_is_as_the_last() -> None:
    assert places(along(a_log(step_time=[8.0, nan, 2.0, 1.0]), Axis.TIME)) == [8, 16, 18, 19]
    assert places(along(a_log(iter_time=[1.0] * 4), Axis.TIME)) == [1, 2, 3, 4]


def test_train_time_begins_anew_after_a_restart() -> None:
    assert places(along(a_log((2,), step_time=[1.0] * 4), Axis.TIME)) == [1, 2, 1, 2]


def test_whole_epochs_are_spread_over_their_rows() -> None:
    assert places(along(a_log(epoch=[0.0, 0.0, 1.0, 2.0]), Axis.EPOCH)) == [0, 0.5, 1, 2]


def test_the_last_epoch_is_as_wide_as_the_one_before() -> None:
    assert places(along(a_log(epoch=[0.0, 0.0, 0.0, 1.0]), Axis.EPOCH))[3] == 1
    assert places(along(a_log(epoch=[0.0, 0.0, 1.0, 1.0]), Axis.EPOCH)) == [0, 0.5, 1, 1.5]


def test_fractional_epochs_stay_and_gaps_take_the_epoch_before() -> None:
    assert places(along(a_log(epoch=[0.25, 0.5, nan, 0.75]), Axis.EPOCH)) == pytest.approx([0.25, 0.5, 0.625, 0.75])


@pytest.mark.parametrize("axis", [Axis.EPOCH, Axis.TIME])
def test_without_the_rows_saying_it_there_is_no_such_axis(axis: Axis) -> None:
    assert along(a_log(loss=[1.0] * 4), axis) is None


def test_the_axes_are_those_that_the_rows_say() -> None:
    assert axes_of(a_log(loss=[1.0] * 4)) == (Axis.STEP,)
    assert axes_of(a_log(epoch=[1.0] * 4, iter_time=[1.0] * 4)) == (Axis.STEP, Axis.EPOCH, Axis.TIME)


def test_a_row_that_stands_for_several_steps_takes_the_time_of_them_all() -> None:
    series = MetricSeries([10.0, 20.0, 30.0], {"step_time": [2.0, 2.0, 3.0]})

    assert places(along(series, Axis.TIME)) == [20, 40, 70]


def test_along_the_time_seen_rows_lie_between_the_looks_that_saw_them() -> None:
    seen = ((2.0, 100.0), (4.0, 200.0))

    assert places(seen_places(a_log(), seen)) == [100, 100, 150, 200]
    assert seen_places(a_log(), ()) is None


def test_a_segment_before_a_restart_lies_where_the_newest_was_first_seen() -> None:
    series = MetricSeries([1.0, 2.0, 1.0, 2.0, 3.0], {}, (2,))

    assert places(seen_places(series, ((1.0, 50.0), (3.0, 70.0)))) == [50, 50, 50, 60, 70]


def test_shares_are_of_the_steps_of_each_segment() -> None:
    assert places(along(a_log(), Axis.SHARE)) == [0.25, 0.5, 0.75, 1]
    assert along(MetricSeries(), Axis.SHARE) is None
