"""Durations are told as they are known: exactly, about, or at least."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from breadtui.domain.durations import Duration, Knowledge, run_duration
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting

NOW = datetime.fromisoformat("2026-01-05T12:00:00+00:00")
KEY = JobKey(RepoName("coder"), Phase.STIM, "wise")


def seen(*looks: tuple[float, str], percents: tuple[float | None, ...] = ()) -> list[JobSighting]:
    known = (*percents, *[None] * len(looks))
    return [
        JobSighting(KEY, NOW + timedelta(seconds=at), status, known[n], None, None, None)
        for n, (at, status) in enumerate(looks)
    ]


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([], None),
        ([(0, "complete")], None),
        ([(0, "not_started"), (9000, "complete")], None),
        ([(0, "pending"), (10, "running"), (300, "running"), (310, "complete")], Duration(300)),
        ([(0, "pending"), (200, "running"), (1400, "running"), (1410, "failed")], Duration(1305, Knowledge.ABOUT)),
        ([(0, "running"), (300, "running"), (305, "complete")], Duration(300, Knowledge.AT_LEAST)),
        ([(0, "pending"), (5, "running"), (300, "running"), (9000, "complete")], Duration(295, Knowledge.AT_LEAST)),
        ([(0, "running"), (90, "complete")], None),
        ([(0, "running"), (60, "failed"), (70, "running"), (170, "running"), (180, "complete")], Duration(110)),
        ([(0, "running"), (60, "pending")], None),
        ([(0, "pending"), (5, "incomplete"), (65, "complete")], None),
    ],
)
def test_the_newest_run_is_as_long_as_it_was_watched(looks: list[tuple[float, str]], expected: Duration | None) -> None:
    assert run_duration(seen(*looks)) == expected


def test_a_run_that_goes_on_is_counted_to_the_last_look() -> None:
    looks = seen((0, "pending"), (10, "running"))
    assert run_duration(looks, NOW + timedelta(seconds=130)) == Duration(125)
    assert run_duration(looks[1:], NOW + timedelta(seconds=130)) == Duration(120, Knowledge.AT_LEAST)


def test_a_run_seen_a_moment_ago_is_not_said_to_have_taken_at_least_no_time() -> None:
    looks = seen((0, "running"))
    assert run_duration(looks, NOW + timedelta(seconds=0.4)) is None
    assert run_duration(looks, NOW + timedelta(seconds=1)) == Duration(1, Knowledge.AT_LEAST)
