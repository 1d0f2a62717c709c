"""Something else has a name of the plan: both sides as a difference, and a decision. Nothing was overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.json_values import JsonObject
from breadtui.domain.prompt.free_names import next_name
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recreation.made import settings_of
from breadtui.domain.recreation.run import Decision, PlanRun, filled, renamed
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.diff_view import DiffSlice, DiffView
from breadtui.ui.present.clean import clean
from breadtui.ui.screens.line.foot import Foot

FOOT = (
    Hint(("decision.keep",), "keep what is there"),
    Hint(("decision.rename",), "mine under a new name"),
    Hint(("decision.give_up",), "give up"),
)
BACK = Hint(("decision.later",), "later")


class PlanDecisionScreen(Screen[Decision | None]):
    """Closes with what to do, or with None to decide later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # None is a key of the list, which has the focus.
        Binding("t", "decide('keep_theirs')", "Keep theirs", id="decision.keep", tooltip="What is there is used"),
        Binding("v", "decide('rename')", "New name", id="decision.rename", tooltip="The plan's under another name"),
        Binding("x", "decide('give_up')", "Give up", id="decision.give_up", tooltip="The plan stops here"),
        Binding("escape,q", "later", "Later", id="decision.later", tooltip="The plan waits"),
    ]

    def __init__(self, run: PlanRun) -> None:
        super().__init__(classes="conflict")
        self._run = run
        made = next(one for one in run.ordered() if one.number == run.asked)
        self._made = filled(renamed(made, run.renames), run.key, run.models, run.renames).made

    def compose(self) -> ComposeResult:
        """A sentence, the difference, the keys."""
        made, into = self._made, clean(self._run.key.into)
        name = clean(made.name, limit=60)
        words = f" {into} has another {made.kind} named {name}. A new name would be {clean(next_name(made.name))}."
        yield Static(Content(words), id="conflict-heading")
        yield DiffView(id="conflict-diff")
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """What is there against what the plan has."""
        found = self._run.asked_check.found if self._run.asked_check is not None else None
        view = self.query_one(DiffView)
        planned = self._made.prompt if self._made.prompt is not None else self._made.settings
        view.show(DiffSlice(_side(found), _side(planned), theirs_name="there", mine_name="the plan"))
        view.focus()

    def action_decide(self, decision: str) -> None:
        """Close with what to do."""
        self.dismiss(Decision(decision))

    def action_later(self) -> None:
        """Leave the run waiting."""
        self.dismiss(None)


def _side(value: Prompt | JsonObject | None) -> str | Prompt:
    if isinstance(value, Mapping):
        return json.dumps(settings_of(value), indent=2, sort_keys=True, ensure_ascii=False, default=str)
    return value if value is not None else ""
