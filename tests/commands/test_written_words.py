"""Words on a terminal as they come: all of them, soon, and none obeyed."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from breadtui.commands.using.written_words import WrittenWords
from breadtui.domain.unsafe_text import visible_lines

PIECES = st.lists(st.text(alphabet="ab \n\r\x1b\u202e\u200d\ufe0fé\u0301漢👩", max_size=8), max_size=20)


class Out(io.StringIO):
    """Counts what is written."""

    written = 0

    def write(self, text: str) -> int:
        self.written += len(text)
        return super().write(text)


@given(PIECES)
def test_a_terminal_sees_the_same_however_it_came(pieces: list[str]) -> None:
    out, text = io.StringIO(), "".join(pieces)
    words = WrittenWords(out, is_safe=True, shows_thinking=True)
    for piece in pieces:
        words.show(piece)
    words.finish()
    shown = visible_lines(text)
    assert out.getvalue() == shown + ("" if not text or text.endswith("\n") else "\n")


def test_words_without_blanks_do_not_wait_for_the_end() -> None:
    out = io.StringIO()
    words = WrittenWords(out, is_safe=True, shows_thinking=True)
    words.show("漢字漢字")
    words.show("漢")
    assert out.getvalue() == "漢字漢字"


def test_each_piece_is_written_once() -> None:
    out = Out()
    words = WrittenWords(out, is_safe=True, shows_thinking=False)
    for number in range(10_000):
        words.show(f"{number} ")
    words.finish()
    assert out.written == len(out.getvalue())
    assert out.getvalue().split() == [str(number) for number in range(10_000)]
