"""A text that grows is broken as if it had been whole, without all of it being broken again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.chat.growing import GrowingText
from breadtui.ui.present.fields import wrapped

LETTERS = st.text(alphabet="ab \n\r\t\x1b\u202eé漢", max_size=60)


@given(st.lists(LETTERS, max_size=20), st.integers(5, 40))
def test_it_says_the_same_as_the_whole_text_at_every_step(pieces: list[str], width: int) -> None:
    growing, text = GrowingText(width), ""
    for piece in pieces:
        text += piece
        assert list(growing.lines(text)) == wrapped(text, width, most=100_000)


@given(st.lists(st.text(alphabet="ab c", min_size=1, max_size=400), min_size=3, max_size=12), st.integers(5, 40))
def test_the_same_in_one_long_paragraph(pieces: list[str], width: int) -> None:
    growing, text = GrowingText(width), ""
    for piece in pieces:
        text += piece
        assert list(growing.lines(text)) == wrapped(text, width, most=100_000)


def test_a_long_answer_costs_what_is_new_and_not_what_stands() -> None:
    growing, text = GrowingText(60), ""
    for _ in range(2_000):
        text += "some words of an answer "
        growing.lines(text)
    assert growing.broken_characters < 60 * len(text)
    lines = GrowingText(60)
    text = ""
    for number in range(2_000):
        text += f"line {number} of an answer\n"
        lines.lines(text)
    assert lines.broken_characters < 3 * len(text)


def test_another_text_begins_anew() -> None:
    growing = GrowingText(20)
    growing.lines("one\ntwo\nthree")
    assert list(growing.lines("one\nother")) == ["one", "other"]


def test_a_paragraph_full_of_what_is_made_harmless_costs_no_more() -> None:
    growing, text = GrowingText(60), ""
    for _ in range(2_000):
        text += "some \x1b[31mwords of\u202e an answer "
        growing.lines(text)
    assert growing.broken_characters < 200 * len(text)
    endless, text = GrowingText(60), ""
    for _ in range(2_000):
        text += "\x1b]52;c;aGk=\x07漢" * 2
        endless.lines(text)
    assert endless.broken_characters < 200 * len(text)


def test_the_margin_of_a_long_line_stays() -> None:
    assert wrapped("    return one + two + three", 20) == ["    return one + two", "+ three"]
    assert wrapped(" " * 30 + "far", 20) == ["far"]
