"""The program in the terminal: opens screens, shows notices, ends cleanly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import Any, ClassVar

from rich.text import Text
from textual import work
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker

from breadtui.domain.names import JobKey, RepoName
from breadtui.store.facts.state import AppState, LockedOut, Notice, Saving
from breadtui.store.store import Store
from breadtui.store.views.long_lived import collect_from_now_on
from breadtui.ui.bridge import StoreBridge, can_draw
from breadtui.ui.door import CannotEnter, Door, Rooms
from breadtui.ui.keymap import APPLICATION, bindings
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import ASCII, UNICODE
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.prompt.leaving import kept_text, left_text
from breadtui.ui.program import STYLES, Program
from breadtui.ui.screens.base.holding_text import HoldsText
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.line.lines_kept import LinesKept
from breadtui.ui.screens.line.palette import ActionProvider
from breadtui.ui.screens.words.charts import MARKERS
from breadtui.ui.terminal.bell import Bell
from breadtui.ui.terminal.handing_over import HandingOver
from breadtui.ui.terminal.presence import Presence
from breadtui.ui.terminal.signals import Endings

NOTICE_SECONDS = 6.0
FIRST_LOOK_SECONDS = 0.05
"""How often it is looked whether what the command line asked for is there."""


class BreadApp(Bell, Presence, LinesKept, HandingOver, Program):
    """The cockpit. Give it a store and a door; it enters by itself where a key is known."""

    TITLE = "breadtui"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "styles/app.tcss",
        "styles/explorer.tcss",
    ]
    LATE_STYLES: ClassVar[Sequence[Path]] = [STYLES / f"{name}.tcss" for name in ("dialogs", "sweep", "bgit")]
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(APPLICATION))
    COMMANDS: ClassVar = {ActionProvider}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        store: Store,
        door: Door,
        *,
        wanted: RepoName | JobKey | None = None,
        crash_folder: Path | None = None,
        state_folder: Path | None = None,
        is_ascii: bool = False,
    ) -> None:
        self.is_in_ascii = is_ascii
        super().__init__()
        self.crash_folder = crash_folder
        self.state_folder = state_folder
        self.store = store
        self.door = door
        self.bridge = StoreBridge(store)
        self.rooms: Rooms | None = None
        self._wanted = wanted
        self.first_line = self.markers = ""
        self.take_terminal: Callable[[], None] = lambda: None
        self._notices_told = 0
        self._endings = Endings(self, self.save_all, leaves_alone=self.is_for_other, is_behind=lambda: self.is_behind)

    @property
    def secrets(self) -> Sequence[str]:  # type: ignore[override]  # read when it is needed: the key may be replaced
        """What must never be shown."""
        return self.door.secrets

    def get_default_screen(self) -> Screen[None]:
        """The explorer, which draws at once what is known."""
        glyphs = ASCII if self.is_in_ascii else UNICODE
        markers = MARKERS.get(self.markers, Markers.BRAILLE)
        return ExplorerScreen(self.bridge, is_read_only=self.door.is_read_only, glyphs=glyphs, markers=markers)

    def on_load(self) -> None:
        """The terminal is still as it was found, and drawn on from now on."""
        self.take_terminal()

    def on_mount(self) -> None:
        """Enter once the first frame is on the screen; heavy libraries are loaded after it."""
        if not self.is_headless:
            self._endings.install()
            self._endings.watch_terminal()
        self.bridge.follow(self.screen, _to_tell, self._tell, is_live=True)
        if self.first_line and self.door.has_key:
            self.hold_keys()
        self.call_after_refresh(self._enter)

    def _enter(self) -> None:
        if self.door.has_key:
            self._go_in()
            return
        from breadtui.ui.screens.asking.sign_in import SignInScreen  # noqa: PLC0415  when it is asked for

        collect_from_now_on()
        self.push_screen(SignInScreen(self.door), self._entered)

    @work(group="door")
    async def _go_in(self) -> None:
        try:
            self._entered(await self.door.enter())
        except CannotEnter as problem:
            self.exit(return_code=2, message=Text(f"breadtui: {clean(problem)}"))

    def _entered(self, rooms: Rooms | None) -> None:
        collect_from_now_on()
        explorer = self.screen_stack[0] if self.screen_stack else None
        if rooms is None or explorer is None or not can_draw(explorer):
            return
        self.rooms = rooms
        if isinstance(explorer, ExplorerScreen):
            explorer.enter(rooms, self._wanted)
            if self.first_line:
                self._do_first(explorer)
        self.run_worker(self.restore_lines(rooms.commands), group="lines")
        self.run_worker(rooms.poller.run(), group="poller")
        if rooms.following is not None:
            self.run_worker(rooms.following.run(), group="poller")
        if rooms.rereading is not None:
            self.run_worker(rooms.rereading.run(), group="poller")
        if rooms.run_notices is not None:
            self.run_worker(rooms.run_notices(self.send_sequence), group="notices")

    def _do_first(self, explorer: ExplorerScreen) -> None:
        """Do what was asked for on the command line; what is typed meanwhile waits for the screen that it opens."""
        known = set(self.workers)
        explorer.run_line(self.first_line)
        self._let_keys_on_behind(set(self.workers) - known)

    def _let_keys_on_behind(self, begun: set[Worker[Any]]) -> None:
        if len(self.screen_stack) > 1 or all(worker.is_finished for worker in begun):
            self.let_keys_on()
        else:
            self.set_timer(FIRST_LOOK_SECONDS, partial(self._let_keys_on_behind, begun))

    def was_there(self) -> None:
        """Somebody is at the terminal: after a while away they are told what happened."""
        if self.screen_stack and isinstance(explorer := self.screen_stack[0], ExplorerScreen):
            explorer.came_back()

    def on_app_blur(self) -> None:
        """The terminal lost the focus: the service is asked at half the pace."""
        if self.rooms is not None:
            self.rooms.poller.is_attended = False

    def on_app_focus(self) -> None:
        """Somebody looks again: what became old is asked for at once."""
        if self.rooms is not None:
            self.rooms.poller.is_attended = True
            self.rooms.poller.wake()

    def _tell(self, told: tuple[tuple[Notice, ...], bool]) -> None:
        notices, is_locked_out = told
        for notice in notices:
            if notice.number > self._notices_told:
                self._notices_told = notice.number
                self.notify(clean(notice.text), severity=notice.severity.value, timeout=NOTICE_SECONDS, markup=False)
        if not is_locked_out:
            return
        from breadtui.ui.screens.asking.sign_in import SignInScreen  # noqa: PLC0415  when it is asked for

        if not isinstance(self.screen, SignInScreen):
            self.ask_for_key("The service refused the key. Nothing is asked until it gets a good one; texts are kept.")

    def ask_for_key(self, why: str) -> None:
        """Ask for another key in place; polling goes on once there is one."""
        from breadtui.ui.screens.asking.sign_in import SignInScreen  # noqa: PLC0415  when it is asked for

        self.push_screen(SignInScreen(self.door, why=why, is_replacing=True), self._key_replaced)

    def action_ask_for_key(self) -> None:
        """Paste another key by choice."""
        if self.rooms is not None:
            self.ask_for_key("")

    def _key_replaced(self, _: Rooms | None) -> None:
        if self.rooms is not None and not isinstance(self.store.state.link, LockedOut):
            self.rooms.poller.wake()

    async def on_unmount(self) -> None:
        """Close what was opened."""
        self._endings.stop()
        self.bridge.close()
        await self.door.close()

    def save_all(self) -> bool:
        """Bring what is typed to disk; False where that failed."""
        for screen in self.screen_stack:
            if isinstance(screen, HoldsText):
                screen.flush()
        return self.door.save_drafts()

    def rescue(self) -> None:
        """Bring what is typed to disk before a crash ends the program."""
        self.save_all()

    async def action_leave(self) -> None:
        """Out of a pane or screen that fills the terminal, as esc does there; where none does, out of the program."""
        back = self.screen.active_bindings.get("escape")
        if isinstance(self.screen, ExplorerScreen):
            if not self.screen.step_out():
                self._leave()
        elif back is not None and back.enabled:
            await self.run_action(back.binding.action, back.node)

    async def action_quit(self) -> None:
        """Leave: texts are brought to disk first and named at the end; only where that fails is there a question."""
        self._leave()

    @work(group="quit", exclusive=True)
    async def _leave(self) -> None:
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        if self.save_all():
            state = self.store.state
            kept = kept_text(state.drafts, [key for key, save in state.saves.items() if isinstance(save, Saving)])
            fetching = () if self.rooms is None else self.rooms.commands.downloads_here
            said = "\n".join(filter(None, (kept, left_text(fetching))))
            self.exit(return_code=0, message=Text(said) if said else None)
        elif await self.push_screen_wait(
            ConfirmScreen("Unsaved text could not be written to disk", ["Leaving now loses it."], yes="leave")
        ):
            self.exit(return_code=0)


def _to_tell(state: AppState) -> tuple[tuple[Notice, ...], bool]:
    return state.notices, isinstance(state.link, LockedOut)
