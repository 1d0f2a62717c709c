"""What was typed into the command line is there again, also in the next session."""

from __future__ import annotations

from pathlib import Path

from breadtui.ui.screens.line.command_line import CommandLine
from tests.journeys.cockpit import Cockpit, cockpit, demo_server


def line(here: Cockpit) -> str:
    return here.explorer.query_one(CommandLine).value


async def test_up_brings_a_command_back_also_in_the_next_session(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("unfold all")
            await here.type("theme light")
            await here.press(":", "up")
            await here.until_true(lambda: line(here) == "theme light")
            await here.press("escape", ":")
            await here.write("unf")
            await here.press("up")
            await here.until_true(lambda: line(here) == "unfold all")
            await here.press("down")
            await here.until_true(lambda: line(here) == "unf")
            await here.press("escape")
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.until_true(lambda: not [one for one in here.app.workers if one.group == "lines"])
            await here.press(":", "up", "up")
            await here.until_true(lambda: line(here) == "unfold all")
