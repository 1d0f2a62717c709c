"""A log in disorder, put in order straight into columns: what it says is what the rows say at once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric import disorder
from breadtui.domain.metric.disorder import TooLarge, ordered_log
from breadtui.domain.metric.disorder import put_in_order as put_in_order_at_the_end
from breadtui.domain.metric.growing import LONG_ROWS, MOST_POINTS, GrowingLog, OutOfOrder
from breadtui.domain.metric.record import MetricSeries, series_of_rows

VALUES = st.sampled_from([1.0, 2, nan, inf, None, "oops", "NaN", True, [1], 10**400])
ROWS = st.one_of(
    st.builds(
        lambda step, more: {"iter": step, **more},
        st.one_of(st.integers(1, 12), st.none(), st.just("3")),
        st.dictionaries(st.sampled_from(["loss", "lr", "mine"]), VALUES),
    ),
    st.sampled_from(["word", None, 3]),
)


def said(series: MetricSeries) -> object:
    def texts(values: Mapping[str, object]) -> dict[str, str]:
        return {name: str(list(column)) for name, column in values.items()}  # type: ignore[call-overload]

    counts = series.rows_count, series.skipped_count, series.gap_counts
    return list(series.steps), texts(series.columns), series.restarts, counts, dict(series.lost_at)


def put_in_order(rows: list[object]) -> MetricSeries:
    return ordered_log(lambda: rows, is_long=False).series()


@settings(max_examples=300)
@given(st.lists(ROWS, max_size=30))
def test_it_says_what_the_rows_say(rows: list[object]) -> None:
    at_once = series_of_rows(rows)
    mine = [row["mine"] for row in rows if isinstance(row, dict) and "mine" in row]
    if "mine" not in at_once.columns and any(type(value) in {int, float} for value in mine):
        return  # its only number was taken back: the column that is left is empty
    assert said(put_in_order(rows)) == said(at_once)


@settings(max_examples=300)
@given(st.lists(ROWS, max_size=30), st.integers(1, 7))
def test_read_once_in_any_order_it_says_what_it_says_when_it_is_read_twice(rows: list[object], batch: int) -> None:
    log = GrowingLog(in_any_order=True)
    try:
        for begin in range(0, len(rows), batch):
            log.extend(rows[begin : begin + batch])
    except OutOfOrder:
        first = next(row["mine"] for row in rows if isinstance(row, dict) and "mine" in row)
        assert type(first) not in {int, float}
        return
    assert said(put_in_order_at_the_end(log).series()) == said(put_in_order(rows))


def test_read_once_a_log_is_put_in_order_and_grows_from_there() -> None:
    count = 2 * LONG_ROWS // 3
    steps = [*range(count), *range(count - 500, count + 40_000)]
    rows: list[object] = [{"iter": step, "loss": 1 / (at + 1), "lr": 1 / (at + 3)} for at, step in enumerate(steps)]
    log = GrowingLog(in_any_order=True)
    log.extend(rows)
    once, twice = put_in_order_at_the_end(log), ordered_log(lambda: rows, is_long=True)
    for each in (once, twice):
        each.extend([{"iter": count + 40_000, "loss": 5.0, "lr": 1.0}])
    assert said(once.series()) == said(twice.series())


def test_where_the_last_row_is_not_the_last_step_what_follows_is_not_simply_added() -> None:
    fallen: list[object] = [{"iter": step, "loss": 1.0} for step in (1, 2, 1)]
    once = GrowingLog(in_any_order=True)
    once.extend(fallen)
    for log in (put_in_order_at_the_end(once), ordered_log(lambda: fallen, is_long=False)):
        assert list(log.series().steps) == [1, 2]
        with pytest.raises(OutOfOrder):
            log.extend([{"iter": 3}])


@given(st.lists(st.integers(0, 5), max_size=20), st.integers(0, 3))
def test_rows_of_one_step_stay_as_they_came_however_many_falls_there_are(steps: list[int], most_runs: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(disorder, "_MOST_RUNS", most_runs)
        found = list(disorder._by_step(array("d", steps), 0, len(steps)))
    assert found == sorted(range(len(steps)), key=steps.__getitem__)


@given(st.integers(5, 40), st.integers(0, 39))
def test_rows_that_come_later_are_added(count: int, fall: int) -> None:
    before: list[object] = [{"iter": at, "loss": 1.0 / at} for at in (*range(1, count), *range(max(fall, 1), count))]
    after: list[object] = [{"iter": at, "loss": 1.0 / at, "lr": 1.0} for at in range(count, count + 9)]
    log = ordered_log(lambda: before, is_long=False)
    log.extend(after)
    assert said(log.series()) == said(series_of_rows([*before, *after]))


def test_of_a_long_log_each_peak_is_there_and_restarts_are_told_twice() -> None:
    half = 2 * MOST_POINTS
    steps = [*range(1, half + 1), *range(1, half + 1)]
    rows = [{"iter": step, "loss": 1.0 / step, "lr": 9.0 if at == half + 77 else 1.0} for at, step in enumerate(steps)]
    series = ordered_log(lambda: rows, is_long=True).series()
    assert series.whole is not None
    assert (len(series.whole), series.whole.restarts) == (2 * half, (half,))
    assert max(series.whole.columns["lr"]) == 9.0
    (told,) = series.restarts
    assert (series.steps[told - 1], series.steps[told]) == (half, 1)


def test_more_than_is_kept_of_any_log_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breadtui.domain.metric.disorder.MOST_CELLS", 10)
    with pytest.raises(TooLarge):
        ordered_log(lambda: [{"iter": at, "loss": 1.0} for at in range(11)], is_long=False)


@pytest.mark.parametrize("odd", [1e39, 1e-300])
def test_in_disorder_too_a_long_log_loses_no_value_that_seven_digits_cannot_say(odd: float) -> None:
    steps = [*range(LONG_ROWS), *range(LONG_ROWS - 500, LONG_ROWS + 400)]
    for peak in (600, LONG_ROWS + 399):
        rows: list[object] = [{"iter": step, "loss": 1.0, "norm": odd if step == peak else 0.1} for step in steps]
        log = GrowingLog(in_any_order=True)
        log.extend(rows)
        for each in (put_in_order_at_the_end(log), ordered_log(lambda: rows, is_long=True)):  # noqa: B023 - called here
            whole = each.series().whole
            assert whole is not None
            assert whole.columns["norm"][peak] == odd
            assert whole.columns["norm"][0] == pytest.approx(0.1)
