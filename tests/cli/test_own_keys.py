"""Keys of one's own that are for nothing are told."""

from __future__ import annotations

import pytest

from breadtui.cli.own_keys import own_keys_remarks
from breadtui.ui.action_names import ACTION_NAMES
from breadtui.ui.all_keys import AllKeys
from breadtui.ui.own_keys import is_key, usable_keys, wrong_keys, wrong_names
from tests.loading import loaded_by
from tests.ui.action_names import PAGE, page_of


def test_the_page_of_names_is_that_of_all_bindings_or_poe_action_names_writes_it_anew() -> None:
    bound = {action.id for action in AllKeys({}).actions()}
    assert sorted(bound ^ ACTION_NAMES) == []
    assert PAGE.read_text("utf-8") == page_of(bound)


def test_names_of_actions_are_known_also_of_screens_that_were_never_opened() -> None:
    assert wrong_names(["tree.fold", "item.star", "board.baseline", "chat.retry", "app.quit"]) == {}


def test_no_screen_is_loaded_to_know_a_name() -> None:
    loaded = loaded_by("import breadtui.ui.own_keys as own; own.wrong_names(['a.b'])")
    own = {name for name in loaded if name.startswith("breadtui.")}
    assert own == {"breadtui.ui", "breadtui.ui.action_names", "breadtui.ui.own_keys"}


def test_a_wrong_name_comes_with_the_one_that_was_probably_meant() -> None:
    assert wrong_names(["item.stern", "tree.fold", "zzzzzzzz"]) == {"item.stern": "item.star", "zzzzzzzz": ""}


@pytest.mark.parametrize(
    "key", ["f6", "a", "A", "é", "?", "+", "space", "ctrl+k", "ctrl+shift+f5", "question_mark", "slash", "pageup", "§"]
)
def test_these_are_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", " ", "ctlr+k", "f99", "ctrl+ctrl+k", "ctrl+", "escpae", "Space", "page up", "\t"])
def test_these_are_none(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    ("given", "wrong", "meant"),
    [
        ("f6, ctlr+k", "ctlr+k", "ctrl+k"),
        ("escpae", "escpae", "escape"),
        ("ctrl-k", "ctrl-k", "ctrl+k"),
        ("Space", "Space", "space"),
        ("shift+pagdown", "shift+pagdown", "shift+pagedown"),
        ("qqqqqq", "qqqqqq", ""),
        ("f6,", "", ""),
    ],
)
def test_a_wrong_key_comes_with_the_one_that_was_probably_meant(given: str, wrong: str, meant: str) -> None:
    assert wrong_keys({"tree.fold": given, "tree.open": "enter, o"}) == {"tree.fold": (wrong, meant)}


def test_a_key_that_is_none_takes_no_usual_key_away() -> None:
    keys = {"tree.fold": "ctlr+f", "tree.open": "f6, escpae", "item.star": "f8"}
    assert usable_keys(keys) == {"tree.open": "f6", "item.star": "f8"}


def test_each_is_told_in_a_sentence() -> None:
    keys = {"item.stern": "f6", "zzzzzzzz": "f7", "item.star": "f8", "tree.fold": "ctlr+f", "app.quit": "qqqqqq"}
    assert list(own_keys_remarks(keys)) == [
        'config.toml: [keys] "item.stern" is no action; did you mean "item.star"?',
        'config.toml: [keys] "zzzzzzzz" is no action; help (?) shows the name of each.',
        'config.toml: [keys] "app.quit": "qqqqqq" is no key; keys are written as f6, space, ctrl+k or question_mark.',
        'config.toml: [keys] "tree.fold": "ctlr+f" is no key; did you mean "ctrl+f"?',
    ]
