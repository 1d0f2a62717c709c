"""Chains of jobs: the order, side by side, and that nothing is ever started twice."""

from __future__ import annotations

import asyncio

import pytest

from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.errors import OutOfCredit, Unauthorized, Unclear, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import Phase
from breadtui.domain.preflight.findings import Gate
from breadtui.domain.recreation.as_json import run_from_json, run_to_json
from breadtui.domain.recreation.run import RunStanding, StepState
from breadtui.store.events.event import RepoOpened
from breadtui.store.facts.state import LockedOut
from breadtui.store.store import Store
from breadtui.values import replace
from tests.store.chain_desk import BAKE, REPO, WISH, ChainDesk, rollout, stim

DONE, FOUND, WAITING, UNDER_WAY = StepState.DONE, StepState.FOUND, StepState.WAITING, StepState.UNDER_WAY


async def test_stim_rollout_and_bake_run_one_after_the_other() -> None:
    desk = ChainDesk()
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert desk.starts == [stim("t0"), rollout("t0"), BAKE]
    assert (desk.states, desk.run.standing) == ([DONE, DONE, DONE], RunStanding.DONE)
    assert desk.words == ["chain: stim, rollout of t0, then bake v8", "the chain to bake v8 is done: eve/coder/v8/224"]


async def test_what_a_chain_starts_is_kept_as_started_from_here() -> None:
    desk = ChainDesk()
    desk.store.dispatch(RepoOpened(REPO))
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert {look.key for look in desk.journal.jobs if look.is_ours} == {stim("t0"), rollout("t0"), BAKE}
    assert not [one.key for one in desk.journal.jobs if one.status == "running" and not one.is_ours]


async def test_a_chain_makes_and_changes_nothing() -> None:
    desk = ChainDesk(2)
    await desk.passed(desk.commands.chains.start_chain(WISH))
    writes = {name for name, _ in desk.api.calls if name.startswith(("create", "replace", "delete", "start"))}
    assert writes == {"start"}


async def test_several_targets_go_side_by_side_and_the_bake_waits_for_all() -> None:
    desk = ChainDesk(3)
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert set(desk.starts[:3]) == {stim("t0"), stim("t1"), stim("t2")}
    assert set(desk.starts[3:6]) == {rollout("t0"), rollout("t1"), rollout("t2")}
    assert desk.starts[6:] == [BAKE]


async def test_a_slow_target_does_not_keep_another_from_going_on() -> None:
    desk = ChainDesk(2)
    desk.put(stim("t0"), JobStatus.PENDING)
    task = desk.begun()
    await desk.clock.advance(300)
    assert desk.api.jobs[rollout("t1")].status is JobStatus.COMPLETE
    assert (rollout("t0") in desk.starts, BAKE in desk.starts) == (False, False)
    desk.put(stim("t0"), JobStatus.COMPLETE)
    await desk.clock.advance(600)
    assert task.done()
    assert desk.starts[-1] == BAKE


async def test_what_is_complete_is_found_and_what_runs_is_waited_for() -> None:
    desk = ChainDesk(2)
    for key in (stim("t0"), rollout("t0"), stim("t1")):
        desk.put(key, JobStatus.COMPLETE)
    desk.put(rollout("t1"), JobStatus.RUNNING)
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert desk.starts == [BAKE]
    assert (desk.states[:3], desk.states[-1]) == ([FOUND, FOUND, FOUND], DONE)


async def test_a_chain_may_end_with_a_rollout_or_a_stim() -> None:
    desk = ChainDesk(2)
    wish = ChainWish(REPO, ("t1",))
    await desk.passed(desk.commands.chains.start_chain(wish))
    assert desk.starts == [stim("t1"), rollout("t1")]
    assert wish.key.end == rollout("t1")


async def test_a_bake_that_starts_from_another_of_the_chain_waits_for_it() -> None:
    desk = ChainDesk()
    child = BAKE._replace(name="v9")
    parent_first: dict[str, Json] = {"datasets": [{"target": "t0"}], "model": {"parent_model_name": "eve/coder/v8/224"}}
    desk.api.jobs[child] = Job(child, JobStatus.NOT_STARTED, config=parent_first)
    await desk.passed(desk.commands.chains.start_chain(ChainWish(REPO, bakes=("v9", "v8"))))
    assert desk.starts == [stim("t0"), rollout("t0"), BAKE, child]


# -- stops ----------------------------------------------------------------------------------------------------------


async def test_a_stim_that_fails_stops_the_chain_with_its_reason_and_starts_nothing_more() -> None:
    desk = ChainDesk(2)
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(10)
    desk.put(stim("t0"), JobStatus.FAILED, error="no questions\nat all")
    await desk.clock.advance(10)
    assert task.done()
    assert desk.run.standing is RunStanding.STOPPED
    assert desk.run.reason == "stim of t0 failed: no questions"
    desk.put(stim("t1"), JobStatus.COMPLETE)
    await desk.clock.advance(600)
    assert set(desk.starts) == {stim("t0"), stim("t1")}


async def test_what_failed_before_a_chain_begins_is_started_anew_since_a_person_agreed() -> None:
    desk = ChainDesk(2)
    desk.put(stim("t0"), JobStatus.FAILED, error="first")
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert desk.run.standing is RunStanding.DONE
    assert len(desk.starts) == len(set(desk.starts)) == 5


async def test_no_credits_in_the_middle_stop_it_and_it_is_gone_on_with() -> None:
    desk = ChainDesk()
    desk.api.before(
        "start", lambda: None, lambda: desk.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    )
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert desk.run.reason == "rollout of t0: Insufficient credits"
    assert desk.starts == [stim("t0"), rollout("t0")]
    await desk.passed(desk.commands.resume_plan(WISH.key))
    assert desk.starts == [stim("t0"), rollout("t0"), rollout("t0"), BAKE]
    assert desk.run.standing is RunStanding.DONE


async def test_several_that_failed_are_started_anew_when_a_person_goes_on() -> None:
    desk = ChainDesk(2)
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(10)
    for name in ("t0", "t1"):
        desk.put(stim(name), JobStatus.FAILED)
    await desk.clock.advance(10)
    assert (task.done(), desk.run.standing) == (True, RunStanding.STOPPED)
    desk.api.hangs = False
    await desk.passed(desk.commands.resume_plan(WISH.key))
    assert desk.run.standing is RunStanding.DONE
    assert desk.starts.count(stim("t0")) == desk.starts.count(stim("t1")) == 2
    assert len(desk.starts) == 7


async def test_one_that_fails_again_after_it_was_started_anew_stops_the_chain() -> None:
    desk = ChainDesk()
    desk.put(stim("t0"), JobStatus.FAILED, error="first")
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(10)
    desk.put(stim("t0"), JobStatus.FAILED, error="second")
    await desk.clock.advance(60)
    assert task.done()
    assert (desk.run.standing, desk.run.reason) == (RunStanding.STOPPED, "stim of t0 failed: second")
    assert desk.starts == [stim("t0")]


async def test_a_person_stops_it_between_two_calls_and_goes_on_later() -> None:
    desk = ChainDesk(2)
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(20)
    desk.commands.stop_plan(WISH.key)
    await desk.clock.parked()
    assert task.done()
    assert desk.run.reason.startswith("by you")
    desk.api.hangs = False
    await desk.passed(desk.commands.resume_plan(WISH.key))
    assert len(desk.starts) == len(set(desk.starts)) == 5
    assert desk.words.count("going on with the chain to bake v8") == 1


async def test_another_place_for_the_weights_may_be_named_when_it_is_gone_on_with() -> None:
    desk = ChainDesk()
    desk.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    await desk.passed(desk.commands.chains.start_chain(replace(WISH, download_to="/models")))
    assert (desk.run.standing, desk.run.download_to) == (RunStanding.STOPPED, "/models")
    await desk.passed(desk.commands.resume_plan(WISH.key, ""))
    assert (desk.run.standing, desk.run.download_to) == (RunStanding.DONE, "")


async def test_a_refused_key_stops_it_and_everything_else() -> None:
    desk = ChainDesk()
    desk.api.fail("start", Unauthorized("no", status=401))
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert desk.run.standing is RunStanding.STOPPED
    assert isinstance(desk.store.state.link, LockedOut)


async def test_read_only_begins_nothing() -> None:
    desk = ChainDesk()
    await desk.window(read_only=True).chains.start_chain(WISH)
    assert (desk.starts, desk.store.state.plan_runs) == ([], {})


# -- nothing twice --------------------------------------------------------------------------------------------------


async def test_after_a_restart_it_goes_on_where_it_was_and_starts_nothing_twice() -> None:
    desk = ChainDesk(2)
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(20)
    await desk.killed(task)
    desk.api.hangs = False
    desk.reopened()
    await desk.passed(desk.commands.restore_plans())
    assert desk.words[0] == "going on with the chain to bake v8"
    assert desk.run.standing is RunStanding.DONE
    assert len(desk.starts) == len(set(desk.starts)) == 5


async def test_a_stopped_chain_is_offered_after_a_restart() -> None:
    desk = ChainDesk()
    desk.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    await desk.passed(desk.commands.chains.start_chain(WISH))
    desk.reopened()
    await desk.commands.restore_plans()
    assert desk.words == ["the chain to bake v8 is stopped: :chain resume goes on with it"]
    assert desk.run.reason == "stim of t0: Insufficient credits"


async def test_a_stopped_chain_that_is_given_up_is_offered_no_more_and_one_that_goes_on_is_not_given_up() -> None:
    desk = ChainDesk()
    desk.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    await desk.passed(desk.commands.chains.start_chain(WISH))
    await desk.commands.forget_plan(WISH.key)
    assert (desk.store.state.plan_runs, desk.journal.plan_runs) == ({}, {})
    desk.reopened()
    await desk.commands.restore_plans()
    assert desk.words == []
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(10)
    await desk.commands.forget_plan(WISH.key)
    assert desk.run.standing is RunStanding.RUNNING
    await desk.killed(task)


async def test_two_windows_never_drive_one_chain() -> None:
    desk = ChainDesk()
    desk.journal.driven_elsewhere.add(WISH.key.id)
    await desk.commands.chains.start_chain(WISH)
    assert desk.starts == []
    assert desk.words == ["another window goes on with the chain to bake v8"]


async def test_another_window_sees_how_far_it_is() -> None:
    desk = ChainDesk()
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(20)
    desk.journal.driven_elsewhere.add(WISH.key.id)
    other = Store()
    await desk.window(other).look_at_plans()
    seen = other.state.plan_runs[WISH.key]
    assert (seen.standing, seen.progress(1).state) == (RunStanding.RUNNING, UNDER_WAY)
    await desk.killed(task)


@pytest.mark.parametrize("error", [Unreachable("cut"), Unclear("cut")])
async def test_a_start_whose_answer_was_lost_is_looked_up_and_not_repeated(error: Unreachable | Unclear) -> None:
    desk = ChainDesk()
    desk.api.before("start", lambda: desk.put(stim("t0"), JobStatus.RUNNING))
    desk.api.fail("start", error)
    desk.store.dispatch(RepoOpened(REPO))
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert desk.starts == [stim("t0"), rollout("t0"), BAKE]
    assert stim("t0") in {look.key for look in desk.journal.jobs if look.is_ours}


async def test_a_start_that_is_not_seen_to_have_arrived_stops_it_and_is_not_repeated_by_itself() -> None:
    desk = ChainDesk()
    desk.api.fail("start", Unclear("cut"))
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert "it is unclear whether it started (cut)" in desk.run.reason
    assert desk.starts == [stim("t0")]
    desk.reopened()
    await desk.passed(desk.commands.restore_plans())
    assert desk.starts == [stim("t0")]


async def test_two_chains_that_share_a_target_start_it_once() -> None:
    desk = ChainDesk()
    other = BAKE._replace(name="v9")
    desk.api.jobs[other] = Job(other, JobStatus.NOT_STARTED, config=desk.api.jobs[BAKE].config)
    tasks = [desk.begun(), desk.begun(ChainWish(REPO, bakes=("v9",)))]
    await desk.clock.advance(900)
    assert all(task.done() for task in tasks)
    assert sorted(map(str, desk.starts)) == sorted(map(str, [stim("t0"), rollout("t0"), BAKE, other]))


async def test_a_chain_and_a_person_at_the_same_moment_start_a_job_once() -> None:
    desk = ChainDesk()
    tasks = [desk.begun(), asyncio.create_task(desk.commands.start_job(stim("t0")))]
    await desk.clock.advance(900)
    assert all(task.done() for task in tasks)
    assert desk.starts == [stim("t0"), rollout("t0"), BAKE]


async def test_a_chain_that_goes_on_is_not_begun_again() -> None:
    desk = ChainDesk()
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(20)
    await desk.commands.chains.start_chain(WISH)
    assert desk.words[-1] == "the chain to bake v8 goes on already"
    assert desk.starts == [stim("t0")]
    await desk.killed(task)


async def test_what_is_kept_of_a_chain_is_read_back_the_same() -> None:
    desk = ChainDesk(2)
    await desk.passed(desk.commands.chains.start_chain(WISH))
    assert run_from_json(run_to_json(desk.run)) == desk.run
    assert run_from_json(desk.journal.plan_runs[WISH.key.id]) == desk.run


# -- checks ---------------------------------------------------------------------------------------------------------


async def test_a_chain_is_checked_as_a_whole_with_each_question_asked_once() -> None:
    desk = ChainDesk(4)
    desk.put(stim("t0"), JobStatus.COMPLETE, lines=10)
    desk.put(stim("t1"), JobStatus.RUNNING)
    check = await desk.commands.chains.check_chain(WISH)
    assert (check.complete, check.active, check.gate) == ((stim("t0"),), (stim("t1"),), Gate.ASK)
    assert [flight.key.phase for flight in check.flights].count(Phase.STIM) == 2
    asked = [call for call in desk.api.calls if call[0] in {"job", "target", "prompt", "repo", "models"}]
    assert len(asked) == len(set(asked))
    assert (desk.starts, desk.api.most_at_once <= 4) == ([], True)


async def test_what_is_amiss_in_any_link_shuts_the_chain() -> None:
    desk = ChainDesk(2)
    desk.api.prompts.clear()
    assert (await desk.commands.chains.check_chain(WISH)).gate is Gate.SHUT


async def test_a_chain_with_nothing_left_is_idle() -> None:
    desk = ChainDesk()
    for key in (stim("t0"), rollout("t0"), BAKE):
        desk.put(key, JobStatus.COMPLETE)
    assert (await desk.commands.chains.check_chain(WISH)).is_idle


async def test_a_job_that_the_poller_sees_run_is_not_asked_about_twice() -> None:
    desk = ChainDesk()
    await desk.commands.open_repo(REPO)
    desk.put(stim("t0"), JobStatus.PENDING)
    task = desk.begun()
    await desk.clock.advance(1)
    asked = desk.looks(stim("t0"))
    for _ in range(10):
        desk.polled(stim("t0"))
        await desk.clock.advance(4)
    assert desk.looks(stim("t0")) == asked
    await desk.clock.advance(30)
    assert desk.looks(stim("t0")) > asked
    desk.put(stim("t0"), JobStatus.COMPLETE)
    desk.polled(stim("t0"))
    await desk.clock.advance(600)
    assert task.done()
    assert desk.starts == [rollout("t0"), BAKE]
