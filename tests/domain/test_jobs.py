"""Jobs: one vocabulary of states, progress by rule, what changed."""

from math import inf, nan

import pytest

from breadtui.domain.jobs import (
    Job,
    JobStatus,
    Transition,
    progress_percent_of,
    questions_expected,
    rows_expected,
    status_of,
    transitions,
)
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import Phase
from tests.fakes.states import a_job, a_key


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("not_started", JobStatus.NOT_STARTED),
        ("pending", JobStatus.PENDING),
        ("preparing", JobStatus.PENDING),
        ("running", JobStatus.RUNNING),
        ("incomplete", JobStatus.RUNNING),
        ("complete", JobStatus.COMPLETE),
        ("failed", JobStatus.FAILED),
        ("cancelled", JobStatus.FAILED),
        ("canceled", JobStatus.FAILED),
        ("error", JobStatus.FAILED),
        ("unknown", JobStatus.UNKNOWN),
        ("queued", JobStatus.UNKNOWN),
        ("", JobStatus.UNKNOWN),
    ],
)
def test_each_word_of_the_service_stands_for_one_status(word: str, status: JobStatus) -> None:
    assert status_of(word) is status


def test_every_status_is_not_begun_active_or_settled() -> None:
    for status in JobStatus:
        job = a_job(status=status)
        assert [status is JobStatus.NOT_STARTED, job.is_active, job.is_settled].count(True) == 1


def test_a_status_without_a_word_counts_as_active() -> None:
    assert a_job(status=JobStatus.UNKNOWN).is_active


@pytest.mark.parametrize(
    ("job", "percent"),
    [
        (a_job(status=JobStatus.COMPLETE), 100.0),
        (a_job(status=JobStatus.COMPLETE, progress_percent=12.0), 100.0),
        (a_job(progress_percent=0.0), 0.0),
        (a_job(progress_percent=41.5), 41.5),
        (a_job(progress_percent=130.0), 100.0),
        (a_job(progress_percent=-3.0), 0.0),
        (a_job(progress_percent=nan), None),
        (a_job(progress_percent=inf), None),
        (a_job(), None),
        (a_job(phase=Phase.ROLLOUT, lines=5, total_expected=20), 25.0),
        (a_job(phase=Phase.ROLLOUT, lines=50, total_expected=20), 100.0),
        (a_job(phase=Phase.ROLLOUT, lines=-5, total_expected=20), 0.0),
        (a_job(phase=Phase.ROLLOUT, lines=5, total_expected=0), None),
        (a_job(phase=Phase.ROLLOUT, lines=5, total_expected=-1), None),
        (a_job(phase=Phase.ROLLOUT, total_expected=20), None),
        (a_job(phase=Phase.STIM, lines=3, config={"generators": [{"numq": 12}]}), 25.0),
        (a_job(phase=Phase.STIM, lines=3), None),
        (a_job(status=JobStatus.FAILED, progress_percent=60.0), 60.0),
    ],
)
def test_progress_is_as_sent_clamped_or_counted_from_rows(job: Job, percent: float | None) -> None:
    assert progress_percent_of(job) == percent


@pytest.mark.parametrize(
    ("config", "count"),
    [
        ({}, None),
        ({"generators": []}, None),
        ({"generators": "all"}, None),
        ({"generators": [{"numq": 409}, {"numq": 200}]}, 609),
        ({"generators": [{"questions": ["a", "b"]}]}, 2),
        ({"generators": [{"numq": 1, "questions": ["a", "b"]}]}, 1),
        ({"generators": [{"numq": 5}, {"type": "persona"}]}, None),
        ({"generators": [{"numq": True}]}, None),
        ({"generators": ["odd"]}, None),
    ],
)
def test_a_stim_expects_the_sum_of_its_generators(config: JsonObject, count: int | None) -> None:
    assert questions_expected(config) == count
    assert rows_expected(a_job(phase=Phase.STIM, config=config)) == count


def test_transitions_are_changes_of_status_between_two_looks() -> None:
    before = {a_key(name): a_job(name) for name in ("a", "b", "gone")}
    after = {
        a_key("b"): a_job("b", JobStatus.COMPLETE),
        a_key("a"): a_job("a", progress_percent=5.0),
        a_key("new"): a_job("new", JobStatus.FAILED),
    }
    assert transitions(before, after) == (Transition(a_key("b"), JobStatus.RUNNING, JobStatus.COMPLETE),)
