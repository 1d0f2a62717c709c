"""An app for which keys may arrive faster than it acts: each waits until the one before has done all it does."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

LOOK_SECONDS = 0.1
"""How often it is looked whether what a key was given to is still there, while others wait."""

LONG_WAYS = {"enter": 3, "escape": 3}
"""Keys whose widget tells a screen, which then acts: what is sent behind them passes as often as they tell."""


class Passed(Message):
    """Sent behind a key on the same way, so that it arrives when the key has been dealt with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A key that was given to a widget; `passes_left` is how often the way is still walked."""

    number: int
    target: MessagePump
    screen: Screen[object]
    passes_left: int


class TypedAhead(App[None]):
    """Put before App. What is typed ahead, over a slow link or from a macro, goes where it was meant to go.

    Without it every key is handed to what has the focus when it arrives, however many before it are still to move
    the focus: the letters after `:` would be commands of the tree.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._on_its_way: OnItsWay | None = None
        self._keys_count = 0

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes in their order, one after another; all else as it comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._on_its_way is None:
            await self._give(event)
        else:
            if not self._typed:
                self.set_timer(LOOK_SECONDS, self._look)
            self._typed.append(event)

    async def _give(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        self._keys_count += 1
        passes = LONG_WAYS.get(event.key, 1) if isinstance(event, events.Key) else 1
        self._on_its_way = OnItsWay(self._keys_count, target, self.screen, passes)
        await super().on_event(event)
        self._send_behind(self._on_its_way)

    def _send_behind(self, key: OnItsWay) -> None:
        if not key.target.post_message(Passed(key.number)):
            self.call_later(self._arrived, key.number)

    @on(Passed)
    def _passed(self, event: Passed) -> None:
        event.stop()
        # Behind what was put off until now, such as a focus.
        self.call_later(self._arrived, event.number)

    async def _arrived(self, number: int) -> None:
        key = self._on_its_way
        if key is None or key.number != number:
            return
        await asyncio.sleep(0)  # a worker that the key started opens its screen in its first step
        if not self.screen_stack:
            return
        if key.screen is not self.screen:
            self._follow(self.screen, key.passes_left)
        elif key.passes_left > 1:
            self._follow(key.target, key.passes_left - 1)
        else:
            await self._next()

    def _follow(self, target: MessagePump, passes_left: int) -> None:
        """Wait for what the key set going: a new screen takes the focus first."""
        self._keys_count += 1
        self._on_its_way = OnItsWay(self._keys_count, target, self.screen, passes_left)
        self._send_behind(self._on_its_way)

    async def _next(self) -> None:
        self._on_its_way = None
        if self._typed:
            await self._give(self._typed.popleft())

    async def _look(self) -> None:
        """A widget that is gone passes nothing on: go on without it."""
        if not self._typed or self._on_its_way is None:
            return
        if self._on_its_way.target.is_attached:
            self.set_timer(LOOK_SECONDS, self._look)
        else:
            await self._arrived(self._on_its_way.number)
