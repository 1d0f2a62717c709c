"""An answer written as it comes, so that a terminal obeys nothing in it."""

from __future__ import annotations

import re
from typing import TextIO

from breadtui.domain.chatting.speech import AnswerSieve
from breadtui.domain.unsafe_text import visible_lines

# What a character is shown as depends on its neighbours only where one of them joins, combines or ends a line.
_JOINING = re.compile(
    "[\r\u200c\u200d\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_MOST_HELD = 4_000


class WrittenWords:
    """Pieces of one answer onto `out`; `is_safe` is for a terminal, where a last character waits for what follows."""

    def __init__(self, out: TextIO, *, is_safe: bool, shows_thinking: bool) -> None:
        self._out = out
        self._is_safe = is_safe
        self._sieve = None if shows_thinking else AnswerSieve()
        self._rest = ""
        self._last = ""

    def show(self, piece: str) -> None:
        """Write what is new of it."""
        self._rest += piece if self._sieve is None else self._sieve.answer_in(piece)
        self._put(_settled(self._rest) if self._is_safe else len(self._rest))

    def finish(self) -> None:
        """Write the rest, and end the line."""
        self._put(len(self._rest))
        if self._last and self._last != "\n":
            self._out.write("\n")
        self._out.flush()

    def _put(self, end: int) -> None:
        new, self._rest = self._rest[:end], self._rest[end:]
        if new:
            self._out.write(visible_lines(new) if self._is_safe else new)
            self._out.flush()
            self._last = new[-1]


def _settled(text: str) -> int:
    """How much of a text is shown as it is now, whatever follows."""
    if not text or text[-1] in " \n" or len(text) > _MOST_HELD:
        return len(text)
    end = len(text) - 1
    while end > 0 and (_JOINING.match(text[end]) or _JOINING.match(text[end - 1])):
        end -= 1
    return end
