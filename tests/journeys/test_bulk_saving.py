"""Many unsaved texts saved at once while somebody else writes the same prompts, over a real service."""

from __future__ import annotations

from pathlib import Path

from breadtui.domain.bulk import Outcome
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.store.facts.state import Conflicted
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.bulk.screen import BulkScreen
from tests.journeys.cockpit import cockpit, demo_server, prompt_key
from tests.journeys.test_editing import write_elsewhere

CHANGED = tuple(prompt_key(name) for name in ("yoda", "teach_1", "teach_2"))
FRESH = prompt_key("fresh")


async def test_conflicts_stand_in_the_list_and_one_leads_to_both_texts(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            commands = here.explorer.commands
            assert commands is not None
            for key in CHANGED:
                await commands.refresh(key)
                await write_elsewhere(demo, key)
            for key in (*CHANGED, FRESH):
                commands.change_draft(key, Prompt(PromptName(key.name), (Message("system", "Mine."),)))
            await here.press("1")
            await here.type("bulk save")
            await here.until_asked()
            assert "Instead of what is there: yoda, teach_1, teach_2." in here.text
            await here.press("y")
            await here.until_screen(BulkScreen)
            await here.until_shown("1 of 4 saved, 3 failed")
            assert here.state.bulk is not None
            assert [line.outcome for line in here.state.bulk.lines] == [Outcome.FAILED] * 3 + [Outcome.DONE]
            assert all(here.theirs(key) != "Mine." for key in CHANGED)
            assert here.theirs(FRESH) == "Mine."
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until_shown("f2 save")
            assert here.state.chosen == CHANGED[0]
            await here.press("f2")
            await here.until_screen(ConflictScreen)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert isinstance(here.state.saves[CHANGED[1]], Conflicted)
