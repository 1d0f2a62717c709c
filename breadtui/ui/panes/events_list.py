"""What happened, as a list: newest first, by day, with the gaps in which nobody watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from textual.message import Message
from textual.strip import Strip

from breadtui.domain.happenings import Gap, Happening
from breadtui.domain.query.queries import Query
from breadtui.ui.present.events.rows import DayRow, EventRow, event_line, event_rows
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles

NEAR_THE_END = 40
"""With fewer rows below the cursor, older events are asked for."""


class EventsList(ValueRows[EventRow, Line]):
    """Events as they are given; the cursor stays with its event while newer ones come."""

    empty_text = "Nothing happened yet, as far as this journal has seen."

    class OlderWanted(Message):
        """The cursor comes near the oldest event that is shown."""

    def __init__(self, *, id: str | None = None, glyphs: Glyphs = UNICODE) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._now: datetime | None = None
        self._zone: tzinfo | None = None

    def show(self, happenings: Sequence[Happening], gaps: Sequence[Gap], query: Query, now: datetime) -> None:
        """Show these events, given newest first; only rows that say something else are drawn again.

        The cursor stays with its event, and on the newest with the newest.
        """
        follows = self.rows.cursor <= 1
        self._now = now
        self.empty_text = "No event fits the filter." if query and happenings else type(self).empty_text
        self.show_values(event_rows(happenings, gaps, query, self._zone))
        if follows:
            self.action_rows_first()
        if not isinstance(self.cursor_key, Happening):
            self._step_over(1)

    @property
    def event(self) -> Happening | None:
        """The event under the cursor; None on a heading or a gap."""
        return self.cursor_key if isinstance(self.cursor_key, Happening) else None

    def action_rows_step(self, by: int) -> None:
        """Move by events; headings are stepped over, gaps are stopped at."""
        super().action_rows_step(by)
        self._step_over(1 if by > 0 else -1)
        if len(self.rows) - self.rows.cursor < NEAR_THE_END:
            self.post_message(self.OlderWanted())

    def action_rows_page(self, pages: float) -> None:
        """Move by pages, and ask for older events near the end."""
        super().action_rows_page(pages)
        if len(self.rows) - self.rows.cursor < NEAR_THE_END:
            self.post_message(self.OlderWanted())

    def action_rows_last(self) -> None:
        """The oldest event shown; older ones are asked for."""
        super().action_rows_last()
        self.post_message(self.OlderWanted())

    def _step_over(self, by: int) -> None:
        """Off the heading of a day, where there is a row to go to."""
        at = self.rows.cursor
        if 0 <= at < len(self.rows) and isinstance(self.rows.keys[at], DayRow):
            at += by if 0 <= at + by < len(self.rows) else -by
            if 0 <= at < len(self.rows):
                self._go(at)

    def row_value(self, key: EventRow, width: int) -> Line:
        """What a row says."""
        return () if self._now is None else event_line(key, width, self._now, self._zone, self._glyphs)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)
