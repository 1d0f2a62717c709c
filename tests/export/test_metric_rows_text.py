"""Training logs as JSON, JSONL and CSV, read back by other readers than ours."""

from __future__ import annotations

import csv
import io
import json
from math import inf, nan
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.metric.rows import metric_rows_of
from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts

ROWS = [
    {"iter": 1, "loss": 1.5e-7, "lr": nan, "note": 'a "b", c\n'},
    {"iter": 2, "loss": -inf, "deep": {"x": [nan, 1]}, "flag": True, "gone": None},
]


def text(rows: list[Any], form: MetricForm) -> str:
    return "".join(metric_texts(metric_rows_of(rows), form))


def strictly(text: str) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def test_json_has_every_key_and_null_for_what_is_not_finite() -> None:
    wanted = [
        {"iter": 1, "loss": 1.5e-7, "lr": None, "note": 'a "b", c\n'},
        {"iter": 2, "loss": None, "deep": {"x": [None, 1]}, "flag": True, "gone": None},
    ]
    assert strictly(text(ROWS, MetricForm.JSON)) == wanted
    assert [strictly(line) for line in text(ROWS, MetricForm.JSONL).splitlines()] == wanted


def test_csv_has_a_column_a_key_and_nothing_for_what_is_not_finite() -> None:
    assert list(csv.reader(io.StringIO(text(ROWS, MetricForm.CSV), newline=""))) == [
        ["iter", "loss", "lr", "note", "deep", "flag", "gone"],
        ["1", "1.5e-07", "", 'a "b", c\n', "", "", ""],
        ["2", "", "", "", '{"x": [null, 1]}', "true", ""],
    ]


def test_no_rows_are_an_empty_list() -> None:
    assert strictly(text([], MetricForm.JSON)) == []
    assert text([], MetricForm.JSONL) == ""


def test_halves_of_characters_are_carried_by_every_form() -> None:
    for form in MetricForm:
        assert "ud800" in text([{"iter": 1, "\ud800": "\ud800"}], form).encode("utf-8").decode()


@given(
    st.lists(st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False) | st.integers(), min_size=1))
)
def test_finite_numbers_come_back_as_they_were(rows: list[dict[str, float]]) -> None:
    assert strictly(text(rows, MetricForm.JSON)) == rows
    assert [strictly(line) for line in text(rows, MetricForm.JSONL).splitlines()] == rows
