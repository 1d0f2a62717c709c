"""Writing a prompt with everything the editor offers, in the real program on the demo."""

from __future__ import annotations

from pathlib import Path

from breadtui.domain.names import TargetKey, TargetName
from breadtui.store.facts.state import ConfirmReplace
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.prompt.lint_list import LintScreen
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.ui.screens.prompt.sides import SidesScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server, prompt_key


async def test_suspicions_are_listed_and_the_list_leads_to_the_place(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("right_curly_bracket", "escape")
            await here.type("lint")
            await here.until_screen(LintScreen)
            assert "message 1, 1:1" in here.text
            await here.press("enter")
            await here.until_true(lambda: not isinstance(here.app.screen, LintScreen))
            assert here.explorer.editor._field.cursor_location == (0, 0)


async def test_roles_and_replacements_are_typed_as_commands(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.press("escape")
            await here.type("role narrator")
            await here.until(lambda state: key in state.drafts)
            await here.press("escape")
            await here.type("replace Yoda 'Master Yoda'")
            await here.until(lambda _: "Master Yoda" in here.mine(key))
            assert here.state.drafts[key].mine.messages[0].role == "narrator"
            assert any("replaced" in toast for toast in here.toasts)
            assert not here.writes()


async def test_a_prompt_is_written_as_yaml_and_kept_as_a_draft_that_undo_takes_back(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.press("escape")
            await here.type("raw yaml")
            await here.until_screen(RawScreen)
            field = here.app.screen.query_one(MessageText)
            field.replace(field.text.replace("Yoda", "Obi-Wan"), field.document.start, field.document.end)
            await here.press("f2")
            await here.until(lambda _: "Obi-Wan" in here.mine(key))
            await here.press("ctrl+z")
            await here.until_true(lambda: here.explorer.editor._field.text == here.theirs(key))
            assert not here.writes()


async def test_tools_are_written_as_json(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.press("escape")
            await here.type("tools")
            await here.until_screen(RawScreen)
            field = here.app.screen.query_one(MessageText)
            field.replace('[{"type": "function"}]', field.document.start, field.document.end)
            await here.press("f2")
            await here.until(lambda state: key in state.drafts)
            assert here.state.drafts[key].mine.tools == ({"type": "function"},)
            await here.until_shown("tools: 1")


async def open_sides(here: Cockpit, target: str) -> None:
    """Teacher and student of a target of the demo."""
    key = TargetKey(YODA, TargetName(target))
    await here.until(lambda state: key.repo in state.contents)
    await here.look_at(key)
    here.explorer.show_pane(Pane.TREE)
    await here.press("e")
    await here.until_screen(SidesScreen)


async def test_teacher_and_student_stand_side_by_side_and_each_is_written_and_saved(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40)) as here:
            await here.until_ready()
            await open_sides(here, "coder_set_7")
            teacher, student = prompt_key("teach_7"), prompt_key("student_0")
            await here.until_shown(here.theirs(teacher)[:30])
            assert "no trigger: always on" in here.text
            await here.press("right_square_bracket", "e", "ctrl+n", "M", "f2")
            await here.until(lambda state: isinstance(state.saves.get(student), ConfirmReplace))
            await here.until_asked()
            await here.press("n")
            await here.until_screen(SidesScreen)
            await here.press("escape", "left_square_bracket", "enter", "T", "escape", "escape")
            await here.until(lambda _: here.mine(teacher).startswith("T"))
            assert here.mine(student).startswith("M")
            await here.until_screen(ExplorerScreen)


async def test_without_room_for_both_sides_brackets_turn_from_one_to_the_other(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(100, 30)) as here:
            await here.until_ready()
            await open_sides(here, "coder_set_7")
            await here.until_shown("teacher · teach_7")
            assert "student · student_0" not in here.text
            await here.press("right_square_bracket")
            await here.until_true(lambda: "student · student_0" in here.text)
            assert "teacher · teach_7" not in here.text
            await here.press("left_square_bracket")
            await here.until_true(lambda: "teacher · teach_7" in here.text)


async def test_the_foot_of_the_screen_names_no_key_that_is_a_letter_of_the_text(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(160, 40)) as here:
            await here.until_ready()
            await here.edit("yoda")
            foot = here.text.splitlines()[-1]
            assert "f1 help" in foot
            assert not [word for word in ("/ filter", ": cmd", "q quit", "z maximise") if word in foot]
            await here.press("escape")
            assert ": cmd" in here.text.splitlines()[-1]
