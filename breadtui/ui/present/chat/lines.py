"""One model's side of a conversation as lines: questions, thinking that folds, answers, and what became of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from breadtui.domain.chatting.speech import Speech, speech_of
from breadtui.domain.chatting.threads import Exchange, Reply, Thread
from breadtui.ui.present.chat.ends import Note, figures_of, notes_of
from breadtui.ui.present.chat.spoken import SpokenText
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import folded, wrapped
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.rows.whole import size_text
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass, field

THINKING = "thinking "
EARLIER = "earlier "
EMPTY = (
    "Nothing was asked yet.",
    "Type below, enter sends; /help tells the keys.",
    "F3 picks a question the model was taught with.",
)


class Passage(NamedTuple):
    """Lines that follow each other, and the raw text they stand for."""

    lines: Sequence[BodyLine]
    text: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """An exchange that is over, as it was drawn; it stays so while all of this is the very same."""

    question: str
    reply: Reply | None
    earlier: tuple[Reply, ...]
    unfolded: frozenset[str]
    passages: tuple[Passage, ...]

    def is_of(self, exchange: Exchange, reply: Reply | None, unfolded: frozenset[str]) -> bool:
        is_same = self.reply is reply and self.question is exchange.question and self.earlier is exchange.earlier
        return is_same and self.unfolded == unfolded


@dataclass(slots=True)
class ChatColumn:
    """The lines of one model; what is over, and what stands of a growing answer, is kept from drawing to drawing."""

    model: str
    width: int
    glyphs: Glyphs = UNICODE
    unfolded: frozenset[str] = frozenset()
    _texts: dict[tuple[int, str], SpokenText] = field(default_factory=dict)
    _kept: dict[int, _Kept] = field(default_factory=dict)
    _begins: list[int] = field(default_factory=list)
    _copied: list[str] = field(default_factory=list)

    def resize(self, width: int) -> None:
        """Break all anew for another width."""
        if width != self.width:
            self.width = width
            self._texts.clear()
            self._kept.clear()

    def body(self, thread: Thread, now: datetime) -> list[BodyLine]:
        """All lines; each stands for its question by `step`, which counts from 1."""
        lines: list[BodyLine] = []
        self._begins, self._copied = [], []
        for number, exchange in enumerate(thread.exchanges):
            for passage in self._passages(number, exchange, now):
                self._begins.append(len(lines))
                self._copied.append(passage.text)
                lines += passage.lines
        if lines:
            return lines
        return [BodyLine((Span(f" {line}", Tone.DIM),)) for text in EMPTY for line in wrapped(text, self.width - 2)]

    def copied_at(self, place: int, line: BodyLine) -> str:
        """The raw text that a line of the body drawn last belongs to: of a block of code, a question, an answer."""
        at = bisect_right(self._begins, place) - 1
        return line.copied or (self._copied[at] if at >= 0 else "")

    def _passages(self, number: int, exchange: Exchange, now: datetime) -> Sequence[Passage]:
        reply, kept = exchange.reply_of(self.model), self._kept.get(number)
        unfolded = self.unfolded & {f"{THINKING}{number}", f"{EARLIER}{number}"}
        if kept is not None and kept.is_of(exchange, reply, unfolded):
            return kept.passages
        passages = tuple(self._made(number, exchange, reply, now))
        if reply is None or not reply.stage.is_open:
            self._kept[number] = _Kept(exchange.question, reply, exchange.earlier, unfolded, passages)
        return passages

    def _made(self, number: int, exchange: Exchange, reply: Reply | None, now: datetime) -> Iterator[Passage]:
        step = number + 1
        if number:
            yield Passage([BodyLine((), step=step)], "")
        asked = self._text(number, "question", exchange.question, Tone.PLAIN)
        yield Passage([BodyLine((Span(" you", Tone.STRONG),), step=step), *asked], exchange.question)
        if reply is None:
            yield self._note(Note("not asked; r asks it", Tone.DIM), step)
            return
        speech = speech_of(reply.text)
        yield Passage([BodyLine(self._head(reply), step=step)], speech.answer)
        if old := [each for each in exchange.earlier if each.model == self.model]:
            yield from self._earlier(number, old)
        if speech.thinking or speech.is_thinking:
            yield self._thinking(number, speech)
        yield Passage(self._text(number, "answer", speech.answer, Tone.PLAIN), speech.answer)
        for note in notes_of(reply, speech, now):
            yield self._note(note, step)

    def _head(self, reply: Reply) -> Line:
        return (Span(f" {cut_name(reply.model, max(self.width - 4, 8))}", Tone.ACCENT),)

    def _earlier(self, number: int, old: Sequence[Reply]) -> Iterator[Passage]:
        """The answers before this one, folded until they are wanted."""
        count, step = len(old), number + 1
        word = "1 earlier answer" if count == 1 else f"{count} earlier answers"
        yield Passage([self._fold(f"{EARLIER}{number}", word, step)], "\n\n".join(reply.text for reply in old))
        if f"{EARLIER}{number}" not in self.unfolded:
            return
        for place, reply in enumerate(old):
            answer = speech_of(reply.text).answer
            yield Passage(self._text(number, f"{EARLIER}{place}", answer, Tone.DIM), answer)
            if figures := figures_of(reply):
                yield self._note(Note(figures, Tone.DIM), step)

    def _thinking(self, number: int, speech: Speech) -> Passage:
        size = f" ({size_text(speech.thinking)})" if speech.thinking else ""
        word = "thinking…" if speech.is_thinking else "thought"
        lines = [self._fold(f"{THINKING}{number}", f"{word}{size}", number + 1)]
        if f"{THINKING}{number}" in self.unfolded:
            lines += self._text(number, "thinking", speech.thinking, Tone.DIM)
        return Passage(lines, speech.thinking)

    def _fold(self, fold: str, words: str, step: int) -> BodyLine:
        sign = self.glyphs.opened if fold in self.unfolded else self.glyphs.closed
        return BodyLine((Span(f" {sign} {words}", Tone.DIM),), fold=fold, step=step)

    def _text(self, number: int, part: str, text: str, tone: Tone) -> Sequence[BodyLine]:
        if not text:
            return ()
        spoken = self._texts.get((number, part))
        if spoken is None:
            spoken = self._texts[number, part] = SpokenText(self.width, self.glyphs, tone, number + 1)
        return spoken.lines(text)

    def _note(self, note: Note, step: int) -> Passage:
        lines = folded([(Span("  "), Span(clean(note.text), note.tone))], self.width)
        return Passage([BodyLine(line, step=step) for line in lines], note.text)


def cut_name(model: str, cells: int) -> str:
    """A model's name in so many cells: the owner goes first, then the repository, then the middle."""
    parts = clean(model).split("/")
    tries = ["/".join(parts[at:]) for at in range(max(len(parts) - 1, 1))]
    return next((each for each in tries if len(each) <= cells), cut_middle(tries[-1], cells))
