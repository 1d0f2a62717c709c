"""Curves of several bakes along one axis."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.board.alignment import Alignment, aligned, whole_steps
from breadtui.domain.metric.record import MetricSeries, series_of_rows


def a_series(count: int = 4, **columns: float) -> MetricSeries:
    return series_of_rows({"iter": step, "loss": 1.0 / step, **columns} for step in range(1, count + 1))


def places(series: MetricSeries | None) -> list[float]:
    assert series is not None
    return list(series.steps)


def test_along_steps_it_is_the_series_itself() -> None:
    series = a_series()
    assert aligned(series, Alignment.STEP) is series


def test_a_finished_training_ends_at_its_end_however_long_it_was() -> None:
    for count in (4, 400):
        assert places(aligned(a_series(count), Alignment.FRACTION, progress_percent=100.0))[-1] == 1.0


def test_a_training_that_goes_on_ends_where_it_is() -> None:
    assert places(aligned(a_series(10), Alignment.FRACTION, progress_percent=25.0))[-1] == 0.25
    assert whole_steps(a_series(10), 25.0) == 40.0


def test_without_a_percentage_the_last_row_is_the_end() -> None:
    assert places(aligned(a_series(4), Alignment.FRACTION)) == [0.25, 0.5, 0.75, 1.0]


def test_a_log_at_step_nothing_alone_has_no_fraction() -> None:
    assert aligned(series_of_rows([{"iter": 0, "loss": 1.0}]), Alignment.FRACTION) is None


def test_a_child_begins_where_its_parents_checkpoint_lies() -> None:
    assert places(aligned(a_series(3), Alignment.DESCENT, steps_before=354)) == [355.0, 356.0, 357.0]


def test_time_is_the_sum_of_step_times_and_epochs_are_as_logged() -> None:
    assert places(aligned(a_series(3, step_time=2.0), Alignment.TIME)) == [2.0, 4.0, 6.0]
    assert aligned(a_series(3), Alignment.TIME) is None
    assert aligned(a_series(3), Alignment.EPOCH) is None


@given(st.integers(1, 200), st.floats(0.1, 100), st.integers(0, 10_000))
def test_no_alignment_moves_a_value_or_changes_the_order(count: int, percent: float, before: int) -> None:
    series = a_series(count, step_time=1.5, epoch=1.0)
    for alignment in Alignment:
        found = aligned(series, alignment, progress_percent=percent, steps_before=before)
        assert found is not None
        assert found.columns is series.columns
        assert list(found.steps) == sorted(found.steps)
        assert len(found) == count
