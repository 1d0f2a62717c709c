"""The form of a target in an app of its own, on a service in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.domain.target.draft import TargetDraft
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.making.target_form import TargetFormScreen
from breadtui.ui.themes import THEMES
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

TEACHER = a_prompt("You are wise.")
EMPTY = Prompt(PromptName("empty"), ())
KEY = a_target_key("fresh")
WISE: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "empty",
    "generators": [{"type": "persona", "numq": 240}],
    "num_traj_per_stimulus": 3,
}
GIVEN: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "empty",
    "generators": [{"type": "persona", "numq": 10}],
}
FULL = TargetDraft("fresh", given=GIVEN)


class Host(App[None]):
    """Opens the form, and remembers with what it closed."""

    def __init__(
        self,
        draft: TargetDraft,
        *,
        read_only: bool = False,
        prompts: Sequence[Prompt] = (TEACHER, EMPTY),
        targets: Sequence[str] = ("wise",),
    ) -> None:
        super().__init__()
        self.store = Store(a_state(a_tree(), prompts=prompts, targets=targets))
        self.api = FakeApi(
            prompts={a_prompt_key(): TEACHER, a_prompt_key("empty"): EMPTY},
            targets={a_target_key("wise"): Target(TargetName("wise"), WISE)},
        )
        journal, drafts = MemoryJournal(), MemoryDrafts()
        self.commands = Commands(self.store, self.api, journal, drafts, ManualClock(), read_only=read_only)
        self.form = TargetFormScreen(StoreBridge(self.store), self.commands, REPO, draft)
        self.closed_with: list[TargetKey | None] = []

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"
        self.push_screen(self.form, self.closed_with.append)

    @property
    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    @property
    def given(self) -> Mapping[str, Any]:
        return self.form.form.given

    def posts(self) -> int:
        return self.api.calls.count(("create_target", KEY))


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
    await pilot.pause()


async def to(pilot: Pilot[None], app: Host, *place: str | int) -> None:
    await pilot.pause()
    app.form.view.go_to(tuple(place))
    app.form.view.rows.focus()
    await pilot.pause()
