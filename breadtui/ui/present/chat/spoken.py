"""What somebody said as lines: prose broken at blanks, code in fences as it was written, apart from the prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breadtui.ui.present.chat.growing import GrowingText
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import replace

INDENT = 2
_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)", re.DOTALL)


class SpokenText:
    """Raw text as lines; asked with a text that goes on from the one before, it costs only what is new.

    Lines of a block of code that is closed have its text to be copied; all others have none of their own.
    """

    def __init__(self, width: int, glyphs: Glyphs = UNICODE, tone: Tone = Tone.PLAIN, step: int = 0) -> None:
        self._cells = max(width - INDENT - 1, 4)
        self._bar = f"{glyphs.down} "
        self._tone = tone
        self._step = step
        self._begin("")

    def _begin(self, text: str) -> None:
        self._text = text
        self._standing: list[BodyLine] = []
        self._stands_to = 0
        self._fence = ""
        self._code_place = self._code_begins = 0
        self._last: GrowingText | None = None

    def lines(self, text: str) -> Sequence[BodyLine]:
        """The lines of a text; from the first on where it does not go on from the one before."""
        if not text.startswith(self._text):
            self._begin(text)
        self._text = text
        while (end := text.find("\n", self._stands_to)) >= 0:
            self._close_line(text[self._stands_to : end].removesuffix("\r"), end + 1)
        last = text[self._stands_to :]
        standing = self._with_code(self._stands_to) if self._fence and self._marks_of(last) else self._standing
        return [*standing, *self._drawn(last)]

    def _close_line(self, line: str, next_at: int) -> None:
        marks = self._marks_of(line)
        if marks and self._fence:
            self._standing = self._with_code(self._stands_to)
        self._standing += self._drawn(line)
        self._stands_to, self._last = next_at, None
        if marks and not self._fence:
            self._fence, self._code_place, self._code_begins = marks, len(self._standing), next_at
        elif marks:
            self._fence = ""

    def _with_code(self, end: int) -> list[BodyLine]:
        """The standing lines, those of the block of code that ends here with its text."""
        code = self._text[self._code_begins : end].replace("\r\n", "\n")
        block = [replace(line, copied=code) for line in self._standing[self._code_place :]]
        return [*self._standing[: self._code_place], *block]

    def _marks_of(self, line: str) -> str:
        """The marks of a fence that this line opens, or closes where one is open; empty for any other line."""
        found = _FENCE.match(line)
        if found is None:
            return ""
        marks, words = found[1], found[2].strip()
        if self._fence:
            return marks if marks.startswith(self._fence) and not words else ""
        return "" if marks[0] == "`" and "`" in words else marks

    def _drawn(self, line: str) -> list[BodyLine]:
        """The line that grows, or that ends here."""
        is_code = bool(self._fence)
        if self._last is None:
            self._last = GrowingText(max(self._cells - len(self._bar), 4) if is_code else self._cells)
        margin = Span(" " * INDENT)
        if self._marks_of(line):
            return [BodyLine((margin, Span(piece, Tone.DIM)), step=self._step) for piece in self._last.lines(line)]
        head = (margin, Span(self._bar, Tone.DIM)) if is_code else (margin,)
        return [BodyLine((*head, Span(piece, self._tone)), step=self._step) for piece in self._last.lines(line)]
