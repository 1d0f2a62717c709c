"""The lines of a merge word by word: what is new on a side, and what the other side has no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from breadtui.domain.merging.changed_words import Run, Runs, Whose, base_words, whole_lines, whose_words
from breadtui.domain.merging.merge import Merge
from breadtui.ui.present.clean import clean
from breadtui.ui.present.compare.changed_words import dotted
from breadtui.ui.present.prompt.merge_texts import lines_of
from breadtui.ui.present.tones import Line, Span, Tone


class Sign(NamedTuple):
    """How a side of a chunk is drawn: taken, left out, not decided yet, or what was there before."""

    sign: str
    tone: Tone
    words: Mapping[Whose, Tone]


_READ = {Whose.SHARED: Tone.PLAIN, Whose.OWN: Tone.ADDED, Whose.DROPPED: Tone.REMOVED}
_UNREAD = {Whose.SHARED: Tone.DIM, Whose.OWN: Tone.REMOVED, Whose.DROPPED: Tone.DIM}
TAKEN = Sign("+", Tone.ADDED, _READ)
LEFT_OUT = Sign("-", Tone.REMOVED, _UNREAD)
OPEN = Sign("?", Tone.STALLED, _READ)
WAS = Sign(" ", Tone.DIM, {Whose.SHARED: Tone.DIM, Whose.OWN: Tone.DIM, Whose.DROPPED: Tone.REMOVED})
_BRACKETS = {Whose.OWN: ("{+", "+}"), Whose.DROPPED: ("[-", "-]")}


MOST_CHARACTERS = 150_000
"""Working out the words of more would be felt; chunks beyond are told line by line."""


class MergeWords:
    """The words of each changed chunk, worked out when it is first looked at: they are the same for every decision.

    `drawn` keeps rows by whatever tells them apart, for who draws them.
    """

    def __init__(self, merge: Merge) -> None:
        self._merge = merge
        self._sides: dict[int, tuple[tuple[Runs, ...], tuple[Runs, ...]]] = {}
        self._bases: dict[int, tuple[Runs, ...]] = {}
        self._characters_left = MOST_CHARACTERS
        self.drawn: dict[tuple[object, ...], list[Line]] = {}

    def of(self, number: int) -> tuple[tuple[Runs, ...], tuple[Runs, ...]]:
        """The lines of mine and of theirs."""
        if number not in self._sides:
            base, mine, theirs = self._texts(number)
            if self._may_go_through(base, mine, theirs):
                self._sides[number] = whose_words(base, mine, theirs), whose_words(base, theirs, mine)
            else:
                self._sides[number] = whole_lines(mine, theirs, Whose.OWN), whole_lines(theirs, mine, Whose.OWN)
        return self._sides[number]

    def before(self, number: int) -> tuple[Runs, ...]:
        """The lines both were made from."""
        if number not in self._bases:
            base, mine, theirs = self._texts(number)
            if self._may_go_through(base, mine, theirs):
                self._bases[number] = base_words(base, mine, theirs)
            else:
                self._bases[number] = whole_lines(base, (), Whose.SHARED)
        return self._bases[number]

    def _may_go_through(self, *sides: list[str]) -> bool:
        wanted = sum(len(line) for side in sides for line in side)
        if wanted > self._characters_left:
            return False
        self._characters_left -= wanted
        return True

    def _texts(self, number: int) -> tuple[list[str], list[str], list[str]]:
        chunk = self._merge.chunks[number]
        base, mine, theirs = (lines_of(chunk.part, one, chunk.name) for one in (chunk.base, chunk.mine, chunk.theirs))
        return base, mine, theirs


def word_spans(line: Runs, sign: Sign, *, is_mono: bool) -> list[Span]:
    """A line as spans; without colours, brackets stand around words that differ, but not around a whole line."""
    has_brackets = is_mono and len(line) > 1
    last = len(line) - 1
    return [_span(run, sign, has_brackets=has_brackets, is_last=at == last) for at, run in enumerate(line)]


def _span(run: Run, sign: Sign, *, has_brackets: bool, is_last: bool) -> Span:
    shown = clean(run.text)
    if run.whose is not Whose.SHARED:
        if is_last or not shown.strip():
            shown = dotted(shown)
        opening, closing = _BRACKETS[run.whose] if has_brackets else ("", "")
        shown = f"{opening}{shown}{closing}"
    return Span(shown, sign.words[run.whose])
