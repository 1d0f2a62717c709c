"""The real program, headless, on a real demo server over loopback: what the journeys are made with."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from breadtui.cli.cockpit import CockpitDoor, wanted_of
from breadtui.config.keys import with_key
from breadtui.config.settings import Options, settings_from
from breadtui.demo.faults import Fault, Faults
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.store.clock import SystemClock
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen, ConfirmScreen
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.line.command_line import CommandLine
from breadtui.ui.screens.starting.preflight_screen import PreflightScreen

DEADLINE_SECONDS = 60.0
LOOK_SECONDS = 0.01
KEY = "sk-journey-0123456789"
YODA = RepoName("yoda_repo")
EVERY_SECOND = """
[poll]
stim_seconds = 1
rollout_seconds = 1
bake_seconds = 1
metrics_seconds = 1
overview_seconds = 1
overview_active_seconds = 1
"""


def bake_key(name: str, repo: str = YODA) -> JobKey:
    """A bake of the demo."""
    return JobKey(RepoName(repo), Phase.BAKE, BakeName(name))


def prompt_key(name: str, repo: str = YODA) -> PromptKey:
    """A prompt of the demo."""
    return PromptKey(RepoName(repo), PromptName(name))


class HurriedClock(SystemClock):
    """A clock for which a tenth of a second is a second, so that a poll every second is ten in a real one."""

    RATE = 10.0

    def __init__(self) -> None:
        super().__init__()
        self._began_at = super().now()

    def now(self) -> datetime:
        """The time since the start, stretched."""
        return self._began_at + timedelta(seconds=self.RATE * (super().now() - self._began_at).total_seconds())

    async def sleep(self, seconds: float) -> None:
        """The same span, shortened."""
        await super().sleep(seconds / self.RATE)


class DemoTime:
    """The demo's seconds, which pass only when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def pass_seconds(self, seconds: float) -> None:
        """Let jobs move on."""
        self.seconds += seconds


class WatchedFaults(Faults):
    """Faults that remember every request they were asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[tuple[str, str]] = []
        self._asking = threading.Lock()

    def take(self, method: str, path: str) -> Fault | None:
        """The same, noted down."""
        with self._asking:
            self.requests.append((method, path))
        return super().take(method, path)


@dataclass
class Cockpit:
    """A running program and the service it is connected to."""

    demo: DemoServer
    store: Store
    app: BreadApp
    pilot: Pilot[Any]

    @property
    def state(self) -> AppState:
        """The facts as they are now."""
        return self.store.state

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

    @property
    def toasts(self) -> list[str]:
        """What was told in the corner."""
        return [note.message for note in self.app._notifications]

    def writes(self) -> list[tuple[str, str]]:
        """Every request so far that might have changed something, in order."""
        assert isinstance(self.demo.faults, WatchedFaults)
        return [request for request in self.demo.faults.requests if request[0] != "GET"]

    def row_of(self, text: str) -> str:
        """The last line of the screen that holds this: of a job, its row in the monitor."""
        return next((line for line in reversed(self.text.splitlines()) if text in line), "")

    def status(self, key: JobKey) -> JobStatus | None:
        """What a job is known to do."""
        seen = self.state.jobs.get(key)
        return None if seen is None else seen.job.status

    @asynccontextmanager
    async def _deadline(self) -> AsyncIterator[None]:
        """A while to wait in; what the terminal shows at its end is told."""
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                yield
        except TimeoutError:
            pytest.fail(f"waited in vain before\n{self.text}\n{self.toasts}\n{self.state.downloads}")

    async def until(self, is_so: Callable[[AppState], object]) -> None:
        """Wait for the state to become so, if only for a moment, and for the screen to be drawn."""
        was_so = asyncio.Event()

        def look(state: AppState) -> None:
            if not was_so.is_set() and is_so(state):
                was_so.set()

        look(self.store.state)
        unsubscribe = self.store.subscribe(look)
        try:
            async with self._deadline():
                await was_so.wait()
        finally:
            unsubscribe()
        await self.pilot.pause()

    async def until_true(self, is_so: Callable[[], object]) -> None:
        """Wait for something the state does not tell."""
        async with self._deadline():
            while not is_so():
                await self.pilot.pause()
                await asyncio.sleep(0 if is_so() else LOOK_SECONDS)

    async def until_shown(self, text: str) -> None:
        """Wait for some line of the screen to hold this text."""
        await self.until_true(lambda: text in self.text)

    async def until_screen(self, kind: type[Screen[Any]]) -> None:
        """Wait for a screen of this kind to be on top with all that it is made of, and drawn."""
        await self.until_true(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted)
        if isinstance(self.app.screen, ConflictScreen):
            self.app.screen.listen()
        await self.pilot.pause()

    async def until_asked(self) -> None:
        """Wait for a question that takes answers."""
        asking = ConfirmScreen | ConfirmByNameScreen | PreflightScreen
        await self.until_true(lambda: isinstance(self.app.screen, asking) and self.app.screen.is_mounted)
        screen = self.app.screen
        assert isinstance(screen, asking)
        if isinstance(screen, PreflightScreen):
            await self.until_true(lambda: screen.is_checked)
        else:
            await self.until_true(lambda: "(default)" in self.text or "leaves everything" in self.text)
        screen.listen()
        await self.pilot.pause()

    async def until_ready(self) -> None:
        """Wait for the first repositories, and for the cockpit to have chosen what to show."""
        await self.until(lambda state: state.chosen is not None)

    async def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Letters where the focus is."""
        await self.press(*(_key_of(letter) for letter in text))

    async def type(self, line: str) -> None:
        """Put a command after the colon and enter it."""
        await self.press("colon")
        self.app.screen.query_one(CommandLine).value = line
        await self.press("enter")

    async def look_at(self, what: Choice) -> None:
        """Have this chosen, with the tree's cursor on it: at rest elsewhere it would choose again."""
        await self.until(lambda state: (what if isinstance(what, str) else what.repo) in state.contents)
        await self.until_true(lambda: self.explorer.repos.reveal(what))
        self.explorer.choose(what)
        await self.until(lambda state: state.chosen == what)

    async def edit(self, name: str, repo: str = YODA) -> PromptKey:
        """Open a prompt with the cursor in its text."""
        key = prompt_key(name, repo)
        await self.look_at(key)
        await self.until(lambda state: key in state.prompts)
        await self.until_true(lambda: self.explorer.editor._editing is not None)
        self.explorer.show_pane(Pane.DETAIL)
        await self.pilot.pause()
        return key

    def mine(self, key: PromptKey) -> str:
        """The unsaved text of a prompt's first message, empty without a draft."""
        draft = self.state.drafts.get(key)
        content = draft.mine.messages[0].content if draft and draft.mine.messages else ""
        return content if isinstance(content, str) else ""

    def theirs(self, key: PromptKey) -> str:
        """What the service holds as the first message of a prompt."""
        messages = self.demo.world.repos[key.repo].prompts[key.name].messages
        return str(messages[0]["content"]) if messages else ""


def _key_of(letter: str) -> str:
    names = {" ": "space", "/": "slash", "_": "underscore", "-": "minus", ".": "full_stop", "!": "exclamation_mark"}
    return names.get(letter, letter)


@contextmanager
def demo_server(*, clock: Callable[[], float] | None = None, **options: Any) -> Iterator[DemoServer]:
    """A demo on a free loopback port; `clock` gives the seconds its jobs move by."""
    made = DemoServer(DemoOptions(**options)) if clock is None else DemoServer(DemoOptions(**options), clock=clock)
    made.faults = WatchedFaults()
    with made as demo:
        yield demo


@asynccontextmanager
async def cockpit(
    demo: DemoServer,
    home: Path,
    *,
    size: tuple[int, int] = (120, 40),
    key: str | None = KEY,
    options: Options | None = None,
    environ: Mapping[str, str] | None = None,
    is_hurried: bool = False,
) -> AsyncIterator[Cockpit]:
    """The program connected to `demo`, with configuration and drafts under `home`.

    With `is_hurried` it asks about everything ten times a second.
    """
    surroundings = {
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREAD_BASE_URL": demo.url,
        "HOME": str(home),
        **({"BREAD_API_KEY": key} if key else {}),
        **(environ or {}),
    }
    if is_hurried:
        (home / "config").mkdir(parents=True, exist_ok=True)
        (home / "config" / "config.toml").write_text(EVERY_SECOND)
    settings = with_key(settings_from(options or Options(), surroundings), surroundings, home)
    store = Store()
    door = CockpitDoor(settings, surroundings, store)
    if is_hurried:
        door._clock = HurriedClock()
    app = BreadApp(store, door, wanted=wanted_of(settings))
    app.markers = settings.markers or ""
    async with app.run_test(size=size) as pilot:
        try:
            yield Cockpit(demo, store, app, pilot)
        finally:
            await asyncio.sleep(0)  # what was begun in this turn gets its first step
            app.workers.cancel_all()  # as the program does before its screens are closed; a pilot closes them first
