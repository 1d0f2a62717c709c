"""An app for which keys may arrive faster than it acts: each waits until the one before has done all it does."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial

from textual import events, on
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from breadtui.ui.terminal.app_part import AppPart
from breadtui.ui.terminal.resting_rows import RestingRows
from breadtui.values import dataclass

LOOK_SECONDS = 0.1
"""How often it is looked whether what a key was given to is still there, while others wait."""

MOST_LOOKS = 20
"""After so many looks the next key is given on whatever became of the one before."""

LONG_WAYS = {"enter": 3, "escape": 3}
"""Keys whose widget tells a screen, which then acts: what is sent behind them passes as often as they tell."""


HELD = frozenset({"up", "down", "pageup", "pagedown", "j", "k"})
"""Keys that are held down and only move in a list: one more of the same need not wait, which saves frames."""


ENDS_HOLDING = frozenset({"escape", "ctrl+c", "ctrl+q"})
"""Who presses these waits no longer for what is still to come."""


class Passed(Message):
    """Sent behind a key on the same way, so that it arrives when the key has been dealt with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A key that was given to a widget; `passes_left` is how often the way is still walked.

    `held` names a key of which more may follow at once.
    """

    number: int
    target: MessagePump
    screen: Screen[object]
    passes_left: int
    held: str = ""


class TypedAhead(AppPart):
    """Put before App. What is typed ahead, over a slow link or from a macro, goes where it was meant to go.

    Without it every key is handed to what has the focus when it arrives, however many before it are still to move
    the focus: the letters after `:` would be commands of the tree.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._on_its_way: OnItsWay | None = None
        self._keys_count = 0
        self._has_followers = False
        self._is_holding = False

    @property
    def is_behind(self) -> bool:
        """Something that was typed has not done yet all that it does."""
        return bool(self._typed) or self._on_its_way is not None or self.message_queue_size > 0

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes in their order, one after another; all else as it comes."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif not self._can_take_keys:
            self._typed.clear()
        elif event.is_forwarded:
            await super().on_event(event)
        elif self._is_holding and not _ends_holding(event):
            self._typed.append(event)
        elif self._is_holding or self._on_its_way is None:
            await self._give(event)
        elif not self._typed and self._is_held(event, self._on_its_way):
            await self._give_more(event)
        else:
            if not self._typed:
                self.set_timer(LOOK_SECONDS, self._look)
            self._typed.append(event)

    def hold_keys(self) -> None:
        """Keep what is typed from now on for a screen that is still to come; escape and ctrl+c drop it, and act."""
        self._is_holding = True

    def let_keys_on(self) -> None:
        """Give what was held, in its order, to what has the focus once the screen on top has settled."""
        if self._is_holding:
            self._is_holding = False
            self._follow(self.screen, 1)

    @property
    def _can_take_keys(self) -> bool:
        """Not while the program ends: timers go on until it is over, and by then the last screen may be gone."""
        return self.is_running and bool(self.screen_stack)

    async def _give(self, event: events.Key | events.Paste) -> OnItsWay:
        if self._is_holding:
            self._is_holding = False
            self._typed.clear()
        target = self.focused or self.screen
        self._keys_count += 1
        key = event.key if isinstance(event, events.Key) else ""
        if key and isinstance(target, RestingRows):
            target.before_key(key)
        held = key if key in HELD and len(self.screen_stack) == 1 else ""
        given = self._on_its_way = OnItsWay(self._keys_count, target, self.screen, LONG_WAYS.get(key, 1), held)
        await super().on_event(event)
        self._send_behind(given)
        return given

    def _is_held(self, event: events.Key | events.Paste, before: OnItsWay) -> bool:
        is_same = isinstance(event, events.Key) and event.key == before.held
        return is_same and before.target is self.focused

    async def _give_more(self, event: events.Key | events.Paste) -> None:
        self._has_followers = True
        await super().on_event(event)

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
        if not self._can_take_keys:
            return
        if key.screen is not self.screen:
            self._follow(self.screen, key.passes_left)
        elif key.passes_left > 1:
            self._follow(key.target, key.passes_left - 1)
        elif self._has_followers:
            self._has_followers = False
            self._follow(key.target, 1, key.held)
        else:
            await self._next()

    def _follow(self, target: MessagePump, passes_left: int, held: str = "") -> None:
        """Wait for what the key set going: a new screen takes the focus first."""
        self._keys_count += 1
        self._on_its_way = OnItsWay(self._keys_count, target, self.screen, passes_left, held)
        self._send_behind(self._on_its_way)

    async def _next(self) -> None:
        self._on_its_way = None
        if not self._typed or self._is_holding:
            return
        key = await self._give(self._typed.popleft())
        while self._typed and self._is_held(self._typed[0], key):
            await self._give_more(self._typed.popleft())

    async def _look(self, number: int = 0, looks: int = 0) -> None:
        """A widget that is gone passes nothing on, and one that is stuck not soon: go on without it."""
        key = self._on_its_way
        if not self._typed or key is None or not self._can_take_keys:
            return
        looks = looks + 1 if key.number == number else 0
        if looks > MOST_LOOKS or not key.target.is_attached:
            await self._next()
        self.set_timer(LOOK_SECONDS, partial(self._look, key.number, looks))


def _ends_holding(event: events.Key | events.Paste) -> bool:
    return isinstance(event, events.Key) and event.key in ENDS_HOLDING
