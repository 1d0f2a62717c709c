"""Scenes of rows being read: the list beside a row, a filter with what it left, how long they are."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.jobs import JobStatus
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.rows import RowsScreen
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.ui.screens.rows_host import ROLLOUT, ManyRows


def rows(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """A hundred and twenty rows, some of them flawed."""
    api = ManyRows(120, JobStatus.COMPLETE)
    commands = Commands(store, api, MemoryJournal(), MemoryDrafts(), ManualClock())
    return RowsScreen(bridge, commands, ROLLOUT)
