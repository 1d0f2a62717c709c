"""A text in lines for the editor, from which exactly the same text comes back."""

from __future__ import annotations

import re

from textual.document._document import Document, EditResult, Location, Newline

_NEWLINE = re.compile("\r\n|\r|\n")


def newline_of(text: str) -> Newline:
    """What ends the lines of a text; newline where it is mixed, so that carriage returns stay in their lines."""
    returns, newlines = text.count("\r"), text.count("\n")
    if returns and returns == newlines == text.count("\r\n"):
        return "\r\n"
    return "\r" if returns and not newlines else "\n"


class PlainDocument(Document):
    """Splits at one kind of line end only; Textual's own splits at eleven and joins with one, which loses bytes."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._newline = newline_of(text)
        self._lines = text.split(self._newline)
        self._joined: str | None = text
        self.edit_count = 0

    @property
    def text(self) -> str:
        """The whole text, joined once after each change."""
        if self._joined is None:
            self._joined = self._newline.join(self._lines)
        return self._joined

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put `text` in the place of a range and say where it ends and what stood there."""
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range((top, left), (bottom, right))
        before = self._lines[top][:left] if top < len(self._lines) else ""
        after = self._lines[bottom][right:] if bottom < len(self._lines) else ""
        lines = text.split("\n") if self._newline == "\n" else _NEWLINE.split(text)
        lines[0] = before + lines[0]
        end_location = (top + len(lines) - 1, len(lines[-1]))
        lines[-1] += after
        self._lines[top : bottom + 1] = lines
        self._joined = None
        self.edit_count += 1
        return EditResult(end_location, replaced)
