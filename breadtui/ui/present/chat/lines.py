"""One model's side of a conversation as lines: questions, thinking that folds, answers, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from breadtui.domain.chatting.speech import Speech, speech_of, tokens_per_second, tokens_said
from breadtui.domain.chatting.threads import Exchange, Reply, Stage, Thread
from breadtui.ui.present.chat.growing import GrowingText
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.fields import folded, wrapped
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.rows.whole import size_text
from breadtui.ui.present.tones import Line, Span, Tone

INDENT = 2
THINKING = "thinking "
EMPTY = ("Nothing was asked yet.", "Type below, enter sends; o picks a question the model was taught with.")
_ENDS = {
    Stage.ASKED: "asked, nothing came yet",
    Stage.STOPPED: "stopped by you",
    Stage.CUT: "cut by the end of the program; r asks again",
}


@dataclass(slots=True)
class ChatColumn:
    """The lines of one model, kept from drawing to drawing so that a long answer is not broken anew each time."""

    model: str
    width: int
    glyphs: Glyphs = UNICODE
    unfolded: frozenset[str] = frozenset()
    _texts: dict[tuple[int, str], GrowingText] = field(default_factory=dict)

    def resize(self, width: int) -> None:
        """Break all anew for another width."""
        if width != self.width:
            self.width = width
            self._texts.clear()

    def body(self, thread: Thread) -> list[BodyLine]:
        """All lines; each stands for its question by `step`, which counts from 1."""
        lines = [line for number, each in enumerate(thread.exchanges) for line in self._exchange(number, each)]
        if lines:
            return lines
        return [BodyLine((Span(f" {line}", Tone.DIM),)) for text in EMPTY for line in wrapped(text, self.width - 2)]

    def _exchange(self, number: int, exchange: Exchange) -> Iterator[BodyLine]:
        step = number + 1
        if number:
            yield BodyLine((), step=step)
        yield BodyLine((Span(" you", Tone.STRONG),), copied=exchange.question, step=step)
        yield from self._text(number, "question", exchange.question, Tone.PLAIN)
        reply = exchange.reply_of(self.model)
        if reply is None:
            yield from self._note("not asked; r asks it", Tone.DIM, step)
            return
        speech = speech_of(reply.text)
        yield BodyLine(self._head(reply, exchange), copied=speech.answer, step=step)
        if speech.thinking or speech.is_thinking:
            yield from self._thinking(number, speech)
        yield from self._text(number, "answer", speech.answer, Tone.PLAIN)
        yield from self._end(reply, speech, step)

    def _head(self, reply: Reply, exchange: Exchange) -> Line:
        name = cut_name(reply.model, max(self.width - 4, 8))
        again = sum(old.model == reply.model for old in exchange.earlier)
        return (Span(f" {name}", Tone.ACCENT), Span(f"  answer {again + 1}" if again else "", Tone.DIM))

    def _thinking(self, number: int, speech: Speech) -> Iterator[BodyLine]:
        fold = f"{THINKING}{number}"
        is_open = fold in self.unfolded
        sign = self.glyphs.opened if is_open else self.glyphs.closed
        size = f" ({size_text(speech.thinking)})" if speech.thinking else ""
        word = "thinking…" if speech.is_thinking else "thought"
        copied, step = speech.thinking, number + 1
        yield BodyLine((Span(f" {sign} {word}{size}", Tone.DIM),), copied=copied, fold=fold, step=step)
        if is_open:
            yield from self._text(number, "thinking", speech.thinking, Tone.DIM)

    def _text(self, number: int, part: str, text: str, tone: Tone) -> Iterator[BodyLine]:
        if not text:
            return
        growing = self._texts.setdefault((number, part), GrowingText(max(self.width - INDENT - 1, 4)))
        for line in growing.lines(text):
            yield BodyLine((Span(" " * INDENT), Span(line, tone)), copied=text, step=number + 1)

    def _end(self, reply: Reply, speech: Speech, step: int) -> Iterator[BodyLine]:
        if reply.stage is Stage.WAITING:
            yield from self._note(reply.note, Tone.STALLED, step)
        elif reply.error is not None:
            yield from self._note(error_words(reply), Tone.FAILED, step)
        elif (said := _ENDS.get(reply.stage)) is not None:
            yield from self._note(said, Tone.STALLED if reply.stage is Stage.CUT else Tone.DIM, step)
        elif reply.stage is Stage.DONE and not speech.answer.strip():
            said = "it thought and said nothing" if speech.thinking else "an empty answer"
            yield from self._note(said, Tone.STALLED, step)
        if figures := figures_of(reply):
            yield from self._note(figures, Tone.DIM, step)

    def _note(self, text: str, tone: Tone, step: int) -> Iterator[BodyLine]:
        for line in folded([(Span("  "), Span(clean(text), tone))], self.width):
            yield BodyLine(line, copied=text, step=step)


def error_words(reply: Reply) -> str:
    """Why an answer failed, in the service's own words, with its status and code; and that `r` asks again."""
    error = reply.error
    if error is None:
        return ""
    marks = [str(error.status)] if error.status is not None else []
    marks += [error.code] if error.code and error.code != str(error.status) else []
    told = f" [{' '.join(marks)}]" if marks else ""
    return f"{reason_of(error)}{told}; r asks again"


def figures_of(reply: Reply) -> str:
    """Time to the first word, whole time, tokens and their pace, and why it ended; empty while nothing came."""
    if reply.first_seconds is None or reply.total_seconds is None:
        return ""
    tokens = tokens_said(reply.text, reply.completion_tokens)
    about = "" if reply.completion_tokens is not None else "~"
    parts = [
        f"{reply.first_seconds:.1f}s to the first word",
        f"{reply.total_seconds:.1f}s",
        f"{about}{tokens:,} tokens",
    ]
    pace = tokens_per_second(tokens, reply.first_seconds, reply.total_seconds)
    if pace is not None:
        parts.append(f"{about}{pace:.0f}/s")
    if reply.prompt_tokens is not None:
        parts.append(f"after {reply.prompt_tokens:,}")
    if reply.finish_reason and reply.finish_reason != "stop":
        parts.append(f"ended: {reply.finish_reason}")
    return " · ".join(parts)


def cut_name(model: str, cells: int) -> str:
    """A model's name in so many cells: the owner goes first, then the repository, then the middle."""
    parts = clean(model).split("/")
    tries = ["/".join(parts[at:]) for at in range(max(len(parts) - 1, 1))]
    return next((each for each in tries if len(each) <= cells), cut_middle(tries[-1], cells))
