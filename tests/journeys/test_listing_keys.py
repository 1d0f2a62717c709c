"""`?` lists the keys of whichever screen one is on, and enter runs one there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.state import Saved
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.line.help import HelpScreen
from breadtui.ui.screens.looking.diff_screen import DiffScreen
from breadtui.ui.screens.looking.past import HistoryScreen, UndoScreen
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.ui.screens.rows.screen import RowsScreen
from breadtui.ui.screens.starting.preflight_screen import PreflightScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server
from tests.journeys.test_editing import type_draft
from tests.journeys.test_merging import BASE, edit_both, write_elsewhere


async def listed(here: Cockpit, screen: type[Screen[Any]], key: str = "question_mark") -> set[str]:
    """The ids of the keys that are listed on a screen, which is there again afterwards."""
    await here.until_screen(screen)
    await here.press(key)
    await here.until_screen(HelpScreen)
    assert isinstance(here.app.screen, HelpScreen)
    ids = {action.id for action in here.app.screen._actions}
    await here.press("escape")
    await here.until_screen(screen)
    return ids


async def test_the_keys_of_a_comparison_are_listed_and_one_is_run_from_the_list(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("diff yoda_repo/coder_v2")
            found = await listed(here, DiffScreen)
            assert found >= {"compare.back", "compare.again", "app.redraw"}
            assert "item.diff" not in found
            await here.press("question_mark")
            await here.until_screen(HelpScreen)
            await here.write("Back to where")
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is here.explorer)


async def test_the_keys_of_a_conflict_are_listed(tmp_path: Path) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path) as here:
            await edit_both(here)
            found = await listed(here, ConflictScreen)
            assert found >= {"conflict.save", "conflict.edit", "conflict.later", "merge.mine", "merge.theirs"}


async def test_the_keys_of_the_question_before_an_undo_are_listed(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            await here.press("escape", "u")
            assert await listed(here, UndoScreen) >= {"undo.yes", "undo.no", "diff.next"}


async def test_the_keys_of_the_history_are_listed(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("escape", "V")
            assert await listed(here, HistoryScreen) >= {"history.diff", "history.restore", "marks.mark"}


async def test_where_text_is_written_a_question_mark_is_one_and_f1_lists_the_keys(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("escape")
            await here.type("raw json")
            assert await listed(here, RawScreen, "f1") >= {"raw.apply", "raw.leave", "raw.turn"}
            before = here.app.screen.query_one(MessageText).text
            await here.press("question_mark")
            assert here.app.screen.query_one(MessageText).text == f"?{before}"


async def test_the_keys_of_a_preflight_are_listed_with_why_one_is_not_to_be_had(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.look_at(JobKey(YODA, Phase.BAKE, "wise_2"))
            await here.press("S")
            await here.until_asked()
            assert await listed(here, PreflightScreen) >= {"preflight.yes", "preflight.no", "preflight.again"}
            assert isinstance(here.app.screen, PreflightScreen)
            await here.press("question_mark")
            await here.until_shown("nothing is missing")
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.writes() == []


async def test_the_keys_of_the_rows_are_those_that_are_bound_there(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("rows stim yoda_repo/wise_set")
            bound = {"output.filter", "output.sample", "output.lengths", "rows.choose", "app.redraw"}
            assert await listed(here, RowsScreen) >= bound
            await here.press("colon")
            await here.write("help")
            await here.press("enter")
            await here.until_screen(HelpScreen)
