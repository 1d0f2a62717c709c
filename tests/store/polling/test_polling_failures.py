"""What the poller does when looks fail, and when it comes back to life."""

import itertools
from datetime import timedelta

import pytest

from breadtui.domain.errors import (
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unreachable,
)
from breadtui.domain.names import Phase
from breadtui.store.events.session import KeyChanged
from breadtui.store.facts.state import Degraded, LockedOut, Online
from tests.fakes.states import REPO, a_key, a_state, a_tree
from tests.store.kitchen import Kitchen, a_stage, with_bakes


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
        assert kitchen.store.state.quiet_until is not None
        kitchen.api.calls.clear()
        await kitchen.clock.advance(50)
        assert kitchen.api.calls == []
        await kitchen.clock.advance(60)
        assert kitchen.api.counted("job") >= 6


async def test_a_wait_is_told_while_it_lasts_whoever_was_asked_to() -> None:
    async with Kitchen(with_bakes(1)).polling() as kitchen:
        await kitchen.clock.advance(1)
        assert kitchen.store.state.quiet_until is None
        kitchen.api.asked_wait_seconds = 20.0
        await kitchen.clock.advance(1)
        told = kitchen.store.state
        assert told.quiet_until == kitchen.clock.now() + timedelta(seconds=20)
        kitchen.api.asked_wait_seconds = 19.0
        await kitchen.clock.advance(1)
        assert kitchen.store.state is told, "a countdown is no news"
        kitchen.api.asked_wait_seconds = 0.0
        await kitchen.clock.advance(1)
        assert kitchen.store.state.quiet_until is None


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
