"""How fast weights may come at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.downloading.rate_limit import RateLimit, rate_of


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        *[("500k", 500_000), ("2M", 2_000_000), ("2.5 MB/s", 2_500_000), ("1g", 1_000_000_000), ("10000", 10_000)],
        *[
            ("", None),
            ("fast", None),
            ("-2M", None),
            ("0", None),
            ("9k", None),
            ("2T", None),
            ("1e9", None),
            ("٢M", None),
        ],
    ],
)
def test_a_rate_is_read_as_people_write_it(text: str, rate: int | None) -> None:
    assert rate_of(text) == rate


@given(st.lists(st.integers(1, 65_536), min_size=1, max_size=50), st.integers(10_000, 10**9))
def test_who_waits_as_told_never_comes_faster(counts: list[int], rate: int) -> None:
    limit, now = RateLimit(rate), 100.0
    for count in counts:
        now += limit.wait_seconds(now, count)
    assert now - 100.0 == pytest.approx(sum(counts) / rate)


@given(st.lists(st.integers(1, 65_536), min_size=1, max_size=50), st.floats(0.0, 0.9))
def test_who_sleeps_a_little_too_long_each_time_is_no_slower(counts: list[int], late_seconds: float) -> None:
    limit, now = RateLimit(100_000), 100.0
    for count in counts:
        wait = limit.wait_seconds(now, count)
        now += wait + (late_seconds if wait else 0.0)
    assert now - 100.0 <= sum(counts) / 100_000 + late_seconds + 1e-6


def test_two_share_it_and_a_long_pause_is_made_up_for_by_a_second_alone() -> None:
    limit = RateLimit(10_000)
    assert limit.wait_seconds(0.0, 5_000) == 0.5
    assert limit.wait_seconds(0.0, 5_000) == 1.0
    assert limit.wait_seconds(60.0, 10_000) == 0.0
    assert limit.wait_seconds(60.0, 10_000) == 1.0
