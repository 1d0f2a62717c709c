"""Waits of tests under Pilot: for what is so, and not for how long that takes where everything else is as busy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from breadtui.ui.screens.asking.confirm import ConfirmScreen

DEADLINE_SECONDS = 60.0
LOOK_SECONDS = 0.01


async def until(pilot: Pilot[Any], is_so: Callable[[], object]) -> None:
    """Let the program go on until this is so; the test fails where it never is."""
    end = monotonic() + DEADLINE_SECONDS
    while not is_so():
        if monotonic() > end:
            pytest.fail("waited in vain")
        await pilot.pause()
        await asyncio.sleep(0 if is_so() else LOOK_SECONDS)
    await pilot.pause()


async def until_asked(pilot: Pilot[Any]) -> None:
    """Wait for a question, and have it take answers from the start."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, ConfirmScreen)
    screen.listen()
