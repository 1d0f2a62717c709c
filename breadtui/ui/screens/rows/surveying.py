"""Reading rows as they are looked at, and all of them where something is asked of all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

from textual import on, work
from textual.getters import query_one

from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.rows.shelf import CHUNK_ROWS
from breadtui.ui.bridge import StoreBridge, can_draw
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.rows_heading import RowsHeading
from breadtui.ui.panes.rows_list import RowsList
from breadtui.ui.panes.rows_reading import RowReading
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.rows.listing import heading_line
from breadtui.ui.present.rows.whole import tabs_line
from breadtui.ui.screens.base.saying import Saying
from breadtui.ui.screens.rows.view import RowsView

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

FEW_ROWS = 500
"""So many rows are read without being asked for, to count what is wrong with them."""

_TELL_SECONDS = 0.15


class RowsSurveying(Saying[Choice | None]):
    """Keeps list, row and heading in step with what was read."""

    list = query_one(RowsList)
    reading = query_one(RowReading)

    def __init__(self, bridge: StoreBridge, commands: Commands, key: JobKey, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.bridge = bridge
        self.commands = commands
        self.key = key
        self.glyphs = glyphs
        self.view = RowsView(commands.rows_book(key))
        self._direction = 1
        self._place_before = self._shown_place = 0
        self._wants_all = False
        self._on_their_way: frozenset[int] = frozenset()
        self._chunk_ahead: int | None = None

    @property
    def place(self) -> int:
        """The row under the cursor."""
        return self.list.cursor_key or 0

    def redraw(self) -> None:
        """Show what is known by now; nothing where the screen was left while rows were on their way."""
        if not can_draw(self):
            return
        self.view.check_run()
        before = self.place
        self.list.show_values(self.view.keys())
        self.list.empty_text = self._empty_text()
        self._show_heading()
        if self.place != before:
            self.follow()
        else:
            self.reading.fill()

    def _show_heading(self) -> None:
        self.query_one(RowsHeading).show(heading_line(self.view.counts(), self.size.width))
        self.query_one("#rows-tabs", PaneRule).show_heading(tabs_line(self.reading.tab))

    def _empty_text(self) -> str:
        if self.view.is_reading or not self.view.filter_text:
            return " reading…" if self.view.is_reading else ""
        return " No row fits, esc shows all"

    # Reading

    def job_moved(self, job: Job | None) -> None:
        """The job was looked at again: its rows may have grown."""
        if job is not None:
            self.view.book.expect(job)
        self.redraw()
        if (self._wants_all or self.view.wants_all) and not self.view.is_reading and not self.view.survey.is_whole:
            self.survey_all()

    @on(RowsList.Wanted)
    def _wanted(self, event: RowsList.Wanted) -> None:
        # A list that moves on while its rows are on their way asks for the same again.
        if not self._chunks_missing(event.places) <= self._on_their_way:
            self.read(event.places)

    def _chunks_missing(self, places: Sequence[int]) -> frozenset[int]:
        """The hundreds of rows, by number, that these are in and that were not read yet."""
        return frozenset(place // CHUNK_ROWS for place in places if not self.view.book.has(place))

    @work(group="rows", exclusive=True)
    async def read(self, places: Sequence[int]) -> None:
        """Have these rows in memory, then those beyond them the way a person goes."""
        mine = self._on_their_way = self._chunks_missing(places)
        try:
            await self._read(places)
        finally:
            if self._on_their_way is mine:
                self._on_their_way = frozenset()
        self.redraw()

    async def _read(self, places: Sequence[int]) -> None:
        book = self.view.book
        if self.view.seed is not None:
            for place in places:
                if await book.want_one(place):
                    self.redraw()
        elif self.view.is_plain and places:
            await book.want(places[0], places[-1])
            self.redraw()
            if await book.ahead(places[0], places[-1], self._direction):
                self.redraw()
        else:
            for place in places:
                if not book.has(place) and await book.want(place, place):
                    self.redraw()

    @work(group="begin")
    async def begin(self, place: int) -> None:
        """Read the first rows and those at a place; few rows are read wholly."""
        book = self.view.book
        await book.want(0, 0)
        self.redraw()
        if place and await book.want(place, place):
            self.redraw()
        if not can_draw(self):
            return
        self.list.go_to(place)
        self.redraw()
        if 0 < book.count <= FEW_ROWS:
            self.survey_all()
        else:
            self.survey_some(min(book.count, 1))

    def survey_all(self) -> None:
        """Read all rows, to tell of all."""
        self._wants_all = True
        self._survey(None)

    def survey_some(self, count: int) -> None:
        """Take in the rows that were read already, from the first on."""
        self._survey(count)

    @work(group="survey", exclusive=True)
    async def _survey(self, most: int | None) -> None:
        view = self.view
        view.is_reading, told = most is None, time.monotonic()
        try:
            async with aclosing(view.survey.slices(view.survey_from)) as slices:
                async for part in slices:
                    view.check_run()
                    view.take(part)
                    if most is not None and view.survey.known_count >= most:
                        break
                    if time.monotonic() - told > _TELL_SECONDS:
                        self.redraw()
                        told = time.monotonic()
        finally:
            view.is_reading = False
        self.redraw()

    @on(RowsList.Moved, "#rows-list")
    def _moved(self) -> None:
        self._direction = 1 if self.place >= self._place_before else -1
        self._place_before = self.place
        near, book = self.place + self._direction * CHUNK_ROWS // 2, self.view.book
        is_travelling = self.view.is_plain and book.has(self.place) and 0 <= near < book.count
        if is_travelling and not book.has(near) and near // CHUNK_ROWS != self._chunk_ahead:
            self._chunk_ahead = near // CHUNK_ROWS
            self._read_ahead(near)

    @work(group="ahead", exclusive=True)
    async def _read_ahead(self, place: int) -> None:
        """Have the rows that the cursor comes near to, before they are looked at."""
        await self.view.book.want(place, place)
        self._chunk_ahead = None

    @on(RowsList.Rested)
    def _rested(self) -> None:
        self.follow()

    def follow(self) -> None:
        """Show the row under the cursor from its first line on, unless it is shown."""
        if self.place != self._shown_place:
            self._shown_place = self.place
            self.reading.begin()
        is_asked_for = self.query_one("#rows-left").display and self.view.survey.digest(self.place) is None
        if not self.view.book.has(self.place) and not is_asked_for:
            self._read_row(self.place)

    @work(group="row", exclusive=True)
    async def _read_row(self, place: int) -> None:
        """Have the row that is shown in memory, where the list, which may know it in short, asks for nothing."""
        book = self.view.book
        await (book.want(place, place) if self.view.seed is None else book.want_one(place))
        if can_draw(self):
            self._show_heading()
            self.reading.fill()


def job_of(key: JobKey, state: AppState) -> Job | None:
    """The job as last seen."""
    seen = state.jobs.get(key)
    return None if seen is None else seen.job
