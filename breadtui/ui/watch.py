"""A live plot of some bakes as a program of its own: little is loaded, so that it is there at once, in any corner."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path, PurePath
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import BindingType
from textual.screen import Screen

from breadtui.domain.errors import NotFound, Unauthorized
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import AppState, LockedOut
from breadtui.store.reading.log_watch import LogWatch
from breadtui.store.store import Store
from breadtui.store.views.long_lived import collect_from_now_on
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import CannotEnter
from breadtui.ui.keymap import APPLICATION, QUIT, bindings
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import ASCII, UNICODE
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.program import STYLES, Program
from breadtui.ui.screens.charts.watching import WatchScreen
from breadtui.ui.screens.words.charts import MARKERS
from breadtui.ui.terminal.signals import Endings
from breadtui.values import dataclass

NOT_ITS_OWN = frozenset({QUIT, "app.palette"})
"""Keys of the cockpit that mean something else here, or nothing."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, how it is looked at first, and who connects; `connect` raises CannotEnter where it cannot."""

    keys: Sequence[JobKey]
    view: PlotView
    connect: Callable[[Store], Awaitable[LogWatch]]
    host: str = ""
    is_demo: bool = False
    secrets: Sequence[str] = ()


class WatchApp(Program):
    """Ends with status 0, or with `refused` or `not_authorised` where the service says so.

    Where `wants_cockpit` is set at the end, the person goes on to the cockpit, at the first of the bakes.
    """

    TITLE = "breadtui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/app.tcss"]
    LATE_STYLES: ClassVar[Sequence[Path]] = [STYLES / "dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(key for key in APPLICATION if key.id not in NOT_ITS_OWN))
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        watched: Watched,
        *,
        refused: int = 1,
        not_authorised: int = 1,
        state_folder: Path | None = None,
        is_ascii: bool = False,
    ) -> None:
        self.is_in_ascii = is_ascii
        super().__init__()
        self.crash_folder = None if state_folder is None else state_folder / "crashes"
        self.state_folder = state_folder
        self.secrets = watched.secrets
        self.wants_cockpit = False
        self._log_watch: LogWatch | None = None
        self._watched = watched
        self._markers = Markers.BRAILLE
        self._refused, self._not_authorised = refused, not_authorised
        self._store = Store()
        self.bridge = StoreBridge(self._store)
        self._endings = Endings(self, lambda: None)

    @property
    def plot_screen(self) -> WatchScreen | None:
        """The plot's screen, below whatever was opened from it."""
        screen = self.screen_stack[0] if self.screen_stack else None
        return screen if isinstance(screen, WatchScreen) else None

    def choose_markers(self, name: str) -> None:
        """What curves are drawn with from the start, by its name; braille where there is no such."""
        self._markers = MARKERS.get(name, Markers.BRAILLE)

    def get_default_screen(self) -> Screen[None]:
        """The plot, empty so far."""
        seen = self._watched
        markers = Markers.ASCII if self.is_in_ascii else self._markers
        glyphs = ASCII if self.is_in_ascii else UNICODE
        screen = WatchScreen(self.bridge, seen.keys, seen.view, markers=markers, glyphs=glyphs)
        screen.show_place(seen.host, is_demo=seen.is_demo)
        return screen

    def on_mount(self) -> None:
        """Connect once the first frame is on the screen; what that needs is loaded after it."""
        if not self.is_headless:
            self._endings.install()
            self._endings.watch_terminal()
        self.bridge.follow(self.screen, _is_locked_out, self._locked_out, is_live=True)
        self.call_after_refresh(self._go_in)

    @work(group="door")
    async def _go_in(self) -> None:
        try:
            watch = await self._watched.connect(self._store)
        except CannotEnter as problem:
            self.exit(return_code=2, message=Text(f"breadtui: {clean(problem)}"))
            return
        collect_from_now_on()
        self._log_watch = watch
        if self.plot_screen is not None:
            self.plot_screen.follow(watch)
        try:
            await watch.run()
        except NotFound as error:
            self.exit(return_code=self._refused, message=Text(f"breadtui: {clean(error.message)}"))
        except Unauthorized:
            self._locked_out(is_locked_out=True)

    def _locked_out(self, is_locked_out: bool) -> None:
        if is_locked_out:
            self.exit(return_code=self._not_authorised, message=Text("breadtui: the service refused the key."))

    def on_app_blur(self) -> None:
        """The terminal lost the focus: the service is asked at half the pace."""
        self._attend(is_attended=False)

    def on_app_focus(self) -> None:
        """Somebody looks again: what became old is asked for at once."""
        self._attend(is_attended=True)

    def _attend(self, *, is_attended: bool) -> None:
        if self._log_watch is not None:
            self._log_watch.attend(is_attended=is_attended)

    @on(WatchScreen.CockpitWanted)
    def _cockpit_wanted(self) -> None:
        self.wants_cockpit = True
        self.exit(return_code=0)

    async def on_unmount(self) -> None:
        """Close what was opened."""
        self._endings.stop()
        self.bridge.close()
        if self._log_watch is not None:
            await self._log_watch.aclose()


def _is_locked_out(state: AppState) -> bool:
    return isinstance(state.link, LockedOut)
