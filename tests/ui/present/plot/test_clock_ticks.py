"""Ticks along the time of day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.plot.clock_ticks import clock_label, clock_ticks, day_and_clock

INDIA = timezone(timedelta(hours=5, minutes=30))
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("seconds", "count", "labels"),
    [
        (40, 4, ["12:00", "12:00:10", "12:00:20", "12:00:30", "12:00:40"]),
        (600, 5, ["12:00", "12:02", "12:04", "12:06", "12:08", "12:10"]),
        (86_400, 4, ["12:00", "18:00", "1 Dec", "06:00", "12:00"]),
        (3 * 86_400, 3, ["1 Dec", "2 Dec", "3 Dec"]),
        (20 * 86_400, 5, ["1 Dec", "5 Dec", "9 Dec", "13 Dec", "17 Dec"]),
    ],
)
def test_ticks_are_round_times_that_are_told_apart(seconds: float, count: int, labels: list[str]) -> None:
    assert [clock_label(tick, UTC) for tick in clock_ticks(NOON, NOON + seconds, count, UTC)] == labels


def test_days_begin_in_the_persons_own_zone() -> None:
    ticks = clock_ticks(NOON, NOON + 86_400, 4, INDIA)
    assert [clock_label(tick, INDIA) for tick in ticks] == ["18:00", "1 Dec", "06:00", "12:00"]


def test_a_readout_says_day_and_second() -> None:
    assert day_and_clock(NOON + 65, UTC) == "30 Nov 12:01:05"


@given(st.floats(0, 4e9), st.floats(0.5, 4e8), st.integers(1, 40))
def test_there_are_never_more_than_asked_and_all_lie_within(first: float, span: float, count: int) -> None:
    ticks = clock_ticks(first, first + span, count, UTC)
    assert len(ticks) <= count + 1
    assert all(first <= tick <= first + span for tick in ticks)
