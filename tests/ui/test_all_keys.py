"""All keys of the cockpit, and which of them may do something else."""

from __future__ import annotations

from breadtui.ui.action_names import ACTION_NAMES
from breadtui.ui.all_keys import AllKeys, Conflict
from breadtui.ui.keymap import TERMINAL_CONFLICTS


def test_every_action_is_there_once_with_its_keys_and_what_it_does() -> None:
    actions = AllKeys({}).actions()
    assert [action.id for action in actions] == sorted(ACTION_NAMES)
    assert [action.id for action in actions if not action.keys or not action.label] == []
    (save,) = (action for action in actions if action.id == "prompt.save")
    assert set(save.keys) == {"ctrl+s", "f2"}
    assert not save.is_own


def test_a_key_that_the_terminal_may_keep_is_told_with_the_one_that_does_the_same() -> None:
    conflicts = AllKeys({}).conflicts()
    assert Conflict("prompt.save", "ctrl+s", TERMINAL_CONFLICTS["ctrl+s"], "f2") in conflicts
    assert Conflict("app.palette", "ctrl+p", TERMINAL_CONFLICTS["ctrl+p"]) in conflicts
    assert {conflict.taker for conflict in conflicts} <= set(TERMINAL_CONFLICTS.values())


def test_keys_of_ones_own_stand_in_place_of_the_usual_ones() -> None:
    every = AllKeys({"app.palette": "f9, ctrl+b"})
    (palette,) = (action for action in every.actions() if action.id == "app.palette")
    assert (palette.keys, palette.is_own) == (("f9", "ctrl+b"), True)
    assert Conflict("app.palette", "ctrl+b", "the tmux prefix", "f9") in every.conflicts()
    assert "ctrl+p" not in {conflict.key for conflict in every.conflicts()}


def test_an_own_key_that_another_action_has_where_both_are_valid_is_told() -> None:
    told = AllKeys({"item.star": "P"}).conflicts()
    assert Conflict("item.star", "P", "view.pause") in told
    assert {each.taker for each in told if each.id == "item.star"} == {"view.pause"}


def test_an_own_key_of_the_whole_program_is_told_of_every_screen_that_has_it() -> None:
    takers = {each.taker for each in AllKeys({"app.redraw": "X"}).conflicts() if each.id == "app.redraw"}
    assert {"board.remove", "jobs.dismiss_settled"} & takers


def test_the_same_key_on_another_screen_is_no_conflict() -> None:
    takers = {each.taker for each in AllKeys({"board.remove": "S"}).conflicts() if each.id == "board.remove"}
    assert "job.run" not in takers
