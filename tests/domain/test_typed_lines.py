"""Lines typed before: each once, the newest last, had again by how they begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.typed_lines import MOST_LINES, TypedLines, typed_lines_from, typed_lines_json, with_typed

LINES = TypedLines(("open a", "theme dark", "open b"))


def test_the_older_ones_that_begin_so_come_back_one_after_the_other() -> None:
    newest = LINES.before(3, "open")
    assert newest == 2
    assert LINES.before(newest, "open") == 0
    assert LINES.before(0, "open") is None


def test_behind_the_newest_there_is_none() -> None:
    assert LINES.after(0, "open") == 2
    assert LINES.after(2, "open") is None


def test_the_line_that_stands_there_is_no_other_line() -> None:
    assert LINES.before(3, "open b") is None


@pytest.mark.parametrize("line", ["", "   "])
def test_an_empty_line_is_not_kept(line: str) -> None:
    assert LINES.with_line(line) is LINES


@given(st.lists(st.text()))
def test_each_stands_once_where_it_was_typed_last(typed: list[str]) -> None:
    lines = TypedLines()
    for line in typed:
        lines = lines.with_line(line)
    kept = [line for line in typed if line.strip()]
    assert list(reversed(lines.lines)) == list(dict.fromkeys(reversed(kept)))[:MOST_LINES]


@given(st.dictionaries(st.text(), st.lists(st.text(), unique=True, max_size=MOST_LINES)))
def test_what_is_kept_comes_back(places: dict[str, list[str]]) -> None:
    lines = {place: TypedLines(tuple(typed)) for place, typed in places.items()}
    assert typed_lines_from(typed_lines_json(lines)) == lines


@pytest.mark.parametrize("kept", [None, 3, "text", ["open a"], {":": "open a"}, {":": None}])
def test_what_cannot_be_read_is_left_out(kept: Json) -> None:
    assert not typed_lines_from(kept)


def test_places_do_not_mix() -> None:
    lines = with_typed(with_typed({}, ":", "open a"), "/", "loss<1")
    assert lines == {":": TypedLines(("open a",)), "/": TypedLines(("loss<1",))}
