"""Which looks the poller takes, and how often."""

import asyncio
from typing import Any

import pytest

from breadtui.domain.errors import (
    BreadError,
    NotFound,
    ServerFailed,
    Unauthorized,
    Unreachable,
)
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, RepoName
from breadtui.store.events.event import Chosen, RepoClosed, RepoOpened, TreeLoaded
from breadtui.store.facts.remote import Failed, Ready
from breadtui.store.polling.poller import Poller
from breadtui.store.reducers.whole import reduce
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_prompt, a_state, a_tree
from tests.store.kitchen import COMPLETE, RUNNING, Kitchen, a_stage, with_bakes


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


async def test_what_a_person_asked_for_by_hand_is_not_asked_again_right_after() -> None:
    async with Kitchen(with_bakes(1)).polling() as kitchen:
        await kitchen.clock.advance(89.5)
        last = kitchen.api.counted("tree")
        assert last == 2, "at 30 and at 60 seconds"
        kitchen.store.dispatch(TreeLoaded(1, a_tree({"b0": RUNNING}), kitchen.clock.now()))
        await kitchen.clock.advance(29)
        assert kitchen.api.counted("tree") == last
        await kitchen.clock.advance(2)
        assert kitchen.api.counted("tree") == last + 1
