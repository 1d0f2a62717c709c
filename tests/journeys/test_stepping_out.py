"""`q` leads out of what fills the terminal first, and out of the program only from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server


def pane_of(here: Cockpit) -> Pane:
    return here.explorer._pane


@pytest.mark.parametrize(("key", "pane"), [("@", Pane.TRANSCRIPT), ("U", Pane.DETAIL), ("3", Pane.JOBS)])
async def test_in_a_small_terminal_q_leads_back_to_the_tree_before_it_leaves(
    tmp_path: Path, key: str, pane: Pane
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until_ready()
            await here.press(key)
            await here.until_true(lambda: pane_of(here) is pane)
            await here.press("q")
            await here.until_true(lambda: pane_of(here) is Pane.TREE)
            assert here.app._exit is False
            await here.press("q")
            await here.until_true(lambda: here.app._exit)


async def test_a_maximised_pane_is_left_first_and_the_foot_says_so(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(200, 50)) as here:
            await here.until_ready()
            await here.press("3")
            await here.until_shown("q quit")
            await here.press("z")
            await here.until_shown("q back")
            await here.press("q")
            await here.until_shown("q quit")
            assert here.app._exit is False
            assert pane_of(here) is Pane.JOBS


async def test_the_word_leaves_from_wherever_it_is_typed(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until_ready()
            await here.press("@")
            await here.type("quit")
            await here.until_true(lambda: here.app._exit)


async def test_q_in_a_form_closes_the_form_and_not_the_program(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: YODA in state.contents and state.chosen is not None)
            await here.type("new target")
            await here.until_screen(TargetFormScreen)
            await here.press("q")
            await here.until_screen(ExplorerScreen)
            assert here.app._exit is False
