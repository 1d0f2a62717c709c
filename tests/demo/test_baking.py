from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.demo.baking import (
    Course,
    done_at,
    elapsed_for,
    end_seconds,
    moment,
    progress_percent,
    status_at,
)

courses = st.builds(
    Course,
    seed=st.integers(0, 2**64 - 1),
    total=st.integers(1, 5000),
    seconds=st.just(0.0) | st.floats(0.001, 10_000),
)


@given(courses, st.floats(0, 12_000), st.floats(0, 12_000))
def test_a_job_never_goes_back(course: Course, one: float, other: float) -> None:
    earlier, later = sorted((one, other))
    assert done_at(course, earlier) <= done_at(course, later)


@given(courses)
def test_moments_of_rows_follow_one_another(course: Course) -> None:
    moments = [moment(course, position) for position in range(min(course.total, 60) + 1)]
    assert all(before <= after for before, after in pairwise(moments))


@given(courses, st.data())
def test_a_row_is_counted_from_its_moment_on(course: Course, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, course.total))
    assert done_at(course, moment(course, position)) >= position


@given(courses, st.floats(0, 12_000))
def test_progress_is_a_percentage_and_full_only_when_all_is_done(course: Course, elapsed: float) -> None:
    percent = progress_percent(course, elapsed)
    assert 0 <= percent <= 100
    if status_at(course, elapsed) == "complete":
        assert percent == 100


def test_a_job_without_duration_is_complete_at_once() -> None:
    course = Course(seed=1, total=600, seconds=0.0)
    assert (status_at(course, 0.0), done_at(course, 0.0)) == ("complete", 600)


def test_a_failing_job_runs_until_its_last_step() -> None:
    course = Course(seed=1, total=100, seconds=500.0, ending="failed", last=61, error="CUDA out of memory")
    end = end_seconds(course)
    assert status_at(course, end - 0.01) == "running"
    assert status_at(course, end) == "failed"
    assert done_at(course, 10_000) == 61


def test_a_stalled_job_says_running_for_ever_without_a_new_step() -> None:
    course = Course(seed=1, total=100, seconds=500.0, ending="stalled", last=19)
    assert end_seconds(course) == inf
    assert status_at(course, 1e9) == "running"
    assert {done_at(course, at) for at in (200.0, 600.0, 1e9)} == {19}


@pytest.mark.parametrize("share", [0.0, 0.22, 0.46, 0.99])
def test_a_seeded_job_stands_where_it_was_put(share: float) -> None:
    course = Course(seed=3, total=354, seconds=3079.8)
    assert done_at(course, elapsed_for(course, share)) == round(354 * share)
