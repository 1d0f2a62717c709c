"""The details of whatever is chosen, in tabs: overview, configuration, data, plan, journal."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.outputs import OutputPage
from breadtui.domain.sightings import JobSighting
from breadtui.store.remote import NotAsked
from breadtui.store.state import AppState
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail_lines import detail_lines, heading_of, tab_line
from breadtui.ui.present.details import DetailSlice, Tab, detail_slice, tabs_of
from breadtui.ui.present.followed_rows import followed_rows
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.output_rows import PAGE_ROWS, OutputRows, reader_lines, row_line, rows_heading
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles


def select(state: AppState) -> DetailSlice:
    """The details' slice of the state."""
    return detail_slice(state)


class BakeDetails(ValueRows[int, Line]):
    """Lines about what is chosen; a row's key is its place, so only lines that differ are drawn again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "tab(1)", "Next tab", id="detail.next_tab", show=False, key_display="]"),
        Binding("left_square_bracket", "tab(-1)", "Previous tab", id="detail.last_tab", show=False, key_display="["),
        Binding("l,right", "read(1)", "Next row", id="detail.next_row", show=False, tooltip="The next row of data"),
        Binding("h,left", "read(-1)", "Previous row", id="detail.last_row", show=False, tooltip="The row before"),
    ]

    class Retitled(Message):
        """The title says something else: another choice, or another tab."""

        def __init__(self, title: Line) -> None:
            super().__init__()
            self.title = title

    class PlanAsked(Message):
        """The plan is looked at and was not asked for yet."""

        def __init__(self, key: JobKey) -> None:
            super().__init__()
            self.key = key

    class JournalAsked(Message):
        """The journal of a job is looked at."""

        def __init__(self, key: JobKey) -> None:
            super().__init__()
            self.key = key

    class RowsAsked(Message):
        """Rows of a job's output are looked at: `limit` of them from `offset` on."""

        def __init__(self, key: JobKey, offset: int, limit: int = PAGE_ROWS) -> None:
            super().__init__()
            self.key, self.offset, self.limit = key, offset, limit

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = glyphs
        self._facts = DetailSlice()
        self._tab = Tab.OVERVIEW
        self._places: dict[Hashable, int] = {}
        self._lines: Sequence[Line] = ()
        self._sightings: dict[JobKey, Sequence[JobSighting]] = {}
        self._output: OutputRows | None = None
        self._reading: int | None = None

    # What the screen calls

    def show(self, facts: DetailSlice) -> None:
        """Tell these facts. Another choice opens the same tab, where it has one, and its own place in it."""
        is_other = facts.chosen != self._facts.chosen
        if is_other:
            self._keep_place()
            self._reading = None
        self._facts = facts
        if self._tab not in tabs_of(facts.chosen):
            self._tab = Tab.OVERVIEW
        self._output = followed_rows(facts, self._output, is_looked_at=self._tab is Tab.DATA)
        self._fill()
        if is_other:
            self.post_message(self.Retitled(self.title_line()))
            self._find_place()
            self._ask()

    def title_line(self) -> Line:
        """The pane's title and its tabs: `2 coder_v7 ── [Overview] │ Config`."""
        return (
            Span(clean(heading_of(self._facts))),
            Span(" ──", Tone.DIM),
            *tab_line(self._facts, self._tab, self._glyphs),
        )

    @property
    def tab(self) -> Tab:
        """The open tab."""
        return self._tab

    def open_tab(self, tab: Tab) -> None:
        """Open a tab, if the choice has it."""
        if tab not in tabs_of(self._facts.chosen) or tab is self._tab:
            return
        self._keep_place()
        self._tab, self._reading = tab, None
        self.post_message(self.Retitled(self.title_line()))
        self._fill()
        self._find_place()
        self._ask()

    def show_rows(self, key: JobKey, rows: OutputPage | BreadError) -> None:
        """Take the rows that were asked for, or why they could not be had; rows of another job are dropped."""
        if self._output is None or self._output.key != key:
            return
        if isinstance(rows, BreadError):
            self._output.fail(rows)
        else:
            self._output.take(rows)
        self._fill()

    def show_journal(self, key: JobKey, sightings: Sequence[JobSighting]) -> None:
        """Take what the journal has of a job."""
        self._sightings = {key: sightings}
        self._fill()

    # Rows

    def row_value(self, key: int, width: int) -> Line:
        """The line at a place; rows that were not read yet are asked for when they come into view."""
        output = self._output
        if self._tab is not Tab.DATA or self._reading is not None:
            return self._lines[key] if key < len(self._lines) else ()
        if key == 0 or output is None:
            return rows_heading(output)
        self._want_row(output, key - 1)
        return row_line(output, key - 1, width)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self._fill()

    def _fill(self) -> None:
        """Work out the body again."""
        output, width = self._output, self.size.width
        if self._tab is not Tab.DATA:
            self._lines = detail_lines(self._facts, self._tab, width, self._seen_of_chosen(), self._glyphs)
        elif self._reading is not None and output is not None:
            self._lines = reader_lines(output, self._reading, width)
        else:
            self.show_values(range(1 + (output.count if output is not None else 0)))
            return
        self.show_values(range(len(self._lines)))

    def _seen_of_chosen(self) -> Sequence[JobSighting] | None:
        chosen = self._facts.chosen
        return self._sightings.get(chosen) if isinstance(chosen, JobKey) else ()

    # Rows of data

    def _want_row(self, output: OutputRows, place: int) -> None:
        offset = output.missing_offset(place)
        if offset is not None:
            output.asked.add(offset)
            self.call_later(self._post_rows_asked, output.key, offset)

    def _post_rows_asked(self, key: JobKey, offset: int) -> None:
        """Made in the pane's own turn: one made while the screen draws would count as the screen's and not reach it."""
        self.post_message(self.RowsAsked(key, offset))

    def _ask(self) -> None:
        """Ask for what the open tab shows and nobody asked for yet."""
        key, output = self._facts.chosen, self._output
        if self._tab is Tab.DATA and output is not None and not output.pages:
            output.error = None
            self._want_row(output, 0)
            self._fill()
        if not isinstance(key, JobKey):
            return
        if self._tab is Tab.PLAN and key.phase is Phase.BAKE and isinstance(self._facts.plan, NotAsked):
            self.post_message(self.PlanAsked(key))
        if self._tab is Tab.JOURNAL:
            self.post_message(self.JournalAsked(key))

    # Places

    def _keep_place(self) -> None:
        self._places[self._facts.chosen, self._tab] = self.rows.cursor

    def _find_place(self) -> None:
        place = self._places.get((self._facts.chosen, self._tab), 0)
        self.move_to(max(min(place, len(self.rows) - 1), 0))

    # Keys

    def action_tab(self, by: int) -> None:
        """Open the next tab, round the end."""
        tabs = tabs_of(self._facts.chosen)
        self.open_tab(tabs[(tabs.index(self._tab) + by) % len(tabs)])

    def action_read(self, by: int) -> None:
        """While a row is read whole, go to the next or the one before."""
        if self._reading is not None and self._output is not None:
            self._reading = max(min(self._reading + by, self._output.count - 1), 0)
            self._want_row(self._output, self._reading)
            self._fill()
            self.move_to(0)

    def action_rows_choose(self) -> None:
        """Read a row of data whole, or go back; where reading failed, try again."""
        if self._tab is not Tab.DATA or self._output is None:
            return
        if self._reading is not None:
            place, self._reading = self._reading, None
            self._fill()
            self.move_to(place + 1)
        elif self._output.error is not None:
            self._output.error = None
            self._want_row(self._output, max(self.rows.cursor - 1, 0))
            self._fill()
        elif self.rows.cursor > 0:
            self._reading = self.rows.cursor - 1
            self._fill()
            self.move_to(0)
