"""What is opened over the editor: raw text, a conflict, the history, questions before a text is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.screen import Screen

from breadtui.domain.names import TargetName
from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.repos import Target
from breadtui.domain.sightings import PromptSighting
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.store.prompts.past import UndoOffer
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.prompt.raw import RawForm
from breadtui.ui.present.prompt.uses_words import UsesWalk, uses_lines, uses_sentence
from breadtui.ui.screens.asking.confirm import ReplaceScreen
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.base.uses_screen import UsesScreen
from breadtui.ui.screens.looking.past import HistoryScreen, UndoScreen
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, a_prompt, a_prompt_key, a_target_key

THEIRS = a_prompt("You are a patient teacher of {language}.\n\nRead the error message before you guess.")
BASE = a_prompt("You are a teacher of {language}.\n\nRead the error message before you guess.")
KINDER = a_prompt("You are a kind teacher of {language}.\n\nRead the error message before you guess.\nThen ask.")
MINE = a_prompt("You are a patient teacher of {language}.\n\nRead the whole message before you guess.\nThen ask.")
KEY = a_prompt_key()


def with_uses(state: AppState) -> AppState:
    """Two targets that name the prompt; the bakes of the tree were made with one of them."""
    names = [TargetName("wise"), TargetName("next")]
    config = {"teacher_prompt": KEY.name, "student_prompt": ""}
    return replace(state, targets={a_target_key(name): Ready(Target(name, config), NOW) for name in names})


def raw(_: Store, __: StoreBridge) -> Screen[Any]:
    """The prompt as YAML."""
    return RawScreen(MINE, RawForm.YAML)


def conflict(store: Store, _: StoreBridge) -> Screen[Any]:
    """Both changed the first line, I alone the last."""
    screen = ConflictScreen(KEY, KINDER, THEIRS, BASE)
    screen.show_uses(uses_sentence(UsesWalk().uses(store.state, KEY)))
    return screen


def history(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Three texts, one of them saved here, and a night in between."""
    journal = MemoryJournal()
    for hours, prompt in ((30, BASE), (29, BASE), (2, KINDER), (1, THEIRS)):
        journal.record_prompt(PromptSighting(KEY, NOW - timedelta(hours=hours), prompt))
    journal.record_write(PromptWrite(KEY, NOW - timedelta(hours=2), BASE, KINDER))
    api = FakeApi(prompts={KEY: THEIRS})
    return HistoryScreen(bridge, Commands(store, api, journal, MemoryDrafts(), ManualClock(NOW)), KEY)


def undoing(store: Store, _: StoreBridge) -> Screen[Any]:
    """The question before a replacement is taken back."""
    write = PromptWrite(KEY, NOW - timedelta(minutes=3), BASE, KINDER)
    return UndoScreen(UndoOffer(write, KINDER), uses_lines(UsesWalk().uses(store.state, KEY), store.state, KEY))


def replacing(store: Store, _: StoreBridge) -> Screen[Any]:
    """The question before a text is replaced, with what uses it."""
    lines = uses_lines(UsesWalk().uses(store.state, KEY), store.state, KEY)
    return ReplaceScreen(
        f"Replace the text of {KEY.name} on the server?", ["Nobody else changed it since you opened it.", *lines]
    )


def uses(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """What uses the prompt, line by line."""
    return UsesScreen(bridge, KEY)
