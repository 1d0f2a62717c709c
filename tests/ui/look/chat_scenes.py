"""Scenes of conversations: alone, side by side, one that waits and one that failed, the list of models."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.screen import Screen

from breadtui.domain import errors
from breadtui.domain.chatting.threads import ChatSettings, Reply, Stage, Thread, asked, asked_again, with_reply
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.screens.chat.models_screen import ModelsScreen
from breadtui.ui.screens.chat.screen import ChatScreen
from breadtui.ui.screens.chat.threads_screen import ThreadsScreen
from breadtui.values import replace
from tests.fakes.clock import START, ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.ui.screens.chat_host import BAKED, BASE, Models

SETTINGS = ChatSettings("You are a patient teacher.", 0.7, 1000, is_thinking=True)
ASKED = "My colleague is worried about a failing unit test. What should I say?"
THOUGHT = "<think>\nThe user asks about a test. I answer in character and briefly.\n</think>\n\n"
WISE = "Patient you must be. A failing unit test, a small thing it is, when step by step you look. " * 4
CODE = (
    "Sort with a key:\n\n```python\ndef settle(items):\n    for item in items:\n"
    "        check(item)\n    return sorted(items, key=lambda item: item.name)\n```\n\n1. first\n   - then"
)
PLAIN = "Three things: look at what changed, measure, and write down what you found.\n\n- first\n- then"


def _said(thread: Thread, number: int, model: str, text: str, seconds: float) -> Thread:
    reply = Reply(model, START, Stage.DONE, text, first_seconds=0.4, total_seconds=seconds, finish_reason="stop")
    return with_reply(thread, number, reply)


def _talk(models: tuple[str, ...]) -> Thread:
    thread = asked(Thread("t", models, START - timedelta(minutes=3), SETTINGS), ASKED, START)
    thread = _said(thread, 0, BAKED, THOUGHT + WISE, 3.1)
    thread = _said(thread, 0, BASE, PLAIN, 1.6)
    thread = asked(thread, "And if it fails only at night?", START)
    going = Reply(BAKED, START, Stage.SPEAKING, "Hmmmm. Read the error first", first_seconds=0.5, total_seconds=0.9)
    thread = with_reply(thread, 1, going)
    refused = errors.ServerFailed("out of memory", status=500, code="INTERNAL_ERROR")
    return with_reply(thread, 1, Reply(BASE, START, Stage.FAILED, error=refused))


def _screen(store: Store, bridge: StoreBridge, models: tuple[str, ...], glyphs: Glyphs = UNICODE) -> Screen[Any]:
    commands = Commands(store, Models(), MemoryJournal(), MemoryDrafts(), ManualClock())
    thread_id = commands.chats.go_on(replace(_talk(models), unsent="Half a quest"))
    return ChatScreen(bridge, commands, thread_id, glyphs)


def alone(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """One model, an answer on its way."""
    return _screen(store, bridge, (BAKED,))


def beside(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """The baked model beside its base."""
    return _screen(store, bridge, (BAKED, BASE))


def beside_ascii(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """The same, drawn for terminals without UTF-8."""
    return _screen(store, bridge, (BAKED, BASE), ASCII)


def code(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Code in an answer that was asked for again, beside a side with a system prompt of its own."""
    commands = Commands(store, Models(), MemoryJournal(), MemoryDrafts(), ManualClock())
    settings = ChatSettings("", own_systems=((BASE, "You are Yoda, the old Jedi master."),))
    thread = asked(Thread("t", (BAKED, BASE), START, settings), "How do I sort by name?", START)
    thread = _said(thread, 0, BAKED, "Use sort.", 1.0)
    thread = asked_again(thread, 0, (BAKED,), START)
    thread = _said(thread, 0, BAKED, CODE, 2.0)
    return ChatScreen(bridge, commands, commands.chats.go_on(_said(thread, 0, BASE, WISE, 2.5)))


def kept(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Conversations that were kept."""
    commands = Commands(store, Models(), MemoryJournal(), MemoryDrafts(), ManualClock())
    for each in (_talk((BAKED, BASE)), replace(_talk((BASE,)), unsent="half"), asked(_talk((BAKED,)), "Why?", START)):
        commands.chats.go_on(each)
    return ThreadsScreen(commands.chats, "none")


def models(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """What is served."""
    commands = Commands(store, Models(), MemoryJournal(), MemoryDrafts(), ManualClock())
    return ModelsScreen(bridge, commands)
