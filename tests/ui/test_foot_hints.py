"""The words at the foot of the screen are about keys that exist."""

from __future__ import annotations

from breadtui.ui.keymap import HINTS
from breadtui.ui.own_keys import wrong_names


def test_every_hint_names_actions_that_have_a_key() -> None:
    assert wrong_names(name for hint in HINTS for name in hint.ids) == {}
