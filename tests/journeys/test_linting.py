"""From the list of what is probably wrong to the place, also where that is no message."""

from __future__ import annotations

from pathlib import Path

from breadtui.domain.names import TargetKey, TargetName
from breadtui.domain.prompt.lint import Finding, Rule
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.screens.line.command_line import CommandLine
from breadtui.ui.screens.prompt.lint_list import LintScreen
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.ui.screens.prompt.sides import SidesScreen
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server


async def choose_finding(here: Cockpit, finding: Finding) -> None:
    key = await here.edit("yoda")
    here.explorer.editor.post_message(PromptText.LintAsked(key, (finding,)))
    await here.until_screen(LintScreen)
    await here.press("enter")


async def test_a_teacher_equal_to_its_student_leads_to_both_sides(tmp_path: Path) -> None:
    target = TargetKey(YODA, TargetName("yoda_target"))
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await choose_finding(here, Finding(Rule.TEACHER_IS_STUDENT, target=target.name))
            await here.until_screen(SidesScreen)


async def test_tools_lead_to_the_tools(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await choose_finding(here, Finding(Rule.REFUSED, words="tools.0.type: Field required"))
            await here.until_screen(RawScreen)


async def test_a_name_leads_to_another_name(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await choose_finding(here, Finding(Rule.REFUSED, words="prompt_name: String should match pattern"))
            await here.until_true(lambda: here.explorer.query_one(CommandLine).value == "saveas yoda")
