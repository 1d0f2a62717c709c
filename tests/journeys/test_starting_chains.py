"""Starts and chains by keys, on the demo over loopback: checked first, never twice, gone on with after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.demo.faults import Fault
from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey, TargetName
from breadtui.domain.recreation.run import PlanRun, RunKey, RunKind, RunStanding
from breadtui.store.facts.state import AppState
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.starting.preflight_screen import PreflightScreen
from breadtui.ui.screens.starting.start_menu import StartScreen
from tests.journeys.cockpit import YODA, Cockpit, DemoTime, cockpit, demo_server

TARGET = TargetKey(YODA, TargetName("next_idea"))
DONE = TargetKey(YODA, TargetName("wise_set"))
OTHER = TargetKey(YODA, TargetName("coder_set_8"))
STIM, ROLLOUT = (JobKey(YODA, phase, TARGET.name) for phase in (Phase.STIM, Phase.ROLLOUT))
CHAIN = RunKey(ROLLOUT, YODA, RunKind.CHAIN)
OPENED = Options(repo=YODA)
COMPLETE = JobStatus.COMPLETE


def chain_of(state: AppState) -> PlanRun | None:
    return state.plan_runs.get(CHAIN)


def stands(state: AppState, standing: RunStanding) -> bool:
    run = chain_of(state)
    return run is not None and run.standing is standing


async def choose_target(here: Cockpit) -> None:
    await here.until_ready()
    await here.until(lambda state: YODA in state.contents)
    await here.look_at(TARGET)
    await here.until(lambda state: STIM in state.jobs)


async def begin_chain(here: Cockpit) -> None:
    await choose_target(here)
    await here.press("S")
    await here.until_screen(StartScreen)
    await here.press("r")
    await here.until_asked()
    await here.press("y")


def starts(here: Cockpit) -> list[str]:
    return [path.rpartition("/")[2] for method, path in here.writes() if method == "POST"]


def asked(here: Cockpit) -> str:
    """What a question says, as one line however it is wrapped."""
    return " ".join(here.text.replace("│", " ").split())


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_stim_then_rollout_by_three_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, size=size, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: stands(state, RunStanding.DONE))
            assert starts(here) == ["stim", "rollout"]
            assert here.status(ROLLOUT) is COMPLETE


async def test_nothing_is_started_before_a_yes_and_enter_is_no(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose_target(here)
            await here.press("S")
            await here.until_screen(StartScreen)
            await here.press("s")
            await here.until_asked()
            assert "+ 3 generators, 40 questions" in here.text
            await here.press("enter")
            assert here.writes() == []


async def test_what_would_be_refused_cannot_be_agreed_to_but_its_chain_can(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await choose_target(here)
            await here.type("start rollout")
            await here.until_asked()
            assert "! stim has not begun: there are no questions to answer" in here.text
            await here.press("y")
            assert isinstance(here.app.screen, PreflightScreen)
            assert here.writes() == []
            await here.press("t")
            await here.until_true(lambda: "one after the other" in here.text)
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: stands(state, RunStanding.DONE))
            assert starts(here) == ["stim", "rollout"]


async def test_a_chain_is_told_in_details_and_monitor_stopped_and_gone_on_with_after_a_restart(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime(), job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True, size=(140, 40)) as here:
            await begin_chain(here)
            await here.until_shown("then rollout")
            here.explorer.show_pane(Pane.DETAIL)
            await here.until_shown(":chain stop ends it")
            await here.type("chain stop")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: stands(state, RunStanding.STOPPED))
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await here.until(lambda state: stands(state, RunStanding.STOPPED))
            assert any(":chain resume goes on with it" in notice.text for notice in here.state.notices)
            await choose_target(here)
            await here.type("chain resume")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: stands(state, RunStanding.RUNNING))
            assert starts(here) == ["stim"]


async def test_a_chain_that_went_on_when_the_program_ended_goes_on_by_itself(tmp_path: Path) -> None:
    time = DemoTime()
    with demo_server(clock=time, job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: state.jobs[STIM].job.is_active)
        time.pass_seconds(150)
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await here.until(lambda state: ROLLOUT in state.jobs and state.jobs[ROLLOUT].job.is_active)
            time.pass_seconds(150)
            await here.until(lambda state: stands(state, RunStanding.DONE))
            assert starts(here) == ["stim", "rollout"]


async def test_a_start_whose_answer_is_dropped_after_it_was_accepted_is_never_sent_again(tmp_path: Path) -> None:
    time = DemoTime()
    with demo_server(clock=time, job_seconds=100) as demo:
        demo.faults.add(r"/(stim|rollout)$", Fault(drop="after"), times=2, method="POST")
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: state.jobs[STIM].job.is_active)
            time.pass_seconds(150)
            await here.until(lambda state: ROLLOUT in state.jobs and state.jobs[ROLLOUT].job.is_active)
            time.pass_seconds(150)
            await here.until(lambda state: stands(state, RunStanding.DONE))
            assert starts(here) == ["stim", "rollout"]


async def test_no_credits_in_the_middle_are_told_and_the_chain_goes_on_later(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        demo.faults.add(r"/rollout$", Fault(status=402), method="POST")
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: stands(state, RunStanding.STOPPED))
            run = chain_of(here.state)
            assert run is not None
            assert run.reason == "rollout of next_idea: Insufficient credits"
            await here.type("chain resume")
            await here.until_asked()
            assert "stopped: rollout of next_idea: Insufficient credits" in here.text
            await here.press("y")
            await here.until(lambda state: stands(state, RunStanding.DONE))
            assert starts(here) == ["stim", "rollout", "rollout"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_chain_to_the_same_end_that_was_stopped_is_offered_to_be_gone_on_with(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(clock=DemoTime(), job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, size=size, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: state.jobs[STIM].job.is_active)
            before = chain_of(here.state)
            await here.type("chain stop")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: stands(state, RunStanding.STOPPED))
            here.explorer.ask_chain(ChainWish(YODA, (TARGET.name,)))
            await here.until_asked()
            assert "Go on with the chain to rollout of next_idea in yoda_repo, which was stopped?" in asked(here)
            assert "It stopped at step 1 of 2, stim of next_idea." in asked(here)
            assert "Why: by you; what runs on the service goes on there." in asked(here)
            assert "y go on a anew n No (default)" in asked(here)
            await here.press("y")
            await here.until(lambda state: stands(state, RunStanding.RUNNING))
            run = chain_of(here.state)
            assert run is not None
            assert before is not None
            assert run.started_at == before.started_at
            assert starts(here) == ["stim"]


async def test_a_chain_that_was_stopped_may_be_begun_anew(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        demo.faults.add(r"/rollout$", Fault(status=402), method="POST")
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: stands(state, RunStanding.STOPPED))
            before = chain_of(here.state)
            await here.until(lambda state: ROLLOUT in state.jobs)
            await here.press("S")
            await here.until_asked()
            assert "It stopped at step 2 of 2, rollout of next_idea." in asked(here)
            assert "Why: rollout of next_idea: Insufficient credits." in asked(here)
            assert "a only rollout of next_idea" in asked(here)
            await here.press("escape")
            await here.type("chain")
            await here.until_asked()
            assert "1 complete already, 1 to start" in asked(here)
            await here.press("a")
            await here.until(lambda state: stands(state, RunStanding.DONE))
            run = chain_of(here.state)
            assert run is not None
            assert before is not None
            assert run.started_at > before.started_at
            assert starts(here) == ["stim", "rollout", "rollout"]


async def test_a_bake_that_was_never_started_is_not_drawn_as_queued_while_nobody_has_asked(tmp_path: Path) -> None:
    row = JobKey(YODA, Phase.BAKE, "coder_v8")
    with demo_server() as demo:
        demo.faults.add(rf"/bakes/{row.name}$", Fault(status=503), times=None, method="GET")
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await here.until_ready()
            await here.until(lambda state: row in state.jobs)
            await here.until_true(lambda: here.explorer.repos.reveal(row))
            await here.until_true(lambda: row.name in here.text)
            assert "queue" not in here.text.splitlines()[0]
            assert not [line for line in here.text.splitlines() if row.name in line and "Q" in line.partition("▕")[0]]
            demo.faults.clear()
            here.explorer.choose(row)
            await here.until(lambda state: state.jobs[row].job.status is JobStatus.NOT_STARTED)
            await here.until_shown("not started")


async def test_a_chain_that_goes_on_is_told_of_instead_of_asked_about(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime(), job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await begin_chain(here)
            await here.until(lambda state: state.jobs[STIM].job.is_active)
            await here.type("chain")
            words = "the chain to rollout of next_idea goes on already: 0 of 2 done, stim of next_idea"
            await here.until_true(lambda: any(words in told for told in here.toasts))
            assert starts(here) == ["stim"]


async def test_the_actions_menu_leads_to_the_chain(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await choose_target(here)
            await here.press("a")
            await here.until_shown("start, then …")
            await here.press("t")
            await here.until_asked()
            assert "Start what leads to rollout of next_idea" in here.text
            await here.press("escape")
            assert here.writes() == []


async def test_several_marked_targets_are_started_together(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime(), job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await choose_target(here)
            await here.press("space")
            await here.look_at(OTHER)
            await here.press("space")
            await here.until(lambda state: state.marked == (TARGET, OTHER))
            await here.press("S")
            await here.until_asked()
            assert "Start what leads to the 2 targets marked in yoda_repo" in here.text
            assert "hidden" not in here.text
            assert "stim of next_idea" in here.text
            await here.press("escape")
            assert here.writes() == []


async def test_a_marked_target_that_the_filter_hides_is_named_before_it_is_started(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime(), job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await choose_target(here)
            await here.press("space")
            await here.look_at(OTHER)
            await here.press("space")
            await here.until(lambda state: state.marked == (TARGET, OTHER))
            here.explorer.filter("coder_set_8")
            await here.press("S")
            await here.until_asked()
            assert "2 marked, 1 hidden by the filter:" in here.text
            assert "next_idea  hidden by the filter" in here.text
            await here.press("escape")
            await here.press("w")
            await here.until_true(lambda: any("2 jobs (1 hidden by the filter)" in told for told in here.toasts))
            await here.type("delete")
            await here.until_asked()
            assert "next_idea  hidden by the filter" in here.text
            await here.press("escape")
            assert here.writes() == []


async def test_what_is_complete_but_was_not_looked_at_is_not_offered(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose_target(here)
            assert JobKey(YODA, Phase.STIM, DONE.name) not in here.state.jobs
            here.explorer.start_of(DONE)
            await here.until_asked()
            assert "Start what leads to bake wise_2 in yoda_repo" in here.text


async def test_read_only_starts_nothing_and_says_so(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        options = Options(repo=RepoName(YODA), is_read_only=True)
        async with cockpit(demo, tmp_path, options=options) as here:
            await choose_target(here)
            await here.press("S")
            await here.type("chain")
            await here.pilot.pause()
            assert any("read-only" in told for told in here.toasts)
            assert here.writes() == []
