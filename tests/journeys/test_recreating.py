"""A bake remade by its plan: checked, asked, run, decided, stopped, gone on with after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.demo.serve import DemoServer
from breadtui.domain.names import RepoName
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.starting.plan_decision import PlanDecisionScreen
from tests.journeys.cockpit import YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server

BAKE = bake_key("coder_v2")
REMADE = RepoName("remade")
RUN = RunKey(BAKE, REMADE)
ASKED = Options(repo=YODA, bake="coder_v2")


def run_of(state: AppState) -> PlanRun | None:
    return state.plan_runs.get(RUN)


def stands(state: AppState, standing: RunStanding) -> bool:
    run = run_of(state)
    return run is not None and run.standing is standing


async def open_plan(here: Cockpit) -> None:
    """The plan's tab, with how each step stands."""
    await here.until(lambda state: state.chosen == BAKE)
    here.explorer.show_pane(Pane.DETAIL)
    here.explorer.details.open_tab(Tab.PLAN)
    own = RunKey(BAKE, YODA)
    await here.until(lambda state: isinstance(state.plan_checks.get(own), Ready))


async def agree(here: Cockpit) -> None:
    await here.until_asked()
    await here.press("y")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_plan_is_checked_when_its_tab_opens_and_run_elsewhere_after_a_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=ASKED, size=size) as here:
            await open_plan(here)
            await here.until_shown("13 done")
            assert here.writes() == []
            await here.press("p")
            assert here.explorer.line.value == "plan run --from 1 --into yoda_repo"
            here.explorer.line.value = "plan run --into remade"
            await here.press("enter")
            await here.until_asked()
            assert "Starts 6 jobs, 4,000 rows expected." in here.text
            await here.press("enter")
            await here.until_screen(ExplorerScreen)
            assert here.writes() == []
            await here.type("plan run --into remade")
            await agree(here)
            await here.until(lambda state: stands(state, RunStanding.DONE))
            await here.until_shown("13 of 13 steps")
            parent = demo.world.repos["remade"].bakes["coder_v2"].config["model"]["parent_model_name"]
            assert parent.startswith("ada/remade/coder_v1/")
            await here.type("plan run --into remade")
            await here.until_true(lambda: any("nothing to do" in toast for toast in here.toasts))


async def open_decision(here: Cockpit) -> None:
    """Run the plan into another repository until something differs there, and open the question about it."""
    await open_plan(here)
    await here.type("plan run --into remade")
    await agree(here)
    await here.until(lambda state: stands(state, RunStanding.ASKING))
    here.explorer.show_pane(Pane.DETAIL)
    await here.until_shown("p decides")
    await here.press("p")
    await here.until_screen(PlanDecisionScreen)


async def test_a_difference_is_shown_and_decided_about(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        put_other_prompt(demo)
        async with cockpit(demo, tmp_path, options=ASKED) as here:
            await open_decision(here)
            assert "Be Luke." in here.text
            assert "t keep what is there · v mine under a new name · x give up" in here.text
            await here.press("k", "g", "j", "G")
            assert isinstance(here.app.screen, PlanDecisionScreen)
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            assert stands(here.state, RunStanding.ASKING)
            await here.press("p")
            await here.until_screen(PlanDecisionScreen)
            await here.press("v")
            await here.until(lambda state: stands(state, RunStanding.DONE))
            remade = demo.world.repos["remade"]
            assert remade.prompts["teach_1"].messages[0]["content"] == "Be Luke."
            assert remade.targets["coder_set_1"].config["teacher_prompt"] == "teach_1_v2"


@pytest.mark.parametrize(("key", "standing"), [("t", RunStanding.DONE), ("x", RunStanding.STOPPED)])
async def test_what_is_there_is_kept_or_the_plan_given_up_by_a_key(
    tmp_path: Path, key: str, standing: RunStanding
) -> None:
    with demo_server(instant=True) as demo:
        put_other_prompt(demo)
        async with cockpit(demo, tmp_path, options=ASKED) as here:
            await open_decision(here)
            await here.press(key)
            await here.until(lambda state: stands(state, standing))
            remade = demo.world.repos["remade"]
            assert "teach_1_v2" not in remade.prompts
            made = remade.targets.get("coder_set_1")
            assert (made is not None and made.config["teacher_prompt"] == "teach_1") is (key == "t")


def put_other_prompt(demo: DemoServer) -> None:
    """Another repository with another text under a name of the plan."""
    from breadtui.demo.creation import create_prompt, create_repo

    repo, _ = create_repo(demo.world, {"repo_name": "remade", "base_model": demo.world.repos[YODA].base_model})
    create_prompt(repo, "teach_1", {"messages": [{"role": "system", "content": "Be Luke."}]})


async def test_a_run_goes_on_by_itself_after_the_program_was_left(tmp_path: Path) -> None:
    time = DemoTime()
    with demo_server(clock=time, job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=ASKED, is_hurried=True) as here:
            await open_plan(here)
            await here.type("plan run --into remade")
            await agree(here)
            await here.until(lambda state: (run := run_of(state)) is not None and run.done_count == 3)
            await here.until_true(lambda: demo.world.repos["remade"].targets["coder_set_1"].stim is not None)
        time.pass_seconds(1000)
        async with cockpit(demo, tmp_path, options=ASKED, is_hurried=True) as here:
            await here.until(lambda state: (run := run_of(state)) is not None and run.done_count == 4)
            assert "going on with remaking coder_v2 in remade" in [notice.text for notice in here.state.notices]
            assert stands(here.state, RunStanding.RUNNING)
            starts = [path for method, path in here.writes() if method == "POST" and path.endswith("/stim")]
            assert len(starts) == 1


async def test_a_run_is_stopped_by_a_key_and_offered_again_after_a_restart(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime(), job_seconds=100) as demo:
        async with cockpit(demo, tmp_path, options=ASKED, is_hurried=True) as here:
            await open_plan(here)
            await here.type("plan run --into remade")
            await agree(here)
            await here.until(lambda state: (run := run_of(state)) is not None and run.done_count == 3)
            here.explorer.show_pane(Pane.DETAIL)
            await here.press("p")
            await here.until_asked()
            assert "Stop remaking coder_v2 in remade?" in here.text
            await agree(here)
            await here.until(lambda state: stands(state, RunStanding.STOPPED))
            await here.until_shown("p goes on")
        async with cockpit(demo, tmp_path, options=ASKED, is_hurried=True) as here:
            await open_plan(here)
            assert stands(here.state, RunStanding.STOPPED)
            here.explorer.show_pane(Pane.DETAIL)
            await here.press("p")
            await here.until_asked()
            assert "Go on with remaking coder_v2" in here.text
            await agree(here)
            await here.until(lambda state: stands(state, RunStanding.RUNNING))


async def test_the_keys_at_the_foot_follow_the_tab(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=ASKED) as here:
            await here.until(lambda state: state.chosen == BAKE)
            here.explorer.show_pane(Pane.DETAIL)
            assert "run/stop plan" not in here.text
            here.explorer.details.open_tab(Tab.PLAN)
            await here.until_shown("run/stop plan")
            here.explorer.details.open_tab(Tab.BLAME)
            await here.until_true(lambda: "run/stop plan" not in here.text)


async def test_a_refresh_on_the_tab_reads_and_checks_the_plan_again(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=ASKED) as here:
            await open_plan(here)
            await here.until_shown("13 done")
            here.explorer.show_pane(Pane.DETAIL)
            del demo.world.repos[YODA].targets["coder_set_2"]
            await here.press("r")
            await here.until_shown("9 done")
            here.explorer.details.open_tab(Tab.OVERVIEW)
            own, before = RunKey(BAKE, YODA), here.state.plan_checks
            await here.press("r")
            assert here.state.plan_checks[own] is before[own]


async def test_the_word_shows_the_tab_on_a_small_screen_too(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=ASKED, size=(80, 24)) as here:
            await here.until(lambda state: state.chosen == BAKE)
            await here.type("plan")
            await here.until_shown("[Plan]")
            await here.until_shown("13 done")


async def test_read_only_checks_and_never_runs(tmp_path: Path) -> None:
    with demo_server(instant=True) as demo:
        options = Options(repo=YODA, bake="coder_v2", is_read_only=True)
        async with cockpit(demo, tmp_path, options=options) as here:
            await open_plan(here)
            await here.press("p")
            await here.until_true(lambda: any("read-only" in toast for toast in here.toasts))
            await here.type("plan run --into remade")
            assert not isinstance(here.app.screen, ConfirmScreen)
            assert here.writes() == []
