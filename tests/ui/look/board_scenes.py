"""Scenes of bakes compared: curves over the table, settings, prompts, answers, and all of it in ASCII."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.glyphs import ASCII
from breadtui.ui.screens.board.screen import BoardScreen
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.ui.screens.board_host import BAKES, board_api
from tests.ui.screens.board_of_eight import EIGHT


def board(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Three bakes."""
    commands = Commands(store, board_api(), MemoryJournal(), MemoryDrafts(), ManualClock())
    return BoardScreen(bridge, commands, BAKES)


def board_ascii(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """The same on a terminal that knows ASCII only."""
    return BoardScreen(bridge, None, BAKES, ASCII)


def board_of_eight(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """Eight of all kinds."""
    return BoardScreen(bridge, None, EIGHT)


def board_of_eight_ascii(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """The same on a terminal that knows ASCII only."""
    return BoardScreen(bridge, None, EIGHT, ASCII)
