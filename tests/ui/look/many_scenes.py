"""Many prompts at once: a file told before it is taken, what came of each, what is to be checked in one."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.bulk import BulkLine, Outcome, Wish, bulk_run
from breadtui.domain.prompt.lint import complaints, linted, name_doubts
from breadtui.domain.prompt.prompts import Message
from breadtui.export.prompts.shapes import Found
from breadtui.store.bulk.creating import CHANGED_ELSEWHERE
from breadtui.store.events.bulk import BulkMoved
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.prompt.import_lines import Incoming, question_lines
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.bulk.screen import BulkScreen
from breadtui.ui.screens.prompt.lint_list import LintScreen
from breadtui.values import replace
from tests.fakes.states import a_prompt, a_prompt_key

NAMES = ("wise", "kind", "patient", "brief")
COMING = Incoming(("fresh", "newer", "a b"), ("wise",), ("kind",), ("patient",))
DOUBTED = replace(
    a_prompt("You are {wise.", name="a b"),
    messages=(
        Message("user", "You are {wise.\nAnd\u200b kind}}."),
        Message("critic", "Hm."),
        Message("assistant", None, {"tool_calls": [{"id": "call_1"}]}),
    ),
)


def outcomes(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Saved, found, in conflict, refused."""
    run = bulk_run(Wish.SAVE, "", [a_prompt_key(name) for name in NAMES])
    for line in (
        BulkLine(run.keys[0], Outcome.DONE, "saved and verified"),
        BulkLine(run.keys[1], Outcome.FAILED, CHANGED_ELSEWHERE),
        BulkLine(run.keys[2], Outcome.FAILED, "messages.1.content: String should have at most 1000000 characters"),
    ):
        run = run.with_line(line)
    store.dispatch(BulkMoved(replace(run, is_running=True)))
    return BulkScreen(bridge, lambda _: None, lambda: None)


def taking(_: Store, __: StoreBridge) -> Screen[Any]:
    """A file that comes upon a text of the service and one that is not saved."""
    found = Found((a_prompt(name="a b"),), ("wise.model",))
    return ConfirmScreen("Take 6 prompts of input.yml?", question_lines(COMING, found), yes="take them")


def checks(_: Store, __: StoreBridge) -> Screen[Any]:
    """One of each kind."""
    refused = complaints({"messages.1.content": "Field required"}, DOUBTED)
    return LintScreen(DOUBTED.name, (*refused, *name_doubts(DOUBTED.name), *linted(DOUBTED).findings))
