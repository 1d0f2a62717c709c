"""The data tab's reading: which job's rows are followed, and which are read."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.domain.outputs import OutputPage, answer_of, question_of
from breadtui.domain.query.queries import Query
from breadtui.store.views.subjects import LineSubject
from breadtui.ui.present.detail.details import DetailSlice
from breadtui.ui.present.detail.followed_rows import followed_rows
from breadtui.ui.present.detail.output_rows import OutputRows, row_line, rows_heading
from breadtui.ui.present.tones import Line


class RowsReader:
    """Rows of one job's output under a heading.

    What has to be asked for is given back as an offset, for the pane to ask.
    """

    def __init__(self) -> None:
        self.output: OutputRows | None = None

    def follow(self, facts: DetailSlice, *, is_looked_at: bool) -> None:
        """Keep to the rows of what is chosen."""
        self.output = followed_rows(facts, self.output, is_looked_at=is_looked_at)

    def take(self, key: JobKey, rows: OutputPage | BreadError) -> bool:
        """Take the rows that were asked for, or why they could not be had; False for those of another job."""
        if self.output is None or self.output.key != key:
            return False
        if isinstance(rows, BreadError):
            self.output.fail(rows)
        else:
            self.output.take(rows)
        return True

    @property
    def count(self) -> int:
        """How many lines there are in the list: the heading and the rows."""
        return 1 + (self.output.count if self.output is not None else 0)

    def listed(self, query: Query) -> Sequence[int]:
        """The lines of the list that a filter leaves: the heading, and of the rows read so far those that fit."""
        if not query or self.output is None:
            return range(self.count)
        return [0, *(place + 1 for place, row in self.output.known() if _fits(row, query))]

    def line(self, place: int, width: int) -> Line:
        """One line of the list."""
        if place == 0 or self.output is None:
            return rows_heading(self.output)
        return row_line(self.output, place - 1, width)

    def wanted(self, place: int) -> int | None:
        """The offset to ask for so that the row at `place` is known; it counts as asked from now on."""
        if self.output is None:
            return None
        offset = self.output.missing_offset(place)
        if offset is not None:
            self.output.asked.add(offset)
        return offset

    def begin(self) -> int | None:
        """The tab is looked at: the offset to ask for where nothing was read yet."""
        if self.output is None or self.output.pages:
            return None
        self.output.error = None
        return self.wanted(0)

    def retry(self, place: int) -> int | None:
        """The offset to ask for again after a failed read; None where none failed."""
        if self.output is None or self.output.error is None:
            return None
        self.output.error = None
        return self.wanted(place)


def _fits(row: Json, query: Query) -> bool:
    return query.matches(LineSubject(f"{question_of(row)}\n{answer_of(row) or ''}"), is_fuzzy=False)
