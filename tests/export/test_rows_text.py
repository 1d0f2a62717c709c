"""Rows written out: nothing is lost, nothing breaks the form, and a file has its name only when it is whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.export.tables.rows_file import RowsFile
from breadtui.export.tables.rows_text import CSV_COLUMNS, RowForm, RowLines, line_of, row_json, row_markdown

CALL = {"function": {"name": "look", "arguments": "{}"}}
ROW: dict[str, Any] = {
    "unconditioned_stimulus": {
        "messages": [{"role": "system", "content": "Be ```Yoda```"}, {"role": "user", "content": 'Why, "so"?\nNow?'}]
    },
    "response": {
        "role": "assistant",
        "content": "<think>hm</think>Grow.",
        "finish_reason": "stop",
        "tool_calls": [CALL],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
    },
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_a_line_of_json_is_one_line_and_reads_back_as_the_row(row: Any) -> None:
    line = line_of(RowForm.JSONL, 0, row)
    assert line.count("\n") == 1
    assert json.loads(line) == row


def test_half_characters_and_figures_that_are_none_do_not_break_a_line() -> None:
    assert row_json("\ud800") == '"\\ud800"'
    assert row_json({"a": [float("nan"), 1]}) == '{"a": [null, 1]}'
    assert row_json("é") == '"é"'


def test_columns_hold_question_answer_thinking_calls_and_tokens() -> None:
    out = io.StringIO()
    lines = RowLines(RowForm.CSV, out.write)
    lines.put(6, ROW)
    lines.put(7, "only a question")
    head, first, second = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert tuple(head) == CSV_COLUMNS
    calls = '[{"name": "look", "arguments": "{}"}]'
    assert first == ["7", 'Why, "so"?\nNow?', "Grow.", "hm", calls, "stop", "3", "2", "5"]
    assert second == ["8", "only a question", *[""] * 7]


def test_a_page_tells_all_and_no_text_breaks_out_of_its_block() -> None:
    page = row_markdown(6, ROW)
    for said in ("# Row 7", "## Question", "## Thinking", "## Answer", "look({})", "## Teacher prompt", "````\nBe ```"):
        assert said in page
    assert "## JSON" in row_markdown(0, {"odd": 1})


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    file = RowsFile(path, RowForm.JSONL)
    file.put(0, "é")
    assert not path.exists()
    assert file.part.name == "rows.jsonl.part"
    file.finish()
    assert path.read_text(encoding="utf-8") == '"é"\n'
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_given_up_leaves_nothing(tmp_path: Path) -> None:
    file = RowsFile(tmp_path / "rows.csv", RowForm.CSV)
    file.put(0, "x")
    file.give_up()
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_never_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    file = RowsFile(path, RowForm.JSONL)
    path.write_text("theirs")
    with pytest.raises(FileExistsError):
        RowsFile(path, RowForm.JSONL)
    with pytest.raises(FileExistsError):
        file.finish()
    file.give_up()
    assert path.read_text() == "theirs"
    asked = RowsFile(path, RowForm.JSONL, replaces=True)
    asked.finish()
    assert path.read_text() == ""


def test_two_exports_to_one_name_do_not_write_over_each_other(tmp_path: Path) -> None:
    one, other = (RowsFile(tmp_path / "rows.jsonl", RowForm.JSONL) for _ in range(2))
    one.put(0, "one")
    other.put(0, "other")
    one.finish()
    with pytest.raises(FileExistsError):
        other.finish()
    other.give_up()
    assert (tmp_path / "rows.jsonl").read_text() == '"one"\n'
