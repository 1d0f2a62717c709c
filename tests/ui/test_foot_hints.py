"""The words at the foot of the screen are about keys that exist."""

from __future__ import annotations

from breadtui.ui.keymap import HINTS
from breadtui.ui.own_keys import wrong_names
from breadtui.ui.screens.line.available import foot_of
from tests.fakes.states import a_job, a_state, a_tree
from tests.ui.screens.explorer_host import exploring


def test_every_hint_names_actions_that_have_a_key() -> None:
    assert wrong_names(name for hint in HINTS for name in hint.ids) == {}


async def test_while_a_filter_is_typed_the_foot_tells_of_the_keys_of_the_line() -> None:
    async with exploring(a_state(a_tree(["b0"]), [a_job("b0")])) as here:
        await here.pilot.press("slash")
        await here.settled()
        told = [word for _, word in foot_of(here.screen, goes_back=False)]
    assert told[:4] == ["take it", "complete", "typed before", "give up"]
