"""The details of whatever is chosen, in tabs: overview, configuration, data, prompts, graph, plan, blame, journal."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, TargetKey
from breadtui.domain.outputs import OutputPage
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.remote import NotAsked
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.present.detail.body_lines import TabView, folded_body
from breadtui.ui.present.detail.detail_lines import tab_body
from breadtui.ui.present.detail.details import DetailSlice, Tab, detail_slice, is_bake, tabs_of
from breadtui.ui.present.detail.graph_lines import graph_lines, uses_place
from breadtui.ui.present.detail.graph_slice import GraphSlice, GraphWalks, graph_slice
from breadtui.ui.present.detail.output_rows import PAGE_ROWS
from breadtui.ui.present.detail.rows_reader import RowsReader
from breadtui.ui.present.detail.tab_strip import title_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

UNLAID_CELLS = 120


def select(state: AppState) -> DetailSlice:
    """The details' slice of the state."""
    return detail_slice(state)


def select_graph(state: AppState) -> GraphSlice:
    """The slice of the graph tab, which looks at all open repositories."""
    return graph_slice(state)


class BakeDetails(BodyRows):
    """Lines about what is chosen; a row's key is its place, so only lines that differ are drawn again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "tab(1)", "Next tab", id="detail.next_tab", show=False, key_display="]"),
        Binding("left_square_bracket", "tab(-1)", "Previous tab", id="detail.last_tab", show=False, key_display="["),
        Binding("p", "plan", "Run plan", id="plan.run", show=False, tooltip="Run the plan, go on, decide, or stop it"),
    ]

    class PlanWished(Message):
        """A person wants the plan run from a step on (0 for none), gone on with, decided about, or stopped."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Retitled(Message):
        """The title says something else: another choice, another tab, another width."""

        def __init__(self, title: Line) -> None:
            super().__init__()
            self.title = title

    class TabAsked(Message):
        """A tab about a job or target is looked at, and what it shows was not asked for yet."""

        def __init__(self, key: JobKey | TargetKey, tab: Tab) -> None:
            super().__init__()
            self.key, self.tab = key, tab

    class TabLeft(Message):
        """Another tab or another choice is looked at: what only the last one shows need not be read on."""

    class JournalAsked(Message):
        """What the journal has of these jobs is looked at."""

        def __init__(self, keys: tuple[JobKey, ...]) -> None:
            super().__init__()
            self.keys = keys

    class ReadAsked(Message):
        """A person wants to read the rows of a job, from this one on."""

        def __init__(self, key: JobKey, place: int) -> None:
            super().__init__()
            self.key, self.place = key, place

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
        self._histories: dict[JobKey, Sequence[JobSighting]] = {}
        self._changes: Hashable = ()
        self._reader = RowsReader()
        self._graph = GraphSlice()
        self._walks = GraphWalks()
        self._uses_at: int | None = None

    # What the screen calls

    def show(self, facts: DetailSlice) -> None:
        """Tell these facts. Another choice opens the same tab, where it has one, and its own place in it."""
        is_other = facts.chosen != self._facts.chosen
        if is_other:
            self._keep_place()
        self._facts = facts
        if self._tab not in tabs_of(facts.chosen):
            self._tab = Tab.OVERVIEW
        self._reader.follow(facts, is_looked_at=self._tab is Tab.DATA)
        self.fill()
        if is_other:
            self._arrive()
        else:
            self._ask_journal()

    def show_graph(self, facts: GraphSlice) -> None:
        """Tell what the graph is drawn from; it comes before the other facts, which draw where the choice changed."""
        self._graph = facts
        if self._tab is Tab.GRAPH and facts.chosen == self._facts.chosen:
            self.fill()

    def title_line(self) -> Line:
        """The pane's title and its tabs: `2 coder_v7 ── [Overview] │ Config`."""
        return title_line(self._facts, self._tab, max(self.size.width - 2, 0), self._glyphs, self.filter_text)

    @property
    def tab(self) -> Tab:
        """The open tab."""
        return self._tab

    def open_tab(self, tab: Tab) -> None:
        """Open a tab, if the choice has it."""
        if tab not in tabs_of(self._facts.chosen) or tab is self._tab:
            return
        self._keep_place()
        self._uses_at = None
        self._tab = tab
        self.fill()
        self._arrive()

    def open_uses(self) -> None:
        """Open the graph where it tells what uses the choice, as soon as both its trees are drawn."""
        self.open_tab(Tab.GRAPH)
        self._uses_at = -1
        self._find_uses()

    def open_tab_of(self, what: Choice, tab: Tab, place: int = 0) -> None:
        """Open this tab now, or as soon as `what` is chosen, at a place in it."""
        self._places[what, tab] = place
        if what == self._facts.chosen and tab is not self._tab:
            self.open_tab(tab)
        elif what == self._facts.chosen:
            self._find_place()
        else:
            self._keep_place()
            self._tab = tab

    def show_rows(self, key: JobKey, rows: OutputPage | BreadError) -> None:
        """Take the rows that were asked for, or why they could not be had; rows of another job are dropped."""
        if self._reader.take(key, rows):
            self.fill()

    def show_journal(self, key: JobKey, sightings: Sequence[JobSighting]) -> None:
        """Take what the journal has of a job."""
        self._histories[key] = sightings
        self.fill()

    # Rows

    @property
    def _is_listing(self) -> bool:
        return self._tab is Tab.DATA

    def row_value(self, key: int, width: int) -> Line:
        """The line at a place; rows that were not read yet are asked for when they come into view."""
        if not self._is_listing:
            return super().row_value(key, width)
        if key > 0:
            self._want_rows(self._reader.wanted(key - 1))
        return self._reader.line(key, width)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()
        self.post_message(self.Retitled(self.title_line()))

    def fill(self) -> None:
        """Work out the body again; before the first layout for a width that breaks nothing."""
        width = self.size.width or UNLAID_CELLS
        if self._is_listing:
            self.body = ()
            self.show_values(self._reader.listed(self.wanted))
        elif self._tab is Tab.GRAPH:
            self.show_body(folded_body(graph_lines(self._graph, self._walks, width, self._glyphs), width))
            self._find_uses()
        else:
            self.show_body(tab_body(self._facts, self._tab, self._view(width)))

    def _view(self, width: int) -> TabView:
        return TabView(width, self._glyphs, self.unfolded, self._histories, bool(self.filter_text))

    # Asking

    def _want_rows(self, offset: int | None) -> None:
        if offset is not None and self._reader.output is not None:
            self.call_later(self._post_rows_asked, self._reader.output.key, offset)

    def _post_rows_asked(self, key: JobKey, offset: int) -> None:
        """Made in the pane's own turn: one made while the screen draws would count as the screen's and not reach it."""
        self.post_message(self.RowsAsked(key, offset))

    def _arrive(self) -> None:
        """Another choice or tab: say so, find the place one had there, and ask for what it shows."""
        self.post_message(self.Retitled(self.title_line()))
        self.post_message(self.TabLeft())
        self._find_place()
        self._ask_journal()
        key = self._facts.chosen
        if self._tab is Tab.DATA and (offset := self._reader.begin()) is not None:
            self._want_rows(offset)
            self.fill()
        if self._tab is Tab.GRAPH and isinstance(key, JobKey | TargetKey):
            self.post_message(self.TabAsked(key, self._tab))
        if self._tab is Tab.GRAPH or not isinstance(key, JobKey) or not is_bake(key):
            return
        if self._tab is not Tab.PLAN or isinstance(self._facts.plan, NotAsked) or self._facts.plan_check is None:
            self.post_message(self.TabAsked(key, self._tab))

    def _ask_journal(self) -> None:
        """Ask the journal about the jobs shown, once and whenever one of them moved on; on its tab at every change."""
        seen = [one for one in (self._facts.job, *self._facts.stages) if one is not None]
        is_looked_at = self._tab is Tab.JOURNAL
        changes = tuple((one.job.key, one.job.status, one.run_id, is_looked_at and one.changed_at) for one in seen)
        if (self._facts.chosen, changes) == self._changes:
            return
        self._changes = (self._facts.chosen, changes)
        keys = dict.fromkeys(one.job.key for one in seen)
        if isinstance(self._facts.chosen, JobKey):
            keys[self._facts.chosen] = None
        self._histories = {key: known for key, known in self._histories.items() if key in keys}
        if keys:
            self.post_message(self.JournalAsked(tuple(keys)))

    # Places

    def _keep_place(self) -> None:
        self._places[self._facts.chosen, self._tab] = self.rows.cursor

    def _find_place(self) -> None:
        place = self._places.get((self._facts.chosen, self._tab), 0)
        self.move_to(max(min(place, len(self.rows) - 1), 0))

    def _find_uses(self) -> None:
        """Stand where it tells of uses, also when more of the tree above comes in, until a person moves on."""
        place, before = uses_place(self.body), self._uses_at
        if before is None or place in {None, before}:
            return
        if before >= 0 and self.rows.cursor != before:
            self._uses_at = None
            return
        self._uses_at = place
        self.move_to(len(self.body) - 1)
        self.move_to(place or 0)

    # Keys

    def action_tab(self, by: int) -> None:
        """Open the next tab, round the end."""
        tabs = tabs_of(self._facts.chosen)
        self.open_tab(tabs[(tabs.index(self._tab) + by) % len(tabs)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """The key of the plan is there on its tab only."""
        return action != "plan" or self._tab is Tab.PLAN

    def action_plan(self) -> None:
        """Ask for the plan to be run from the row's step on; one that runs, to be stopped."""
        line = self.chosen_line
        self.post_message(self.PlanWished(line.step if line is not None else 0))

    def action_rows_choose(self) -> None:
        """Read the rows of data; where reading failed, try again; else what the line stands for."""
        if self._tab is not Tab.DATA:
            super().action_rows_choose()
        elif (offset := self._reader.retry(max((self.cursor_key or 0) - 1, 0))) is not None:
            self._want_rows(offset)
            self.fill()
        elif self._reader.output is not None:
            self.post_message(self.ReadAsked(self._reader.output.key, max((self.cursor_key or 0) - 1, 0)))
