"""All that happened, newest first, on a screen of its own; enter goes to the thing."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import Worker

from breadtui.domain.happenings import Thing
from breadtui.domain.query.queries import BadQuery, Query, parse_query
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.events_list import EventsList
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.events.feed import EventsFeed, moving
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FOOT = (
    Hint(("rows.choose",), "go there"),
    Hint(("events.filter",), "filter"),
)
EXAMPLES = "words, what:failed, by:elsewhere, repo:…, kind:…"
BACK = Hint(("events.close",), "back")


class EventsScreen(Screen[Thing | None]):
    """Closes with the thing to go to, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", id="events.close", tooltip="Out of the filter, then back"),
        Binding("slash", "filter", "Filter", id="events.filter", tooltip="Words, what:failed, by:elsewhere, repo:…"),
    ]
    DEFAULT_CSS = """
    EventsScreen {
        & Static { height: 1; width: 1fr; }
        & #events-list { height: 1fr; }
        & #events-filter { height: 1; border: none; padding: 0 1; }
    }
    """

    def __init__(
        self, bridge: StoreBridge, commands: Commands | None, text: str = "", glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands
        self._text = text
        self._glyphs = glyphs
        self._query = Query()
        self._feed = EventsFeed()

    def compose(self) -> ComposeResult:
        """How many, the list, the filter, the keys."""
        yield Static(id="events-heading")
        yield EventsList(id="events-list", glyphs=self._glyphs)
        yield Input(
            self._text,
            placeholder=EXAMPLES,
            id="events-filter",
            select_on_focus=False,
        )
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Read the newest, and again whenever something moves."""
        self._field.cursor_blink = False
        self._field.display = bool(self._text)
        self._list.focus()
        self._take(self._text)
        self._bridge.bind(self._list, moving, self._moved)

    @property
    def _list(self) -> EventsList:
        return self.query_one(EventsList)

    @property
    def _field(self) -> Input:
        return self.query_one("#events-filter", Input)

    def _moved(self, _: tuple[object, ...]) -> None:
        if self._commands is not None:
            read = partial(self._feed.keep_up, self._commands, self._draw)
            reading: Worker[None] = self.run_worker(read, group="events")
            del reading

    @on(EventsList.OlderWanted)
    def _older_wanted(self) -> None:
        if self._commands is not None and not self._feed.is_all:
            reading: Worker[None] = self.run_worker(
                partial(self._read_older, self._commands), group="older events", exclusive=True
            )
            del reading

    async def _read_older(self, commands: Commands) -> None:
        await self._feed.read_older(commands)
        self._draw()

    def _draw(self) -> None:
        if not self._list.is_attached:
            return
        now = self._now()
        self._list.show(self._feed.happened, self._feed.gaps, self._query, now)
        heading = f" Events {self._feed.count_text}".rstrip() + (
            f"  filter: {clean(str(self._query))}" if self._query else ""
        )
        self.query_one("#events-heading", Static).update(Content.styled(heading, "bold"))

    def _now(self) -> datetime:
        return datetime.now(UTC) if self._commands is None else self._commands.now()

    def action_filter(self) -> None:
        """Type what the events must be."""
        self._field.display = True
        self._field.focus()

    @on(Input.Changed, "#events-filter")
    def _typed(self, event: Input.Changed) -> None:
        self._take(event.value)
        self._draw()

    @on(Input.Submitted, "#events-filter")
    def _submitted(self) -> None:
        self._field.display = bool(self._field.value)
        self._list.focus()

    def _take(self, text: str) -> None:
        """A filter that is not finished leaves the one before it."""
        try:
            self._query = parse_query(text)
        except BadQuery as problem:
            if not problem.is_unfinished:
                self.query_one("#events-heading", Static).update(Content(f" {clean(problem.sentence)}"))

    @on(VirtualRows.Chosen, "#events-list")
    def _chosen(self) -> None:
        if (event := self._list.event) is not None and event.about is not None:
            self.dismiss(event.about)

    def action_close(self) -> None:
        """Clear the filter first, then back."""
        if self._field.has_focus or self._query:
            self._field.value = ""
            self._field.display = False
            self._list.focus()
        else:
            self.dismiss(None)
