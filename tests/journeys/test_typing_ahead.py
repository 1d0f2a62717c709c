"""Keys that come all at once, as over a slow link or from a macro, in the whole program."""

from pathlib import Path

import pytest
from textual import events
from textual.driver import Driver

from breadtui.config.settings import Options
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.ui.present.tree.keys import row_of
from breadtui.ui.screens.line.help import HelpScreen
from breadtui.ui.screens.looking.finding import FindScreen
from breadtui.ui.screens.transfer.copy_menu import CopyScreen
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server

ONE_REPO = Options(repo=YODA)
NAMED = {" ": "space", ":": "colon", "/": "slash", "_": "underscore", "?": "question_mark"}


async def begin(here: Cockpit) -> None:
    await here.until(lambda state: state.chosen is not None and YODA in state.lineages and any(state.contents))
    await here.press("1")


def send_at_once(here: Cockpit, *words: str) -> None:
    """Every key before the program acts on the first; one-letter keys are written together."""
    driver = here.app._driver
    assert isinstance(driver, Driver)
    for word in words:
        for key in [word] if word in {"enter", "down", "tab", "ctrl+f", "ctrl+u"} else list(word):
            driver.send_message(events.Key(NAMED.get(key, key), key if len(key) == 1 else None))


async def test_a_command_typed_ahead_is_a_command(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            send_at_once(here, ":unfold all", "enter", "j")
            await here.until_shown("teach_3")
            await here.until_true(lambda: here.explorer.repos.has_focus)
            assert len(here.app.screen_stack) == 1
            assert not here.explorer.repos._tree.shape.query


async def test_a_filter_typed_ahead_and_the_keys_behind_it_go_where_they_were_meant(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            send_at_once(here, "/status:fail", "ctrl+u", "wise_", "enter", "g", "n", "n")
            await here.until_true(lambda: here.explorer.repos.filter_text == "wise_")
            await here.until_true(lambda: here.explorer.repos.has_focus)
            await here.until_true(lambda: getattr(here.explorer.repos.cursor_key, "name", "") == "wise_2")


async def test_a_key_is_about_the_row_that_the_cursor_stands_on_however_fast_it_follows(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.look_at(JobKey(RepoName(YODA), Phase.BAKE, "coder_v7"))
            send_at_once(here, "cjc")
            await here.until(lambda state: len(state.marked) > 1)
            names = [key.name for key in here.state.marked if isinstance(key, JobKey)]
            assert names == ["coder_v7", "coder_v7b"]
            assert len(here.app.screen_stack) == 1


async def test_a_held_key_moves_as_often_as_it_came_and_keys_behind_it_wait(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            tree = here.explorer.repos
            send_at_once(here, "gjjjjjjjkk", ":filter jjkk", "enter")
            await here.until_true(lambda: tree.filter_text == "jjkk" and tree.has_focus)


async def test_held_keys_end_where_keys_pressed_one_by_one_end(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            tree = here.explorer.repos
            await here.press("g", *"jjjjjjjkk")
            there = tree.cursor_key
            await here.press("G")
            send_at_once(here, "gjjjjjjjkk")
            await here.until_true(lambda: tree.cursor_key == there)


async def test_a_search_typed_ahead_finds_what_was_typed(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            send_at_once(here, "ctrl+f", "xtdz_v")
            await here.until_screen(FindScreen)
            await here.until_true(lambda: here.app.screen.query_one("#find-field").value == "xtdz_v")  # type: ignore[attr-defined]  # an Input


@pytest.mark.parametrize(("key", "screen"), [("Y", CopyScreen), ("?", HelpScreen)])
async def test_keys_behind_one_that_opens_a_screen_are_that_screens(
    key: str, screen: type[CopyScreen] | type[HelpScreen], tmp_path: Path
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            stood_on = here.explorer.repos.cursor_key
            send_at_once(here, key, "down", "down")
            await here.until_screen(screen)
            await here.until_true(lambda: here.app.screen.query("#copy-rows, #help-rows").first().cursor_key == 2)  # type: ignore[attr-defined]  # a list
            assert here.explorer.repos.cursor_key == stood_on


async def test_keys_behind_one_whose_screen_is_closed_meanwhile_are_not_lost(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            stood_on = here.explorer.repos.cursor_key
            send_at_once(here, "Yn", "j", ":checkpoints all", "enter")
            await here.until_true(lambda: len(here.app.screen_stack) == 1)
            await here.until_true(lambda: here.explorer.repos._tree.shape.are_checkpoints_shown)
            assert here.explorer.repos.cursor_key != stood_on


async def test_keys_in_the_monitor_are_about_its_row_and_the_tree_goes_along(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.look_at(JobKey(RepoName(YODA), Phase.BAKE, "coder_v8"))
            await here.until_true(lambda: here.explorer.jobs.job_at_cursor is not None)
            first = here.explorer.jobs.job_at_cursor
            await here.press("3", "z", "z")
            assert here.state.chosen == JobKey(RepoName(YODA), Phase.BAKE, "coder_v8")
            send_at_once(here, "a")
            await here.until(lambda state: state.chosen == first)
            await here.press("escape")
            send_at_once(here, "jc")
            second = here.explorer.jobs.rows.keys[1]
            await here.until(lambda state: state.chosen == second and state.marked == (second,))
            assert isinstance(second, JobKey)
            await here.until_true(lambda: here.explorer.repos.cursor_key == row_of(second))


async def test_a_stage_that_is_opened_in_the_monitor_stays_what_is_chosen(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            stage = JobKey(RepoName(YODA), Phase.ROLLOUT, "coder_set_8")
            await here.until_true(lambda: here.explorer.jobs.move_to(stage))
            await here.press("3", "enter")
            await here.until(lambda state: state.chosen == stage)
            await here.until_true(lambda: here.explorer.repos.cursor_key == row_of(stage))
            assert not here.explorer.repos._is_restless  # it would choose the target in its place
            assert here.state.chosen == stage
