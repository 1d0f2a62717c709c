"""The way back to what was looked at before a jump."""

from __future__ import annotations

from pathlib import Path

from breadtui.ui.present.tree.keys import Kind, TreeKey, row_of
from breadtui.ui.screens.base.trail import Spot, Trail, spot_at
from tests.fakes.states import REPO, a_key
from tests.journeys.cockpit import YODA, bake_key, cockpit, demo_server

ONE, TWO, THREE = (Spot(a_key(name)) for name in ("one", "two", "three"))


def test_a_jump_is_taken_back_to_and_fro_and_steps_are_none() -> None:
    trail = Trail().stepped(ONE).jumped(TWO)
    assert (trail.here, trail.before) == (TWO, ONE)
    assert trail.jumped(ONE).before == TWO
    assert trail.stepped(THREE).before == ONE
    assert trail.stepped(THREE).jumped(ONE).before == THREE


def test_a_leap_leaves_the_row_it_began_on_however_small_the_steps_after_it() -> None:
    trail = Trail().stepped(ONE).left(TWO).stepped(THREE)
    assert (trail.here, trail.before) == (THREE, TWO)
    there = trail.back(trail.here)
    assert (there.here, there.before) == (TWO, THREE)


def test_a_row_that_is_no_thing_is_a_place_too_while_something_is_looked_at() -> None:
    group = TreeKey(Kind.PROMPTS, REPO)
    assert spot_at(row_of(ONE.what, 7), TWO) == Spot(ONE.what, 7)
    assert spot_at(group, TWO) == Spot(TWO.what, None, group)
    assert spot_at(group, None) == Spot(REPO, None, group)


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


async def test_leaps_of_the_cursor_leave_a_way_back_and_steps_do_not(tmp_path: Path) -> None:
    start, child = bake_key("coder_v3"), bake_key("coder_v5")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.look_at(start)
            await here.press("1", "K")
            await here.until(lambda state: state.chosen == child)
            await here.press("j", "j")
            await here.until(lambda state: state.chosen not in {start, child})
            stood_on = here.state.chosen
            await here.press("minus")
            await here.until(lambda state: state.chosen == start)
            await here.press("minus")
            await here.until(lambda state: state.chosen == stood_on)


async def test_a_group_of_the_tree_is_come_back_to_as_well(tmp_path: Path) -> None:
    group = TreeKey(Kind.PROMPTS, YODA)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.look_at(bake_key("coder_v3"))
            await here.press("1")
            await here.until_true(lambda: here.explorer.repos.reveal_row(group))
            await here.press("g")
            await here.until(lambda state: state.chosen == YODA)
            await here.press("minus")
            await here.until_true(lambda: here.explorer.repos.cursor_key == group)
            await here.press("minus")
            await here.until_true(lambda: here.explorer.repos.cursor_key == TreeKey(Kind.REPO, YODA))


async def test_where_a_filter_led_there_is_a_way_back(tmp_path: Path) -> None:
    start, found = bake_key("coder_v3"), bake_key("wise_2")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.look_at(start)
            await here.press("1", "slash", *"wise_2", "enter")
            await here.until(lambda state: state.chosen == found)
            await here.press("escape", "minus")
            await here.until(lambda state: state.chosen == start)
