"""The everyday screen on facts and fakes: commands are real, the service and the disk are not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from breadtui.store.commands import Commands
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.state import AppState
from breadtui.store.polling.poller import Poller
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import Rooms
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.themes import DARK
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal


class Host(App[None]):
    """Only the screen."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.bridge = StoreBridge(store)
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        return ExplorerScreen(self.bridge)


@dataclass
class Explorer:
    """What a test looks at."""

    app: Host
    pilot: Pilot[Any]
    store: Store
    api: FakeApi
    journal: MemoryJournal
    poller: Poller
    clock: ManualClock

    @property
    def screen(self) -> ExplorerScreen:
        """The everyday screen, also while a dialog is above it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ExplorerScreen)
        return screen

    @property
    def rows(self) -> list[str]:
        """The lines of the monitor below its heads."""
        jobs = self.screen.jobs
        lines = [jobs.render_line(y).text.rstrip() for y in range(jobs.header_rows, jobs.size.height)]
        return [line for line in lines if line.strip()]

    @property
    def header(self) -> str:
        """The top line."""
        from breadtui.ui.panes.status_line import HeaderLine

        return self.screen.query_one(HeaderLine).render_line(0).text

    @property
    def toasts(self) -> list[str]:
        """What was told in the corner."""
        return [note.message for note in self.app._notifications]

    async def type_line(self, line: str) -> None:
        """Do what a line says, as if it had been typed."""
        self.screen.run_line(line)
        await self.settled()

    async def settled(self) -> None:
        """Until nothing that was begun is left."""
        for _ in range(4):
            await self.pilot.pause()


@asynccontextmanager
async def exploring(
    state: AppState, *, journal: MemoryJournal | None = None, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Explorer]:
    """The screen with the monitor in front, connected; the poller asks only when it is told to."""
    store, api, clock = Store(state), FakeApi(), ManualClock()
    journal = journal or MemoryJournal()
    commands = Commands(store, api, journal, MemoryDrafts(), clock)
    poller = Poller(store, api, journal, clock)
    app = Host(store)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        here = Explorer(app, pilot, store, api, journal, poller, clock)
        here.screen.rooms = Rooms(commands, poller, "bapi.bread.com.ai", is_demo=False, intervals=Intervals())
        here.screen.restore_monitor()
        await pilot.press("3")
        await here.settled()
        yield here
