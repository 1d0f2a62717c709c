"""A text that grows at its end, broken into lines without breaking what stands already again."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.ui.present.fields import wrapped

MOST_LINES = 100_000
LONG_CHARACTERS = 1_000
"""From here on also the lines of one paragraph are kept; shorter ones are quickly broken again."""
MOST_UNSETTLED_CHARACTERS = 4_000
"""So much of one paragraph is broken again at most, whatever is in it."""


class GrowingText:
    """Raw text as cleaned lines of at most `width` cells; what is asked with a longer text costs only what is new.

    Within a paragraph too long for that, tab stops count from where it was broken last.

    `broken_characters` counts what was broken so far, so that a test can tell.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._text = ""
        self._settled_to = 0
        self._settled: list[str] = []
        self.broken_characters = 0

    def lines(self, text: str) -> Sequence[str]:
        """The lines of a text; from the first on where it does not go on from the one before."""
        if not text.startswith(self._text):
            self._settled_to, self._settled = 0, []
        self._text = text
        self._settle_paragraphs(text)
        self._settle_in_paragraph(text)
        return [*self._settled, *self._broken(text[self._settled_to :])]

    def _settle_paragraphs(self, text: str) -> None:
        end = text.rfind("\n")
        if end >= self._settled_to:
            self._settled += self._broken(text[self._settled_to : end + 1])[:-1]
            self._settled_to = end + 1

    def _settle_in_paragraph(self, text: str) -> None:
        rest = text[self._settled_to :]
        if len(rest) < LONG_CHARACTERS:
            return
        self._settle_lines(rest)
        while (rest := text[self._settled_to :]) and len(rest) > MOST_UNSETTLED_CHARACTERS:
            # Lines in which something was made harmless are not found again in what was sent: a cut somewhere does.
            end = rest.rfind(" ", 1, MOST_UNSETTLED_CHARACTERS) + 1 or MOST_UNSETTLED_CHARACTERS
            self._settled += self._broken(rest[:end].removesuffix(" "))
            self._settled_to += end

    def _settle_lines(self, rest: str) -> None:
        # All but the last two lines stay whatever follows, if nothing in them was made harmless on the way.
        kept, at = [], 0
        for line in self._broken(rest)[:-2]:
            if not rest.startswith(line, at):
                break
            at += len(line)
            while rest.startswith(" ", at):
                at += 1
            kept.append(line)
        self._settled += kept
        self._settled_to += at

    def _broken(self, text: str) -> list[str]:
        self.broken_characters += len(text)
        return wrapped(text, self._width, most=MOST_LINES)
