"""Rows as lines: the list, the heading, one row whole, the histograms."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.digest import digest_of
from breadtui.domain.outputs.paging import Stop
from breadtui.domain.query.queries import Query, parse_query
from breadtui.ui.present.clean import clean
from breadtui.ui.present.rows.listing import ListedRow, RowsCounts, heading_line, row_line
from breadtui.ui.present.rows.whole import RowFacts, RowLook, RowTab, row_body, size_text
from breadtui.ui.present.tones import Line, Tone
from breadtui.ui.screens.words.rows import parse_rows, rows_completions
from breadtui.ui.screens.words.table import NotUnderstood, Typed

KEY = JobKey(RepoName("r"), Phase.ROLLOUT, "t")
CHOICES = [{"message": {"content": "one"}}, {"message": {"content": "two"}}]


def said(line: Line) -> str:
    return "".join(span.text for span in line)


def listed(raw: Any, width: int, query: Query | None = None, **more: Any) -> Line:
    return row_line(ListedRow(4, digest_of(4, read_row(raw), 8), **more), width, query or Query())


def whole(raw: Any, tab: RowTab = RowTab.ROW, **look: Any) -> str:
    facts = RowFacts(KEY, 4, 9, read_row(raw), most_tokens=8)
    return "\n".join(said(one.line) for one in row_body(facts, tab, RowLook(80, **look)))


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("plain?", ["question", "  plain?", "there is no answer in this row"]),
        ({"stimulus": "old?", "response": "yes", "model": "m"}, ["  old?", "  yes", "▸ also in this row"]),
        ({"question": "q", "response": {"choices": CHOICES}}, ["answer", "  one", "choice 2", "  two"]),
        ({"question": "q", "response": {"content": [{"text": "part"}]}}, ["  part"]),
        ({"question": "q", "trajectory": "way"}, ["  way"]),
        ({"odd": [1]}, ['"odd": [']),
        ([1, None], ["null"]),
        (None, ["null"]),
        ({"question": "", "response": ""}, ["the question is empty · the answer is empty", "(empty)"]),
        ({"question": "q", "response": {"content": "<think>on"}}, ["the thinking was never closed", "▸ thinking"]),
        (
            {"question": "q", "response": {"content": "x", "usage": {"completion_tokens": 8}}},
            ["all 8 tokens were"],
        ),
    ],
)
def test_every_shape_of_row_is_drawn(raw: Any, parts: list[str]) -> None:
    shown = whole(raw)
    for part in parts:
        assert part in shown


def test_the_repeated_prompt_is_one_line_that_says_so_and_a_search_opens_it() -> None:
    teacher = {"messages": [{"role": "system", "content": "be wise " * 750}, {"role": "user", "content": "why?"}]}
    facts = RowFacts(KEY, 0, 500, read_row({"unconditioned_stimulus": teacher}), same_rows=500, is_all=True)
    lines = [said(one.line) for one in row_body(facts, RowTab.ROW, RowLook(90))]
    assert " ▸ teacher prompt (6.0 kB), the same in all rows" in lines
    assert len(lines) < 12
    some = facts._replace(same_rows=50, is_all=False)
    assert any("the same in all 50 rows read" in said(one.line) for one in row_body(some, RowTab.ROW, RowLook(90)))
    found = row_body(facts, RowTab.ROW, RowLook(90, query=parse_query("wise")))
    assert any(span.tone is Tone.ACCENT and span.text == "wise" for one in found for span in one.line)


def test_a_list_line_marks_flaws_repetition_hits_and_how_many_are_alike() -> None:
    row = {"question": "why is it so?", "response": {"content": "", "finish_reason": "length"}}
    assert said(listed(row, 60)).split() == ["5", "EC", "why", "is", "it", "so?"]
    assert "×7 why" in said(listed(row, 60, like=7))
    assert said(listed(row, 60, is_same_question=True)).split() == ["5", "EC", "└", "(empty)"]
    assert any(span == ("why", Tone.ACCENT) for span in listed(row, 60, parse_query("why")))
    assert said(listed(row, 100)).split()[-1] == "(empty)"
    assert said(row_line(ListedRow(4), 60, Query())).split() == ["5", "…"]


@given(st.text(max_size=60), st.text(max_size=60), st.integers(20, 140))
def test_a_list_line_fits_its_room_whatever_it_says(question: str, answer: str, width: int) -> None:
    line = listed({"question": question, "response": answer}, width, like=12)
    assert cell_len(said(line)) <= max(width, 30)
    assert clean(said(line)) == said(line)


def test_the_heading_tells_counts_failures_and_what_the_service_did_wrong() -> None:
    counts = RowsCounts(KEY, total=1200, status="running", read=50, empty=2, cut=1)
    assert said(heading_line(counts, 120)) == " rollout of r/t · 1,200 rows · running · 2 empty · 1 cut of 50 read"
    assert said(heading_line(counts, 80)).startswith(" rollout of t · ")
    assert "reading, 50 so far" in said(heading_line(counts._replace(is_reading=True), 120))
    assert "none empty or cut" in said(heading_line(RowsCounts(KEY, total=5, read=5), 120))
    assert "repeats a page" in said(heading_line(counts._replace(stop=Stop.REPEATED), 120))
    assert "that was all" not in said(heading_line(counts._replace(stop=Stop.END), 120))
    assert "r tries again" in said(heading_line(counts._replace(error=Unreachable("gone")), 120))
    assert said(heading_line(RowsCounts(KEY, error=NotFound("x")), 120)).endswith("no rows yet")


def test_sizes_are_told_in_bytes_and_kilobytes() -> None:
    assert [size_text("x" * count) for count in (0, 999, 6300, 80_000)] == ["0 B", "999 B", "6.3 kB", "80 kB"]


def test_words_and_numbers_are_understood() -> None:
    assert parse_rows(":12,345") == Typed("go", "12345")
    assert parse_rows("007") == Typed("go", "7")
    assert parse_rows("q") == Typed("quit")
    assert parse_rows(" export csv a b.csv ") == Typed("export", "csv a b.csv")
    assert parse_rows(" ") is None
    with pytest.raises(NotUnderstood, match="no command 'nope'"):
        parse_rows("nope")
    assert rows_completions("ex") == ("export",)
    assert rows_completions("export ") == ("export jsonl", "export csv", "export stop")
    assert rows_completions("nope ") == ()
