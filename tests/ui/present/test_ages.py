"""Spans of time in the one unit that fits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from breadtui.ui.present.ages import age_between, age_text, clock_text, estimate_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "0s"),
        (0, "0s"),
        (4.9, "4s"),
        (59, "59s"),
        (60, "1m"),
        (3599, "59m"),
        (3600, "1h"),
        (47 * 3600, "47h"),
        (48 * 3600, "2d"),
        (90 * 86400, "90d"),
    ],
)
def test_an_age_has_one_unit(seconds: float, text: str) -> None:
    assert age_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, "-"), (40, "~40s"), (2100, "~35m"), (3720, "~1h02m"), (86400, "~24h00m"), (3e5, "~3d")]
)
def test_an_estimate_says_that_it_is_one(seconds: float | None, text: str) -> None:
    assert estimate_text(seconds) == text


def test_moments_are_told_in_the_asked_zone() -> None:
    at = datetime(2026, 1, 5, 12, 4, tzinfo=UTC)
    assert clock_text(at, timezone(timedelta(hours=2))) == "14:04"
    assert age_between(at, at + timedelta(minutes=9)) == "9m"
