"""The way back to what was looked at before a jump."""

from __future__ import annotations

from pathlib import Path

from breadtui.ui.screens.base.trail import Spot, Trail
from tests.fakes.states import a_key
from tests.journeys.cockpit import bake_key, cockpit, demo_server

ONE, TWO, THREE = (Spot(a_key(name)) for name in ("one", "two", "three"))


def test_a_jump_is_taken_back_to_and_fro_and_steps_are_none() -> None:
    trail = Trail().stepped(ONE).jumped(TWO)
    assert (trail.here, trail.before) == (TWO, ONE)
    assert trail.jumped(ONE).before == TWO
    assert trail.stepped(THREE).before == ONE
    assert trail.stepped(THREE).jumped(ONE).before == THREE


def test_going_to_where_one_is_changes_nothing() -> None:
    trail = Trail().stepped(ONE).jumped(TWO)
    assert trail.jumped(TWO) == trail
    assert Trail().jumped(ONE).before is None


async def test_a_key_leads_back_from_where_one_went_by_name_and_there_again(tmp_path: Path) -> None:
    first, second = bake_key("coder_v2"), bake_key("wise_1")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type(f"go yoda_repo/{first.name}")
            await here.until(lambda state: state.chosen == first)
            await here.type(f"go yoda_repo/{second.name}")
            await here.until(lambda state: state.chosen == second)
            await here.press("1", "minus")
            await here.until(lambda state: state.chosen == first)
            assert here.explorer.repos.cursor_key is not None
            assert here.explorer.repos.cursor_key.name == first.name
            await here.press("ctrl+o")
            await here.until(lambda state: state.chosen == second)
            await here.type("go -")
            await here.until(lambda state: state.chosen == first)
            assert here.explorer.repos.has_focus
