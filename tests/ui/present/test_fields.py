"""Text broken to a width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from breadtui.ui.present.fields import folded, wrapped
from breadtui.ui.present.tones import Span


@pytest.mark.parametrize("width", [1, 2, 7, 20])
def test_wrapped_text_keeps_every_word_and_its_width(width: int) -> None:
    text = "日本語 the quick  brown\nfox " + "x" * 30
    lines = wrapped(text, width)
    assert all(cell_len(line) <= max(width, 2) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(wrapped("a\n" * 50, 10, most=3)) == 4


def test_folded_lines_lose_nothing() -> None:
    line = (Span("abc" * 10), Span("日本" * 10))
    joined = "".join("".join(span.text for span in piece).strip() for piece in folded([line], 11))
    assert joined == "abc" * 10 + "日本" * 10
