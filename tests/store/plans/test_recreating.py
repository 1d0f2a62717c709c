"""Remaking a bake by its plan: read first, made once, waited for, asked about, stopped, gone on with."""

from __future__ import annotations

import pytest

from breadtui.domain.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NeverSent,
    OutOfCredit,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, TargetKey, TargetName
from breadtui.domain.recreation.made import ResourceRef
from breadtui.domain.recreation.run import Decision, RunStanding, StepState
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import LockedOut
from tests.store.oven import AWAY, BASE, DONE, FOUND, HOME, KEY, PLAN, RUN, Oven

RUNNING, COMPLETE, FAILED = JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.FAILED


async def test_a_bake_is_remade_in_the_order_of_its_plan() -> None:
    oven = Oven()
    await oven.baked()
    assert oven.standing == RunStanding.DONE
    assert oven.states == [DONE] * 6
    assert oven.writes == ["create_prompt", "create_target", "start", "start", "create_bake", "start"]
    assert oven.words[-1] == "remaking b2 in away is done"
    config = oven.api.jobs[JobKey(AWAY, Phase.BAKE, "b2")].config
    assert config == {"datasets": [{"target": "t1"}], "model": {}}


async def test_a_second_run_of_the_same_plan_writes_nothing() -> None:
    oven = Oven()
    await oven.baked()
    oven.api.calls.clear()
    await oven.baked()
    assert oven.writes == []
    assert oven.states == [FOUND] * 6


async def test_a_repository_that_is_not_there_is_made_with_the_base_model_of_the_plan() -> None:
    oven = Oven()
    oven.api.repo_list = (Repo(HOME, BASE),)
    await oven.baked()
    assert oven.api.repo_list[-1] == Repo(AWAY, BASE)
    assert value_of(oven.store.state.repos) == oven.api.repo_list
    assert oven.standing == RunStanding.DONE


async def test_the_parent_is_the_remade_one_at_the_checkpoint_that_was_used() -> None:
    oven = Oven(PLAN)
    await oven.baked()
    config = oven.api.jobs[JobKey(AWAY, Phase.BAKE, "b2")].config
    assert config["model"] == {"parent_model_name": "eve/away/b1/100"}


async def test_the_newest_checkpoint_serves_where_the_same_is_missing_and_the_step_says_so() -> None:
    oven = Oven(PLAN)
    oven.api.checkpoints = (90, 60)
    await oven.baked()
    assert oven.api.jobs[JobKey(AWAY, Phase.BAKE, "b2")].config["model"] == {"parent_model_name": "eve/away/b1/90"}
    assert "eve/away/b1/90" in oven.run.progress(11).note


async def test_what_somebody_made_meanwhile_is_taken_if_it_is_equal() -> None:
    oven = Oven()
    oven.api.before("create_prompt", lambda: oven.put_prompt("t1_teacher"))
    oven.api.fail("create_prompt", Conflict("exists", status=409))
    await oven.baked()
    assert oven.states == [FOUND, *[DONE] * 5]


async def test_a_conflict_with_something_else_is_asked_about_and_nothing_more_is_written() -> None:
    oven = Oven()
    oven.api.before("create_prompt", lambda: oven.put_prompt("t1_teacher", "Be Luke."))
    oven.api.fail("create_prompt", Conflict("exists", status=409))
    await oven.baked()
    assert oven.standing == RunStanding.ASKING
    assert oven.run.asked == 1
    assert oven.run.asked_check is not None
    assert [found.path for found in oven.run.asked_check.differences] == ["messages[0].content"]
    assert oven.writes == ["create_prompt"]
    assert "waits for you: there is another prompt named t1_teacher in away" in oven.words[-1]


async def test_a_conflict_about_nothing_ends_the_run() -> None:
    oven = Oven()
    oven.api.fail("create_prompt", Conflict("exists", status=409))
    await oven.baked()
    assert oven.standing == RunStanding.STOPPED
    assert "says it exists, but it is not there" in oven.run.reason


async def test_theirs_may_be_kept() -> None:
    oven = Oven()
    oven.put_prompt("t1_teacher", "Be Luke.")
    await oven.baked()
    await oven.baked(wish=oven.commands.remaking.decide_plan(RUN, Decision.KEEP_THEIRS))
    assert oven.states == [StepState.KEPT, *[DONE] * 5]
    assert oven.api.prompts[PromptKey(AWAY, PromptName("t1_teacher"))].messages[0].text == "Be Luke."


async def test_a_new_name_is_one_that_is_free_and_is_used_in_all_that_follows() -> None:
    oven = Oven()
    oven.put_prompt("t1_teacher", "Be Luke.")
    oven.put_prompt("t1_teacher_v2", "Be Leia.")
    await oven.baked()
    await oven.baked(wish=oven.commands.remaking.decide_plan(RUN, Decision.RENAME))
    assert oven.standing == RunStanding.DONE
    assert oven.run.renames == {ResourceRef("prompt", "t1_teacher"): "t1_teacher_v3"}
    target = oven.api.targets[TargetKey(AWAY, TargetName("t1"))]
    assert target.config["teacher_prompt"] == "t1_teacher_v3"


async def test_giving_up_leaves_everything_as_it_is() -> None:
    oven = Oven()
    oven.put_prompt("t1_teacher", "Be Luke.")
    await oven.baked()
    await oven.commands.remaking.decide_plan(RUN, Decision.GIVE_UP)
    assert (oven.run.standing, oven.run.reason) == (RunStanding.STOPPED, "given up")
    assert oven.writes == []


async def test_a_bake_renamed_at_home_is_the_parent_of_what_follows() -> None:
    oven = Oven(PLAN)
    for name in ("t1_teacher", "t2_teacher"):
        oven.put_prompt(name)
    oven.put_job(Phase.BAKE, "b1", COMPLETE, config={"datasets": [{"target": "other"}]})
    await oven.baked()
    assert oven.run.asked == 5
    await oven.baked(wish=oven.commands.remaking.decide_plan(RUN, Decision.RENAME))
    assert oven.api.jobs[JobKey(AWAY, Phase.BAKE, "b2")].config["model"] == {"parent_model_name": "eve/away/b1_v2/100"}


# -- jobs -------------------------------------------------------------------------------------------------------------


async def test_a_job_that_runs_is_waited_for_and_not_started() -> None:
    oven = Oven()
    oven.put_job(Phase.STIM, "t1", RUNNING)
    await oven.baked()
    assert oven.writes == ["create_prompt", "create_target", "start", "create_bake", "start"]
    assert oven.states[2] is DONE


async def test_a_failed_job_ends_the_run_with_its_reason_and_is_started_anew_only_by_a_person() -> None:
    oven = Oven()
    oven.put_job(Phase.STIM, "t1", FAILED, error="no questions\ntraceback")
    await oven.baked()
    assert (oven.run.standing, oven.run.reason) == (RunStanding.STOPPED, "stim of t1 failed: no questions")
    assert "start" not in oven.writes
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    assert oven.standing == RunStanding.DONE


async def test_no_credit_ends_the_run_at_once() -> None:
    oven = Oven()
    oven.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    await oven.baked()
    assert oven.standing == RunStanding.STOPPED
    assert oven.run.reason == "stim of t1: Insufficient credits"
    assert oven.api.counted("start") == 1
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    assert oven.standing == RunStanding.DONE


async def test_a_start_whose_answer_was_lost_is_looked_up_and_never_repeated() -> None:
    oven = Oven()
    stim = JobKey(AWAY, Phase.STIM, "t1")
    oven.api.before("start", lambda: oven.start_elsewhere("t1"))
    oven.api.fail("start", Unreachable("cut"))
    await oven.baked()
    assert [about for name, about in oven.api.calls if name == "start"].count(stim) == 1
    assert oven.standing == RunStanding.DONE


async def test_a_start_that_is_not_seen_to_have_arrived_ends_the_run() -> None:
    oven = Oven()
    oven.api.fail("start", Unclear("cut"))
    await oven.baked()
    assert oven.standing == RunStanding.STOPPED
    assert "unclear whether it started" in oven.run.reason
    assert oven.api.counted("start") == 1


async def test_a_start_that_never_left_is_sent_again() -> None:
    oven = Oven()
    oven.api.fail("start", NeverSent("no route"), RateLimited("slow down", retry_after_seconds=40))
    await oven.baked()
    assert oven.standing == RunStanding.DONE
    assert oven.api.counted("start") == 5


async def test_a_broken_link_is_waited_out() -> None:
    oven = Oven()
    oven.api.fail("prompt", Unreachable("cut"), ServerFailed("busy", status=503))
    oven.api.fail("create_target", Unreachable("cut"))
    task = oven.begun()
    await oven.clock.advance(0)
    assert oven.run.progress(1).note == "no answer (cut); asking again"
    await oven.clock.advance(600)
    await task
    assert oven.standing == RunStanding.DONE
    assert oven.run.progress(1).note == ""


@pytest.mark.parametrize("error", [Forbidden("no", status=403), Invalid("bad name", status=422)])
async def test_a_refusal_ends_the_run_with_the_words_of_the_service(error: Forbidden | Invalid) -> None:
    oven = Oven()
    oven.api.fail("create_target", error)
    await oven.baked()
    assert oven.standing == RunStanding.STOPPED
    assert oven.run.reason == f"target t1: {error.message}"


async def test_a_refused_key_locks_everything() -> None:
    oven = Oven()
    oven.api.fail("prompt", Unauthorized("who?", status=401))
    await oven.baked()
    assert isinstance(oven.store.state.link, LockedOut)
    assert oven.standing == RunStanding.STOPPED


# -- from a later step, stopping, going on ----------------------------------------------------------------------------


async def test_a_run_from_a_later_step_leaves_the_earlier_ones_and_waits_for_their_jobs() -> None:
    oven = Oven(PLAN)
    oven.put_job(Phase.BAKE, "b1", RUNNING)
    await oven.baked(wish=oven.commands.remaking.run_plan(KEY, AWAY, 7))
    assert oven.states[:6] == [StepState.SKIPPED] * 6
    assert oven.api.jobs[JobKey(AWAY, Phase.BAKE, "b2")].config["model"] == {"parent_model_name": "eve/away/b1/100"}


async def test_a_run_is_stopped_between_two_calls_and_gone_on_with() -> None:
    oven = Oven()
    oven.api.hangs = True
    task = oven.begun()
    await oven.clock.advance(20)
    oven.commands.stop_plan(RUN)
    await oven.clock.advance(0)
    assert task.done()
    assert oven.standing == RunStanding.STOPPED
    assert "goes on there" in oven.run.reason
    assert oven.writes == ["create_prompt", "create_target", "start"]
    oven.api.hangs = False
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    assert oven.standing == RunStanding.DONE
    assert oven.api.counted("start") == 3


async def test_the_usual_intervals_are_kept_while_waiting() -> None:
    oven = Oven()
    oven.api.hangs = True
    task = oven.begun()
    await oven.clock.advance(1)
    looks = oven.api.counted("job")
    await oven.clock.advance(50)
    assert oven.api.counted("job") == looks + 10
    task.cancel()
