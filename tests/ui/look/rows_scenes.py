"""Scenes of rows being read: the list beside a row, a filter with what it left, how long they are."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.rows.options import RowsOption
from breadtui.ui.screens.rows.menu import RowsMenuScreen
from breadtui.ui.screens.rows.screen import RowsScreen
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO
from tests.ui.screens.rows_host import ROLLOUT, ManyRows


def rows(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """A hundred and twenty rows, some of them flawed."""
    api = ManyRows(120, JobStatus.COMPLETE)
    commands = Commands(store, api, MemoryJournal(), MemoryDrafts(), ManualClock())
    return RowsScreen(bridge, commands, ROLLOUT)


def whose(_store: Store, _bridge: StoreBridge) -> Screen[Any]:
    """The targets of a bake whose rows may be read."""
    keys = [JobKey(REPO, phase, name) for phase, name in ((Phase.ROLLOUT, "wise"), (Phase.STIM, "next_idea"))]
    said = ("1,200 answers", "no rows seen yet")
    options = [
        RowsOption(str(at), f"{key.name:<9}  {words}", key)
        for at, (key, words) in enumerate(zip(keys, said, strict=True), 1)
    ]
    return RowsMenuScreen("coder_mix", tuple(options))
