from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.ui.terminal.plain_document import PlainDocument, newline_of

_texts = st.text(alphabet="ab\t \r\n\x0b\x0c\x1c\x85\u2028\u2029\x00\ud800", max_size=20)


@given(_texts)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    document = PlainDocument(text)
    document.replace_range((0, 0), (0, 0), "")
    assert document.text == text


@given(_texts, st.data())
@settings(max_examples=200)
def test_an_edit_changes_its_range_only_and_can_be_taken_back(text: str, data: st.DataObject) -> None:
    document = PlainDocument(text)
    first, last = sorted(data.draw(st.tuples(_place(document), _place(document))))
    start, end = document.get_index_from_location(first), document.get_index_from_location(last)
    result = document.replace_range(first, last, "X\nY")
    newline = newline_of(text)
    assert document.text == f"{text[:start]}X{newline}Y{text[end:]}"
    document.replace_range(first, result.end_location, result.replaced_text)
    assert document.text == text


@st.composite
def _place(draw: st.DrawFn, document: PlainDocument) -> tuple[int, int]:
    line = draw(st.integers(0, document.line_count - 1))
    return line, draw(st.integers(0, len(document.lines[line])))


def test_a_text_of_one_line_end_shows_none_and_a_mixed_one_keeps_its_returns() -> None:
    assert PlainDocument("a\r\nb\r\n").lines == ["a", "b", ""]
    assert PlainDocument("a\rb").lines == ["a", "b"]
    assert PlainDocument("a\r\nb\n").lines == ["a\r", "b", ""]
    assert PlainDocument("a\u2028b\x0bc").lines == ["a\u2028b\x0bc"]
