"""Writing a prompt with everything the editor offers, in the real program on the demo."""

from __future__ import annotations

from pathlib import Path

from breadtui.ui.screens.lint_list import LintScreen
from tests.journeys.cockpit import cockpit, demo_server


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
