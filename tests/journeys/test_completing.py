"""The command line offers how it may go on, one after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Static

from breadtui.ui.screens.line.command_line import CommandLine
from tests.journeys.cockpit import Cockpit, cockpit, demo_server


def line(here: Cockpit) -> str:
    return here.explorer.query_one(CommandLine).value


def has_line(here: Cockpit, text: str) -> bool:
    return line(here) == text


def offers(here: Cockpit) -> str:
    shown = here.explorer.query_one("#command-offers", Static)
    return str(shown.render()).strip() if shown.display else ""


async def test_tab_goes_through_files_and_a_slash_into_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("in/put.yml", "a b.md", "z.json"):
        (tmp_path / name).touch()
    with demo_server() as demo:
        async with cockpit(demo, tmp_path / "home") as here:
            await here.until_ready()
            await here.press(":")
            await here.write("import ")
            for value, shown in (
                ("import a b.md", "[a b.md] home/  in/  z.json"),
                ("import home/", "a b.md [home/] in/  z.json"),
                ("import in/", "a b.md  home/ [in/] z.json"),
            ):
                await here.press("tab")
                await here.until_true(partial(has_line, here, value))
                assert offers(here) == shown
            await here.press("shift+tab", "tab")
            assert line(here) == "import in/"
            await here.write("/")
            await here.until_true(lambda: line(here) == "import in/")
            assert offers(here) == ""
            await here.press("tab")
            await here.until_true(lambda: line(here) == "import in/put.yml")
            assert offers(here) == ""


async def test_typing_on_takes_the_offers_away_and_esc_leaves_nothing_behind(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.press(":")
            await here.write("ex")
            await here.press("tab")
            await here.until_true(lambda: line(here) == "export")
            await here.write(" ")
            await here.press("tab", "tab")
            await here.until_true(lambda: line(here) == "export dot")
            assert "[dot]" in offers(here)
            await here.write("x")
            await here.until_true(lambda: offers(here) == "")
            await here.press("escape", ":")
            await here.until_true(lambda: line(here) == "")
            assert offers(here) == ""
