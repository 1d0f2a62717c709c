"""From the tree through the lineage to the details, by keys and by words, at every size of terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette

from breadtui.config.settings import Options
from breadtui.demo.faults import Fault
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey, TargetName
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.repo_tree.pane import RepoTree
from breadtui.ui.present.tree.keys import row_of
from breadtui.ui.screens.line.command_line import COMMAND
from breadtui.ui.screens.line.help import HelpScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server, prompt_key

SIZES = ((120, 40), (80, 24), (200, 60))
ONE_REPO = Options(repo=YODA)


async def begin(here: Cockpit) -> None:
    """With one repository open and chosen."""
    await here.until(lambda state: state.chosen is not None and state.lineages.get(YODA))
    await here.until_shown("coder_v")


async def test_the_line_of_descent_is_walked_by_keys_and_a_bake_is_chosen(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            here.explorer.repos.reveal(bake_key("coder_v7"))
            await here.press("1", "J", "J", "J")
            await here.press("enter")
            await here.until(lambda state: state.chosen == bake_key("coder_v3"))
            assert isinstance(here.app.focused, BakeDetails)
            await here.until_shown("coder_v1/354")
            await here.press("escape", "K", "enter")
            await here.until(lambda state: state.chosen == bake_key("coder_v5"))
            await here.until_shown("› coder_v5")


async def test_quick_choices_show_the_last_whatever_answers_first(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            demo.faults.add("/bakes/coder_v1$", Fault(delay_seconds=0.4))
            for name in ("coder_v1", "coder_v2", "coder_v3", "coder_v5b"):
                here.explorer.repos.reveal(bake_key(name))
                here.explorer.choose(bake_key(name))
            await here.until(lambda state: state.chosen == bake_key("coder_v5b"))
            await here.until(lambda state: bake_key("coder_v5b") in state.metrics)
            await here.until_shown("2 coder_v5b")
            await here.until_shown("354 of 354 points")
            assert here.state.chosen == bake_key("coder_v5b")


async def test_an_answer_for_a_repository_closed_meanwhile_is_dropped(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            demo.faults.add("/metacog/tree$", Fault(delay_seconds=0.4))
            await here.type("open metacog")
            await here.until(lambda state: "metacog" in state.opened)
            await here.type("close metacog")
            await here.until(lambda state: "metacog" not in state.opened)
            await here.until(lambda state: any("/metacog/tree" in call.path for call in state.calls))
            assert "metacog" not in here.state.trees
            assert not any(key.repo == "metacog" for key in here.state.jobs)


async def test_a_path_on_the_command_line_opens_there(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo="support_agent", bake="tone_v2")) as here:
            await here.until(lambda state: state.chosen == bake_key("tone_v2", "support_agent"))
            await here.until_shown("2 tone_v2")
            assert set(here.state.opened) == {"support_agent"}


async def test_a_path_after_the_colon_goes_there_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.type("go support_agent/tone_v2")
            await here.until(lambda state: state.chosen == bake_key("tone_v2", "support_agent"))
            await here.type("yoda_repo/coder_v2")
            await here.until(lambda state: state.chosen == bake_key("coder_v2"))
            await here.type("go yoda_repo/nothing")
            await here.until_true(lambda: any("no nothing in yoda_repo" in told for told in here.toasts))
            assert here.state.chosen == bake_key("coder_v2")


async def test_prompts_and_targets_are_gone_to_by_their_paths_in_repositories_that_were_closed(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            name = next(iter(demo.world.repos["support_agent"].prompts))
            await here.type(f"go support_agent/prompt/{name}")
            await here.until(lambda state: state.chosen == prompt_key(name, "support_agent"))
            await here.type("go yoda_repo/yoda_target")
            await here.until(lambda state: state.chosen == TargetKey(RepoName("yoda_repo"), TargetName("yoda_target")))
            assert here.explorer.repos.cursor_key == row_of(TargetKey(YODA, TargetName("yoda_target")))
            assert "go yoda_repo/teach_7" in here.explorer.complete(COMMAND, "go yoda_repo/teach")
            await here.type("go nowhere/x")
            await here.until_true(lambda: any("no repository nowhere" in told for told in here.toasts))
            await here.type("open coder_v5")
            await here.until(lambda state: state.chosen == bake_key("coder_v5"))
            await here.type("open nobodys")
            await here.until_true(lambda: any("no repository nobodys" in told for told in here.toasts))
            assert set(here.state.opened) == {"yoda_repo", "support_agent"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("opne yoda", "no command 'opne'"),
        ("go", "'go' wants"),
        ("theme pink", "themes: dark"),
        ("saveas other", "no prompt is in the editor"),
        ("start everything", "start stim, rollout or bake"),
    ],
)
async def test_a_line_that_makes_no_sense_is_told(tmp_path: Path, line: str, told: str) -> None:
    with demo_server(empty=True) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.type(line)
            await here.until_true(lambda: any(told in toast for toast in here.toasts))


async def test_the_filter_leaves_what_fits_and_esc_brings_the_rest_back(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("1", "slash")
            await here.write("wise")
            tree = here.explorer.repos
            assert tree.filter_text == "wise"
            assert "wise_2" in here.text
            assert "yoda_mix" not in here.text
            await here.press("enter")
            assert isinstance(here.app.focused, RepoTree)
            await here.press("n")
            await here.press("slash", "escape")
            await here.until_shown("yoda_mix")


async def test_help_lists_the_keys_and_runs_the_one_that_is_searched(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("question_mark")
            await here.until_screen(HelpScreen)
            await here.write("metric plots")
            await here.press("enter")
            await here.until_true(lambda: isinstance(here.app.focused, MetricPlot))


async def test_the_palette_runs_an_action_by_its_name(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("ctrl+p")
            await here.until_screen(CommandPalette)
            await here.write("job monitor")
            await here.until_shown("Go to the job monitor")
            await here.press("enter")
            await here.until_true(lambda: isinstance(here.app.focused, JobTable))


@pytest.mark.parametrize("size", SIZES)
async def test_every_pane_is_reached_by_keys_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=size, options=ONE_REPO) as here:
            await here.until(lambda state: state.chosen is not None)
            for key, kind in (("2", BakeDetails), ("3", JobTable), ("4", MetricPlot), ("1", RepoTree)):
                await here.press(key)
                assert isinstance(here.app.focused, kind)
                assert here.app.focused.size.area > 0
            seen = []
            for _ in range(4):
                await here.press("tab")
                seen.append(type(here.app.focused))
                assert here.app.focused is not None
                assert here.app.focused.size.area > 0
            assert seen == [BakeDetails, MetricPlot, JobTable, RepoTree]
            await here.press("shift+tab")
            assert isinstance(here.app.focused, JobTable)
            await here.press("z")
            assert here.app.focused.size.width == size[0]
            await here.press("escape")
            await here.press("at")
            assert here.explorer.transcript.has_focus
            await here.press("escape")
            assert here.explorer.repos.has_focus


async def test_storms_of_resizing_keep_the_cursor_and_one_cell_is_survived(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            here.explorer.repos.reveal(bake_key("coder_v5b"))
            at = here.explorer.repos.cursor_key
            for size in ((80, 24), (1, 1), (200, 60), (39, 11), (100, 30), (2, 60), (300, 2), (120, 40)) * 2:
                await here.pilot.resize_terminal(*size)
            await here.pilot.pause()
            assert here.explorer.repos.cursor_key == at
            assert "coder_v5b" in here.text
            for size in ((1, 1), (120, 40)):
                await here.pilot.resize_terminal(*size)
                await here.press("question_mark", "escape", "3", "4", "2", "1")
            assert here.explorer.repos.cursor_key == at


async def test_a_start_asks_first_and_the_default_is_no(tmp_path: Path) -> None:
    key = bake_key("coder_v8")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.type("go yoda_repo/coder_v8")
            await here.until(lambda state: state.chosen == key and key in state.jobs)
            for answer in ("enter", "escape", "n"):
                await here.press("S")
                await here.until_asked()
                await here.press(answer)
                await here.until_true(lambda: here.app.screen is here.explorer)
            assert not here.writes()
            await here.press("S", "S")
            await here.until_asked()
            await here.press("y", "y", "S", "y")
            await here.until(lambda state: state.jobs[key].job.is_active)
            assert here.writes() == [("POST", "/v1/repo/yoda_repo/bakes/coder_v8")]
            await here.press("S")
            assert here.app.screen is here.explorer


async def test_a_missing_prerequisite_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    target = TargetKey(YODA, TargetName("next_idea"))
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.look_at(target)
            await here.type("start rollout")
            await here.until_asked()
            assert "! stim has not begun" in here.text
            await here.press("y", "escape")
            assert here.writes() == []
            await here.type("start stim")
            await here.until_asked()
            assert "Start stim of next_idea in yoda_repo?" in here.text
            await here.press("y")
            stim = JobKey(YODA, Phase.STIM, target.name)
            await here.until(lambda state: stim in state.jobs and state.jobs[stim].job.is_active)


async def test_a_repository_that_is_not_there_is_told_where_it_was_asked_for(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo="nowhere")) as here:
            await here.until(lambda state: RepoName("nowhere") in state.trees)
            await here.until_true(lambda: "nowhere" in here.text or any("nowhere" in told for told in here.toasts))


async def test_a_key_that_is_greyed_out_says_why(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v6")) as here:
            await begin(here)
            await here.until(lambda state: bake_key("coder_v6") in state.jobs)
            await here.press("S")
            await here.until_true(lambda: "start: it is complete" in here.toasts)
            assert here.writes() == []


async def test_the_line_shows_what_is_typed_in_it(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("colon", "q", "u")
            await here.until_shown(" : qu")
            await here.press("escape", "slash", "x")
            await here.until_shown(" / x")
