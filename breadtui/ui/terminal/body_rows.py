"""A list of lines that stand for something: enter goes there or unfolds, and what to copy is known."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.facts.state import Choice
from breadtui.store.views.subjects import LineSubject
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.value_rows import ValueRows

NOTHING_MATCHES = " No line matches, esc shows all"


class BodyRows(ValueRows[int, Line]):
    """Lines by their places; only those that differ are drawn again."""

    class GoAsked(Message):
        """A person pressed enter on a line that stands for something else."""

        def __init__(self, what: Choice) -> None:
            super().__init__()
            self.what = what

    body: Sequence[BodyLine] = ()
    unfolded: frozenset[str] = frozenset()
    wanted = Query()
    filter_text = ""
    """The query that lines are filtered by, empty without a filter."""

    @property
    def copied(self) -> str:
        """What `y` copies from the line under the cursor; raw text, empty where it stands for nothing."""
        line = self.chosen_line
        return line.copied if line is not None else ""

    @property
    def chosen_line(self) -> BodyLine | None:
        """The line under the cursor."""
        place = self.rows.cursor
        return self.body[place] if place < len(self.body) else None

    def fill(self) -> None:
        """Work out the lines again, since something was unfolded or folded."""
        raise NotImplementedError

    def filter(self, text: str) -> None:
        """Leave only lines that hold the words and quoted texts of a query. Raises: BadQuery."""
        self.wanted, self.filter_text = parse_query(text), text.strip()
        self.fill()

    def show_body(self, body: Sequence[BodyLine], *, is_filtered: bool = True) -> None:
        """Show those of these lines that the filter leaves."""
        self.body = body
        if self.wanted and is_filtered:
            self.body = [one for one in body if self.wanted.matches(LineSubject(text_of(one.line)), is_fuzzy=False)]
        self.empty_text = NOTHING_MATCHES if body else ""
        self.show_values(range(len(self.body)))

    def row_value(self, key: int, width: int) -> Line:  # noqa: ARG002 - the list's own signature
        """The line at a place."""
        return self.body[key].line if key < len(self.body) else ()

    def action_rows_choose(self) -> None:
        """Go to what the line stands for, or unfold it."""
        line = self.chosen_line
        if line is None:
            return
        if line.fold:
            self.unfolded ^= {line.fold}
            self.fill()
        elif line.goto is not None:
            self.post_message(self.GoAsked(line.goto))


def text_of(line: Line) -> str:
    """What a line says."""
    return "".join(span.text for span in line)
