"""Rows of training data, page by page as they are looked at: a line each."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.domain.outputs import OutputPage, answer_of, question_of
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass, field

PAGE_ROWS = 100
MOST_PAGES = 40
NUMBER_CELLS = 7


@dataclass(slots=True, eq=False)
class OutputRows:
    """The pages of one job's output that were read so far.

    `count` is how many rows there are as far as known; `asked` holds the offsets that are on their way.
    """

    key: JobKey
    count: int = 0
    pages: dict[int, OutputPage] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    error: BreadError | None = None

    def expect(self, count: int) -> None:
        """The job says that it has this many rows; a failed read may be tried again."""
        if count > self.count:
            self.count = count
            self.error = None

    def take(self, page: OutputPage) -> None:
        """Keep a page; the pages read first are forgotten beyond the forty newest."""
        self.asked.discard(page.offset)
        self.pages.pop(page.offset, None)
        self.pages[page.offset] = page
        self.error = None
        end = page.offset + len(page.rows)
        more = 1 if page.has_more and page.rows else 0
        self.count = max(end + more, page.job.lines or 0) if more else end
        while len(self.pages) > MOST_PAGES:
            del self.pages[next(iter(self.pages))]

    def fail(self, error: BreadError) -> None:
        """The read failed; it is not tried again by itself."""
        self.asked.clear()
        self.error = error

    def row(self, place: int) -> Json:
        """The row at a place, or None where it was not read yet."""
        page = self.pages.get(place // PAGE_ROWS * PAGE_ROWS)
        within = place % PAGE_ROWS
        return page.rows[within] if page is not None and within < len(page.rows) else None

    def known(self) -> Iterator[tuple[int, Json]]:
        """The rows read so far with their places, in order."""
        for offset in sorted(self.pages):
            yield from enumerate(self.pages[offset].rows, offset)

    def missing_offset(self, place: int) -> int | None:
        """The offset to ask for so that a place is known; None where it is, is on its way, or failed."""
        offset = place // PAGE_ROWS * PAGE_ROWS
        if self.error is not None or offset in self.asked or self.row(place) is not None:
            return None
        return offset


def rows_heading(rows: OutputRows | None) -> Line:
    """Whose rows these are and how many, or why there are none."""
    if rows is None:
        return sentence_line("no target: there are no rows to show", Tone.DIM)
    what = f"{rows.key.phase} of {clean(rows.key.name)}"
    if isinstance(rows.error, NotFound):
        return sentence_line(f"{what} has no rows yet", Tone.DIM)
    if rows.error is not None:
        return sentence_line(f"{what}: {sentence_of(rows.error)}", Tone.FAILED)
    if rows.asked and not rows.count:
        return sentence_line(f"{what}: loading…", Tone.DIM)
    return sentence_line(f"{what}: {rows.count} rows · enter reads them" if rows.count else f"{what} has no rows yet")


def row_line(rows: OutputRows, place: int, width: int) -> Line:
    """A row on one line: its number, the question, and the answer where there is one."""
    number = Span(f"{place + 1:>{NUMBER_CELLS - 1}} ", Tone.DIM)
    row = rows.row(place)
    if row is None:
        return (number, Span("…", Tone.DIM))
    room = max(width - NUMBER_CELLS, 1)
    question, answer = clean(question_of(row), limit=width * 2), answer_of(row)
    if answer is None:
        return (number, Span(cut_end(question, room)))
    question_cells = max(room * 2 // 5, 1)
    shown = clean(answer, limit=width * 2)
    return (
        number,
        Span(pad(cut_end(question, question_cells), question_cells)),
        Span("  "),
        Span(cut_end(shown, max(room - question_cells - 2, 0)), Tone.DIM),
    )
