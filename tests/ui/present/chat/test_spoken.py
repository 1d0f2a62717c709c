"""What is said as lines: the same however it came, and code as it was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breadtui.ui.present.chat.spoken import SpokenText
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import wrapped
from breadtui.ui.present.glyphs import ASCII

PIECES = st.lists(st.text(alphabet="ab \n\r\t\x1b`~é漢", max_size=40), max_size=20)
CODE = "Look:\n\n```python\ndef settle(items):\n    return sorted(items, key=str)\n```\nThat is all."


def texts(lines: list[BodyLine]) -> list[str]:
    return ["".join(span.text for span in line.line) for line in lines]


def spoken(text: str, width: int = 60) -> list[BodyLine]:
    return list(SpokenText(width).lines(text))


@given(PIECES, st.integers(12, 40))
def test_it_says_the_same_however_it_came(pieces: list[str], width: int) -> None:
    growing, text = SpokenText(width), ""
    for piece in pieces:
        text += piece
        assert list(growing.lines(text)) == spoken(text, width)


@given(st.text(alphabet="ab \n\r\t\x1b\u202eé漢", max_size=200), st.integers(12, 40))
def test_prose_is_broken_as_everywhere(text: str, width: int) -> None:
    assert texts(spoken(text, width)) == [f"  {line}" for line in wrapped(text, width - 3)]


def test_code_keeps_its_margin_and_stands_apart() -> None:
    assert texts(spoken(CODE)) == [
        "  Look:",
        "  ",
        "  ```python",
        "  │ def settle(items):",
        "  │     return sorted(items, key=str)",
        "  ```",
        "  That is all.",
    ]
    assert "  | def settle(items):" in texts(list(SpokenText(60, ASCII).lines(CODE)))


def test_lines_of_closed_code_are_copied_as_the_whole_block() -> None:
    code = "def settle(items):\n    return sorted(items, key=str)\n"
    assert [line.copied for line in spoken(CODE)] == ["", "", "", code, code, "", ""]
    assert {line.copied for line in spoken("```\nhalf")} == {""}


def test_fences_are_closed_by_their_own_kind_only() -> None:
    nested = "````\n```\n~~~\n```` \nafter"
    assert texts(spoken(nested)) == ["  ````", "  │ ```", "  │ ~~~", "  ```` ", "  after"]
    assert texts(spoken("```inline```\nprose")) == ["  ```inline```", "  prose"]


def test_lines_that_stand_are_not_made_again() -> None:
    growing, text = SpokenText(60), ""
    for number in range(200):
        text += f"line {number}\n"
        growing.lines(text)
    before = list(growing.lines(text))
    after = list(growing.lines(text + "more"))
    assert all(old is new for old, new in zip(before[:-1], after, strict=False))
