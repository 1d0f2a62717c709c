"""What people write into a line, as values, and back."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.forms.fields import Field, Kind, Limits
from breadtui.domain.forms.words import NotThis, read_value, value_problem, value_text

INTEGER = Field(("n",), "n", Kind.INTEGER, limits=Limits(1))
NUMBER = Field(("x",), "x", Kind.NUMBER)
SHARE = Field(("x",), "x", Kind.NUMBER, limits=Limits(0, 2))
BETAS = Field(("b",), "b", Kind.NUMBERS, count=2)
WORD = Field(("w",), "w", Kind.WORD)
TEXT = Field(("t",), "t", Kind.TEXT)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_as_it_was_written(value: float) -> None:
    assert read_value(NUMBER, value_text(value)) == value


@given(st.integers(min_value=1, max_value=10**15))
def test_every_whole_number_reads_back_as_it_was_written(value: int) -> None:
    assert read_value(INTEGER, value_text(value)) == value


@given(st.text(max_size=20))
def test_no_text_is_more_than_refused(text: str) -> None:
    for field in (INTEGER, NUMBER, BETAS, WORD, TEXT):
        with suppress(NotThis):
            read_value(field, text)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (INTEGER, "1_000", 1000),
        (INTEGER, " 1e3 ", 1000),
        (NUMBER, "2e-4", 0.0002),
        (NUMBER, ".5", 0.5),
        (BETAS, "0.9, 0.999", [0.9, 0.999]),
        (BETAS, "[0.9 0.999]", [0.9, 0.999]),
        (WORD, "all-linear", "all-linear"),
        (WORD, '["q_proj", "v_proj"]', ["q_proj", "v_proj"]),
        (TEXT, " as it is ", " as it is "),
    ],
)
def test_values_are_read_as_people_write_them(field: Field, text: str, value: object) -> None:
    assert read_value(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (INTEGER, "many", "a whole number"),
        (INTEGER, "1.5", "a whole number"),
        (INTEGER, "0", "at least 1"),
        (NUMBER, "1e999", "too large"),
        (NUMBER, "nan", "a number, as 0.008 or 2e-4"),
        (SHARE, "2.1", "0 to 2"),
        (BETAS, "0.9", "2 numbers, with blanks between"),
        (TEXT, "", "something, or reset it"),
    ],
)
def test_what_is_no_value_is_refused_with_what_would_be_one(field: Field, text: str, sentence: str) -> None:
    with pytest.raises(NotThis, match=f"^{sentence}$"):
        read_value(field, text)


def test_a_json_list_that_is_cut_short_is_said_to_be_no_json() -> None:
    with pytest.raises(NotThis, match="neither a word nor JSON"):
        read_value(WORD, '["q_proj"')


def test_a_truth_value_is_no_number() -> None:
    assert value_problem(INTEGER, True) == "a whole number"
    assert value_problem(NUMBER, "3") == "a number"


def test_values_are_written_without_what_floats_add() -> None:
    assert [value_text(one) for one in (3.0, 1e-07, 0.008, True, None, [0.9, 0.999], {"a": 1})] == [
        "3",
        "1e-07",
        "0.008",
        "yes",
        "",
        "0.9 0.999",
        '{"a": 1}',
    ]
