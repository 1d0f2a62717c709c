"""Rows of output as they are read page by page."""

from __future__ import annotations

from breadtui.domain.errors import Unreachable
from breadtui.domain.names import Phase
from breadtui.domain.outputs import OutputPage
from breadtui.ui.present.detail.output_rows import (
    MOST_PAGES,
    PAGE_ROWS,
    OutputRows,
    row_line,
    rows_heading,
)
from breadtui.ui.present.tones import Line
from tests.fakes.states import (
    a_job,
    a_key,
)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line).strip() for line in lines]


def a_page(offset: int, count: int, *, has_more: bool = False, lines: int | None = None) -> OutputPage:
    job = a_job("wise", phase=Phase.ROLLOUT, lines=lines)
    rows = tuple({"question": f"q{n}\x1b", "response": f"a{n}\n[/]"} for n in range(offset, offset + count))
    return OutputPage(job, rows, offset, has_more)


def test_rows_are_asked_for_once_by_page() -> None:
    rows = OutputRows(a_key("wise", Phase.ROLLOUT))
    rows.expect(250)
    assert rows.missing_offset(120) == 100
    rows.asked.add(100)
    assert rows.missing_offset(130) is None
    rows.take(a_page(100, PAGE_ROWS, has_more=True, lines=250))
    assert rows.count == 250
    assert rows.missing_offset(130) is None
    assert rows.missing_offset(0) == 0


def test_a_read_that_failed_is_not_repeated_by_itself() -> None:
    rows = OutputRows(a_key("wise", Phase.ROLLOUT))
    rows.expect(10)
    rows.fail(Unreachable("cut"))
    assert rows.missing_offset(0) is None
    assert "No answer: cut" in texts([rows_heading(rows)])[0]
    rows.expect(20)
    assert rows.missing_offset(0) == 0


def test_a_server_that_always_has_more_ends_at_an_empty_page() -> None:
    rows = OutputRows(a_key("wise", Phase.ROLLOUT))
    rows.take(a_page(0, 100, has_more=True))
    assert rows.count == 101
    rows.take(a_page(100, 0, has_more=True))
    assert rows.count == 100


def test_only_the_newest_pages_are_kept() -> None:
    rows = OutputRows(a_key("wise", Phase.ROLLOUT))
    for page in range(MOST_PAGES + 5):
        rows.take(a_page(page * PAGE_ROWS, PAGE_ROWS, has_more=True))
    assert len(rows.pages) == MOST_PAGES
    assert rows.row(0) is None


def test_a_row_is_one_line_or_whole() -> None:
    rows = OutputRows(a_key("wise", Phase.ROLLOUT))
    rows.take(a_page(0, 3))
    assert texts([row_line(rows, 1, 60)])[0].split() == ["2", "q1␛", "a1␤[/]"]
    assert texts([rows_heading(None)]) == ["no target: there are no rows to show"]
