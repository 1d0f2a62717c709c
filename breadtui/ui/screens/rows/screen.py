"""Every question and answer of a stim or rollout on a screen of its own: the list, and one row beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.names import TargetKey, TargetName
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.bridge import can_draw
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.rows_heading import RowsHeading
from breadtui.ui.panes.rows_list import RowsList
from breadtui.ui.panes.rows_reading import RowReading
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.rows.length_lines import TOKENS, length_body
from breadtui.ui.present.rows.listing import BESIDE_CELLS
from breadtui.ui.present.rows.whole import RowLook, RowTab, row_body
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.line.command_line import CommandBar
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.rows.commanding import RowsCommanding
from breadtui.ui.screens.rows.surveying import job_of
from breadtui.ui.terminal.virtual_rows import VirtualRows

FOOT = (
    Hint(("rows.choose",), "read"),
    Hint(("output.last_tab", "output.next_tab"), "tab"),
    Hint(("output.last_row", "output.next_row"), "row"),
    Hint(("output.filter",), "filter"),
    Hint(("output.sample",), "ten"),
    Hint(("output.alike",), "alike"),
    Hint(("output.copy", "output.copy_menu"), "copy"),
    Hint(("output.export",), "write"),
    Hint(("output.teacher",), "teacher"),
    Hint(("output.target",), "target"),
    Hint(("output.next_match", "output.last_match"), "match"),
    Hint(("output.all",), "read all"),
    Hint(("output.lengths",), "lengths"),
    Hint(("output.command",), "cmd"),
)
BACK = Hint(("output.back",), "back")


class RowsScreen(RowsCommanding, Screen[None]):
    """Closes with what a person wants to go to, the teacher prompt or the target, or with None."""

    CSS_PATH = "../../styles/rows.tcss"
    FOOT: ClassVar[tuple[Hint, ...]] = FOOT
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", "Back", id="output.back", tooltip="All rows again, out of the row, then back"),
        Binding("tab,shift+tab", "other_pane", "Other pane", id="output.other", show=False),
        Binding("right_square_bracket", "tab(1)", "Next tab", id="output.next_tab", key_display="]"),
        Binding("left_square_bracket", "tab(-1)", "Previous tab", id="output.last_tab", key_display="["),
        Binding("l,right", "row(1)", "Next row", id="output.next_row", tooltip="The next row of the list"),
        Binding("h,left", "row(-1)", "Previous row", id="output.last_row", tooltip="The row before in the list"),
        Binding("slash", "filter", "Filter", id="output.filter", key_display="/", tooltip="Only rows that fit"),
        Binding("n", "match(1)", "Next match", id="output.next_match", tooltip="The next place that fits the filter"),
        Binding("N", "match(-1)", "Previous match", id="output.last_match", tooltip="The place before that fits"),
        Binding("v", "narrow", "All or fitting", id="output.narrow", tooltip="All rows, or only those that fit"),
        Binding("T", "sample", "Ten at random", id="output.sample", tooltip="Ten rows at random; again, ten others"),
        Binding("F", "alike", "Fold alike", id="output.alike", tooltip="Fold rows that are nearly the same"),
        Binding("A", "read_all", "Read all", id="output.all", tooltip="Read all rows: flaws, lengths, near-duplicates"),
        Binding("L", "lengths", "Lengths", id="output.lengths", tooltip="How long questions and answers are"),
        Binding("y", "copy", "Copy", id="output.copy", tooltip="Copy the row as JSON"),
        Binding("Y", "copy_menu", "Copy as", id="output.copy_menu", tooltip="Copy as JSON, Markdown, question, answer"),
        Binding("X", "export", "Write", id="output.export", tooltip="Write the rows to a file, or stop writing"),
        Binding("e", "teacher", "Teacher prompt", id="output.teacher", tooltip="Go to the teacher prompt"),
        Binding("o", "target", "Target", id="output.target", tooltip="Go to the target and its generators"),
        Binding("r", "refresh", "Read again", id="output.refresh", tooltip="Read again from the first row on"),
        Binding("colon", "command", "Command", id="output.command", key_display=":", tooltip="A number or a word"),
    ]

    _start = 0
    _is_single = False
    _is_in_row = False

    def compose(self) -> ComposeResult:
        """The heading, the list beside the row, how far an export is, the line and the keys."""
        rule = self.glyphs.rule
        yield RowsHeading(id="rows-heading")
        with Horizontal(id="rows-body"):
            with Vertical(id="rows-left"):
                yield PaneRule("Rows", line=rule, id="rows-rule")
                yield RowsList(self._line_of, self.view.unread_line, id="rows-list")
            with Vertical(id="rows-right"):
                yield PaneRule("", line=rule, id="rows-tabs")
                yield RowReading(self._body_of, id="rows-reading")
        yield Static(id="rows-progress")
        yield CommandBar(self)
        yield Foot(self.FOOT, BACK, glyphs=self.glyphs)

    def start_at(self, place: int) -> RowsScreen:
        """The same, opened at a row."""
        self._start = place
        return self

    def on_mount(self) -> None:
        """Follow the job, and read what is looked at."""
        self.query_one("#rows-progress").display = False
        self.list.focus()
        self._arrange(self.size.width)
        self.bridge.bind(self, lambda state: (job_of(self.key, state),), lambda found: self.job_moved(found[0]))
        self.begin(self._start)
        self._read_target()

    @work(group="target")
    async def _read_target(self) -> None:
        """The target tells its teacher and its generators."""
        target = TargetKey(self.key.repo, TargetName(self.key.name))
        if value_of(self.bridge.state.targets.get(target, NOT_ASKED)) is None:
            await self.commands.refresh(target)
            if can_draw(self):
                self.reading.fill()

    def _line_of(self, place: int, width: int) -> Line | None:
        return self.view.line(place, width, self.glyphs)

    def _body_of(self, tab: RowTab, width: int, unfolded: frozenset[str]) -> Sequence[BodyLine]:
        if tab is RowTab.LENGTHS:
            in_tokens = TOKENS in unfolded
            count = self.view.book.count
            return length_body(self.view.survey, count, in_tokens=in_tokens, width=width, glyphs=self.glyphs)
        if self.view.filter_text and not len(self.list.rows):
            return ()
        look = RowLook(width, unfolded, self.view.query, self.glyphs)
        return row_body(self.view.facts(self.place, self.bridge.state), tab, look)

    # Where things are

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room."""
        self._arrange(event.size.width)

    def _arrange(self, width: int) -> None:
        self._is_single = width < BESIDE_CELLS
        self._show_panes()
        self._show_heading()

    def _show_panes(self) -> None:
        self.query_one("#rows-left").display = not self._is_single or not self._is_in_row
        self.query_one("#rows-right").display = not self._is_single or self._is_in_row

    def return_focus(self) -> None:
        """To the pane that is looked at."""
        self._look_at(self.reading if self._is_in_row else self.list)

    def _look_at(self, pane: RowsList | RowReading) -> None:
        if pane is self.reading and not self._is_in_row:
            self.list.stop_resting()
            self.follow()
        self._is_in_row = pane is self.reading
        self._show_panes()
        pane.focus()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.query_one("#rows-rule", PaneRule).show_active(self.list.has_focus)
        self.query_one("#rows-tabs", PaneRule).show_active(self.reading.has_focus)

    @on(VirtualRows.Chosen, "#rows-list")
    def _read_one(self) -> None:
        if self.reading.tab is RowTab.LENGTHS:
            self.reading.open_tab(RowTab.ROW)
            self._show_heading()
        self._look_at(self.reading)

    def action_other_pane(self) -> None:
        """From the list to the row, and back."""
        self._look_at(self.list if self.reading.has_focus else self.reading)

    def action_tab(self, by: int) -> None:
        """Look at the row otherwise: conversation, teacher, student, JSON; or at lengths."""
        tabs = tuple(RowTab)
        if self._is_single and self.list.has_focus:
            self._look_at(self.reading)
        self.reading.open_tab(tabs[(tabs.index(self.reading.tab) + by) % len(tabs)])
        self._show_heading()

    def action_row(self, by: int) -> None:
        """The next row of the list, or the one before."""
        self.list.action_rows_step(by)
        self.follow()

    @work(group="back")
    async def action_back(self) -> None:
        """All rows again, out of the row, then back; rows that are being written are asked about."""
        if self.reading.has_focus:
            self._look_at(self.list)
        elif self.view.clear():
            self.workers.cancel_group(self, "survey")
            self.redraw()
        elif not self._is_exporting or await self._may_stop():
            self.dismiss(None)

    async def _may_stop(self) -> bool:
        question = ConfirmScreen("Rows are being written", ["Going back stops that."], yes="Stop writing")
        return await self.app.push_screen_wait(question)

    # What can be done

    def action_read_all(self) -> None:
        """Read all rows."""
        self.survey_all()

    def action_lengths(self) -> None:
        """How long questions and answers are; all rows are read for that."""
        self._look_at(self.reading)
        self.reading.open_tab(RowTab.LENGTHS)
        if not self.view.survey.is_whole:
            self.survey_all()

    def action_refresh(self) -> None:
        """Trust nothing that was read."""
        self.view.book.forget()
        self._wants_all = False
        self.redraw()
        self.begin(self.place)
