"""Estimates of the end: none too early, a range that holds the truth, and never a negative one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from breadtui.domain.estimates import MOST_POINTS, Basis, Progress, course_of, eta_of, with_progress
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import Phase
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.sightings import JobSighting
from breadtui.values import replace
from tests.benchmarks.eta import measured
from tests.fakes.states import NOW, a_job, after


def bake(percent: float | None = 50.0, status: JobStatus = JobStatus.RUNNING) -> Job:
    return a_job("b", status, progress_percent=percent)


def rollout(lines: int, total: int = 1_000, status: JobStatus = JobStatus.RUNNING) -> Job:
    return a_job("r", status, phase=Phase.ROLLOUT, lines=lines, total_expected=total)


def steps(count: int, seconds: float = 8.0) -> MetricSeries:
    return series_of_rows([{"iter": number + 1, "step_time": seconds} for number in range(count)])


def course(job_at: Mapping[int, Job]) -> tuple[Progress, ...]:
    found: tuple[Progress, ...] = ()
    for seconds, job in job_at.items():
        found = with_progress(found, job, after(seconds))
    return found


def test_a_bake_goes_by_its_step_time_and_the_steps_left() -> None:
    eta = eta_of(bake(50.0), NOW, series=steps(100))
    assert eta is not None
    assert eta.least_seconds <= 800 <= eta.most_seconds
    assert eta.basis is Basis.STEPS


@pytest.mark.parametrize("count", [0, 1, 9])
def test_nothing_is_said_in_the_first_ten_steps(count: int) -> None:
    assert eta_of(bake(2.0), NOW, series=steps(count)) is None


def test_past_runs_speak_before_there_are_ten_steps() -> None:
    past = [PastRun(seconds, 0) for seconds in (3000, 3600, 4000)]
    eta = eta_of(bake(0.5), NOW, series=steps(3), past=past)
    assert eta is not None
    assert (eta.least_seconds, eta.most_seconds, eta.basis) == (3000, 4000, Basis.PAST)


def test_what_is_queued_is_told_by_past_runs_alone() -> None:
    assert eta_of(bake(None, JobStatus.PENDING), NOW) is None
    eta = eta_of(rollout(0, 2_000, JobStatus.PENDING), NOW, past=[PastRun(100, 1_000)])
    assert eta is not None
    assert eta.middle_seconds == 200


def test_pauses_that_step_times_do_not_hold_widen_the_range() -> None:
    watched = course({seconds: bake(seconds / 20) for seconds in range(20, 1_000, 20)})
    eta = eta_of(bake(50.0), after(1_000), watched, steps(100, 8.0))
    assert eta is not None
    assert eta.least_seconds < 850
    assert eta.most_seconds > 950


def test_a_rollout_goes_by_its_rows() -> None:
    watched = course({seconds: rollout(seconds) for seconds in range(10, 500, 10)})
    eta = eta_of(rollout(490), after(490), watched)
    assert eta is not None
    assert eta.least_seconds <= 510 <= eta.most_seconds
    assert eta.basis is Basis.PACE


def test_a_pace_that_changed_is_a_range_from_the_one_to_the_other() -> None:
    fast = {seconds: rollout(seconds * 2) for seconds in range(10, 200, 10)}
    slow = {seconds: rollout(400 + (seconds - 200) // 2) for seconds in range(200, 500, 10)}
    eta = eta_of(rollout(545), after(490), course(fast | slow))
    assert eta is not None
    assert eta.most_seconds > 1.5 * eta.least_seconds


@pytest.mark.parametrize("status", [JobStatus.COMPLETE, JobStatus.FAILED, JobStatus.NOT_STARTED, JobStatus.UNKNOWN])
def test_what_does_not_run_has_no_end(status: JobStatus) -> None:
    assert eta_of(bake(50.0, status), NOW, series=steps(100), past=[PastRun(100, 1)]) is None


def test_at_a_hundred_percent_nothing_is_said() -> None:
    assert eta_of(bake(100.0), NOW, series=steps(100), past=[PastRun(100, 1)]) is None


def test_an_estimate_counts_down_and_stops_at_nothing() -> None:
    eta = eta_of(bake(50.0), NOW, series=steps(100))
    assert eta is not None
    later = eta.after(after(100))
    assert later.middle_seconds == pytest.approx(eta.middle_seconds - 100)
    assert eta.after(after(10_000)).most_seconds == 0
    assert later.after(after(100)) == later


def test_a_course_stays_short_keeps_its_ends_and_begins_anew_when_a_run_does() -> None:
    long = course({seconds: rollout(seconds, 100_000) for seconds in range(10_000)})
    assert len(long) <= MOST_POINTS
    assert long[-1].lines == 9_999
    assert long[0].at < after(1)
    assert len(with_progress(long, rollout(5, 100_000), after(20_000))) == 1
    assert with_progress(long, rollout(100_000, 100_000, JobStatus.COMPLETE), after(20_000)) == ()


LOOKS = st.lists(st.tuples(st.floats(0.1, 600), st.one_of(st.none(), st.floats(0, 100))), max_size=40)
TIMES = st.lists(st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(0.01, 100)), max_size=60)


@example([(1.0, 0.125)], [0.0] * 9 + [1.4e304], [])
@given(LOOKS, TIMES, st.lists(st.floats(0, 1e6), max_size=6))
def test_whatever_was_seen_the_range_is_a_range(
    looks: list[tuple[float, float | None]], times: list[float], past: list[float]
) -> None:
    found: tuple[Progress, ...] = ()
    at: datetime = NOW
    job = bake(None)
    for pause, percent in looks:
        at += timedelta(seconds=pause)
        job = bake(percent)
        found = with_progress(found, job, at)
    series = series_of_rows([{"iter": number + 1, "step_time": seconds} for number, seconds in enumerate(times)])
    eta = eta_of(job, at, found, series, [PastRun(seconds, 1) for seconds in past])
    if eta is not None:
        assert 0 <= eta.least_seconds <= eta.most_seconds < float("inf")


@pytest.mark.parametrize("phase", list(Phase))
def test_on_simulated_runs_the_middle_is_rarely_far_off(phase: Phase) -> None:
    found = measured(phase, runs=12)
    assert median(outcome.error for outcome in found) < 0.05
    assert sum(outcome.is_within for outcome in found) > 0.6 * len(found)


def test_a_course_holds_the_losses_that_looks_told_also_those_of_the_journal() -> None:
    looks = [(0.0, 10.0, 5e-7), (30.0, 11.0, 4e-7), (60.0, 12.0, None)]
    seen: tuple[Progress, ...] = ()
    for seconds, percent, loss in looks:
        told = None if loss is None else LossSummary(latest=loss)
        seen = with_progress(seen, replace(bake(percent), loss=told), after(seconds))
    history = [JobSighting(bake().key, after(at), "running", percent, None, loss, None) for at, percent, loss in looks]
    assert [point.loss for point in seen] == [5e-7, 4e-7, None]
    assert course_of(history) == seen
