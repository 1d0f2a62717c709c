"""How often a job and its metrics are looked at: by age, size and attention."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.store.facts.asks import Ask, AskJob, AskMetrics, AskTree, Intervals
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.store.polling.ledger import JITTER, Answer, Ledger, Look, Patience, answered, learned, with_running
from breadtui.store.polling.paces import MOST_LOGS, job_pace_seconds, metric_keys
from breadtui.store.polling.rereading import Rereading
from breadtui.store.polling.schedule import due, wishes
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_loss, a_prompt, a_prompt_key, a_seen, a_state, a_tree, after
from tests.store.kitchen import COMPLETE, RUNNING, Kitchen, with_bakes

INTERVALS = Intervals()


def pace(state: AppState, ask: Ask, *, is_attended: bool = True) -> float | None:
    """How often something is wished for; None where it is not."""
    found = wishes(state, Ledger(), INTERVALS, is_attended=is_attended)
    return next((wish.interval_seconds for wish in found if wish.ask == ask), None)


@pytest.mark.parametrize(
    ("age_seconds", "seconds"), [(0.0, 15.0), (119.0, 15.0), (120.0, 30.0), (3599.0, 30.0), (3600.0, 60.0)]
)
def test_a_bake_is_asked_more_often_when_young_and_less_often_when_old(age_seconds: float, seconds: float) -> None:
    seen = a_seen(a_job("a"), after(age_seconds))
    assert job_pace_seconds(seen, NOW, INTERVALS) == seconds


@pytest.mark.parametrize(("phase", "young", "old"), [(Phase.STIM, 5.0, 10.0), (Phase.ROLLOUT, 10.0, 20.0)])
def test_stim_and_rollout_begin_at_their_own_pace(phase: Phase, young: float, old: float) -> None:
    assert job_pace_seconds(a_seen(a_job("a", phase=phase), NOW), NOW, INTERVALS) == young
    assert job_pace_seconds(a_seen(a_job("a", phase=phase), after(9000)), NOW, INTERVALS) == old


@given(st.floats(0.5, 1000), st.floats(0, 1e6))
def test_age_never_makes_a_pace_quicker_than_ten_seconds_nor_more_than_twice_as_slow(
    bake_seconds: float, age_seconds: float
) -> None:
    intervals = Intervals(bake_seconds=bake_seconds)
    found = job_pace_seconds(a_seen(a_job("a"), after(age_seconds)), NOW, intervals)
    assert min(bake_seconds, 10.0) <= found <= 2 * bake_seconds


def test_an_age_is_counted_from_the_first_look_that_showed_the_job_active() -> None:
    begun = with_running(Ledger(), (a_key("a"),), NOW)
    later = with_running(begun, (a_key("a"), a_key("b")), after(60))
    assert later.begun == {a_key("a"): NOW, a_key("b"): after(60)}
    assert with_running(later, (a_key("a"), a_key("b")), after(90)) is later
    again = with_running(with_running(later, (), after(100)), (a_key("a"),), after(200))
    assert again.begun == {a_key("a"): after(200)}


def test_where_nobody_looks_everything_is_asked_half_as_often() -> None:
    state = with_bakes(3, chosen=a_key("b1"))
    for ask in (AskJob(a_key("b1")), AskMetrics(a_key("b1")), AskTree(REPO)):
        usual, unattended = pace(state, ask), pace(state, ask, is_attended=False)
        assert usual is not None
        assert unattended == 2 * usual


async def test_a_terminal_without_the_focus_is_asked_for_less_and_at_once_when_it_is_back() -> None:
    async with Kitchen(with_bakes(1)).polling() as kitchen:
        await kitchen.clock.advance(200)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(600)
        usual = len(kitchen.api.calls)
        kitchen.poller.is_attended = False
        kitchen.api.calls.clear()
        await kitchen.clock.advance(600)
        assert len(kitchen.api.calls) <= usual / 2 + 2


def test_metrics_are_wished_of_what_is_chosen_watched_or_set_aside_and_of_nothing_else() -> None:
    state = with_bakes(5, chosen=a_key("b0"), marked=(a_key("b1"),), watched=frozenset({a_key("b2")}))
    assert metric_keys(state) == {a_key("b0"), a_key("b1"), a_key("b2")}
    asked = {wish.ask for wish in wishes(state, Ledger(), INTERVALS) if isinstance(wish.ask, AskMetrics)}
    assert asked == {AskMetrics(a_key(name)) for name in ("b0", "b1", "b2")}


def test_however_much_is_marked_only_some_logs_are_read_and_not_often() -> None:
    names = [a_key(f"b{number}") for number in range(200)]
    state = with_bakes(200, chosen=names[7], marked=tuple(names))
    found = [wish for wish in wishes(state, Ledger(), INTERVALS) if isinstance(wish.ask, AskMetrics)]
    assert len(found) == MOST_LOGS
    assert found[0].ask == AskMetrics(names[7])
    assert sum(60 / wish.interval_seconds for wish in found) <= 14.1


def test_what_was_marked_after_it_settled_is_left_to_whoever_looks_at_it() -> None:
    state = with_bakes(2, COMPLETE, marked=(a_key("b0"),))
    assert pace(state, AskMetrics(a_key("b0"))) is None


@pytest.mark.parametrize(("rows", "seconds"), [(10, 30.0), (2_000, 30.0), (10_000, 150.0), (1_000_000, 300.0)])
def test_a_long_log_is_read_less_often(rows: int, seconds: float) -> None:
    series = MetricSeries((1.0,), {}, (), rows)
    state = with_bakes(1, chosen=a_key("b0"), metrics={a_key("b0"): Ready(series, NOW)})
    assert pace(state, AskMetrics(a_key("b0"))) == seconds


@given(st.floats(0, 1))
def test_the_next_look_comes_up_to_a_tenth_earlier_or_later(chance: float) -> None:
    ask = AskTree(REPO)
    ledger = answered(Ledger(), Answer(ask, NOW, 0.1), Patience(60, 300, chance))
    due_at = ledger.due_at(ask, 60)
    assert due_at is not None
    assert after(60 * (1 - JITTER)) <= due_at <= after(60 * (1 + JITTER) + 1e-6)


async def test_windows_that_began_together_drift_apart() -> None:
    early, late = Kitchen(with_bakes(0), chance=0.0), Kitchen(with_bakes(0), chance=1.0)
    for kitchen in (early, late):
        async with kitchen.polling():
            await kitchen.clock.advance(3600)
    assert early.api.counted("tree") > late.api.counted("tree")


def test_what_another_process_learned_is_not_asked_again_and_says_nothing_of_our_link() -> None:
    state = a_state(a_tree({"a": RUNNING}))
    ledger = learned(Ledger(), {AskJob(a_key("a")): NOW})
    assert AskJob(a_key("a")) not in due(state, after(14), ledger, INTERVALS)
    assert AskJob(a_key("a")) in due(state, after(31), ledger, INTERVALS)
    assert learned(ledger, {AskJob(a_key("a")): NOW}) is ledger
    newer = Ledger({AskJob(a_key("a")): Look(after(9), failures_count=2)})
    assert learned(newer, {AskJob(a_key("a")): NOW}) is newer


async def test_what_settled_with_its_loss_is_never_asked_again_however_long_one_looks() -> None:
    tree = a_tree({f"b{number}": COMPLETE for number in range(50)})
    jobs = [a_job(name, COMPLETE, loss=a_loss()) for name in tree.bakes]
    state = a_state(tree, jobs, marked=tuple(a_key(name) for name in tree.bakes))
    async with Kitchen(state).polling() as kitchen:
        await kitchen.clock.advance(7200)
        assert not {"job", "metrics"} & set(kitchen.api.operations())


async def test_five_hundred_active_jobs_of_all_kinds_with_watched_ones_cost_sixty_a_minute_at_most() -> None:
    stages = [a_job(f"t{n}", RUNNING, phase=phase) for n in range(100) for phase in (Phase.STIM, Phase.ROLLOUT)]
    state = a_state(
        a_tree({f"b{number}": RUNNING for number in range(300)}),
        stages,
        chosen=a_key("b1"),
        watched=frozenset(a_key(f"b{number}") for number in range(20)),
    )
    kitchen = Kitchen(state)
    kitchen.api.prompts = {a_prompt_key(f"p{number}"): a_prompt("x", name=f"p{number}") for number in range(30)}
    async with kitchen.polling():
        beside = Rereading(kitchen.store, kitchen.api, kitchen.journal, kitchen.clock, kitchen.poller)
        reading = asyncio.create_task(beside.run())
        await kitchen.clock.advance(60)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(600)
        reading.cancel()
        assert kitchen.api.counted("prompt") >= 10
        assert len(kitchen.api.calls) <= 600
        assert min(kitchen.asked(job.key) for job in stages) >= 1
        assert kitchen.asked(a_key("b1")) >= 19


def test_the_wishes_are_the_same_for_the_same_facts() -> None:
    state = replace(with_bakes(3), watched=frozenset({a_key("b2"), a_key("b1")}))
    assert wishes(state, Ledger(), INTERVALS) == wishes(state, Ledger(), INTERVALS)


def test_a_status_that_nobody_knows_is_no_reason_to_read_metrics_of_what_has_not_begun() -> None:
    state = with_bakes(1, JobStatus.NOT_STARTED, chosen=a_key("b0"), watched=frozenset({a_key("b0")}))
    assert pace(state, AskMetrics(a_key("b0"))) is None
