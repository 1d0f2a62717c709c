"""A text in wrapped rows, for which one long line is no reason to be slow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import overload

from textual._cells import cell_len, cell_width_to_column_index
from textual.document._document import DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline, get_tab_widths
from textual.geometry import Offset

from breadtui.ui.terminal.cell_breaks import tab_cells
from breadtui.ui.terminal.line_breaks import Change, breaks_after, change_between, is_narrow, mended

_LONG_CHARACTERS = 1000
"""A shorter line is wrapped anew sooner than what became of it is found out."""


class Rows(Sequence[str]):
    """The rows of one line, each cut out when it is looked at."""

    def __init__(self, line: str, breaks: Sequence[int]) -> None:
        self._line, self._breaks = line, breaks

    def __len__(self) -> int:
        return len(self._breaks) + 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """The text of a row."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        start, stop = self.span(place)
        return self._line[start:stop]

    def span(self, place: int) -> tuple[int, int]:
        """The columns of a row."""
        place = range(len(self))[place]
        start = self._breaks[place - 1] if place else 0
        return start, self._breaks[place] if place < len(self._breaks) else len(self._line)


class WrappedText(WrappedDocument):
    """Rows between words, of which an edit looks only at those near it; one may end with a blank over its width."""

    def __init__(self, document: DocumentBase, width: int = 0, tab_width: int = 4) -> None:
        self._seen: list[str] = []
        self._narrow: dict[int, bool] = {}
        super().__init__(document, width, tab_width)

    @property
    def height(self) -> int:
        """Rows of the whole text."""
        return len(self._offset_to_line_info)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap everything."""
        if tab_width:
            self._tab_width = tab_width
        self._width = width
        self._seen, self._wrap_offsets, self._tab_width_cache = [], [], []
        self._line_index_to_offsets, self._offset_to_line_info = [], []
        self._wrap_lines(Change(0, 0, len(self.document.lines)))

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap again what an edit, or several, have changed."""
        row = start[0]
        if row == old_end[0] == new_end[0] and row < len(self._seen) and self._is_mendable(row):
            change = change_between(
                self._seen[row], self.document.get_line(row), Change(start[1], old_end[1], new_end[1])
            )
            self._mend(row, change)
        else:
            self._wrap_lines(Change(row, old_end[0] + 1, new_end[0] + 1))

    def location_to_offset(self, location: Location) -> Offset:
        """Where a place in the text is drawn."""
        row, column = location
        breaks = self.get_offsets(row)
        section = bisect_right(breaks, column)
        start = breaks[section - 1] if section else 0
        before = self.document.get_line(row)[start:column]
        x = cell_len(expand_tabs_inline(before, self._tab_width))
        return Offset(x, self._line_index_to_offsets[row][section])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The column that is drawn in a cell of a row of a line."""
        rows = self._rows(line_index)
        start, stop = rows.span(y_offset)
        column = start + cell_width_to_column_index(rows[y_offset], x_offset, self._tab_width)
        is_last = y_offset in {len(rows) - 1, -1}
        return column if is_last else min(column, stop - 1)

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line; nothing is done to it but what is looked at of them."""
        return self._rows(line_index)  # type: ignore[return-value]  # Textual counts them and takes one

    def _rows(self, row: int) -> Rows:
        return Rows(self.document.get_line(row), self._wrap_offsets[row])

    def _look(self) -> None:
        """Remember the lines as they were wrapped."""
        self._seen, self._narrow = list(self.document.lines), {}

    def _wrap_lines(self, guess: Change) -> None:
        """Wrap again the lines that are not those of last time; after several edits at once the guess may be wrong."""
        change = change_between(self._seen, self.document.lines, guess)
        fresh = [self._wrapped(line) for line in self.document.lines[change.start : change.new_stop]]
        self._wrap_offsets[change.start : change.old_stop] = [breaks for breaks, _ in fresh]
        self._tab_width_cache[change.start : change.old_stop] = [cells for _, cells in fresh]
        self._number(change)
        self._look()

    def _number(self, change: Change) -> None:
        """Tell the rows of changed lines, and of all lines below, where they stand now."""
        lines, rows = self._line_index_to_offsets, self._offset_to_line_info
        top = lines[change.start - 1][-1] + 1 if change.start else 0
        below = lines[change.old_stop - 1][-1] + 1 if change.old_stop else 0
        counts = [len(breaks) + 1 for breaks in self._wrap_offsets[change.start : change.new_stop]]
        starts = accumulate(counts, initial=top)
        lines[change.start : change.old_stop] = [list(range(first, stop)) for first, stop in pairwise(starts)]
        rows[top:below] = [(row, at) for row, count in enumerate(counts, change.start) for at in range(count)]
        if more_rows := top + sum(counts) - below:
            lines[change.new_stop :] = [[place + more_rows for place in places] for places in lines[change.new_stop :]]
        if more_lines := change.new_stop - change.old_stop:
            first = below + more_rows
            rows[first:] = [(row + more_lines, at) for row, at in rows[first:]]

    def _wrapped(self, line: str) -> tuple[list[int], list[int]]:
        """The breaks of a line, and the widths of its tabs."""
        breaks = breaks_after(line, 0, self._width, narrow=is_narrow(line), tab_width=self._tab_width)
        return list(breaks) if self._width else [], [cells for _, cells in get_tab_widths(line, self._tab_width)]

    def _is_mendable(self, row: int) -> bool:
        lines = self._seen[row], self.document.get_line(row)
        is_long = self._width and min(map(len, lines)) > _LONG_CHARACTERS
        return bool(is_long)

    def _mend(self, row: int, change: Change) -> None:
        line, old = self.document.get_line(row), self._seen[row]
        was_narrow = self._narrow[row] if row in self._narrow else is_narrow(old)
        narrow = self._narrow[row] = was_narrow and is_narrow(line[change.start : change.new_stop])
        breaks = mended(self._wrap_offsets[row], line, change, self._width, narrow=narrow, tab_width=self._tab_width)
        self._mend_tabs(row, change)
        more = len(breaks) - len(self._wrap_offsets[row])
        self._wrap_offsets[row], self._seen[row] = breaks, line
        if more:
            self._number(Change(row, row + 1, row + 1))

    def _mend_tabs(self, row: int, change: Change) -> None:
        """The widths of the tabs in what changed, and of the first one behind it; the others stay."""
        line, old, cells = self.document.get_line(row), self._seen[row], self._tab_width_cache[row]
        if "\t" not in line and "\t" not in old:
            self._tab_width_cache[row] = [0] if line else []
            return
        first = old.count("\t", 0, change.start)
        gone = old.count("\t", change.start, change.old_stop)
        behind = line.find("\t", change.new_stop)
        stop = behind + 1 if behind >= 0 else change.new_stop
        new = tab_cells(line, change.start, stop, self._tab_width)
        end = [] if line.endswith("\t") or not line else [0]
        last = len(cells) - (1 if cells and not cells[-1] else 0)
        self._tab_width_cache[row] = [*cells[:first], *new.values(), *cells[first + gone + (behind >= 0) : last], *end]
