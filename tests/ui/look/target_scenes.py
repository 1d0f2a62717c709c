"""The form of a target as it is filled in, its pickers, and what comes of it."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.difference.config_diff import Difference
from breadtui.domain.forms.creation import Taken
from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.creation import Created
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.resolved import default_config
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.target_form.outcome_lines import created_lines, taken_lines
from breadtui.ui.screens.making.form_outcome import MadeTargetScreen, TakenScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO

GIVEN: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "",
    "num_traj_per_stimulus": 5,
    "generators": [
        {"type": "persona", "numq": 450, "seed": 4},
        {"type": "hardcoded", "questions": ["Why does my loop never end?", "What is a list?"]},
        {"type": "from_dataset", "dataset": "squad", "numq": 0},
    ],
}
DRAFT = TargetDraft("wise_2", given=GIVEN)
BELOW = default_config("Qwen/Qwen3-32B")


def form(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Half filled in, with one mistake."""
    return TargetFormScreen(bridge, _commands(store), REPO, DRAFT)


def created(_: Store, __: StoreBridge) -> Screen[Any]:
    """What the service resolved."""
    config: JsonObject = {**BELOW, **GIVEN, "max_tokens": 2048}
    return MadeTargetScreen("Target wise_2 in coder", created_lines(Created(DRAFT, config, BELOW)))


def taken(_: Store, __: StoreBridge) -> Screen[Any]:
    """The name holds another target."""
    differences = (Difference("num_traj_per_stimulus", "5", "1"), Difference("generators[0].numq", "450", "600"))
    lines = taken_lines(Taken(DRAFT, {}, differences, "wise_3"))
    return TakenScreen("Target wise_2 in coder was not created", lines, "wise_3")


def _commands(store: Store) -> Commands:
    return Commands(store, FakeApi(), MemoryJournal(), MemoryDrafts(), ManualClock(NOW))
