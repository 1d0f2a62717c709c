"""A job's state as letter, word and tone, and what it still needs."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.ui.present.jobs.states import mark_of, remaining_seconds, seen_mark, step_seconds
from breadtui.values import replace
from tests.fakes.states import NOW, a_job, a_seen, after


@pytest.mark.parametrize(
    ("status", "letter", "word"),
    [
        (JobStatus.PENDING, "Q", "queued"),
        (JobStatus.RUNNING, "R", "running"),
        (JobStatus.COMPLETE, "D", "done"),
        (JobStatus.FAILED, "F", "failed"),
        (JobStatus.UNKNOWN, "?", "unknown"),
        (JobStatus.NOT_STARTED, "-", "not started"),
    ],
)
def test_every_status_has_a_letter_and_a_word(status: JobStatus, letter: str, word: str) -> None:
    mark = mark_of(status)
    assert (mark.letter, mark.word) == (letter, word)


def test_what_only_a_tree_calls_pending_has_no_letter() -> None:
    vague = a_seen(replace(a_job(status=JobStatus.PENDING), is_vague=True))
    mark = seen_mark(vague)
    assert (mark.letter, mark.word) == (" ", "queued or not started")


def test_a_word_we_do_not_know_is_shown_cleaned() -> None:
    assert mark_of(JobStatus.UNKNOWN, "\x1b[paused").word == "␛[paused"


@pytest.mark.parametrize(("seconds", "letter"), [(599, "R"), (600, "!")])
def test_a_running_job_seen_unchanged_for_ten_minutes_is_stalled(seconds: float, letter: str) -> None:
    assert seen_mark(replace(a_seen(a_job()), seen_at=after(seconds))).letter == letter


def test_not_looking_is_no_stall() -> None:
    assert stalled_seconds(a_seen(a_job(), at=NOW)) is None


def test_a_queued_or_gone_job_does_not_stall() -> None:
    queued = replace(a_seen(a_job(status=JobStatus.PENDING)), seen_at=after(9999))
    gone = replace(a_seen(a_job()), seen_at=after(9999), is_gone=True)
    assert stalled_seconds(queued) is None
    assert seen_mark(gone).word == "gone"


def a_series(steps: int, seconds: float = 10.0) -> MetricSeries:
    return MetricSeries(range(1, steps + 1), {"step_time": [seconds] * steps})


def test_what_remains_follows_from_step_time_and_percent() -> None:
    assert remaining_seconds(a_job(progress_percent=50.0), a_series(100)) == pytest.approx(1000.0)


@pytest.mark.parametrize(
    ("percent", "steps"), [(None, 100), (0.0, 100), (50.0, 9), (50.0, 0)], ids=["unknown", "zero", "early", "empty"]
)
def test_no_estimate_without_its_grounds(percent: float | None, steps: int) -> None:
    assert remaining_seconds(a_job(progress_percent=percent), a_series(steps)) is None


def test_step_time_is_the_median_of_the_last_twenty_that_are_known() -> None:
    times = [1000.0] * 50 + [8.0] * 12 + [float("nan")] * 3 + [9.0] * 5
    assert step_seconds(MetricSeries(range(70), {"step_time": times})) == 8.0
    assert step_seconds(MetricSeries(range(70), {})) is None
