"""What commands write: aligned, harmless, and JSON every reader takes."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from breadtui.commands.outcome.writing import cells_of, put_columns, put_json, put_line


def test_columns_are_aligned_and_figures_stand_to_the_right() -> None:
    out = io.StringIO()
    put_columns(out, [("NAME", "N"), ("a", "5"), ("日本", "12")], frozenset({1}))
    assert out.getvalue() == "NAME   N\na      5\n日本  12\n"


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    out = io.StringIO()
    put_columns(out, [("\x1b]0;x\x07", "a\nb")])
    put_line(out, "\x9b31m")
    assert "\x1b" not in out.getvalue()
    assert "\x9b" not in out.getvalue()
    assert out.getvalue().count("\n") == 2


def test_wide_and_combining_characters_are_counted_in_cells() -> None:
    assert (cells_of("abc"), cells_of("日本"), cells_of("e\u0301")) == (3, 4, 1)


def test_figures_that_are_not_numbers_become_null() -> None:
    out = io.StringIO()
    put_json(out, {"a": [1.0, float("nan"), {"b": float("inf")}], "c": "nan"})
    assert json.loads(out.getvalue()) == {"a": [1.0, None, {"b": None}], "c": "nan"}


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters())))
def test_any_text_becomes_one_line_of_ascii_json(value: dict[str, str]) -> None:
    out = io.StringIO()
    put_json(out, value)
    assert out.getvalue().isascii()
    assert out.getvalue().count("\n") == 1
    assert json.loads(out.getvalue()) == value
