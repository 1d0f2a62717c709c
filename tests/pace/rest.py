"""Pauses under Pilot that end once nothing is left to do, where Textual's own sleep by hundredths of a second."""

from __future__ import annotations

import asyncio
from math import inf
from time import process_time
from typing import Any

import textual.app
import textual.pilot
from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY, SLEEP_IDLE
from textual.screen import Screen
from textual.timer import Timer

from tests.pace import others

AT_REST_SECONDS = SLEEP_GRANULARITY
AFTER_WORK_SECONDS = 2 * SLEEP_GRANULARITY
"""What is due within this of some work belongs to it, as in Textual's two looks behind each other."""
LOOK_SECONDS = 0.004


def pause_until_at_rest() -> None:
    """Let every pause and every key of a pilot take as long as what they wait for."""
    others.note_requests()
    for module in (textual.app, textual.pilot):
        module.wait_for_idle = until_at_rest  # type: ignore[attr-defined]


async def until_at_rest(min_sleep: float = SLEEP_GRANULARITY, max_sleep: float = 1.0) -> None:
    """Wait until the loop has nothing to do, and will have nothing for some hundredths of a second.

    A loop that only its own timers can wake says so at once, and the time until then would be slept through in vain.
    Where others may wake it, they are given as long as Textual gives them, which goes by the processor's time.
    """
    loop: Any = asyncio.get_running_loop()
    end, until = loop.time() + max_sleep, loop.time() + AT_REST_SECONDS
    while True:
        if await _worked(loop, end):
            until = loop.time() + AFTER_WORK_SECONDS
        if loop.time() >= end:
            return
        if others.may_act(loop):
            if not await _others_rest(loop, end):
                return
            until = loop.time() + AFTER_WORK_SECONDS
        if loop._ready or _draw():
            continue
        due = _due(loop)
        if due > until:
            return
        await asyncio.sleep(due - loop.time())


async def _others_rest(loop: Any, end: float) -> bool:
    """Wait while others may act; False where they do no more than wait themselves, or the time is over."""
    while others.may_act(loop):
        begun, look_until = process_time(), min(loop.time() + SLEEP_GRANULARITY, end)
        while others.may_act(loop) and loop.time() < look_until:  # noqa: ASYNC110  (nor does another thread)
            await asyncio.sleep(LOOK_SECONDS)
        if loop.time() >= end or (loop.time() >= look_until and process_time() - begun < SLEEP_IDLE):
            return False
    return True


async def _worked(loop: Any, end: float) -> bool:
    """Let the loop do what it has to; whether that was much."""
    begun = process_time()
    await asyncio.sleep(0)
    while loop._ready and loop.time() < end:  # noqa: ASYNC110  (a step of the loop tells nobody that it was the last)
        await asyncio.sleep(0)
    return process_time() - begun >= SLEEP_IDLE


def _due(loop: Any) -> float:
    """When the next timer goes off, other than those that draw: they have nothing left to draw."""
    tasks: list[Any] = [timer._task for timer in _drawing() if timer._task is not None]
    asleep = {id(task._fut_waiter) for task in tasks}
    timers = (one for one in loop._scheduled if not one.cancelled())
    return min((one.when() for one in timers if not (one._args and id(one._args[0]) in asleep)), default=inf)


def _draw() -> bool:
    """Draw what would be drawn within a sixtieth of a second, as a pilot's pause does at its end; whether there was."""
    pending = [screen for screen in _screens() if _is_pending(screen)]
    for screen in pending:
        screen._on_timer_update()
    return bool(pending)


def _is_pending(screen: Screen[Any]) -> bool:
    timer = _timer_of(screen)
    return timer is not None and timer._active.is_set()


def _drawing() -> list[Timer]:
    return [timer for timer in map(_timer_of, _screens()) if timer is not None]


def _timer_of(screen: Screen[Any]) -> Timer | None:
    timer = getattr(screen, "_Screen__update_timer")  # noqa: B009  (the property of that name would make one)
    return timer if isinstance(timer, Timer) else None


def _screens() -> list[Screen[Any]]:
    app = active_app.get(None)
    return [] if app is None or not app._running else list(app._screen_stack)
