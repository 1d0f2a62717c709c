"""Keys typed ahead of a program that is ending: they are let go, and end nothing with an error."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from breadtui.ui.terminal.typed_ahead import TypedAhead

TURNS = 10

Late: TypeAlias = "Callable[[Ending], Awaitable[None]]"


class Slow(Widget, can_focus=True):
    """Takes a key and is not done with it before it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []
        self.has_begun, self.may_go_on = asyncio.Event(), asyncio.Event()

    async def on_key(self, event: events.Key) -> None:
        self.taken.append(event.key)
        self.has_begun.set()
        await self.may_go_on.wait()


class Ending(TypedAhead, App[None]):
    """Lets `late` happen between the end of its last screen and its own."""

    def __init__(self, late: Late | None = None) -> None:
        super().__init__()
        self.slow = Slow()
        self.late = late
        self.screens_at_end = -1

    def compose(self) -> ComposeResult:
        yield self.slow

    def type_ahead(self, keys: str) -> None:
        """All at once, as a driver reads them."""
        driver = self._driver
        assert isinstance(driver, Driver)
        for key in keys:
            driver.send_message(events.Key(key, key))

    async def _close_all(self) -> None:
        self.slow.may_go_on.set()
        await super()._close_all()
        self.screens_at_end = len(self.screen_stack)
        if self.late is not None:
            await self.late(self)
        for _ in range(TURNS):  # as where further nodes are to be closed
            await asyncio.sleep(0)


async def ended(app: Ending, typed: str) -> None:
    async with app.run_test() as pilot:
        app.slow.focus()
        await pilot.pause()
        app.type_ahead(typed)
        if typed:
            await app.slow.has_begun.wait()
    assert app.screens_at_end == 0
    assert app.return_code in {None, 0}


async def look_on(app: Ending) -> None:
    """What a timer does while keys wait, in a task of its own."""
    app._typed.append(events.Key("z", "z"))
    await app._look()


async def pass_on(app: Ending) -> None:
    """What the last key's way ends with."""
    assert app._on_its_way is not None
    await app._arrived(app._on_its_way.number)


async def type_more(app: Ending) -> None:
    app.post_message(events.Key("z", "z"))


async def bubble_up(app: Ending) -> None:
    """A key that no widget knew comes back to the program."""
    key = events.Key("z", "z")
    key._set_forwarded()
    app.post_message(key)


async def paste_more(app: Ending) -> None:
    app.post_message(events.Paste("z"))


@pytest.mark.parametrize("late", [look_on, pass_on])
async def test_keys_that_still_wait_when_the_last_screen_is_gone_are_let_go(late: Late) -> None:
    await ended(Ending(late), "xyxy")


@pytest.mark.parametrize("late", [type_more, paste_more, bubble_up])
async def test_keys_that_come_when_the_last_screen_is_gone_are_let_go(late: Late) -> None:
    await ended(Ending(late), "")


async def test_keys_typed_ahead_of_a_slow_one_reach_it_in_their_order() -> None:
    app = Ending()
    async with app.run_test() as pilot:
        app.slow.focus()
        await pilot.pause()
        app.type_ahead("abc")
        await pilot.pause()
        app.slow.may_go_on.set()
        while app.is_behind:
            await pilot.pause()
        assert app.slow.taken == ["a", "b", "c"]


class Waiting(TypedAhead, App[None]):
    """Shows a first screen, and holds what is typed for a field that is still to come."""

    def __init__(self) -> None:
        super().__init__()
        self.first = Slow()
        self.first.may_go_on.set()

    def compose(self) -> ComposeResult:
        yield self.first

    def on_mount(self) -> None:
        self.first.focus()
        self.hold_keys()


class Asking(Screen[None]):
    """Where what was held is meant to go."""

    def compose(self) -> ComposeResult:
        yield Input()


async def test_what_is_typed_for_a_screen_that_is_still_to_come_reaches_it_whole() -> None:
    app = Waiting()
    async with app.run_test() as pilot:
        await pilot.press(*"What")
        app.push_screen(Asking())
        app.let_keys_on()
        await pilot.press(*"?x")
        assert app.screen.query_one(Input).value == "What?x"
    assert app.first.taken == []


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_who_gives_up_waiting_loses_what_was_held_and_no_key_after_it(key: str) -> None:
    app = Waiting()
    async with app.run_test() as pilot:
        await pilot.press(*"What", key, "j")
        assert app.first.taken == [key, "j"]
        app.let_keys_on()
        await pilot.press("k")
    assert app.first.taken == [key, "j", "k"]
