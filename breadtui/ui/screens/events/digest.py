"""While you were away: what is worth knowing, each line leading to its thing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.digest import Digest
from breadtui.domain.happenings import Thing
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.events_digest import DigestList
from breadtui.ui.present.digest.lines import facts_of, heading_lines
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FOOT = (
    Hint(("rows.choose",), "go there"),
    Hint(("digest.events",), "all events"),
)
BACK = Hint(("digest.close",), "on with the work")


class DigestScreen(Screen[Thing | None]):
    """Closes with the thing to go to, or with None; it changes nothing and can be had again by `:digest`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", id="digest.close", tooltip="On with the work; :digest shows it again"),
        Binding("e", "events", "Events", id="digest.events", tooltip="All that happened, one by one"),
    ]
    DEFAULT_CSS = """
    DigestScreen {
        & #digest-heading { height: auto; width: 1fr; margin-bottom: 1; }
        & #digest-list { height: 1fr; }
    }
    """

    def __init__(self, bridge: StoreBridge, commands: Commands | None, digest: Digest) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._digest = digest

    def compose(self) -> ComposeResult:
        """Since when, the lines, the keys."""
        heading = "\n".join("".join(span.text for span in line) for line in heading_lines(self._digest))
        yield Static(Content(heading), id="digest-heading")
        yield DigestList(self._digest, id="digest-list")
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Figures of what runs stay fresh."""
        self._list.focus()
        self._bridge.bind(self._list, facts_of, lambda facts: self._list.show(facts, self._now()))

    @property
    def _list(self) -> DigestList:
        return self.query_one(DigestList)

    def _now(self) -> datetime:
        return self._digest.until if self._commands is None else self._commands.now()

    @on(VirtualRows.Chosen, "#digest-list")
    def _chosen(self) -> None:
        if (line := self._list.line) is not None:
            self.dismiss(line.about)

    def action_events(self) -> None:
        """Everything that happened, one by one; back comes here."""
        from breadtui.ui.screens.events.screen import EventsScreen  # noqa: PLC0415  when it is asked for

        self.app.push_screen(EventsScreen(self._bridge, self._commands), self._left_events)

    def _left_events(self, thing: Thing | None) -> None:
        if thing is not None:
            self.dismiss(thing)

    def action_close(self) -> None:
        """On with the work."""
        self.dismiss(None)
