"""A log read as it grows says what the same log says when it is read as a whole."""

from __future__ import annotations

from math import isnan, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric.columns import extremes_of
from breadtui.domain.metric.growing import LONG_ROWS, MOST_POINTS, GrowingLog, OutOfOrder
from breadtui.domain.metric.record import MetricSeries, series_of_rows

VALUES = st.floats() | st.integers(-(10**400), 10**400) | st.none() | st.booleans() | st.sampled_from(["NaN", "words"])
ROWS = st.lists(
    st.none() | st.dictionaries(st.sampled_from(["loss", "lr", "grad", "note"]), VALUES, max_size=4), max_size=12
)


def numbered(rows: list[dict[str, object] | None], first: int = 1) -> list[object]:
    return [row if row is None else {"iter": first + at, **row} for at, row in enumerate(rows)]


def said(series: MetricSeries) -> object:
    columns = {name: [None if isnan(value) else value for value in column] for name, column in series.columns.items()}
    counts = (series.rows_count, series.skipped_count, series.gap_counts)
    return list(series.steps), columns, series.restarts, counts, series.lost_at


@settings(max_examples=200)
@given(ROWS, ROWS)
def test_read_in_two_parts_it_says_the_same(
    first: list[dict[str, object] | None], second: list[dict[str, object] | None]
) -> None:
    rows = numbered(first + second)
    log = GrowingLog()
    try:
        log.extend(rows[: len(first)])
        log.series()
        log.extend(rows[len(first) :])
    except OutOfOrder:
        assert (
            "words" in str(rows)
            or "NaN" in str(rows)
            or "None" in str(rows)
            or "True" in str(rows)
            or "False" in str(rows)
        )
        return
    whole = series_of_rows(rows)
    assert said(log.series()) == said(whole)
    assert list(log.series().columns)[: len(whole.columns)] == list(whole.columns)


@pytest.mark.parametrize(
    "rows",
    [
        [{"iter": 2}, {"iter": 1}],
        [{"iter": 1}, {"iter": 1}],
        [{"loss": 1.0}],
        [{"iter": "one"}],
        [{"iter": 1, "note": "words"}, *({"iter": at} for at in range(2, 2000)), {"iter": 2000, "note": 4.0}],
    ],
)
def test_a_log_in_disorder_is_refused(rows: list[object]) -> None:
    with pytest.raises(OutOfOrder):
        GrowingLog().extend(rows)


def test_of_a_long_log_the_telling_points_are_told_and_all_are_there() -> None:
    rows = [
        {"iter": at, "loss": 9.0 if at == 54_321 else nan if at == 7 else 1 + at % 3, "lr": 0.1} for at in range(90_000)
    ]
    log = GrowingLog(len(rows))
    log.extend(rows)
    series = log.series()

    assert len(series) <= MOST_POINTS
    assert series.whole is not None
    assert len(series.whole) == series.rows_count == 90_000
    assert 54_321 in series.steps
    assert max(series.columns["loss"][at] for at in range(len(series)) if series.columns["loss"][at] > 0) == 9.0
    assert (series.steps[0], series.steps[-1]) == (0, 89_999)
    assert series.gap_counts == {"loss": 1}


def test_a_very_long_log_keeps_losses_whole_and_the_rest_to_seven_digits() -> None:
    log = GrowingLog(LONG_ROWS + 1)
    log.extend([{"iter": 1, "loss": 1.23456789012e-7, "train_loss": 1.1, "lr": 9.123456789e-4}])
    columns = log.series().columns

    assert (columns["loss"][0], columns["train_loss"][0]) == (1.23456789012e-7, 1.1)
    assert columns["lr"][0] == pytest.approx(9.123456789e-4, rel=1e-6)


def test_a_log_that_turns_out_to_be_long_says_what_one_says_that_was_known_to_be() -> None:
    rows = [{"iter": at, "loss": 1 / (at + 1), "lr": 1 / (at + 3)} for at in range(LONG_ROWS + 1)]
    known, found = GrowingLog(len(rows)), GrowingLog()
    for log in (known, found):
        log.extend(rows)
        assert log.rows_count == len(rows)

    whole, same = (log.series().whole for log in (known, found))
    assert whole is not None
    assert same is not None
    assert {name: list(column) for name, column in same.columns.items()} == {
        name: list(column) for name, column in whole.columns.items()
    }
    assert same.columns["loss"][1] == 1 / 2
    assert same.columns["lr"][0] != 1 / 3


def test_a_very_long_log_loses_no_value_that_seven_digits_cannot_say() -> None:
    odd = {600: 1e39, 70_000: -1e39, 70_001: 1e-300, LONG_ROWS: 5e-324}
    rows = [{"iter": at, "loss": 1.0, "grad_norm": odd.get(at, 0.5)} for at in range(LONG_ROWS + 1)]
    known, found = GrowingLog(len(rows)), GrowingLog()
    for log in (known, found):
        log.extend(rows)
        whole = log.series().whole
        assert whole is not None
        assert {at: whole.columns["grad_norm"][at] for at in odd} == odd
        assert extremes_of(whole.columns["grad_norm"], 0, len(whole)) == (-1e39, 1e39)
