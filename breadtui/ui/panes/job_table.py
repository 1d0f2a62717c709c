"""The monitor: every active job and those that settled lately, one row each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from breadtui.domain.names import JobKey
from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.state import AppState, Choice
from breadtui.store.subjects import Subjects, subject_facts
from breadtui.ui.present.chain.about import chains_going
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.columns import Column, columns_of, header_line
from breadtui.ui.present.jobs.rows import JobsSlice, counts_of, job_keys, job_line, markable
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.mark_rows import MarkRows
from breadtui.ui.themes import tone_styles

AGE_TICK_SECONDS = 10.0
NOTHING_RAN = " No job has run yet: choose a target or a bake and press S"
NOTHING_MATCHES = " Nothing matches, esc shows all"


def select(state: AppState) -> JobsSlice:
    """The monitor's slice of the state."""
    return JobsSlice(state.jobs, state.metrics, state.opened, subject_facts(state), state.marked, chains_going(state))


def _utc_now() -> datetime:
    return datetime.now(UTC)


class JobTable(MarkRows[JobKey, Line]):
    """One row a job. Rows keep their place; ages move every ten seconds while something is active."""

    header_rows = 1
    empty_text = NOTHING_RAN

    class Picked(Message):
        """A person pressed enter on a job."""

        def __init__(self, what: JobKey) -> None:
            super().__init__()
            self.what = what

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
        self._facts = JobsSlice()
        self._marked: frozenset[Choice] = frozenset()
        self._order: Sequence[JobKey] = ()
        self._query = Query()
        self._filter_text = ""
        self._tick: Timer | None = None

    # What the screen calls

    def show(self, facts: JobsSlice) -> None:
        """Draw these jobs; a row that says the same as before is left alone."""
        if facts.has_chains is not self._facts.has_chains:
            self.refresh()  # another column, and so another line of heads
        self._facts, self._marked = facts, frozenset(facts.marked)
        self._order = job_keys(facts, self._order)
        self._fill()
        self._keep_ticking()

    def heading(self) -> str:
        """The pane's title: how many of the listed jobs are active, and the filter."""
        active, count = counts_of(self._facts, self._order)
        chip = f"  /{self._filter_text}" if self._filter_text else ""
        return (f"3 Jobs {active} of {count}" if count else "3 Jobs") + chip

    @property
    def filter_text(self) -> str:
        """The query that rows are filtered by, empty without a filter."""
        return self._filter_text

    def filter(self, text: str) -> None:
        """Leave only jobs that fit a query. Raises: BadQuery."""
        self._query, self._filter_text = parse_query(text), text.strip()
        self._fill()

    def _fill(self) -> None:
        listed = self._order
        if self._query:
            subjects = Subjects(self._facts.filtered_by)
            listed = [key for key in listed if self._query.matches(subjects.listed_job(key))]
        self.empty_text = NOTHING_MATCHES if self._order else NOTHING_RAN
        self.show_values(listed)

    # Rows

    def row_value(self, key: JobKey, width: int) -> Line:
        """The row as a line."""
        is_marked = self.shows_mark(key)
        return job_line(self._facts, key, self._columns(width), self._now(), self._glyphs, is_marked=is_marked)

    def _columns(self, width: int) -> Sequence[Column]:
        return columns_of(width, has_chains=self._facts.has_chains)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def render_header(self, width: int) -> Sequence[Strip]:
        """The heads of the columns."""
        line = header_line(self._columns(width))
        return (row_strip(line, width, tone_styles(self.app.theme), selected=False, focused=False),)

    def action_rows_choose(self) -> None:
        """Choose the job under the cursor."""
        if self.cursor_key is not None:
            self.post_message(self.Picked(self.cursor_key))

    # Marks

    def mark_of(self, key: JobKey) -> Choice:
        """Bakes are set aside, and targets by the rows of their stims and rollouts."""
        return markable(key)

    def is_marked(self, key: JobKey) -> bool:
        """The row stands for something set aside."""
        return markable(key) in self._marked

    def all_markable(self) -> Sequence[JobKey]:
        """What the filter asked for, else the rows on the screen."""
        return self.rows.keys if self._query else self.visible_keys

    # Ages

    def _keep_ticking(self) -> None:
        """A clock only while something is active: at rest nothing may be sent."""
        is_active = any(self._facts.jobs[key].job.is_active for key in self._order)
        if is_active and self._tick is None:
            self._tick = self.set_interval(AGE_TICK_SECONDS, self.refresh_values)
        elif not is_active and self._tick is not None:
            self._tick.stop()
            self._tick = None
