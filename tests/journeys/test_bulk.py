"""Marked prompts created elsewhere, written to files and deleted, over a real service."""

from __future__ import annotations

import json
from pathlib import Path

from breadtui.demo.faults import Fault
from breadtui.domain.bulk import Outcome
from breadtui.ui.screens.bulk.screen import BulkScreen
from breadtui.ui.screens.looking.past import HistoryScreen
from tests.journeys.cockpit import Cockpit, cockpit, demo_server, prompt_key

ONE, OTHER = prompt_key("yoda"), prompt_key("student_0")


async def mark(here: Cockpit) -> None:
    """Two prompts set aside."""
    await here.until_ready()
    commands = here.explorer.commands
    assert commands is not None
    commands.mark((ONE, OTHER))
    await here.press("1")


async def yes(here: Cockpit, *keys: str) -> None:
    """Answer the question and wait for the outcome."""
    await here.until_asked()
    await here.press(*keys)
    await here.until_screen(BulkScreen)
    await here.until(lambda state: state.bulk is not None and not state.bulk.is_running)


async def test_marked_prompts_are_created_in_another_repository_and_only_what_failed_is_tried_again(
    tmp_path: Path,
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await mark(here)
            demo.faults.add("/metacog/prompts/batch", Fault(status=500), times=None)
            await here.press("B")
            await here.until_shown("bulk ")
            await here.write("create-into metacog")
            await here.press("enter")
            await yes(here, "y")
            assert here.state.bulk is not None
            assert here.state.bulk.count(Outcome.FAILED) == 2
            await here.until_shown("0 of 2 created, 2 failed")
            demo.faults.clear()
            await here.press("r")
            await here.until_shown("2 of 2 created")
            assert {"yoda", "student_0"} <= set(demo.world.repos["metacog"].prompts)
            assert demo.world.repos["metacog"].prompts["yoda"] == demo.world.repos["yoda_repo"].prompts["yoda"]


async def test_marked_prompts_become_files_and_no_file_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "student_0.json").write_text("mine")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await mark(here)
            await here.type(f"bulk export {folder}")
            await yes(here, "y")
            assert here.state.bulk is not None
            assert here.state.bulk.count(Outcome.FAILED) == 1
            await here.until_shown("it was not overwritten")
            assert (folder / "student_0.json").read_text() == "mine"
            assert "Yoda" in json.dumps(json.loads((folder / "yoda.json").read_text()))


async def test_marked_prompts_are_deleted_once_their_number_was_typed_and_one_comes_back(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await mark(here)
            await here.type("bulk delete")
            await here.until_asked()
            assert "Targets use 2 of them: yoda, student_0." in here.text
            await here.press("3", "enter")
            await here.until_shown("'3' is not '2'")
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert "yoda" in demo.world.repos["yoda_repo"].prompts
            await here.type("bulk delete")
            await yes(here, "2", "enter")
            await here.until_shown("2 of 2 deleted")
            assert not {"yoda", "student_0"} & set(demo.world.repos["yoda_repo"].prompts)
            assert here.state.marked == ()
            await here.press("q")
            await here.type("history yoda_repo/yoda")
            await here.until_screen(HistoryScreen)
            await here.until_shown("deleted here")
            await here.press("j", "r")
            await here.until(lambda state: ONE in state.drafts)
            assert here.state.drafts[ONE].base is None


async def test_all_prompts_of_a_file_are_saved_at_once(tmp_path: Path) -> None:
    file = tmp_path / "many.json"
    many = [
        {"prompt_name": f"many_{number}", "messages": [{"role": "system", "content": f"Text {number}."}]}
        for number in range(30)
    ]
    file.write_text(json.dumps(many))
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.press("1")
            await here.type(f"import {file}")
            await here.until_asked()
            assert "New: 30" in here.text
            await here.press("y")
            await here.until(lambda state: len(state.drafts) == 30)
            await here.press("escape", "1")
            await here.type("bulk save")
            await yes(here, "y")
            await here.until_shown("30 of 30 saved")
            assert sum(name.startswith("many_") for name in demo.world.repos["yoda_repo"].prompts) == 30
            await here.press("j", "enter")
            await here.until(lambda state: state.chosen == prompt_key("many_1"))
            assert here.state.drafts == {}
