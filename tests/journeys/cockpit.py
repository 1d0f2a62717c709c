"""The real program, headless, on a real demo server over loopback: what the journeys are made with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from breadtui.cli.cockpit import CockpitDoor, wanted_of
from breadtui.config.keys import with_key
from breadtui.config.settings import Options, settings_from
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.store.state import AppState
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.screens.explorer import ExplorerScreen

DEADLINE_SECONDS = 25.0


@dataclass
class Cockpit:
    """A running program and the service it is connected to."""

    demo: DemoServer
    store: Store
    app: BreadApp
    pilot: Pilot[Any]

    @property
    def explorer(self) -> ExplorerScreen:
        """The everyday screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ExplorerScreen)
        return screen

    @property
    def text(self) -> str:
        """What the terminal would show."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    async def until(self, is_so: Callable[[AppState], object]) -> None:
        """Wait for the state to become so, and for the screen to be drawn."""
        changed = asyncio.Event()
        unsubscribe = self.store.subscribe(lambda _: changed.set())
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                while not is_so(self.store.state):
                    changed.clear()
                    await changed.wait()
        finally:
            unsubscribe()
        await self.pilot.pause()

    async def until_shown(self, text: str) -> None:
        """Wait for some line of the screen to hold this text."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while text not in self.text:
                await self.pilot.pause()
                await asyncio.sleep(0)

    async def type(self, line: str) -> None:
        """Type a command after the colon and enter it."""
        await self.pilot.press("colon", *(_key_of(letter) for letter in line), "enter")
        await self.pilot.pause()


def _key_of(letter: str) -> str:
    return {" ": "space", "/": "slash", "_": "underscore", "-": "minus", ".": "full_stop"}.get(letter, letter)


@contextmanager
def demo_server(**options: Any) -> Iterator[DemoServer]:
    """A demo on a free loopback port."""
    with DemoServer(DemoOptions(**options)) as demo:
        yield demo


@asynccontextmanager
async def cockpit(
    demo: DemoServer,
    home: Path,
    *,
    size: tuple[int, int] = (120, 40),
    key: str | None = "sk-journey-0123456789",
    options: Options | None = None,
    environ: Mapping[str, str] | None = None,
) -> AsyncIterator[Cockpit]:
    """The program connected to `demo`, with configuration and drafts under `home`."""
    surroundings = {
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREAD_BASE_URL": demo.url,
        "HOME": str(home),
        **({"BREAD_API_KEY": key} if key else {}),
        **(environ or {}),
    }
    settings = with_key(settings_from(options or Options(), surroundings), surroundings, home)
    store = Store()
    app = BreadApp(store, CockpitDoor(settings, surroundings, store), wanted=wanted_of(settings))
    async with app.run_test(size=size) as pilot:
        yield Cockpit(demo, store, app, pilot)
