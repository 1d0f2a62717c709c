"""What was made leads straight on: a target to its start or to a bake over it, a bake to its start."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.domain.names import RepoName, TargetKey, TargetName
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.bake_form import BakeFormScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen, MadeTargetScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from breadtui.ui.screens.starting.preflight_screen import PreflightScreen
from breadtui.ui.screens.starting.start_menu import StartScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

SIZES = [(120, 40), (80, 24)]


async def duplicate(here: Cockpit, repo: RepoName, name: str) -> None:
    """A target like another, made."""
    key = TargetKey(repo, TargetName(name))
    await here.until(lambda state: repo in state.contents and repo in state.trees and state.chosen is not None)
    await here.type(f"go {repo}/{name}")
    await here.until(lambda state: state.chosen == key and key in state.targets)
    await here.type("duplicate")
    await here.until_screen(TargetFormScreen)
    await here.press("f2")
    await here.until_screen(MadeTargetScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_target_that_was_made_leads_to_its_start(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            await duplicate(here, YODA, "wise_set")
            await here.press("S")
            await here.until_screen(StartScreen)
            assert "Start of wise_set_v2" in here.text
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            assert here.writes() == [("POST", f"/v1/repo/{YODA}/targets")]


@pytest.mark.parametrize("size", SIZES)
async def test_a_target_that_was_made_leads_to_a_bake_over_it_and_that_to_its_start(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            await duplicate(here, YODA, "wise_set")
            await here.press("F")
            await here.until_screen(BakeFormScreen)
            form = here.app.screen
            assert isinstance(form, BakeFormScreen)
            assert form.form.given["datasets"] == [{"target": "wise_set_v2"}]
            form.view.write(("bake_name",), "wise_new")
            await here.press("f2")
            await here.until_screen(MadeScreen)
            await here.press("S")
            await here.until_screen(PreflightScreen)
            await here.until_asked()
            assert "Start bake wise_new" in here.text
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            assert here.state.chosen == bake_key("wise_new")
            assert here.writes() == [("POST", f"/v1/repo/{YODA}/targets"), ("POST", f"/v1/repo/{YODA}/bakes")]
