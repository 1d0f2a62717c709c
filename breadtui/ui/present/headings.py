"""What stands above a chart, in as many whole pieces as there is room for: what it shows, how, of how many points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from breadtui.ui.present.pieces import Piece, cells_of, ever_fewer, first_that_fits, line_of
from breadtui.ui.present.rule_words import RuleWords
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass, replace

POINTS = " points"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a chart: `4 Metrics ── loss · ema .6 · x=step ── 168 of 168 points`, whole as a text."""

    pieces: tuple[Piece, ...]
    rule: str = "──"
    dot: str = "·"

    def __str__(self) -> str:
        return self._text(self.pieces)

    def without(self, group: int) -> Heading:
        """The same but for the pieces of a group."""
        return replace(self, pieces=tuple(piece for piece in self.pieces if piece.group != group))

    def wordings(self, least: int = 1) -> Iterator[str]:
        """All of it, then ever less, down to what is more important than `least`."""
        return map(self._text, self._ever_less(least))

    def rule_words(self) -> RuleWords:
        """For the rule above a pane."""
        return RuleWords((*self.wordings(), ""))

    def lines(self) -> Iterator[Line]:
        """The wordings with their tones."""
        return map(self._line, self._ever_less())

    def _ever_less(self, least: int = 1) -> Iterator[tuple[Piece, ...]]:
        """At last the count without its unit."""
        left: tuple[Piece, ...] = ()
        for left in ever_fewer(self.pieces, least):
            yield left
        if least == 1 and left and left[-1].text.endswith(POINTS):
            yield (*left[:-1], left[-1]._replace(text=left[-1].text.removesuffix(POINTS)))

    def ruled(self, width: int) -> Line:
        """A row of its own: as much as there is room for, and rule to the end."""
        line = first_that_fits(self.lines(), width - 2)
        room = max(width - 2 - cells_of(line), 0)
        if not line:
            return (Span(self.rule[0] * max(width, 0), Tone.DIM),)
        begin = Span(f" {line[0].text}", line[0].tone)
        return line_of((begin, *line[1:], Span(f" {self.rule[0] * room}", Tone.DIM)))

    def _text(self, pieces: Sequence[Piece]) -> str:
        return "".join(span.text for span in self._line(pieces))

    def _line(self, pieces: Sequence[Piece]) -> Line:
        spans: list[Span] = []
        for _, group in groupby(pieces, lambda piece: piece.group):
            texts = list(group)
            words, tone = f" {self.dot} ".join(piece.text for piece in texts), texts[0].tone
            if spans:
                spans[-1] = Span(f"{spans[-1].text} ", spans[-1].tone)
                spans.append(Span(self.rule, Tone.DIM))
            spans.append(Span(f" {words}" if spans else words, tone))
        return line_of(spans)
