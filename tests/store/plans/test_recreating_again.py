"""Runs that go on after a restart, and runs that several windows see."""

from __future__ import annotations

import asyncio

import pytest

from breadtui.domain.errors import (
    Invalid,
    OutOfCredit,
)
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName
from breadtui.domain.recreation.as_json import run_from_json, run_to_json
from breadtui.domain.recreation.run import Decision, PlanRun, RunStanding
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.clock import START
from tests.store.oven import AWAY, DONE, FOUND, KEY, RUN, SHORT, Oven

RUNNING, COMPLETE, FAILED = JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.FAILED


async def test_a_run_goes_on_after_a_restart_without_starting_twice() -> None:
    oven = Oven()
    oven.api.hangs = True
    task = oven.begun()
    await oven.clock.advance(20)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    oven.api.hangs = False
    oven.store = Store()
    oven.commands = oven.window()
    await oven.baked(wish=oven.commands.restore_plans())
    assert oven.standing == RunStanding.DONE
    assert oven.api.counted("start") == 3
    assert oven.words[0] == "going on with remaking b2 in away"


async def test_a_start_sent_right_before_the_end_is_never_sent_again_by_itself() -> None:
    oven = Oven()
    oven.api.hold()
    task = oven.begun()
    while ("start", JobKey(AWAY, Phase.STIM, "t1")) not in oven.api.calls:
        oven.api.release()
        oven.api.hold()
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    oven.api.release()
    oven.store = Store()
    oven.commands = oven.window()
    await oven.baked(wish=oven.commands.restore_plans())
    assert oven.standing == RunStanding.STOPPED
    assert "a start was sent and is not seen to have arrived" in oven.run.reason
    assert oven.api.counted("start") == 1
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    assert oven.standing == RunStanding.DONE


async def test_what_is_gone_by_the_time_a_run_goes_on_is_made_again() -> None:
    oven = Oven()
    oven.api.fail("create_bake", Invalid("busy", status=422))
    await oven.baked()
    del oven.api.prompts[PromptKey(AWAY, PromptName("t1_teacher"))]
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    assert oven.states == [DONE, FOUND, FOUND, FOUND, DONE, DONE]


async def test_a_stopped_run_is_offered_after_a_restart_and_a_finished_one_forgotten() -> None:
    oven = Oven()
    oven.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    await oven.baked()
    oven.store = Store()
    oven.commands = oven.window()
    await oven.commands.restore_plans()
    assert oven.run.reason == "stim of t1: Insufficient credits"
    assert ":plan resume" in oven.words[-1]
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    oven.store = Store()
    await oven.window(oven.store).restore_plans()
    assert oven.store.state.plan_runs == {}
    assert oven.journal.plan_runs == {}


async def test_two_windows_never_drive_one_run() -> None:
    oven = Oven()
    oven.journal.driven_elsewhere.add(RUN.id)
    await oven.baked()
    assert oven.writes == []
    assert oven.words[-1] == "another window goes on with remaking b2 in away"
    oven.journal.plan_runs[RUN.id] = run_to_json(PlanRun(RUN, SHORT, START))
    other = Store()
    await oven.window(other).restore_plans()
    assert oven.writes == []
    assert [notice.text for notice in other.state.notices] == ["another window goes on with remaking b2 in away"]


async def test_another_windows_run_is_told_as_it_moves_on_disk() -> None:
    oven = Oven()
    other = Store()
    window = oven.window(other)
    task = oven.begun()
    await oven.clock.advance(1)
    oven.journal.driven_elsewhere.add(RUN.id)
    await window.look_at_plans()
    seen = other.state.plan_runs[RUN]
    assert seen.standing is RunStanding.RUNNING
    assert seen.steps == oven.run.steps
    assert not window.drives(RUN)
    window.stop_plan(RUN)
    assert other.state.notices[-1].text == "another window goes on with remaking b2 in away"
    await window.look_at_plans()
    assert other.state.plan_runs[RUN] is seen
    await oven.clock.advance(600)
    await task
    oven.journal.driven_elsewhere.clear()
    await window.look_at_plans()
    assert other.state.plan_runs[RUN].standing is RunStanding.DONE
    assert other.state.plan_runs[RUN].plan is seen.plan


async def test_a_run_that_nobody_drives_any_more_has_stopped_for_those_who_look_on() -> None:
    oven = Oven()
    oven.journal.plan_runs[RUN.id] = run_to_json(PlanRun(RUN, SHORT, START))
    await oven.commands.look_at_plans()
    assert oven.run.standing is RunStanding.STOPPED
    assert oven.run.reason == "the window that ran it is gone"
    await oven.baked(wish=oven.commands.resume_plan(RUN))
    assert oven.standing == RunStanding.DONE


async def test_the_difference_that_this_window_asks_about_survives_a_look() -> None:
    oven = Oven()
    oven.put_prompt("t1_teacher", "Be Luke.")
    await oven.baked()
    asked = oven.run
    await oven.commands.look_at_plans()
    assert oven.run is asked
    assert asked.asked_check is not None


async def test_a_runs_plan_is_written_once() -> None:
    oven = Oven()
    await oven.baked()
    assert oven.journal.whole == [RUN.id]
    kept = run_from_json(oven.journal.plan_runs[RUN.id])
    assert kept is not None
    assert kept == replace(oven.run, plan=kept.plan)


async def test_the_same_run_asked_for_twice_is_driven_once() -> None:
    oven = Oven()
    task = oven.begun()
    await oven.clock.parked()
    await oven.commands.remaking.run_plan(KEY, AWAY)
    await oven.clock.advance(600)
    await task
    assert oven.api.counted("start") == 3


async def test_read_only_runs_nothing_and_goes_on_with_nothing() -> None:
    oven = Oven(read_only=True)
    await oven.baked()
    assert oven.api.calls == []
    assert oven.words == ["read-only: b2 was not remade"]
    oven.journal.plan_runs[RUN.id] = run_to_json(PlanRun(RUN, SHORT, START))
    await oven.commands.restore_plans()
    assert oven.standing == RunStanding.STOPPED
    assert oven.api.calls == []


async def test_what_is_kept_on_disk_is_the_whole_run() -> None:
    oven = Oven()
    oven.put_prompt("t1_teacher", "Be Luke.")
    await oven.baked()
    await oven.baked(wish=oven.commands.remaking.decide_plan(RUN, Decision.RENAME))
    assert run_from_json(oven.journal.plan_runs[RUN.id]) == oven.run
    assert run_from_json({"repo": "x"}) is None
    assert run_from_json(["odd"]) is None


# -- checking ---------------------------------------------------------------------------------------------------------
