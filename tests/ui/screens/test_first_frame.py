"""What the first frame of the everyday screen does: each thing once, and nothing for what nobody sees."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from breadtui.domain.names import PromptKey, PromptName
from breadtui.store.events.event import Chosen
from breadtui.ui.terminal.message_text import MessageText
from tests.fakes.states import REPO, a_job, a_state, a_tree
from tests.ui.screens.explorer_host import exploring

STATE = a_state(a_tree(["run_1"]), (a_job("run_1"),))
PROMPT = PromptKey(REPO, PromptName("teacher"))


def rules_of(node: DOMNode) -> list[dict[str, str]]:
    """The rules of all that stands on a screen, and of the parts that are drawn with styles of their own."""
    styles = [one.styles.base for one in node.walk_children(with_self=True)]
    parts = [part.base for one in node.walk_children(with_self=True) for part in one._component_styles.values()]
    return [{name: repr(rule) for name, rule in one.get_rules().items()} for one in (*styles, *parts)]


async def test_no_widget_is_styled_a_second_time_and_a_second_time_would_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once: list[int] = []
    update = Stylesheet.update_nodes

    def counted(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        nodes = list(nodes)
        at_once.append(len(nodes))
        update(sheet, nodes, animate)

    monkeypatch.setattr(Stylesheet, "update_nodes", counted)
    async with exploring(STATE) as here:
        assert max(at_once) == 1
        before = rules_of(here.screen)
        here.screen.update_node_styles(animate=False)
        assert rules_of(here.screen) == before


async def test_the_editor_is_made_for_the_first_prompt_and_stays() -> None:
    async with exploring(STATE) as here:
        assert not here.screen.query(MessageText)
        assert not here.screen.editor.children
        here.store.dispatch(Chosen(PROMPT, None))
        await here.settled()
        field = here.screen.query_one(MessageText)
        here.screen.editor.focus()
        await here.settled()
        assert here.app.focused is field
        here.store.dispatch(Chosen(None, None))
        await here.settled()
        assert here.screen.query_one(MessageText) is field


async def test_what_was_never_opened_has_nothing_to_tell_and_may_be_left() -> None:
    async with exploring(STATE) as here:
        assert here.screen.editor.flush() is None
        here.screen.flush()
        assert not here.screen.editor.children
