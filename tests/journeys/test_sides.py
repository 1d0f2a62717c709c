"""Teacher and student side by side: every word and key reaches the side that was turned to."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.names import TargetKey, TargetName
from breadtui.store.facts.state import Saved
from breadtui.ui.screens.asking.confirm import ReplaceScreen
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.line.help import HelpScreen
from breadtui.ui.screens.prompt.lint_list import LintScreen
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.ui.screens.prompt.sides import SidesScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server, prompt_key

TEACHER, STUDENT = prompt_key("teach_7"), prompt_key("student_0")


def drafts_on_disk(home: Path) -> str:
    return "".join(path.read_text() for path in home.rglob("drafts/*/*.json"))


async def open_sides(here: Cockpit) -> SidesScreen:
    """Both prompts of a target of the demo, read."""
    await here.until_ready()
    key = TargetKey(YODA, TargetName("coder_set_7"))
    await here.until(lambda state: key.repo in state.contents)
    await here.look_at(key)
    here.explorer.show_pane(Pane.TREE)
    await here.press("e")
    await here.until_screen(SidesScreen)
    await here.until_shown(here.theirs(TEACHER)[:30])
    screen = here.app.screen
    assert isinstance(screen, SidesScreen)
    return screen


async def test_words_change_the_side_that_was_turned_to(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40)) as here:
            await open_sides(here)
            await here.type("replace commit merge")
            await here.until(lambda _: "Before you merge" in here.mine(TEACHER))
            await here.press("escape")
            await here.type("role critic")
            await here.until(lambda state: state.drafts[TEACHER].mine.messages[0].role == "critic")
            await here.press("escape")
            await here.type("discard")
            await here.until(lambda state: TEACHER not in state.drafts)
            await here.press("right_square_bracket", "e", "ctrl+n", "S", "escape")
            await here.until(lambda _: here.mine(STUDENT) == "S")
            await here.type("saveas student_1")
            key = prompt_key("student_1")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == "S"
            assert isinstance(here.app.screen, SidesScreen)


async def test_raw_text_checks_and_help_open_above_both_sides(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(100, 30)) as here:
            screen = await open_sides(here)
            await here.type("raw json")
            await here.until_screen(RawScreen)
            field = here.app.screen.query_one(MessageText)
            field.replace(field.text.replace("engineer", "gardener"), field.document.start, field.document.end)
            await here.press("f2")
            await here.until(lambda _: "gardener" in here.mine(TEACHER))
            await here.press("right_curly_bracket", "escape")
            await here.type("lint")
            await here.until_screen(LintScreen)
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is screen and screen.editor.has_focus_within)
            await here.press("escape", "question_mark")
            await here.until_screen(HelpScreen)
            assert "Own editor" in here.text
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is screen)


async def test_what_a_save_needs_to_know_is_asked_once_and_its_other_name_typed_here(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40)) as here:
            screen = await open_sides(here)
            await here.press("e", "T", "escape")
            await here.type("save")
            await here.until_asked()
            question = here.app.screen
            assert isinstance(question, ReplaceScreen)
            assert sum(isinstance(one, ReplaceScreen) for one in here.app.screen_stack) == 1
            await here.press("n")
            await here.until_true(lambda: here.app.screen is screen)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert not [one for one in here.app.screen_stack if isinstance(one, ReplaceScreen)]
            assert here.mine(TEACHER).startswith("T")


async def test_other_words_lead_back_to_the_cockpit(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40)) as here:
            await open_sides(here)
            await here.press("e", "T", "escape")
            await here.type("go coder_v1")
            await here.until_screen(ExplorerScreen)
            assert here.mine(TEACHER).startswith("T")


async def test_a_side_is_edited_in_the_persons_own_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lent: list[str] = []

    async def hand_over(words: list[str]) -> int:
        path = Path(words[-1])
        lent.append(path.name)
        await asyncio.to_thread(lambda: path.write_text(path.read_text().replace("engineer", "gardener")))
        return 0

    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40)) as here:
            screen = await open_sides(here)
            here.app.state_folder = tmp_path
            monkeypatch.setattr(here.app, "hand_over", hand_over)
            monkeypatch.setenv("VISUAL", "true")
            await here.press("E")
            await here.until(lambda _: "gardener" in here.mine(TEACHER))
            assert here.app.screen is screen
            assert [name.partition(".")[0] for name in lent] == ["yoda_repo--teach_7"]


async def test_a_program_ended_keeps_what_was_half_typed_on_both_sides(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40)) as here:
            await open_sides(here)
            await here.press("e", "T", "escape", "right_square_bracket", "e", "ctrl+n", "S")
            here.app._endings.end(signal.SIGTERM)
            kept = drafts_on_disk(tmp_path)
            assert "TYou are" in kept
            assert '"content":"S"' in kept


async def test_a_read_only_run_says_so(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(170, 40), options=Options(is_read_only=True)) as here:
            await open_sides(here)
            for line in ("save", "role user", "editor"):
                await here.type(line)
            await here.until_true(lambda: sum("read-only" in toast for toast in here.toasts) == 3)
            assert not here.state.drafts
