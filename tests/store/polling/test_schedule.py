"""The schedule and its ledger on plain values."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.errors import BreadError, NotFound, RateLimited, ServerFailed, Unauthorized, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.store.clock import SystemClock
from breadtui.store.facts.asks import Ask, AskContents, AskJob, AskMetrics, AskRepos, AskTree, Intervals
from breadtui.store.facts.state import AppState, LockedOut
from breadtui.store.polling.ledger import (
    JITTER,
    Answer,
    Breaker,
    Ledger,
    Look,
    Patience,
    answered,
    is_link_failure,
    left_out,
    spread,
)
from breadtui.store.polling.schedule import CROWD, due
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_state, a_tree, after

A, B = AskJob(a_key("a")), AskJob(a_key("b"))
PATIENCE = Patience(5, 300, 1.0)
INTERVALS = Intervals()


def failed(ledger: Ledger, ask: AskJob, error: BreadError, at: datetime = NOW) -> Ledger:
    return answered(ledger, Answer(ask, at, 0.1, error), PATIENCE)


def test_nothing_open_means_nothing_due() -> None:
    assert due(AppState(), NOW, Ledger(), INTERVALS) == ()


def test_the_chosen_job_comes_first_and_its_metrics_before_it() -> None:
    state = a_state(a_tree({"a": JobStatus.RUNNING, "b": JobStatus.RUNNING}), chosen=a_key("b"))
    asks = due(state, NOW, Ledger(), INTERVALS)
    assert asks == (AskMetrics(a_key("b")), B, A, AskTree(REPO), AskContents(REPO), AskRepos())


@pytest.mark.parametrize("name", ["a", "never seen"])
def test_a_bake_that_has_not_begun_has_no_metrics(name: str) -> None:
    state = a_state(a_tree({"a": JobStatus.NOT_STARTED}), chosen=a_key(name))
    assert not any(isinstance(ask, AskMetrics) for ask in due(state, NOW, Ledger(), INTERVALS))


def with_vague(count: int, **parts: Any) -> AppState:
    """So many bakes that only a tree calls pending."""
    names = [f"b{number:02}" for number in range(count)]
    state = a_state(a_tree(dict.fromkeys(names, JobStatus.PENDING)), **parts)
    vague = {key: replace(seen, job=replace(seen.job, is_vague=True)) for key, seen in state.jobs.items()}
    return replace(state, jobs=vague)


def jobs_asked(state: AppState, ledger: Ledger | None = None) -> list[str]:
    asks = due(state, NOW, ledger or Ledger(), INTERVALS)
    return [ask.key.name for ask in asks if isinstance(ask, AskJob)]


def test_what_only_a_tree_calls_pending_is_asked_about_at_once_and_not_again_and_again() -> None:
    assert jobs_asked(with_vague(3)) == ["b00", "b01", "b02"]
    told = a_state(a_tree({"b00": JobStatus.PENDING}), [a_job("b00", JobStatus.NOT_STARTED)])
    assert jobs_asked(told) == []


def test_metrics_are_not_asked_of_what_was_perhaps_never_started() -> None:
    asks = due(with_vague(1, chosen=a_key("b00")), NOW, Ledger(), INTERVALS)
    assert not any(isinstance(ask, AskMetrics) for ask in asks)


def test_of_a_crowd_that_was_perhaps_never_started_the_first_and_the_chosen_are_asked_about_before_the_others() -> None:
    state = with_vague(100, chosen=a_key("b39"))
    assert jobs_asked(state) == [*(f"b{number:02}" for number in range(CROWD)), "b39"]
    asked: list[Ask] = [*(AskJob(a_key(name)) for name in jobs_asked(state)), AskTree(REPO), AskContents(REPO)]
    quiet = Ledger(looks={ask: Look(NOW) for ask in (*asked, AskRepos())})
    assert jobs_asked(state, quiet) == ["b08", "b09"]


def test_locked_out_means_nothing_due() -> None:
    locked = LockedOut(NOW, Unauthorized("no", status=401))
    assert due(a_state(a_tree({"a": JobStatus.RUNNING}), link=locked), NOW, Ledger(), INTERVALS) == ()


def test_jobs_of_closed_repositories_are_not_asked() -> None:
    state = replace(a_state(a_tree({"a": JobStatus.RUNNING, "b": JobStatus.COMPLETE}), chosen=a_key("a")), opened={})
    assert due(state, NOW, Ledger(), INTERVALS) == (AskRepos(),)


def test_a_status_without_a_word_is_asked_no_more_often_than_a_bake() -> None:
    assert INTERVALS.of_job(Phase.STIM, JobStatus.UNKNOWN) == INTERVALS.bake_seconds
    assert INTERVALS.of_job(Phase.STIM, JobStatus.RUNNING) == INTERVALS.stim_seconds


def test_a_stim_of_a_failed_rollout_is_left_alone_once_it_is_known() -> None:
    stages = [a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM), a_job("wise", JobStatus.FAILED, phase=Phase.ROLLOUT)]
    state = a_state(a_tree({}), stages, targets=["wise"])
    assert not any(isinstance(ask, AskJob) for ask in due(state, NOW, Ledger(), INTERVALS))


def test_while_the_link_is_broken_one_job_is_the_probe_and_a_tree_where_there_is_none() -> None:
    broken = Ledger(breaker=Breaker(after(1)))
    running = a_state(a_tree({"a": JobStatus.RUNNING, "b": JobStatus.RUNNING}))
    assert due(running, NOW, broken, INTERVALS) == ()
    assert due(running, after(1), broken, INTERVALS) == (A,)
    assert due(a_state(a_tree({})), after(1), broken, INTERVALS) == (AskTree(REPO),)
    assert due(AppState(), after(1), broken, INTERVALS) == ()


@pytest.mark.parametrize(
    ("error", "is_link"),
    [
        (Unreachable("cut"), True),
        (ServerFailed("x", status=502), True),
        (ServerFailed("x", status=503), True),
        (ServerFailed("x", status=504), True),
        (ServerFailed("x", status=500), False),
        (NotFound("x", status=404), False),
        (RateLimited("x"), False),
        (None, False),
    ],
)
def test_only_transport_and_gateways_count_against_the_link(error: BreadError | None, is_link: bool) -> None:
    assert is_link_failure(error) is is_link


def test_two_different_looks_break_the_link_and_one_alone_does_not() -> None:
    once = failed(Ledger(), A, Unreachable("cut"))
    assert once.breaker is None
    assert failed(once, A, Unreachable("cut")).breaker is None
    assert failed(once, B, Unreachable("cut")).breaker == Breaker(after(1))


def test_an_answer_in_between_keeps_the_link_whole() -> None:
    ledger = failed(Ledger(), A, Unreachable("cut"))
    ledger = failed(ledger, B, NotFound("an answer all the same", status=404))
    assert failed(ledger, B, Unreachable("cut")).breaker is None


def test_a_straggler_sent_before_the_link_broke_is_no_probe() -> None:
    broken = failed(failed(Ledger(), A, Unreachable("cut")), B, Unreachable("cut"))
    assert failed(broken, AskJob(a_key("c")), Unreachable("cut"), after(0.5)).breaker == broken.breaker


def test_probes_double_to_a_minute_and_obey_the_service() -> None:
    ledger = Ledger(breaker=Breaker(NOW))
    waits: list[float] = []
    at = NOW
    for _ in range(8):
        ledger = failed(ledger, A, ServerFailed("x", status=503), at)
        assert ledger.breaker is not None
        waits.append((ledger.breaker.probe_at - at).total_seconds())
        at = ledger.breaker.probe_at
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    asked = failed(ledger, A, ServerFailed("x", status=503, retry_after_seconds=500), at)
    assert asked.breaker is not None
    assert (asked.breaker.probe_at - at).total_seconds() == 500


@given(st.integers(1, 40), st.floats(0, 1), st.sampled_from([5.0, 10.0, 30.0, 60.0]))
def test_backing_off_stays_in_the_upper_half_of_the_doubled_interval(
    failures_count: int, chance: float, interval_seconds: float
) -> None:
    wait = Patience(interval_seconds, 300, chance).backoff_seconds(failures_count)
    whole = min(interval_seconds * 2.0**failures_count, 300)
    assert whole / 2 <= wait <= whole


@pytest.mark.parametrize(("asked", "obeyed"), [(90.0, 90.0), (-5.0, 0.0), (99_999_999.0, 3600.0)])
def test_a_wait_that_the_service_asks_for_is_obeyed_up_to_an_hour(asked: float, obeyed: float) -> None:
    ledger = failed(Ledger(), A, RateLimited("slow", retry_after_seconds=asked))
    assert ledger.quiet_until == after(obeyed)


def test_a_shorter_wait_never_shortens_a_longer_one_and_none_is_no_wait_for_all() -> None:
    ledger = failed(Ledger(), A, RateLimited("slow", retry_after_seconds=90))
    assert failed(ledger, B, RateLimited("slow", retry_after_seconds=9)).quiet_until == after(90)
    assert failed(Ledger(), A, RateLimited("slow")).quiet_until is None


def test_a_good_answer_forgets_failures() -> None:
    ledger = failed(failed(Ledger(), A, ServerFailed("x", status=500)), A, ServerFailed("x", status=500))
    assert ledger.failures_count(A) == 2
    ledger = answered(ledger, Answer(A, NOW, 0.2), PATIENCE)
    assert ledger.looks[A] == Look(NOW, None, 0, 0.2, shift=JITTER)
    assert ledger.failures_count(B) == 0


def test_spreading_gives_each_its_own_moment_within_the_interval() -> None:
    asks = [AskJob(a_key(f"b{number}")) for number in range(10)]
    ledger = spread(Ledger(), [(ask, 30.0) for ask in asks], NOW)
    assert [ledger.due_at(ask, 30.0) for ask in asks] == [after(3 * number) for number in range(10)]
    assert spread(Ledger(), [], NOW) == Ledger()


def test_a_look_without_times_is_due_at_once() -> None:
    assert Ledger(looks={A: Look()}).due_at(A, 30) is None


def test_looks_at_closed_or_reopened_repositories_are_forgotten() -> None:
    ledger = Ledger(looks={A: Look(NOW), AskTree(REPO): Look(NOW)})
    assert left_out(ledger, {REPO: 1}, {REPO: 1}) is ledger
    for opened in ({}, {REPO: 2}):
        assert left_out(ledger, {REPO: 1}, opened).looks == {}


async def test_the_systems_clock_is_aware_and_never_goes_back() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(0)
    assert before.tzinfo is not None
    assert clock.now() >= before
