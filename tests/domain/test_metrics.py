from array import array
from itertools import pairwise
from math import inf, isfinite, isnan, nan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.metric.record import (
    MetricSeries,
    axis_is_log,
    ema,
    index_at,
    last_value,
    remaining_seconds,
    smoothed,
    tail,
    thin,
    value_at,
)
from breadtui.values import replace

VALUES = st.lists(st.floats(-1e300, 1e300) | st.just(nan), max_size=60)


def a_series(values: list[float], *, restarts: tuple[int, ...] = (), **columns: list[float]) -> MetricSeries:
    edges = [0, *restarts, len(values)]
    steps = [float(step) for begin, end in pairwise(edges) for step in range(end - begin)]
    return MetricSeries(steps, {"loss": array("d", values), **columns}, restarts)


def test_a_long_series_is_named_without_its_points() -> None:
    short, long = a_series([1.0]), a_series([1.0] * 10_000)
    assert len(repr(replace(long, whole=long))) == len(repr(short))


@given(VALUES, st.integers(1, 40))
def test_thinning_hides_no_peak_and_no_dip(values: list[float], buckets: int) -> None:
    bands = thin(a_series(values), "loss", buckets, 0, len(values))

    finite = [value for value in values if isfinite(value)]
    lows = [low for _, low, _ in bands if isfinite(low)]
    highs = [high for _, _, high in bands if isfinite(high)]
    assert (min(lows), max(highs)) == (min(finite), max(finite)) if finite else not lows
    assert len(bands) <= buckets
    assert [step for step, _, _ in bands] == sorted({step for step, _, _ in bands})


@given(VALUES, st.integers(1, 40))
def test_every_band_holds_exactly_the_values_from_its_step_to_the_next(values: list[float], buckets: int) -> None:
    bands = thin(a_series(values), "loss", buckets, 0, len(values))

    edges = [int(step) for step, _, _ in bands] + [len(values)]
    for (_, low, high), begin, end in zip(bands, edges, edges[1:], strict=False):
        finite = [value for value in values[begin:end] if isfinite(value)]
        assert (low, high) == (min(finite), max(finite)) if finite else isnan(low) and isnan(high)


def test_thinning_looks_only_at_the_steps_asked_for() -> None:
    assert thin(a_series([9, 1, 2, 9]), "loss", 10, 1, 2) == [(1, 1, 1), (2, 2, 2)]


def test_thinning_keeps_segments_apart() -> None:
    bands = thin(a_series([1, 2, 3, 4], restarts=(2,)), "loss", 1, 0, 9)

    assert bands == [(0, 1, 2), (0, 3, 4)]


def test_thinning_an_unknown_metric_or_to_nothing_gives_nothing() -> None:
    assert thin(a_series([1]), "lr", 5, 0, 1) == []
    assert thin(a_series([1]), "loss", 0, 0, 1) == []


def test_a_million_points_become_at_most_two_a_column() -> None:
    random = Random(7)
    values = array("d", (random.random() for _ in range(1000))) * 1000
    values[654_321] = 99.0
    series = MetricSeries(array("d", range(1_000_000)), {"loss": values})

    bands = thin(series, "loss", 160, 0, 999_999)

    assert len(bands) == 160
    assert max(high for _, _, high in bands) == 99.0


def test_an_average_starts_at_the_first_value_and_follows() -> None:
    assert list(ema([1.0, 2.0, 2.0], 0.5)) == [1.0, 1.5, 1.75]


def test_an_average_passes_over_gaps_and_keeps_them() -> None:
    average = list(ema([nan, 1.0, nan, 2.0], 0.5))

    assert [isnan(value) for value in average] == [True, False, True, False]
    assert average[3] == 1.5


def test_no_smoothing_changes_nothing() -> None:
    values = [1.0, 5.0]

    assert ema(values, 0.0) is values


def test_an_average_begins_anew_after_a_restart() -> None:
    assert list(smoothed(a_series([9, 9, 1, 1], restarts=(2,)), "loss", 0.9).columns["loss"]) == pytest.approx(
        [9, 9, 1, 1]
    )


def test_the_tail_is_the_newest_values() -> None:
    series = a_series([1, 2, 3])

    assert list(tail(series, "loss", 2)) == [2, 3]
    assert list(tail(series, "loss", 9)) == [1, 2, 3]
    assert list(tail(series, "lr", 9)) == []


def test_the_last_value_is_the_newest_number() -> None:
    assert last_value(a_series([1, 2, nan]), "loss") == 2
    assert last_value(a_series([nan]), "loss") is None


def test_the_value_at_a_step_is_that_of_the_nearest_point() -> None:
    series = MetricSeries([10.0, 20.0, 30.0], {"loss": [1.0, nan, 3.0]})

    assert value_at(series, "loss", -5) == 1
    assert value_at(series, "loss", 28) == 3
    assert value_at(series, "loss", 19) is None
    assert value_at(series, "lr", 10) is None
    assert index_at(MetricSeries(), 3) is None


def test_after_a_restart_the_newer_segment_answers_for_a_step_in_both() -> None:
    series = a_series([1, 2, 3, 7, 8], restarts=(3,))

    assert value_at(series, "loss", 1) == 8
    assert value_at(series, "loss", 2) == 3


def test_remaining_time_is_the_mean_step_time_times_the_steps_left() -> None:
    series = a_series([1.0] * 101, step_time=[8.0] * 101)

    assert remaining_seconds(series, 50.0) == pytest.approx(800.0)
    assert remaining_seconds(series, 100.0) is None


@pytest.mark.parametrize("percent", [None, 0.0, -1.0])
def test_without_a_percentage_remaining_time_is_unknown(percent: float | None) -> None:
    assert remaining_seconds(a_series([1.0] * 50, step_time=[8.0] * 50), percent) is None


def test_in_the_first_ten_steps_remaining_time_is_unknown() -> None:
    assert remaining_seconds(a_series([1.0] * 9, step_time=[8.0] * 9), 5.0) is None
    restarted = a_series([1.0] * 60, step_time=[8.0] * 60, restarts=(55,))
    assert remaining_seconds(restarted, 5.0) is None


def test_without_step_times_remaining_time_is_unknown() -> None:
    assert remaining_seconds(a_series([1.0] * 50), 5.0) is None


@pytest.mark.parametrize(
    ("values", "is_log"),
    [([1e-7, 2e-5], True), ([1e-7, 1e-6], False), ([0, 1e-5], False), ([], False), ([nan, inf], False), ([5], False)],
)
def test_an_axis_is_logarithmic_over_two_decades_of_positive_values(values: list[float], is_log: bool) -> None:
    assert axis_is_log(values) is is_log
