"""The words at the foot of each screen are about keys that exist."""

from __future__ import annotations

import ast
from pathlib import Path

import breadtui.ui.screens
from breadtui.ui.action_names import ACTION_NAMES
from breadtui.ui.keymap import HINTS, QUIT, Hint
from breadtui.ui.own_keys import wrong_names
from breadtui.ui.screens.line.available import foot_of
from tests.fakes.states import a_job, a_state, a_tree
from tests.ui.screens.explorer_host import exploring

SCREENS = Path(breadtui.ui.screens.__file__).parent
SOURCES = {str(path.relative_to(SCREENS)): path.read_text("utf-8") for path in sorted(SCREENS.rglob("*.py"))}


def ids_in(source: str) -> list[str]:
    """The names of actions in every hint that is written there."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    firsts = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Hint")
    names = (ast.walk(first) for first in firsts)
    values = [node.value for found in names for node in found if isinstance(node, ast.Constant)]
    return [value for value in values if isinstance(value, str)]


def test_every_hint_names_actions_that_have_a_key() -> None:
    assert wrong_names(name for hint in HINTS for name in hint.ids) == {}
    wrong = {name: set(ids_in(source)) - ACTION_NAMES for name, source in SOURCES.items()}
    assert {name: ids for name, ids in wrong.items() if ids} == {}
    assert sum(len(ids_in(source)) for source in SOURCES.values()) > 150


async def test_while_a_filter_is_typed_the_foot_tells_of_the_keys_of_the_line() -> None:
    async with exploring(a_state(a_tree(["b0"]), [a_job("b0")])) as here:
        await here.pilot.press("slash")
        await here.settled()
        told = [word.label for word in foot_of(here.screen, HINTS, Hint((QUIT,), "quit")).here]
    assert told[:4] == ["take it", "complete", "typed before", "give up"]
