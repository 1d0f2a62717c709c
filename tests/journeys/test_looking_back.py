"""From a saved prompt back to what it was, over a real service."""

from __future__ import annotations

from pathlib import Path

from breadtui.demo.faults import Fault
from breadtui.store.facts.state import ConfirmReplace, Saved
from breadtui.ui.screens.looking.past import HistoryScreen, UndoScreen
from tests.journeys.cockpit import cockpit, demo_server
from tests.journeys.test_editing import THEIRS, type_draft, write_elsewhere


async def test_a_replaced_prompt_is_undone_and_its_versions_are_told_apart(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            before = here.theirs(key)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), ConfirmReplace))
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            await here.press("escape", "u")
            await here.until_screen(UndoScreen)
            assert isinstance(here.app.screen, UndoScreen)
            here.app.screen.listen()
            await here.press("y")
            await here.until_true(lambda: here.theirs(key) == before)
            await here.until_true(lambda: any("undone" in words for words in here.toasts))
            await here.press("V")
            await here.until_screen(HistoryScreen)
            await here.until_shown("2 versions")
            assert here.text.count("saved here") == 2
            await here.press("j", "r")
            await here.until(lambda state: key in state.drafts)
            assert here.mine(key).startswith("Mine. ")
            assert here.theirs(key) == before


async def test_an_old_version_takes_the_place_of_a_draft_only_after_a_yes(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            for answer in ("n", "y"):
                assert key in here.state.drafts
                await here.press("f12")
                await here.until_screen(HistoryScreen)
                await here.until_shown("1 version")
                await here.press("r")
                await here.until_asked()
                await here.press(answer)
                await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until(lambda state: key not in state.drafts)
            assert not here.writes()


async def test_the_version_a_draft_was_begun_from_comes_back_over_what_others_wrote_since(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            before = here.theirs(key)
            await write_elsewhere(demo, key)
            await here.press("f12")
            await here.until_screen(HistoryScreen)
            await here.until_shown("2 versions")
            await here.press("j", "r")
            await here.until_asked()
            await here.press("y")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until_true(lambda: here.mine(key) == before)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), ConfirmReplace))
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == before


async def test_nothing_is_undone_once_somebody_else_has_written(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            await write_elsewhere(demo, key)
            await here.press("escape", "u")
            await here.until_true(lambda: any("changed since" in words for words in here.toasts))
            assert here.theirs(key) == THEIRS


async def test_the_last_write_is_undone_in_the_next_session(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            before = here.theirs(key)
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until_ready()
            await here.press("u")
            await here.until_screen(UndoScreen)
            assert isinstance(here.app.screen, UndoScreen)
            assert "Undo the replacing of yoda_repo/yoda" in here.text
            here.app.screen.listen()
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.theirs(key).startswith("Mine. ")
            await here.press("u")
            await here.until_screen(UndoScreen)
            assert isinstance(here.app.screen, UndoScreen)
            here.app.screen.listen()
            await here.press("y")
            await here.until_true(lambda: here.theirs(key) == before)
            await here.until_true(lambda: any("undone: yoda is as it was before" in words for words in here.toasts))
            await here.press("u")
            await here.until_true(lambda: any("there is nothing to undo" in words for words in here.toasts))


async def test_where_the_answer_takes_long_an_undo_says_that_it_looks_first(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            demo.faults.add("/prompts/yoda$", Fault(delay_seconds=1.5), method="GET")
            await here.press("escape", "u")
            await here.until_true(lambda: any("before anything is undone" in words for words in here.toasts))
            await here.until_screen(UndoScreen)
