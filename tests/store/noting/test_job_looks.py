"""How looks at jobs meet what was known: identity, notices, runs, lag, and things that are gone."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.errors import BreadError, NotFound, ServerFailed
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.store.events.event import JobsPolled, JobStarted, MetricsLoaded, StartAsked, TreeLoaded
from breadtui.store.facts.state import AppState, Severity
from breadtui.store.noting.journaling import job_sightings
from breadtui.store.reducers.whole import reduce
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_state, a_tree, after

KEY = a_key("b")
NOT_STARTED, PENDING, RUNNING = JobStatus.NOT_STARTED, JobStatus.PENDING, JobStatus.RUNNING
COMPLETE, FAILED, UNKNOWN = JobStatus.COMPLETE, JobStatus.FAILED, JobStatus.UNKNOWN
OVEN = ServerFailed("oven", status=500)


def a_start(status: JobStatus = RUNNING, **facts: Any) -> AppState:
    return a_state(a_tree({}), [a_job("b", status, **facts)])


def polled(state: AppState, outcome: Job | BreadError, seconds: float = 5) -> AppState:
    return reduce(state, JobsPolled({REPO: 1}, {KEY: outcome}, after(seconds)))


def seen_in_trees(state: AppState, *statuses: JobStatus) -> AppState:
    for seconds, status in enumerate(statuses, 1):
        state = reduce(state, TreeLoaded(1, a_tree({"b": status}), after(seconds)))
    return state


def words(state: AppState) -> list[str]:
    return [notice.text for notice in state.notices]


def test_an_equal_answer_keeps_the_same_job_object_and_moves_its_age() -> None:
    state = a_start(progress_percent=40.0)
    now = polled(state, a_job("b", RUNNING, progress_percent=40.0))
    assert now.jobs[KEY].job is state.jobs[KEY].job
    assert now.jobs[KEY].seen_at == after(5)
    assert now.jobs[KEY].changed_at == NOW


def test_a_changed_answer_replaces_the_job_and_says_when() -> None:
    now = polled(a_start(), a_job("b", RUNNING, progress_percent=41.0))
    assert now.jobs[KEY].job.progress_percent == 41.0
    assert now.jobs[KEY].changed_at == after(5)


def test_other_jobs_are_the_same_objects_afterwards() -> None:
    state = a_state(a_tree({"a": RUNNING, "b": RUNNING}))
    now = polled(state, a_job("b", RUNNING, progress_percent=1.0))
    assert now.jobs[a_key("a")] is state.jobs[a_key("a")]


def test_an_answer_for_a_repo_left_meanwhile_is_dropped() -> None:
    state = a_start()
    for generations in ({}, {REPO: 7}):
        assert reduce(state, JobsPolled(generations, {KEY: a_job("b", FAILED)}, NOW)) is state
    closed = AppState()
    assert reduce(closed, JobsPolled({REPO: 1}, {KEY: a_job("b")}, NOW)) is closed


def test_a_failed_look_keeps_the_facts_and_says_why() -> None:
    state = a_start(progress_percent=40.0)
    failed = polled(state, OVEN)
    assert failed.jobs[KEY].job is state.jobs[KEY].job
    assert failed.jobs[KEY].error == OVEN
    assert failed.jobs[KEY].seen_at == NOW
    assert polled(failed, a_job("b", RUNNING, progress_percent=40.0)).jobs[KEY].error is None


def test_a_failed_look_at_a_job_never_seen_is_nothing() -> None:
    state = a_state(a_tree({}))
    assert polled(state, OVEN) is state


def test_a_404_marks_the_job_as_gone_and_an_answer_brings_it_back() -> None:
    gone = polled(a_start(), NotFound("no", status=404))
    assert gone.jobs[KEY].is_gone
    assert polled(gone, OVEN).jobs[KEY].is_gone
    assert not polled(gone, a_job("b", RUNNING)).jobs[KEY].is_gone


def test_a_bake_that_left_the_tree_is_gone_and_comes_back() -> None:
    state = seen_in_trees(a_state(a_tree({})), COMPLETE)
    gone = reduce(state, TreeLoaded(1, a_tree({}), after(9)))
    assert gone.jobs[KEY].is_gone
    assert not reduce(gone, TreeLoaded(1, a_tree({"b": COMPLETE}), after(12))).jobs[KEY].is_gone


def test_the_tree_does_not_bring_back_what_answers_404() -> None:
    state = polled(seen_in_trees(a_state(a_tree({})), RUNNING), NotFound("no", status=404))
    assert seen_in_trees(state, RUNNING).jobs[KEY].is_gone
    assert not seen_in_trees(state, COMPLETE).jobs[KEY].is_gone


def test_the_tree_never_overwrites_richer_facts() -> None:
    state = a_start(RUNNING, progress_percent=40.0, loss=a_loss(), config={"epochs": 2})
    now = seen_in_trees(state, COMPLETE).jobs[KEY].job
    assert (now.status, now.model_names) == (COMPLETE, ("ada/coder/b/100",))
    assert (now.progress_percent, now.loss, now.config) == (40.0, a_loss(), {"epochs": 2})


def test_a_tree_that_does_not_know_the_status_changes_nothing() -> None:
    state = a_start(RUNNING)
    assert seen_in_trees(state, UNKNOWN).jobs[KEY].job is state.jobs[KEY].job


def test_the_tree_moves_the_age_of_running_bakes_alone() -> None:
    state = a_state(a_tree({"b": RUNNING, "c": COMPLETE}))
    now = reduce(state, TreeLoaded(1, a_tree({"b": RUNNING, "c": COMPLETE}), after(30)))
    assert now.jobs[KEY].seen_at == after(30)
    assert now.jobs[a_key("c")] is state.jobs[a_key("c")]


def test_models_and_configuration_that_an_answer_leaves_out_are_kept() -> None:
    state = a_start(COMPLETE, model_names=("ada/coder/b/100",), config={"epochs": 2})
    now = polled(state, a_job("b", COMPLETE, loss=a_loss())).jobs[KEY].job
    assert (now.model_names, now.config, now.loss) == (("ada/coder/b/100",), {"epochs": 2}, a_loss())
    again = polled(state, a_job("b", RUNNING)).jobs[KEY].job
    assert again.model_names == ()


@pytest.mark.parametrize(
    ("outcome", "text", "severity"),
    [
        (a_job("b", COMPLETE), "b finished", Severity.INFORMATION),
        (a_job("b", FAILED, error="\n  burnt  \nmore"), "b failed: burnt", Severity.ERROR),
        (a_job("b", FAILED), "b failed: no reason given", Severity.ERROR),
        (a_job("b", FAILED, error=" \n "), "b failed: no reason given", Severity.ERROR),
    ],
)
def test_a_job_that_settles_is_told_once(outcome: Job, text: str, severity: Severity) -> None:
    state = polled(polled(a_start(), outcome), outcome, 10)
    [notice] = state.notices
    assert (notice.text, notice.severity, notice.about, notice.at) == (text, severity, KEY, after(5))


def test_a_job_first_seen_settled_is_not_told() -> None:
    assert words(polled(a_state(a_tree({})), a_job("b", COMPLETE))) == []


def test_tree_and_answer_tell_the_same_end_once() -> None:
    state = polled(seen_in_trees(a_start(), COMPLETE), a_job("b", COMPLETE, loss=a_loss()))
    assert words(state) == ["b finished"]


def test_a_new_job_id_is_a_new_run_and_old_metrics_go() -> None:
    state = reduce(a_start(RUNNING, job_id=1), MetricsLoaded(KEY, MetricSeries(), NOW))
    state = polled(state, a_job("b", COMPLETE))
    assert KEY in state.metrics
    state = polled(state, a_job("b", RUNNING, job_id=2))
    assert KEY not in state.metrics
    state = polled(state, a_job("b", COMPLETE))
    assert words(state) == ["b finished", "b was started anew", "b finished"]


def test_a_new_run_that_is_over_before_it_is_seen_is_told() -> None:
    state = polled(a_start(FAILED, job_id=1), a_job("b", FAILED, job_id=2, error="again"))
    assert words(state) == ["b was started anew", "b failed: again"]


def test_a_start_of_ours_is_told_again_when_it_ends() -> None:
    state = polled(a_start(), a_job("b", FAILED, error="burnt"))
    state = reduce(state, JobStarted(KEY, a_job("b", RUNNING), after(10)))
    state = polled(state, a_job("b", FAILED, error="burnt"), 15)
    assert words(state) == ["b failed: burnt", "b failed: burnt"]


def test_reads_that_lag_behind_a_start_are_not_believed_for_a_minute() -> None:
    state = reduce(a_start(NOT_STARTED), StartAsked(KEY))
    state = reduce(state, JobStarted(KEY, a_job("b", RUNNING), NOW))
    assert state.starting == frozenset()
    lagging = polled(state, a_job("b", NOT_STARTED), 5)
    assert lagging.jobs[KEY].job.status is RUNNING
    assert lagging.jobs[KEY].seen_at == after(5)
    assert seen_in_trees(state, NOT_STARTED).jobs[KEY].job.status is RUNNING
    assert polled(lagging, a_job("b", NOT_STARTED), 61).jobs[KEY].job.status is NOT_STARTED


def test_a_read_that_shows_the_start_ends_the_doubt() -> None:
    state = reduce(a_start(NOT_STARTED), JobStarted(KEY, a_job("b", RUNNING), NOW))
    shown = polled(state, a_job("b", RUNNING), 5)
    assert shown.jobs[KEY].started_at is None
    assert polled(shown, a_job("b", NOT_STARTED), 10).jobs[KEY].job.status is NOT_STARTED


def test_a_start_in_a_closed_repository_only_frees_its_key() -> None:
    state = AppState(starting=frozenset({KEY}))
    assert reduce(state, JobStarted(KEY, a_job("b"), NOW)) == AppState()


def test_a_first_start_of_a_job_never_seen_is_kept() -> None:
    state = reduce(a_state(a_tree({})), JobStarted(KEY, a_job("b", PENDING), NOW))
    assert state.jobs[KEY].job.status is PENDING


@given(st.lists(st.sampled_from([*JobStatus, OVEN, NotFound("no", status=404)]), max_size=30))
def test_any_sequence_of_answers_tells_each_end_of_a_run_at_most_once(looks: Sequence[JobStatus | BreadError]) -> None:
    state = a_start(RUNNING, job_id=1)
    ends: list[JobStatus] = []
    status = RUNNING
    for number, look in enumerate(looks):
        outcome = look if isinstance(look, BreadError) else a_job("b", look, job_id=1, error="burnt")
        state = polled(state, outcome, number)
        if isinstance(look, JobStatus):
            if look in {COMPLETE, FAILED} and look is not status and (not ends or ends[-1] is not look):
                ends.append(look)
            status = look
    told = [COMPLETE if text == "b finished" else FAILED for text in words(state)]
    assert told == ends


@given(st.lists(st.sampled_from([PENDING, RUNNING, UNKNOWN]), max_size=10), st.sampled_from([COMPLETE, FAILED]))
def test_each_job_that_settles_is_told_exactly_once(before: Sequence[JobStatus], end: JobStatus) -> None:
    state = a_start()
    for number, status in enumerate([*before, end, end, *before, end]):
        state = polled(state, a_job("b", status), number)
    assert len(state.notices) == 1


def test_sightings_are_new_or_changed_jobs_alone() -> None:
    before = a_state(a_tree({"a": RUNNING, "b": RUNNING}))
    assert job_sightings(before, before, NOW) == ()
    moved = polled(before, a_job("b", RUNNING, loss=replace(a_loss(), latest=None, final=5e-7), lines=3))
    [sighting] = job_sightings(before, moved, NOW)
    assert (sighting.key, sighting.loss, sighting.lines, sighting.status) == (KEY, 5e-7, 3, "running")
    assert job_sightings(AppState(), before, NOW)[0].loss is None


def test_the_trees_word_for_not_started_does_not_make_a_bake_queued() -> None:
    """The tree says `pending` of a bake that was never started; only its own answer tells queued from not started."""
    state = polled(seen_in_trees(a_state(a_tree({})), PENDING), a_job("b", NOT_STARTED))
    assert seen_in_trees(state, PENDING).jobs[KEY].job.status is NOT_STARTED


def test_a_bake_that_only_a_tree_calls_pending_is_not_said_to_be_queued() -> None:
    job = seen_in_trees(a_state(a_tree({})), PENDING, PENDING).jobs[KEY].job
    assert (job.status, job.is_vague, job.is_active) == (PENDING, True, False)


@pytest.mark.parametrize("status", [PENDING, RUNNING, COMPLETE, FAILED, NOT_STARTED])
def test_its_own_answer_says_how_such_a_bake_stands(status: JobStatus) -> None:
    vague = seen_in_trees(a_state(a_tree({})), PENDING)
    state = polled(vague, a_job("b", status))
    assert (state.jobs[KEY].job.status, state.jobs[KEY].job.is_vague) == (status, False)
    again = seen_in_trees(state, PENDING if status is NOT_STARTED else status)
    assert (again.jobs[KEY].job.status, again.jobs[KEY].job.is_vague) == (status, False)


@pytest.mark.parametrize("status", [RUNNING, COMPLETE, FAILED])
def test_a_tree_that_says_more_of_it_is_believed(status: JobStatus) -> None:
    job = seen_in_trees(a_state(a_tree({})), PENDING, status).jobs[KEY].job
    assert (job.status, job.is_vague) == (status, False)


def test_a_start_from_here_ends_the_doubt() -> None:
    state = reduce(seen_in_trees(a_state(a_tree({})), PENDING), JobStarted(KEY, a_job("b", PENDING), NOW))
    assert state.jobs[KEY].job.is_active
