"""What came of a wish about many things, one line for each, while it goes on and after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.bulk import BulkLine, BulkRun
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.present.bulk_lines import bulk_heading, bulk_line
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, folded_body
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

FOOT = (
    Hint(("rows.choose",), "go there"),
    Hint(("bulk.stop",), "stop"),
    Hint(("bulk.retry",), "go on, failed ones again"),
)
BACK = Hint(("bulk.back",), "back")


class BulkLines(BodyRows):
    """A row a thing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._run: BulkRun | None = None
        self._shown: dict[BulkLine, tuple[BodyLine, ...]] = {}

    def show(self, run: BulkRun) -> None:
        """Show what came of each so far."""
        self._run = run
        self.fill()

    def fill(self) -> None:
        """Work out the lines again."""
        lines = self._run.lines if self._run is not None else ()
        self._shown = {line: self._shown.get(line) or self._folded(line) for line in lines}
        self.show_body([piece for pieces in self._shown.values() for piece in pieces])

    def _folded(self, line: BulkLine) -> tuple[BodyLine, ...]:
        body = BodyLine(bulk_line(line), goto=line.key, copied=f"{line.key.repo}/{line.key.name}")
        return tuple(folded_body([body], self.size.width))

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self._shown = {}
        self.fill()


class BulkScreen(Screen[Choice | None]):
    """Follows the wish, and closes with the thing to go to or None; leaving it stops nothing.

    `retry` is called with the wish whose failed things wait again, and with what was not begun; `stop` is to begin
    nothing more.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "stop", "Stop", id="bulk.stop", tooltip="Begin nothing more; what is under way ends first"),
        Binding("r", "retry", "Go on", id="bulk.retry", tooltip="What failed and what was not begun; nothing else"),
        Binding("q,escape", "back", "Back", id="bulk.back", tooltip="What goes on goes on"),
    ]

    def __init__(self, bridge: StoreBridge, retry: Callable[[BulkRun], None], stop: Callable[[], object]) -> None:
        super().__init__()
        self._stop = stop
        self._bridge = bridge
        self._retry = retry

    def compose(self) -> ComposeResult:
        """Where it stands, a line a thing, the keys."""
        yield Static(id="bulk-heading")
        yield BulkLines(id="bulk-lines")
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Follow the wish."""
        self._bridge.bind(self, _bulk, self._show)
        self.query_one(BulkLines).focus()

    def _show(self, slice_: tuple[BulkRun | None]) -> None:
        (run,) = slice_
        if run is not None:
            heading = Content.styled(f" {clean(bulk_heading(run))}", "bold")
            self.query_one("#bulk-heading", Static).update(heading)
            self.query_one(BulkLines).show(run)
            self.refresh_bindings()

    @on(BodyRows.GoAsked)
    def _go_asked(self, event: BodyRows.GoAsked) -> None:
        event.stop()
        self.dismiss(event.what)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stopping only while it runs, going on only afterwards."""
        run = self._bridge.state.bulk
        if action == "stop":
            return True if run is not None and run.is_running and not run.is_stopped else None
        if action == "retry":
            return True if run is not None and run.can_go_on else None
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        """Begin nothing more."""
        self._stop()

    def action_retry(self) -> None:
        """Do again what failed, and what was not begun, once it has ended."""
        run = self._bridge.state.bulk
        if run is not None and run.can_go_on:
            self._retry(run.again())

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _bulk(state: AppState) -> tuple[BulkRun | None]:
    return (state.bulk,)
