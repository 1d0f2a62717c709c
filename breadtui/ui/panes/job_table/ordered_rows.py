"""The monitor's rows: in the order, the blocks and the columns that are wanted, drawn only where they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from textual import events
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.monitor.arrangement import USUAL, Arrangement, SortBy, size_class_of
from breadtui.domain.monitor.blocks import BlockKey
from breadtui.domain.monitor.ordering import in_order, is_in_order
from breadtui.domain.names import JobKey
from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.facts.state import Choice
from breadtui.store.views.subjects import Subjects
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.arranged import Arranged, RowKey, figures_of, in_blocks, state_rank
from breadtui.ui.present.jobs.block_lines import block_line
from breadtui.ui.present.jobs.columns import Column, header_line, heads_of, lines_of
from breadtui.ui.present.jobs.heading import LeftOut, counted, jobs_heading
from breadtui.ui.present.jobs.rows import (
    JobsSlice,
    job_keys,
    job_line,
    markable,
    older_count,
    says_the_same,
    without_hidden,
)
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.rule_words import RuleWords
from breadtui.ui.present.tones import Line
from breadtui.ui.present.unseen import ALL_SEEN, Unseen
from breadtui.ui.terminal.mark_rows import MarkRows
from breadtui.ui.terminal.resting_rows import RestingRows
from breadtui.ui.themes import tone_styles

NOTHING_RAN = " No job has run yet: choose a target or a bake and press S"
NOTHING_SEEN = " No job of an open repository was seen until then"
NOTHING_MATCHES = " Nothing matches, esc shows all"
NOTHING_LEFT = " Nothing is left: what settled was dismissed, and :dismiss none lists it again"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class OrderedRows(MarkRows[RowKey, tuple[Line, ...]], RestingRows[RowKey]):
    """Rows keep their places while figures move.

    They are put in order when that is asked for, when a job comes, goes or changes its state, and when the figure they
    are ordered by becomes known.
    """

    header_rows = 1
    empty_text = NOTHING_RAN

    class Rearranged(Message):
        """The order, the blocks or the columns are others from now on."""

        def __init__(self, arrangement: Arrangement) -> None:
            super().__init__()
            self.arrangement = arrangement

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = _utc_now,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._now = now
        self._glyphs = glyphs
        self.facts = JobsSlice()
        self._marked: frozenset[Choice] = frozenset()
        self.order: Sequence[JobKey] = ()
        self._left: Sequence[JobKey] = ()
        self._fitting: Sequence[JobKey] = ()
        self._shape: Mapping[JobKey, tuple[float, bool]] = {}
        self.arranged = Arranged()
        self.folded: frozenset[BlockKey] = frozenset()
        self.has_moved = False
        """Figures are such by now that the order would be another."""
        self.wanted = Query()
        self._filter_text = ""
        self._found_count = 0
        self.arrangement = USUAL

    # What the screen calls

    def show(self, facts: JobsSlice) -> None:
        """Draw these jobs; a row that says the same as before is left alone."""
        if not self.wanted and says_the_same(facts, self.facts):
            self.facts = facts
            return
        if facts.has_chains is not self.facts.has_chains:
            self.refresh()  # another column, and so another line of heads
        self.facts, self._marked = facts, frozenset(facts.marked)
        self._order_again()
        self.fill()

    def rearrange(self, arrangement: Arrangement) -> None:
        """Take this order, these blocks and columns; the cursor stays with its row."""
        if arrangement.group is not self.arrangement.group:
            self.folded = frozenset()
        self.arrangement, self._shape = arrangement, {}
        self._order_again()
        self.fill()
        self._fit_lines(self.size.width)
        # As far up as shows the cursor: its block's heading, and what the order begins with.
        self.fit(min(self.top, self.rows.cursor - self.page_rows + 1))
        self.redraw()
        self.post_message(self.Rearranged(arrangement))

    def heading(self) -> RuleWords:
        """The pane's title: how many of the listed jobs stand how, how they are arranged, what is left out and why."""
        counts = counted(self.facts.jobs[key] for key in self._left if key in self.facts.jobs)
        away = sum(key.repo in self.facts.opened and key in self.facts.jobs for key in self.facts.dismissed)
        left_out = LeftOut(len(self.order) - len(self._left), away, older_count(self.facts))
        found = (self._filter_text, self._found_count)
        return jobs_heading(counts, left_out, self.arrangement, found, self._glyphs, is_moved=self.has_moved)

    @property
    def filter_text(self) -> str:
        """The query that rows are filtered by, empty without a filter."""
        return self._filter_text

    def filter(self, text: str) -> None:
        """Leave only jobs that fit a query. Raises: BadQuery."""
        self.wanted, self._filter_text = parse_query(text), text.strip()
        self.fill()

    @property
    def job_at_cursor(self) -> JobKey | None:
        """The job under the cursor; None on the heading of a block and where there is no row."""
        return self.cursor_key if isinstance(self.cursor_key, JobKey) else None

    def _order_again(self) -> None:
        """In the usual order rows stand by state; in another they hold still while only figures move."""
        self.order, before = job_keys(self.facts, self.order), self.order
        if self.arrangement.sort is SortBy.STATE and not self.arrangement.is_reversed:
            self.has_moved = False
            return
        is_reversed, was_moved = self.arrangement.is_reversed, self.has_moved
        figure_of = figures_of(self.facts, self.arrangement.sort, self._now())
        figures = {key: figure_of(key) for key in self.order}
        shape = {key: (state_rank(self.facts.jobs[key]), figure is None) for key, figure in figures.items()}
        if shape == self._shape:
            self.order = [key for key in before if key in shape]
        else:
            places = {key: place for place, key in enumerate(before)}
            self.order = in_order(self.order, figures.__getitem__, places, is_reversed=is_reversed)
            self._shape = shape
        self.has_moved = not is_in_order(self.order, figures.__getitem__, is_reversed=is_reversed)
        if self.has_moved is not was_moved:
            self.refresh()  # the sign in the line of heads

    def fill(self) -> None:
        """List the jobs that the filter leaves, below their blocks."""
        listed = self._left = without_hidden(self.facts, self.order, self.wanted)
        if self.wanted:
            subjects = Subjects(self.facts.filtered_by)
            listed = [key for key in listed if self.wanted.matches(subjects.listed_job(key))]
        self._fitting, self._found_count = listed, len(listed)
        self.empty_text = NOTHING_MATCHES if self.order else self._nothing
        self.arranged = in_blocks(self.facts, listed, self.arrangement.group, self.folded)
        self.show_values(self.arranged.rows)

    @property
    def _nothing(self) -> str:
        if self.shown_only:
            return NOTHING_SEEN
        return NOTHING_LEFT if self.facts.dismissed else NOTHING_RAN

    # Rows

    def row_value(self, key: RowKey, width: int) -> tuple[Line, ...]:
        """The lines of the row."""
        if isinstance(key, BlockKey):
            jobs, is_folded = self.arranged.blocks.get(key, ()), key in self.folded
            return (block_line(self.facts, key, jobs, width, self._glyphs, is_folded=is_folded),)
        is_marked, now = self.shows_mark(key), self._now()
        return tuple(
            job_line(self.facts, key, columns, now, self._glyphs, is_marked=is_marked) for columns in self._lines(width)
        )

    def _lines(self, width: int) -> Sequence[Sequence[Column]]:
        chosen = heads_of(self.arrangement.columns.get(size_class_of(width), ()))
        return lines_of(width, has_chains=self.facts.has_chains, chosen=chosen)

    def draw_value(self, value: tuple[Line, ...], width: int, *, selected: bool, focused: bool) -> Strip:
        """The first line as cells."""
        return self._strip(value[0], width, selected=selected, focused=focused)

    def render_row_lines(
        self,
        key: RowKey,
        index: int,  # noqa: ARG002 - the list's own signature
        width: int,
        *,
        selected: bool,
        focused: bool,
    ) -> Sequence[Strip]:
        """Each line of the row as cells."""
        lines, styles = self.said_anew(key, width), tone_styles(self.app.theme)
        return [
            row_strip(line, width, styles, selected=selected, focused=focused, has_sign=place == 0)
            for place, line in enumerate(lines)
        ]

    def _strip(self, line: Line, width: int, *, selected: bool = False, focused: bool = False) -> Strip:
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def render_header(self, width: int) -> Sequence[Strip]:
        """The heads of the columns."""
        sort, is_reversed = self.arrangement.sort, self.arrangement.is_reversed
        return [
            self._strip(
                header_line(columns, sort, is_reversed=is_reversed, is_moved=self.has_moved, glyphs=self._glyphs),
                width,
            )
            for columns in self._lines(width)
        ]

    def on_resize(self, event: events.Resize) -> None:
        """Where the pane is narrow each job has two lines."""
        self._fit_lines(event.size.width)
        super().on_resize(event)

    def _fit_lines(self, width: int) -> None:
        lines_count = len(self._lines(width))
        if lines_count != self.row_height:
            self.row_height = self.header_rows = lines_count
            self.redraw()  # what was drawn before it knew its width
        self.fit(self.top)

    # Marks

    def mark_of(self, key: RowKey) -> Choice | None:
        """Bakes are set aside, and targets by the rows of their stims and rollouts; no blocks."""
        return markable(key) if isinstance(key, JobKey) else None

    def is_marked(self, key: RowKey) -> bool:
        """The row stands for something set aside."""
        return isinstance(key, JobKey) and markable(key) in self._marked

    def unseen_marks(self) -> Unseen:
        """What is marked and left out by the filter."""
        if not self.wanted:
            return ALL_SEEN
        return Unseen(self._marked & set(map(markable, self._left)) - set(map(markable, self._fitting)))

    def all_markable(self) -> Sequence[RowKey]:
        """What the filter asked for, else the rows on the screen."""
        return self.rows.keys if self.wanted else self.visible_keys
