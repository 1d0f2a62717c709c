"""Prompts in more than one field: a message made of parts, and the two sides of a target."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.names import TargetName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.query.queries import BadQuery
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.prompt.sides import SidesScreen
from breadtui.values import replace
from tests.fakes.states import NOW, a_prompt, a_prompt_key, a_target_key, after

KEY, OTHER, TARGET = a_prompt_key(), a_prompt_key("student"), a_target_key(TargetName("wise"))
PARTS = Prompt(
    KEY.name,
    (
        Message(
            "user",
            [
                {"type": "text", "text": "What is wrong in this {language} program?"},
                {"type": "image_url", "image_url": {"url": "https://example.org/screen.png"}},
                {"type": "text", "text": "Answer in one sentence.\nName the line."},
            ],
            {"name": "ada"},
        ),
        Message("assistant", None, {"tool_calls": [{"id": "1", "function": {"name": "look", "arguments": "{}"}}]}),
    ),
)


class Nothing:
    """A cockpit that is asked for nothing."""

    def run_line(self, line: str) -> None:
        """Do nothing."""

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """Offer nothing."""
        return ()

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """Find nothing wrong."""
        return None

    def go_along(self, what: Choice) -> object:
        """Go nowhere."""
        return None


def with_parts(state: AppState) -> AppState:
    """The chosen prompt made of parts."""
    return replace(state, prompts={**state.prompts, KEY: Ready(PARTS, NOW)}, drafts={}, chosen=KEY)


def with_sides(state: AppState) -> AppState:
    """A target whose two prompts are read."""
    config = {"teacher_prompt": KEY.name, "student_prompt": OTHER.name}
    teacher = a_prompt("You are a patient teacher of {language}.\n\nRead the error message before you guess.")
    prompts = {KEY: Ready(teacher, NOW), OTHER: Ready(Prompt(OTHER.name), NOW)}
    return replace(state, prompts=prompts, targets={TARGET: Ready(Target(TARGET.name, config), NOW)}, chosen=TARGET)


def sides(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """Both prompts of the target."""
    screen = SidesScreen(bridge, None, Nothing(), TARGET)
    for editor in screen.editors.values():
        editor._now = lambda: after(2)
    return screen
