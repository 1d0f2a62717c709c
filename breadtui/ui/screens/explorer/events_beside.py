"""Events and calls as two tabs of one frame beside the jobs."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.worker import Worker

from breadtui.domain.query.queries import Query, parse_query
from breadtui.ui.panes.events_list import EventsList
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.transcript import Transcript
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.screens.base.filtering import Filtered
from breadtui.ui.screens.base.layout import HEADINGS, Pane
from breadtui.ui.screens.events.feed import EventsFeed, moving
from breadtui.ui.screens.explorer.commanding import Commanding
from breadtui.ui.terminal.virtual_rows import VirtualRows

if TYPE_CHECKING:
    from breadtui.store.commands import Commands


class BesideFrame(Vertical):
    """The frame: a rule with both names, and one of the two lists below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "tab", "Other tab", id="beside.next_tab", show=False, key_display="]"),
        Binding("left_square_bracket", "tab", "Other tab", id="beside.last_tab", show=False, key_display="["),
    ]

    class Turned(Message):
        """The other tab is shown."""

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        self._events = EventsList(id="happened", glyphs=glyphs)
        self._calls = Transcript(id="transcript")
        self._calls.display = False
        self._query, self._filter_text = Query(), ""
        self._now: datetime | None = None
        self.feed = EventsFeed()
        rule = PaneRule(HEADINGS[Pane.TRANSCRIPT], line=glyphs.rule, id="transcript-rule")
        super().__init__(rule, self._events, self._calls, id="transcript-frame")

    @property
    def shows_events(self) -> bool:
        """Which of the two is shown."""
        return bool(self._events.display)

    @property
    def list(self) -> Transcript | EventsList:
        """The list that is shown."""
        return self._events if self.shows_events else self._calls

    @property
    def filter_text(self) -> str:
        """The query that the shown list is filtered by."""
        return self._filter_text if self.shows_events else self._calls.filter_text

    def filter(self, text: str) -> None:
        """Leave only what fits a query in the shown list. Raises: BadQuery."""
        if self.shows_events:
            self._query, self._filter_text = parse_query(text), text.strip()
            self.draw()
        else:
            self._calls.filter(text)

    def draw(self) -> None:
        """Show what was read."""
        if self._now is not None:
            self._events.show(self.feed.happened, self.feed.gaps, self._query, self._now)
            self.retitle()

    async def read_newer(self, commands: Commands) -> None:
        """Read what is new, and show it."""
        await self.feed.keep_up(commands, partial(self._draw_at, commands))

    async def read_older(self, commands: Commands) -> None:
        """Read the page before the oldest, and show it."""
        await self.feed.read_older(commands)
        self._draw_at(commands)

    def _draw_at(self, commands: Commands) -> None:
        self._now = commands.now()
        self.draw()

    def show_tab(self, *, is_events: bool) -> None:
        """Show one of the two; the focus goes along."""
        had_focus = self.has_focus_within
        self._events.display, self._calls.display = is_events, not is_events
        if had_focus:
            self.list.focus()

    def action_tab(self) -> None:
        """The other one."""
        self.show_tab(is_events=not self.shows_events)
        self.retitle()
        self.post_message(self.Turned())

    def retitle(self) -> None:
        """Both names, the shown one in brackets, with counts and filter."""
        self.query_one(PaneRule).show_heading(self._heading())

    def _heading(self) -> Line:
        events = f"Events {self.feed.count_text}".rstrip() + (f"  /{self._filter_text}" if self._filter_text else "")
        calls = self._calls.heading()
        shown = (f"[{events}]", calls) if self.shows_events else (events, f"[{calls}]")
        tones = (Tone.ACCENT, Tone.DIM) if self.shows_events else (Tone.DIM, Tone.ACCENT)
        return (Span(shown[0], tones[0]), Span(" │ ", Tone.DIM), Span(shown[1], tones[1]))


class EventsBeside(Commanding):
    """Keeps the events beside the jobs fresh while they are shown, and leads from them to their things."""

    beside = query_one(BesideFrame)

    def begin_beside(self) -> None:
        """Read whenever something moves, while somebody can see it."""
        self.bridge.bind(self.beside, moving, lambda _: self.read_beside())

    def retitle_jobs(self) -> None:
        """Say counts and filters in the rules above the jobs and beside them."""
        self.query_one("#jobs-rule", PaneRule).show_heading(self.query_one(JobTable).heading())
        self.beside.retitle()

    @on(BesideFrame.Turned)
    def read_beside(self) -> None:
        """Read what was written down meanwhile, where the events are shown."""
        if self.commands is not None and self.beside.display and self.beside.shows_events:
            read = partial(self.beside.read_newer, self.commands)
            reading: Worker[None] = self.run_worker(read, group="events beside")
            del reading

    @on(EventsList.OlderWanted)
    def _older_beside(self) -> None:
        if self.commands is not None and not self.beside.feed.is_all:
            read = partial(self.beside.read_older, self.commands)
            reading: Worker[None] = self.run_worker(read, group="older events beside", exclusive=True)
            del reading

    @on(VirtualRows.Chosen, "#happened")
    def _happening_chosen(self) -> None:
        shown = self.beside.list
        if isinstance(shown, EventsList) and shown.event is not None:
            self.go_to_thing(shown.event.about)

    def shown_beside(self) -> Filtered:
        """Events or calls, whichever is shown."""
        return self.beside

    def show_calls(self, typed: str) -> None:
        """Go to the calls, or write them out."""
        if not typed:
            self.beside.show_tab(is_events=False)
            self.beside.retitle()
        super().show_calls(typed)
