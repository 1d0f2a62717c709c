import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.metric.axes import Axis
from breadtui.ui.present.plot.scales import (
    fit_range,
    nice_step,
    place_label,
    place_ticks,
    scale_of,
    short_number,
    tick_labels,
    ticks,
)

VALUES = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=6)


@given(VALUES)
def test_a_scale_places_every_value_between_its_ends(values: list[float]) -> None:
    scale = scale_of(values, is_log=False)

    assert scale is not None
    assert scale.low < scale.high
    assert all(0 <= scale.share(value) <= 1 for value in values)


@given(st.lists(st.floats(5e-324, 1.7e308), min_size=1, max_size=6))
def test_so_does_a_logarithmic_scale(values: list[float]) -> None:
    scale = scale_of(values, is_log=True)

    assert scale is not None
    assert 0 < scale.low < scale.high
    assert all(0 <= scale.share(value) <= 1 for value in values)


@given(VALUES, st.booleans(), st.integers(1, 12))
def test_ticks_lie_within_their_scale_and_are_not_too_many(values: list[float], is_log: bool, count: int) -> None:
    scale = scale_of(values, is_log=is_log)
    if scale is not None:
        found = ticks(scale, count)
        slack = abs(scale.high) * 1e-6 + abs(scale.low) * 1e-6
        assert len(found) <= count
        assert all(scale.low - slack <= value <= scale.high + slack for value in found)
        assert len(tick_labels(found)) == len(found)


def test_no_finite_values_have_no_scale() -> None:
    assert scale_of([float("nan")], is_log=False) is None
    assert scale_of([0.0, -1.0], is_log=True) is None


@pytest.mark.parametrize(("span", "count", "step"), [(100, 10, 10), (168, 20, 10), (0.9, 3, 0.5), (1.8e-6, 4, 5e-7)])
def test_steps_are_one_two_or_five_times_a_power_of_ten(span: float, count: int, step: float) -> None:
    assert nice_step(span, count) == pytest.approx(step)


def test_limits_and_ticks_stay_still_while_values_move_a_little() -> None:
    one, other = scale_of([1.31e-7, 1.62e-6], is_log=True), scale_of([1.33e-7, 1.58e-6], is_log=True)

    assert one == other
    assert one is not None
    assert tick_labels(ticks(one, 5)) == ("1.0e-7", "2.0e-7", "5.0e-7", "1.0e-6", "2.0e-6")


def test_a_narrow_logarithmic_axis_has_ticks_too() -> None:
    scale = scale_of([1.31e-7, 1.4e-7], is_log=True)

    assert scale is not None
    assert len(ticks(scale, 4)) >= 2


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.0, 5e-7, 1e-6], ("0", "5.0e-7", "1.0e-6")),
        ([1.25e-6, 1.5e-6], ("1.25e-6", "1.50e-6")),
        ([176.0, 177.0], ("176", "177")),
        ([1e-300, 1e300], ("1e-300", "1e300")),
    ],
)
def test_tick_labels_have_just_enough_digits(values: list[float], labels: tuple[str, ...]) -> None:
    assert tick_labels(values) == labels


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.917e-7, "1.92e-7"), (8.79, "8.79"), (177.04, "177"), (5813.0, "5813"), (0.0, "0"), (float("nan"), "-"),
     (-0.5, "-0.5"), (1e-10, "1.00e-10"), (123456.0, "1.23e5"), (2.0, "2")],
)  # fmt: skip
def test_numbers_are_short_and_never_rounded_to_nothing(value: float, text: str) -> None:
    assert short_number(value) == text


def test_a_growing_range_moves_in_jumps() -> None:
    ranges = {fit_range(1, last, Axis.STEP) for last in range(101, 201)}

    assert len(ranges) == 5
    assert fit_range(1, 1, Axis.STEP) == (1, 11)


@pytest.mark.parametrize("axis", Axis)
def test_a_range_holds_its_points_and_is_never_empty(axis: Axis) -> None:
    for last in (1, 2, 15, 168, 10_000, 1e6):
        low, high = fit_range(1, last, axis)
        assert low <= 1
        assert high >= last
        assert low < high


def test_ticks_along_the_bottom_are_whole_steps_and_round_times() -> None:
    assert place_ticks(0, 3, Axis.STEP, 10) == (0, 1, 2, 3)
    assert place_ticks(0, 5400, Axis.TIME, 4) == (0, 1800, 3600, 5400)
    assert place_ticks(5, 5, Axis.STEP, 4) == ()


@pytest.mark.parametrize(
    ("value", "axis", "text"),
    [
        (100.0, Axis.STEP, "100"),
        (1.5, Axis.EPOCH, "1.5"),
        (2.0, Axis.EPOCH, "2"),
        (42.0, Axis.TIME, "42s"),
        (90.0, Axis.TIME, "1m30"),
        (600.0, Axis.TIME, "10m"),
        (5400.0, Axis.TIME, "1h30"),
        (7200.0, Axis.TIME, "2h"),
    ],
)
def test_places_are_named_in_their_unit(value: float, axis: Axis, text: str) -> None:
    assert place_label(value, axis) == text


@pytest.mark.parametrize(("low", "high"), [(9.0, 9.02), (1.0, 1.0001), (0.5, 0.5004), (5_000.0, 5_000.4)])
def test_two_ticks_never_read_alike_where_their_digits_have_room(low: float, high: float) -> None:
    scale = scale_of((low, high), is_log=False)
    assert scale is not None
    for count in range(2, 10):
        labels = tick_labels(ticks(scale, count))
        assert len(set(labels)) == len(labels)
        assert max(map(len, labels)) <= 7


def test_a_tick_whose_value_has_no_room_has_no_label_rather_than_another_value() -> None:
    assert tick_labels((-2e-10, -1.5e-10, -1e-10, -5e-11)) == ("-2e-10", "", "-1e-10", "-5e-11")
