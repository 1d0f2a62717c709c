"""The poller against a service in memory and a clock that stands still."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from breadtui.domain.errors import (
    BreadError,
    NotFound,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unreachable,
)
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.events import Chosen, RepoClosed, RepoOpened
from breadtui.store.polling import Intervals, Poller
from breadtui.store.reduce import reduce
from breadtui.store.remote import Failed, Ready
from breadtui.store.session_events import KeyChanged
from breadtui.store.state import AppState, Degraded, LockedOut, Online
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_prompt, a_state, a_tree

RUNNING, COMPLETE = JobStatus.RUNNING, JobStatus.COMPLETE


class Kitchen:
    """A poller with everything around it."""

    def __init__(self, state: AppState, *, chance: float = 0.5, intervals: Intervals | None = None) -> None:
        self.store = Store(state)
        trees = [remote.value for remote in state.trees.values() if isinstance(remote, Ready)]
        self.api = FakeApi(trees=trees, jobs=[seen.job for seen in state.jobs.values()])
        self.journal = MemoryJournal()
        self.clock = ManualClock()
        self.poller = Poller(self.store, self.api, self.journal, self.clock, intervals, chance=lambda: chance)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator["Kitchen"]:
        task = asyncio.create_task(self.poller.run())
        await self.clock.parked()
        try:
            yield self
        finally:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    def is_cut_off(self) -> bool:
        return isinstance(self.store.state.link, Degraded)

    def asked(self, key: JobKey) -> int:
        return self.api.calls.count(("job", key))


def with_bakes(count: int, status: JobStatus = RUNNING, **parts: Any) -> AppState:
    return a_state(a_tree({f"b{number}": status for number in range(count)}), **parts)


def a_stage(phase: Phase, name: str = "wise", status: JobStatus = RUNNING) -> Job:
    return a_job(name, status, phase=phase)


async def test_each_kind_of_running_job_is_asked_at_its_own_pace() -> None:
    jobs = [a_stage(Phase.STIM, "one"), a_stage(Phase.ROLLOUT, "two")]
    async with Kitchen(with_bakes(1, jobs=jobs)).polling() as kitchen:
        await kitchen.clock.advance(59.5)
        assert kitchen.asked(jobs[0].key) == 12
        assert kitchen.asked(jobs[1].key) == 6
        assert kitchen.asked(a_key("b0")) == 2
        assert kitchen.api.counted("tree") == 1


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


@pytest.mark.parametrize("chance", [0.0, 1.0])
async def test_a_failing_job_is_asked_ever_more_rarely_but_never_given_up(chance: float) -> None:
    stim = a_stage(Phase.STIM)
    kitchen = Kitchen(a_state(a_tree({}), [stim]), chance=chance)
    kitchen.api.fail_always("job", ServerFailed("oven", status=500))
    times: list[float] = []
    async with kitchen.polling():
        start = kitchen.clock.now()
        for second in range(3000):
            count = len(times)
            times += [second] * (kitchen.asked(stim.key) - count)
            await kitchen.clock.advance(1)
        assert kitchen.clock.now() > start
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    wholes = [min(5 * 2**count, 300) for count in range(1, len(gaps) + 1)]
    for gap, whole in zip(gaps, wholes, strict=True):
        assert whole / 2 - 1 <= gap <= whole + 1
    assert len(gaps) > 8
    assert isinstance(kitchen.store.state.link, Online)


async def test_two_jobs_failing_by_the_way_make_one_probe_at_a_time() -> None:
    async with Kitchen(with_bakes(5)).polling() as kitchen:
        kitchen.api.fail_always("*", Unreachable("no route"))
        await kitchen.clock.advance(40)
        assert isinstance(kitchen.store.state.link, Degraded)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(600)
        assert 9 <= len(kitchen.api.calls) <= 14
        assert kitchen.api.most_at_once <= 4


async def test_probes_wait_1_2_4_up_to_60_seconds() -> None:
    kitchen = Kitchen(with_bakes(5))
    kitchen.api.fail_always("*", Unreachable("no route"))
    times: list[int] = []
    async with kitchen.polling():
        assert isinstance(kitchen.store.state.link, Degraded)
        kitchen.api.calls.clear()
        for second in range(250):
            times += [second] * (len(kitchen.api.calls) - len(times))
            await kitchen.clock.advance(1)
    gaps = [later - earlier for earlier, later in zip([0, *times], times, strict=False)]
    assert gaps[:7] == [1, 2, 4, 8, 16, 32, 60] or gaps[1:7] == [2, 4, 8, 16, 32, 60]


async def test_an_answer_mends_the_link_and_the_rest_is_spread_over_an_interval() -> None:
    async with Kitchen(with_bakes(8)).polling() as kitchen:
        kitchen.api.fail_always("*", ServerFailed("bad gateway", status=502))
        await kitchen.clock.advance(100)
        assert kitchen.is_cut_off()
        kitchen.api.heal()
        while kitchen.is_cut_off():
            kitchen.api.calls.clear()
            await kitchen.clock.advance(1)
        assert len(kitchen.api.calls) <= 2
        a_second: list[int] = []
        for _ in range(32):
            kitchen.api.calls.clear()
            await kitchen.clock.advance(1)
            a_second.append(kitchen.api.counted("job"))
        assert sum(a_second) >= 8
        assert max(a_second) <= 2


async def test_one_look_failing_thrice_with_no_answer_between_breaks_the_link_too() -> None:
    stim = a_stage(Phase.STIM)
    async with Kitchen(a_state(a_tree({}), [stim])).polling() as kitchen:
        kitchen.api.fail_always("job", Unreachable("no route"))
        await kitchen.clock.advance(12)
        assert isinstance(kitchen.store.state.link, Online)
        await kitchen.clock.advance(30)
        assert isinstance(kitchen.store.state.link, Degraded)


async def test_a_refused_key_stops_everything_until_a_new_one() -> None:
    async with Kitchen(with_bakes(8)).polling() as kitchen:
        kitchen.api.fail_always("*", Unauthorized("no", status=401))
        await kitchen.clock.advance(31)
        assert isinstance(kitchen.store.state.link, LockedOut)
        assert all(seen.error is None for seen in kitchen.store.state.jobs.values())
        kitchen.api.heal()
        kitchen.api.calls.clear()
        await kitchen.clock.advance(3600)
        assert kitchen.api.calls == []
        kitchen.store.dispatch(KeyChanged())
        await kitchen.clock.advance(120)
        assert kitchen.api.counted("job") >= 8


async def test_after_a_refused_key_the_rest_of_the_round_is_not_sent() -> None:
    jobs = [a_stage(Phase.STIM, f"t{number}") for number in range(8)]
    kitchen = Kitchen(a_state(a_tree({}), jobs))
    kitchen.api.fail_always("*", Unauthorized("no", status=401))
    await kitchen.poller.poll_once()
    assert len(kitchen.api.calls) <= 4


async def test_being_told_to_slow_down_is_obeyed_by_all() -> None:
    async with Kitchen(with_bakes(6)).polling() as kitchen:
        kitchen.api.fail("job", RateLimited("slow", retry_after_seconds=90))
        await kitchen.clock.advance(31)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(50)
        assert kitchen.api.calls == []
        await kitchen.clock.advance(60)
        assert kitchen.api.counted("job") >= 6


async def test_a_server_that_says_when_is_not_asked_earlier() -> None:
    stim = a_stage(Phase.STIM)
    async with Kitchen(a_state(a_tree({}), [stim])).polling() as kitchen:
        await kitchen.clock.advance(1)
        kitchen.api.fail("job", ServerFailed("busy", status=500, retry_after_seconds=100))
        await kitchen.clock.advance(5)
        before = kitchen.asked(stim.key)
        await kitchen.clock.advance(95)
        assert kitchen.asked(stim.key) == before
        await kitchen.clock.advance(10)
        assert kitchen.asked(stim.key) > before


async def test_waking_after_eight_hours_is_one_calm_round() -> None:
    jobs = [a_stage(Phase.ROLLOUT, f"t{number}") for number in range(8)]
    async with Kitchen(a_state(a_tree({}), jobs)).polling() as kitchen:
        await kitchen.clock.advance(20)
        kitchen.api.calls.clear()
        kitchen.clock.jump(8 * 3600)
        await kitchen.clock.advance(1)
        assert 1 <= len(kitchen.api.calls) <= 4
        await kitchen.clock.advance(10)
        assert {key for name, key in kitchen.api.calls if name == "job"} == {job.key for job in jobs}
        assert kitchen.api.counted("job") <= 16


@pytest.mark.parametrize("is_in_tree", [True, False])
async def test_a_job_that_is_gone_is_asked_a_few_times_more_and_then_left(is_in_tree: bool) -> None:
    async with Kitchen(with_bakes(1)).polling() as kitchen:
        del kitchen.api.jobs[a_key("b0")]
        if not is_in_tree:
            kitchen.api.trees[REPO] = a_tree({})
        await kitchen.clock.advance(3600)
        assert kitchen.store.state.jobs[a_key("b0")].is_gone
        assert 3 <= kitchen.asked(a_key("b0")) <= 6


async def test_metrics_are_asked_for_the_chosen_bake_alone_and_once_more_when_it_settles() -> None:
    kitchen = Kitchen(with_bakes(2, chosen=a_key("b0")))
    async with kitchen.polling():
        await kitchen.clock.advance(59.5)
        assert kitchen.api.calls.count(("metrics", a_key("b0"))) == 2
        kitchen.api.jobs[a_key("b0")] = a_job("b0", COMPLETE, loss=a_loss())
        kitchen.api.trees[REPO] = a_tree({"b0": COMPLETE, "b1": RUNNING})
        await kitchen.clock.advance(120)
        settled = kitchen.api.calls.count(("metrics", a_key("b0")))
        assert settled <= 5
        await kitchen.clock.advance(600)
        assert kitchen.api.calls.count(("metrics", a_key("b0"))) == settled
        assert kitchen.api.calls.count(("metrics", a_key("b1"))) == 0
        series = kitchen.store.state.metrics[a_key("b0")]
        assert isinstance(series, Ready)
        assert series.at >= kitchen.store.state.jobs[a_key("b0")].changed_at


async def test_failing_metrics_are_told() -> None:
    kitchen = Kitchen(with_bakes(1, chosen=a_key("b0")))
    kitchen.api.fail("metrics", NotFound("none yet", status=404))
    await kitchen.poller.poll_once()
    assert isinstance(kitchen.store.state.metrics[a_key("b0")], Failed)


async def test_opening_asks_for_rollouts_and_for_the_stim_only_where_the_rollout_is_not_complete() -> None:
    state = a_state(a_tree({}), targets=["done", "new"])
    kitchen = Kitchen(state)
    rollouts = [a_stage(Phase.ROLLOUT, "done", COMPLETE), a_stage(Phase.ROLLOUT, "new", JobStatus.NOT_STARTED)]
    stim = a_stage(Phase.STIM, "new", JobStatus.NOT_STARTED)
    kitchen.api.jobs |= {job.key: job for job in (*rollouts, stim)}
    async with kitchen.polling():
        await kitchen.clock.advance(50)
        assert kitchen.api.calls == [("job", rollouts[0].key), ("job", rollouts[1].key), ("job", stim.key)]
        await kitchen.clock.advance(240)
        assert kitchen.asked(stim.key) == 2
        assert kitchen.asked(rollouts[1].key) == 1


async def test_a_rollout_that_may_begin_is_looked_at_with_the_overview() -> None:
    stages = [a_stage(Phase.STIM, status=COMPLETE), a_stage(Phase.ROLLOUT, status=JobStatus.NOT_STARTED)]
    async with Kitchen(a_state(a_tree({}), stages, targets=["wise"])).polling() as kitchen:
        await kitchen.clock.advance(479)
        assert kitchen.asked(stages[1].key) == 2
        assert kitchen.asked(stages[0].key) == 0


async def test_where_the_rollout_cannot_be_seen_the_stim_is_asked_all_the_same() -> None:
    kitchen = Kitchen(a_state(a_tree({}), targets=["wise"]))
    stim = a_stage(Phase.STIM, status=COMPLETE)
    kitchen.api.jobs[stim.key] = stim
    async with kitchen.polling():
        await kitchen.clock.advance(3)
        assert kitchen.store.state.jobs[stim.key].job == stim


async def test_twenty_unknown_targets_a_round_and_twenty_known_ones_an_overview() -> None:
    names = [f"t{number}" for number in range(60)]
    kitchen = Kitchen(a_state(a_tree({}), targets=names))
    stages = [a_stage(phase, name, JobStatus.NOT_STARTED) for name in names for phase in (Phase.STIM, Phase.ROLLOUT)]
    kitchen.api.jobs |= {job.key: job for job in stages}
    await kitchen.poller.poll_once()
    assert kitchen.api.counted("job") == 20
    async with kitchen.polling():
        await kitchen.clock.advance(60)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(1800)
        assert kitchen.api.counted("job") <= 20 * 31


async def test_settled_bakes_without_a_loss_are_asked_once_and_at_most_forty() -> None:
    async with Kitchen(with_bakes(60, COMPLETE)).polling() as kitchen:
        await kitchen.clock.advance(3600)
        asked = [key for name, key in kitchen.api.calls if name == "job"]
        assert len(asked) == len(set(asked)) == 40


async def test_a_bake_that_the_tree_saw_settle_is_asked_for_its_loss() -> None:
    async with Kitchen(with_bakes(12)).polling() as kitchen:
        kitchen.api.trees[REPO] = a_tree({f"b{number}": COMPLETE for number in range(12)})
        kitchen.api.jobs |= {a_key(f"b{number}"): a_job(f"b{number}", COMPLETE, loss=a_loss()) for number in range(12)}
        await kitchen.clock.advance(60)
        assert all(seen.job.loss == a_loss() for seen in kitchen.store.state.jobs.values())
        assert kitchen.api.counted("job") == 12


async def test_a_settled_bake_with_its_loss_is_never_asked_again() -> None:
    state = a_state(a_tree({}), [a_job("b", COMPLETE, loss=a_loss()), a_job("c", JobStatus.FAILED, error="burnt")])
    async with Kitchen(state).polling() as kitchen:
        await kitchen.clock.advance(3600)
        assert kitchen.api.counted("job") == 0


async def test_a_tree_that_takes_long_is_asked_less_often() -> None:
    kitchen = Kitchen(with_bakes(1, COMPLETE))

    class Slow(FakeApi):
        async def tree(self, name: Any) -> Any:
            await kitchen.clock.sleep(10)
            return await super().tree(name)

    kitchen.api = slow = Slow(trees=kitchen.api.trees.values(), jobs=kitchen.api.jobs.values())
    kitchen.poller = Poller(kitchen.store, slow, kitchen.journal, kitchen.clock)
    async with kitchen.polling():
        await kitchen.clock.advance(60 + 10 + 195)
        assert slow.counted("tree") == 1
        await kitchen.clock.advance(80)
        assert slow.counted("tree") == 2


async def test_a_failing_tree_and_failing_names_are_told_and_the_last_value_stays() -> None:
    kitchen = Kitchen(with_bakes(1, COMPLETE, prompts=[a_prompt()]))
    kitchen.api.fail_always("tree", ServerFailed("oven", status=500))
    kitchen.api.fail_always("prompt_names", ServerFailed("oven", status=500))
    async with kitchen.polling():
        await kitchen.clock.advance(1500)
    tree, contents = kitchen.store.state.trees[REPO], kitchen.store.state.contents[REPO]
    assert isinstance(tree, Failed)
    assert tree.last is not None
    assert isinstance(contents, Failed)
    assert contents.last is not None


async def test_a_repository_closed_in_mid_round_is_asked_nothing_more() -> None:
    jobs = [a_stage(Phase.STIM, f"t{number}") for number in range(8)]
    kitchen = Kitchen(a_state(a_tree({}), jobs))
    kitchen.api.before("job", lambda: kitchen.store.dispatch(RepoClosed(REPO)))
    await kitchen.poller.poll_once()
    assert kitchen.api.counted("job") <= 4
    assert kitchen.store.state.jobs == {}


async def test_opening_again_forgets_earlier_looks() -> None:
    async with Kitchen(with_bakes(1, COMPLETE)).polling() as kitchen:
        await kitchen.clock.advance(70)
        kitchen.store.dispatch(RepoClosed(REPO))
        await kitchen.clock.advance(1)
        kitchen.store.dispatch(RepoOpened(REPO))
        kitchen.api.calls.clear()
        await kitchen.clock.advance(30)
        assert kitchen.api.calls == []
        await kitchen.clock.advance(42)
        assert kitchen.api.counted("tree") == 1


async def test_waking_begins_a_round_without_waiting_for_the_heartbeat() -> None:
    async with Kitchen(with_bakes(1)).polling() as kitchen:
        kitchen.store.dispatch(Chosen(a_key("b0")))
        kitchen.poller.wake()
        await kitchen.clock.parked()
        assert kitchen.api.counted("metrics") == 1


async def test_idle_means_one_wake_up_a_second() -> None:
    state = a_state(a_tree({}))
    async with Kitchen(state).polling() as kitchen:
        rounds = 0
        begin = kitchen.poller._begin_round

        def counting(group: asyncio.TaskGroup) -> None:
            nonlocal rounds
            rounds += 1
            begin(group)

        kitchen.poller._begin_round = counting  # type: ignore[method-assign]  # counted from outside
        await kitchen.clock.advance(50)
        assert rounds == 50
        assert kitchen.clock.sleepers_count == 1


async def test_a_bug_is_not_hidden() -> None:
    kitchen = Kitchen(with_bakes(1))
    kitchen.api.before("job", [].pop)
    with pytest.raises(ExceptionGroup) as found:
        await kitchen.poller.poll_once()
    assert found.group_contains(IndexError)


@pytest.mark.parametrize("error", [Unreachable("x"), NotFound("x", status=404), BreadError("x", status=418)])
async def test_no_failure_of_the_service_ends_the_poller(error: BreadError) -> None:
    async with Kitchen(with_bakes(3)).polling() as kitchen:
        kitchen.api.fail_always("*", error)
        await kitchen.clock.advance(400)
        kitchen.api.heal()
        kitchen.api.calls.clear()
        await kitchen.clock.advance(400)
        assert kitchen.api.calls


async def test_while_a_probe_is_on_its_way_nothing_else_is_sent() -> None:
    async with Kitchen(with_bakes(5)).polling() as kitchen:
        kitchen.api.fail_always("*", Unreachable("no route"))
        await kitchen.clock.advance(31)
        assert kitchen.is_cut_off()
        kitchen.api.hold()
        await kitchen.clock.advance(61)
        kitchen.api.calls.clear()
        await kitchen.clock.advance(300)
        assert kitchen.api.calls == []


async def test_overviews_that_waited_for_their_turn_are_not_sent_once_the_key_is_refused() -> None:
    state = a_state(a_tree({}))
    for number in range(5):
        state = reduce(state, RepoOpened(RepoName(f"r{number}")))
    kitchen = Kitchen(state)
    kitchen.clock.jump(600)
    kitchen.api.fail_always("*", Unauthorized("no", status=401))
    await kitchen.poller.poll_once()
    kitchen.clock.jump(600)
    await kitchen.poller.poll_once()
    assert 1 <= len(kitchen.api.calls) <= 4
