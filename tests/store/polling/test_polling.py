"""The poller against a service in memory and a clock that stands still."""

from breadtui.domain.errors import (
    ServerFailed,
)
from breadtui.domain.names import Phase
from breadtui.store.events.event import RepoOpened
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.state import AppState
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_state, a_tree
from tests.store.kitchen import COMPLETE, RUNNING, Kitchen, a_stage, with_bakes


async def test_each_kind_of_running_job_is_asked_at_its_own_pace() -> None:
    jobs = [a_stage(Phase.STIM, "one"), a_stage(Phase.ROLLOUT, "two")]
    async with Kitchen(with_bakes(1, jobs=jobs)).polling() as kitchen:
        await kitchen.clock.advance(59.5)
        assert kitchen.asked(jobs[0].key) == 12
        assert kitchen.asked(jobs[1].key) == 6
        assert kitchen.asked(a_key("b0")) == 4
        assert kitchen.api.counted("tree") == 1
        await kitchen.clock.advance(120)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(600)
        assert kitchen.asked(a_key("b0")) == 20


async def test_what_is_due_between_two_heartbeats_is_not_left_until_the_next() -> None:
    intervals = Intervals(metrics_seconds=1.0)
    kitchen = Kitchen(with_bakes(1, chosen=a_key("b0")), chance=0.6, intervals=intervals)
    async with kitchen.polling():
        await kitchen.clock.advance(30)
        assert kitchen.api.counted("metrics") in {29, 30}


async def test_with_nothing_running_the_tree_is_looked_at_about_once_a_minute() -> None:
    tree = a_tree()
    state = a_state(tree, [a_job(name, COMPLETE, loss=a_loss()) for name in tree.bakes])
    async with Kitchen(state).polling() as kitchen:
        await kitchen.clock.advance(299.5)
        assert kitchen.api.operations() == {"tree": 4}


async def test_500_active_bakes_cost_fewer_than_60_requests_a_minute() -> None:
    async with Kitchen(with_bakes(500, chosen=a_key("b7"))).polling() as kitchen:
        await kitchen.clock.advance(60)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(600)
        assert len(kitchen.api.calls) <= 600
        assert kitchen.asked(a_key("b7")) >= 19
        assert kitchen.api.counted("tree") >= 19
        assert kitchen.asked(a_key("b8")) == 0


async def test_500_active_stims_cost_at_most_60_requests_in_any_minute_and_all_are_asked() -> None:
    jobs = [a_stage(Phase.STIM, f"t{number}") for number in range(500)]
    async with Kitchen(a_state(a_tree({}), jobs, chosen=jobs[3].key)).polling() as kitchen:
        for _ in range(20):
            before = len(kitchen.api.calls)
            await kitchen.clock.advance(60)
            assert len(kitchen.api.calls) - before <= 60
        assert min(kitchen.asked(job.key) for job in jobs) >= 1
        assert kitchen.asked(jobs[3].key) >= 230


async def test_never_more_than_four_requests_are_in_flight() -> None:
    names = [f"t{number}" for number in range(20)]
    kitchen = Kitchen(a_state(a_tree({}), targets=names))
    await kitchen.poller.poll_once()
    assert kitchen.api.counted("job") == 20
    assert kitchen.api.most_at_once == 4


async def test_a_key_in_flight_is_not_asked_again() -> None:
    async with Kitchen(with_bakes(2)).polling() as kitchen:
        kitchen.api.hold()
        await kitchen.clock.advance(31)
        held = list(kitchen.api.calls)
        await kitchen.clock.advance(600)
        assert kitchen.api.counted("job") <= held.count(("job", a_key("b0"))) * 2 + 2
        assert kitchen.asked(a_key("b0")) == held.count(("job", a_key("b0")))
        assert kitchen.api.counted("tree") == 1
        kitchen.api.release()
        await kitchen.clock.advance(31)
        assert kitchen.asked(a_key("b0")) > held.count(("job", a_key("b0")))


async def test_a_slow_tree_does_not_hold_up_jobs() -> None:
    stim = a_stage(Phase.STIM)
    async with Kitchen(a_state(a_tree({}), [stim])).polling() as kitchen:
        await kitchen.clock.advance(59.5)
        kitchen.api.hold()
        kitchen.store.dispatch(RepoOpened(REPO))
        await kitchen.clock.advance(1)
        kitchen.api.release()
        await kitchen.clock.advance(30)
        assert kitchen.asked(stim.key) >= 17


async def test_one_round_of_jobs_is_one_change_of_the_state() -> None:
    kitchen = Kitchen(with_bakes(5))
    told: list[AppState] = []
    kitchen.store.subscribe(told.append)
    await kitchen.poller.poll_once()
    assert len(told) == 1


async def test_each_job_fails_alone() -> None:
    kitchen = Kitchen(with_bakes(3))
    kitchen.api.fail_always("job", ServerFailed("oven", status=500), a_key("b1"))
    await kitchen.poller.poll_once()
    jobs = kitchen.store.state.jobs
    assert [jobs[a_key(f"b{number}")].error is not None for number in range(3)] == [False, True, False]


async def test_changes_go_into_the_journal_once() -> None:
    kitchen = Kitchen(with_bakes(2))
    kitchen.api.jobs[a_key("b1")] = a_job("b1", RUNNING, progress_percent=40.0, loss=a_loss(3e-7))
    await kitchen.poller.poll_once()
    await kitchen.clock.advance(31)
    await kitchen.poller.poll_once()
    [sighting] = kitchen.journal.jobs
    assert (sighting.key, sighting.progress_percent, sighting.loss) == (a_key("b1"), 40.0, 3e-7)
