"""The queue of downloads: how far each is, paused and gone on with, given up, its path copied."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.downloading.words import size_words
from breadtui.domain.names import JobKey
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.download_rows import DownloadRows
from breadtui.ui.present.clean import clean
from breadtui.ui.present.download_lines import about_lines, downloads_heading, downloads_slice
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.toasts import lift_toasts, top_of_toasts
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FOOT = (
    Hint(("rows.choose",), "bake"),
    Hint(("downloads.pause",), "pause"),
    Hint(("downloads.resume",), "go on"),
    Hint(("downloads.cancel",), "give up"),
    Hint(("downloads.unpack",), "unpack"),
    Hint(("downloads.copy",), "copy path"),
    Hint(("downloads.pause_all",), "pause all"),
    Hint(("downloads.resume_all",), "go on with all"),
    Hint(("downloads.clear",), "clear done"),
)
BACK = Hint(("downloads.back",), "back")
LOOK_SECONDS = 1.0
_WRITE = "write"
_KEPT = frozenset({Standing.PAUSED, Standing.FAILED})


class DownloadsScreen(Screen[JobKey | None]):
    """Follows the queue, also what other windows and a recorder do; closes with the bake to go to, or None.

    Leaving it stops nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pause(False)", "Pause", id="downloads.pause", tooltip="Stop it; what is there is kept"),
        Binding("r", "resume(False)", "Go on", id="downloads.resume", tooltip="From where it stopped"),
        Binding("P", "pause(True)", "Pause all", id="downloads.pause_all", tooltip="Stop all that go on"),
        Binding("R", "resume(True)", "Go on with all", id="downloads.resume_all", tooltip="All that were stopped"),
        Binding(
            "x",
            "cancel",
            "Give up",
            id="downloads.cancel",
            tooltip="Its part is deleted; one that is done stays a file",
        ),
        Binding("u", "unpack", "Unpack", id="downloads.unpack", tooltip="Into a folder beside the file, which stays"),
        Binding("X", "clear", "Clear done", id="downloads.clear", tooltip="Those that are done leave the list"),
        Binding("y", "copy_path", "Copy path", id="downloads.copy", tooltip="The whole path, to your clipboard"),
        Binding("q,escape", "back", "Back", id="downloads.back", tooltip="What goes on goes on"),
        Binding("question_mark,f1", "app.help", "help", id="downloads.help", show=False),
    ]
    DEFAULT_CSS = """
    DownloadsScreen {
        & #downloads-heading { height: 1; }
        & DownloadRows { height: 1fr; }
        & #downloads-about { height: auto; max-height: 6; padding: 0 1; border-top: solid $panel; }
    }
    """

    def __init__(self, bridge: StoreBridge, commands: Commands | None, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """How many, a row each, all of the one under the cursor, the keys."""
        yield Static(id="downloads-heading")
        yield DownloadRows(id="downloads", glyphs=self._glyphs)
        yield Static(id="downloads-about")
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Follow the queue."""
        self._bridge.bind(self._rows, downloads_slice, self._show)
        self._rows.focus()
        self.set_interval(LOOK_SECONDS, self._look)
        self.screen_layout_refresh_signal.subscribe(self, self._make_room)

    def _make_room(self, _: Screen[Any] | None = None) -> None:
        """Words stand above all that is told of the download under the cursor, and the rows end above the words."""
        rows, top = self._rows, top_of_toasts(self)
        bottom = rows.region.bottom + rows.styles.margin.bottom
        lift_toasts(self, self.size.height - bottom)
        rows.styles.margin = (0, 0, 0 if top is None else max(bottom - top, 0), 0)

    @property
    def _rows(self) -> DownloadRows:
        return self.query_one(DownloadRows)

    def _look(self) -> None:
        if self._commands is not None:
            _: Worker[None] = self.run_worker(self._commands.look_at_downloads, group="look at them", exclusive=True)

    def _show(self, downloads: Mapping[str, Download]) -> None:
        self._rows.show(downloads)
        heading = downloads_heading(downloads.values())
        self.query_one("#downloads-heading", Static).update(Content.styled(f" {heading}", "bold"))
        self._tell()

    def _tell(self) -> None:
        chosen = self._rows.chosen
        about = self.query_one("#downloads-about", Static)
        about.display = chosen is not None
        lines = () if chosen is None else about_lines(chosen, max(self.size.width - 2, 1))
        about.update(Content("\n".join(lines)))
        self.refresh_bindings()

    @on(VirtualRows.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        if (chosen := self._rows.chosen) is not None:
            self.dismiss(chosen.key)

    def on_resize(self, _: events.Resize) -> None:
        """Break the path anew for the new width."""
        if self.is_mounted:
            self._tell()

    # -- what can be done ---------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out where it would do nothing."""
        return None if self.why_not(action, parameters) else super().check_action(action, parameters)

    def why_not(self, action: str, parameters: tuple[object, ...] = ()) -> str:
        """Why something cannot be done now; empty where it can."""
        chosen, is_for_all = self._rows.chosen, parameters == (True,)
        downloads = self._rows.downloads.values()
        if action in {"pause", "resume", "cancel", "copy_path", "unpack"} and chosen is None:
            return "nothing is downloaded"
        if action == "pause":
            goes_on = any(each.is_going for each in downloads) if is_for_all else chosen is not None and chosen.is_going
            return "" if goes_on else "it does not go on"
        if action == "unpack" and chosen is not None:
            return "" if chosen.standing is Standing.DONE else "it is not there yet"
        if action == "clear":
            return "" if any(each.standing is Standing.DONE for each in downloads) else "none is done"
        if action == "resume":
            is_stopped = any(map(_is_stopped, downloads)) if is_for_all else chosen is not None and _is_stopped(chosen)
            return "" if is_stopped else "it goes on, or is done"
        return ""

    def action_pause(self, is_for_all: bool) -> None:
        """Stop the one under the cursor, or all."""
        if self._commands is not None:
            for download in self._meant(is_for_all):
                if download.is_going:
                    self._do(partial(self._commands.pause_download, download.place))

    @work(group="answer")
    async def action_resume(self, is_for_all: bool) -> None:
        """Go on; where the file came to be meanwhile, it is asked whether it is to be replaced."""
        for download in self._meant(is_for_all):
            if self._commands is None or not _is_stopped(download):
                continue
            is_free = download.is_replacing or await self._commands.weights_place_is_free(download.place)
            if is_free or await self.app.push_screen_wait(replace_question(download.place)):
                again = partial(self._commands.resume_download, download.place, is_replacing=not is_free)
                self._do(again)

    @work(group="answer")
    async def action_cancel(self) -> None:
        """Give it up, after a question where bytes are lost."""
        chosen = self._rows.chosen
        if chosen is None or self._commands is None:
            return
        loses = chosen.standing is not Standing.DONE and chosen.done_bytes > 0
        if not loses or await self.app.push_screen_wait(_cancel_question(chosen)):
            self._do(partial(self._commands.cancel_download, chosen.place))

    def action_unpack(self) -> None:
        """Unpack the one under the cursor; nothing that is there is overwritten."""
        if (chosen := self._rows.chosen) is not None and self._commands is not None:
            self._do(partial(self._commands.unpack_download, chosen.place))

    def action_clear(self) -> None:
        """Take all that are done off the list; their files stay."""
        if self._commands is not None:
            for download in self._meant(True):
                if download.standing is Standing.DONE:
                    self._do(partial(self._commands.cancel_download, download.place))

    def action_copy_path(self) -> None:
        """The path to the terminal's clipboard."""
        if (chosen := self._rows.chosen) is not None:
            self.app.copy_to_clipboard(chosen.place)
            self.notify(f"copied {clean(chosen.place)}", markup=False)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def _meant(self, is_for_all: bool) -> list[Download]:
        chosen = self._rows.chosen
        if is_for_all:
            return list(self._rows.downloads.values())
        return [] if chosen is None else [chosen]

    def _do(self, wish: Callable[[], Coroutine[Any, Any, None]]) -> None:
        _: Worker[None] = self.app.run_worker(wish, group=_WRITE)


def _is_stopped(download: Download) -> bool:
    return download.standing in _KEPT


def replace_question(place: str) -> ConfirmScreen:
    """Whether a file that is there is to be replaced."""
    lines = [place, "It is replaced once the new one is whole and checked; until then it stays."]
    return ConfirmScreen("Replace the file that is there?", lines, yes="replace it")


def _cancel_question(download: Download) -> ConfirmScreen:
    lines = [download.place, f"The {size_words(download.done_bytes)} that are there are deleted."]
    return ConfirmScreen(f"Give up the download of {download.about}?", lines, yes="give it up", no="keep it")
