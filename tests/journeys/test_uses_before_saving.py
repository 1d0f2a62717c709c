"""Before a text is replaced one sees what depends on it, and can go there."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.domain.names import PromptKey
from breadtui.store.facts.state import Saved
from breadtui.ui.screens.asking.confirm import ReplaceScreen
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.base.uses_screen import UsesScreen
from breadtui.ui.screens.looking.past import UndoScreen
from tests.journeys.cockpit import Cockpit, WatchedFaults, cockpit, demo_server, prompt_key
from tests.journeys.test_editing import type_draft, write_elsewhere

UNCHANGED = "Those bakes are not changed; the next stim will be."


async def ask(here: Cockpit) -> PromptKey:
    """The question before a text is replaced."""
    await here.until_ready()
    key = await type_draft(here)
    await here.press("f2")
    await here.until_asked()
    return key


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_question_counts_what_uses_the_prompt_and_comes_back_after_a_look(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            key = await ask(here)
            for words in ("Used by target yoda_target; 2 bakes yoda_v1, yoda_mix; 2 models", UNCHANGED):
                assert words in here.text
            await here.press("U")
            await here.until_screen(UsesScreen)
            await here.until_shown("yoda_target")
            await here.press("escape")
            await here.until_screen(ReplaceScreen)
            await here.press("y")
            await here.until_true(lambda: here.theirs(key).startswith("Mine. "))


async def test_going_to_a_target_from_the_question_replaces_nothing(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await ask(here)
            await here.press("U")
            await here.until_screen(UsesScreen)
            await here.until_shown("yoda_target")
            await here.press("j", "enter")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert getattr(here.state.chosen, "name", "") in {"yoda_target", "yoda_v1", "yoda_mix"}
            assert [method for method, _ in here.writes()] == ["POST"]
            assert len(here.state.drafts) == 1


async def test_a_conflict_says_what_uses_the_prompt(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await write_elsewhere(demo, key)
            await here.press("f2")
            await here.until_screen(ConflictScreen)
            await here.until_shown("Used by 1 target, 2 bakes, 2 models")
            await here.press("m", "U")
            await here.until_screen(UsesScreen)
            await here.press("escape")
            await here.until_screen(ConflictScreen)
            assert isinstance(here.app.screen, ConflictScreen)
            assert len(here.app.screen.view.choices) == 1


async def test_the_question_before_an_undo_says_what_uses_the_prompt(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await ask(here)
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            await here.press("escape", "u")
            await here.until_screen(UndoScreen)
            assert "Used by target yoda_target" in here.text
            assert UNCHANGED in here.text


async def test_what_uses_a_prompt_is_said_from_its_first_letter_on(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await type_draft(here)
            await here.until_shown("used by 1 target, 2 bakes, 2 models")
            await here.write("More. ")
            await here.until(lambda _: "More. " in here.mine(prompt_key("yoda")))
            assert isinstance(demo.faults, WatchedFaults)
            gets = [path for method, path in demo.faults.requests if method == "GET"]
            reads = [path for path in gets if path.rpartition("/")[0].endswith("/targets")]
            assert reads
            assert len(reads) == len(set(reads))
            assert not here.writes()
