"""One question with the answers that several bakes were taught, beside each other where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.domain.board.whole import TaughtQuestion
from breadtui.domain.outputs.conversation import OutputRow
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import sentence_line, wrapped
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.plot.line_styles import LineStyle, style_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

LEAST_CELLS = 30
_LEAST_PLACE_CELLS = 20
"""With less room beside the letters, where an answer stands is said below them."""
_MOST_LINES = 400


class Told(NamedTuple):
    """What one bake was taught: its line, its row, and where that stands (raw); `row` None while it is read."""

    style: LineStyle
    row: OutputRow | None
    where: str


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """One question of all: its number from 1, how many there are, how many bakes there are, and who was taught what.

    `notes` say what was left unread or could not be read, raw.
    """

    number: int
    count: int
    bakes_count: int
    told: tuple[Told, ...]
    notes: tuple[str, ...] = ()


class _Said(NamedTuple):
    style: LineStyle
    where: str
    text: str
    tone: Tone


class _Answer(NamedTuple):
    styles: tuple[LineStyle, ...]
    places: tuple[str, ...]
    text: str
    tone: Tone


def answers_lines(page: AnswersPage, width: int, glyphs: Glyphs = UNICODE) -> list[Line]:
    """The question, then the answers; bakes that were taught the same words share a column."""
    said = [_Said(told.style, told.where, *_text(told)) for told in page.told]
    lines: list[Line] = [_heading(page.number, page.count, page.bakes_count, said)]
    for note in page.notes:
        lines += (sentence_line(line, Tone.STALLED) for line in wrapped(note, width - 2))
    question = next((told.row.question for told in page.told if told.row is not None), None)
    if question is None:
        return [*lines, sentence_line("reading the rows", Tone.DIM)]
    return [*lines, *_body(question, said, width, glyphs)]


def taught_lines(
    taught: TaughtQuestion, count: int, bakes_count: int, width: int, glyphs: Glyphs = UNICODE
) -> list[Line]:
    """The same of a question that was read as a whole, one of `count`."""
    said = [
        _Said(style_of(answer.number), f"{answer.rollout} row {answer.row:,}", *_words(answer.text))
        for answer in taught.answers
    ]
    return [_heading(taught.number, count, bakes_count, said), *_body(taught.question, said, width, glyphs)]


def _body(question: str, said: Sequence[_Said], width: int, glyphs: Glyphs) -> Iterator[Line]:
    yield from (sentence_line(line, Tone.STRONG) for line in wrapped(question, width - 2, most=_MOST_LINES))
    answers = list(_answers(said))
    cells = (width - 1) // max(len(answers), 1)
    if len(answers) > 1 and cells >= LEAST_CELLS:
        yield from ((), *_beside(answers, cells, glyphs))
    else:
        yield from (line for answer in answers for line in ((), *_column(answer, width - 2)))


def _heading(number: int, questions_count: int, bakes_count: int, said: Sequence[_Said]) -> Line:
    count = len(said)
    taught = f"taught to all {count}" if count == bakes_count else f"taught to {count} of {bakes_count}"
    same = "   the same words" if count > 1 and len({(one.text, one.tone) for one in said}) == 1 else ""
    words = f" question {number:,} of {questions_count:,}"
    return (Span(words, Tone.ACCENT), Span(f"   {taught}{same}", Tone.DIM))


def _answers(said: Sequence[_Said]) -> Iterator[_Answer]:
    groups: dict[tuple[str, Tone], list[_Said]] = {}
    for one in said:
        groups.setdefault((one.text, one.tone), []).append(one)
    for (text, tone), group in groups.items():
        places = tuple(dict.fromkeys(clean(one.where) for one in group))
        yield _Answer(tuple(one.style for one in group), places, text, tone)


def _text(told: Told) -> tuple[str, Tone]:
    """The words of the answer, or why there are none."""
    if told.row is None:
        return "reading the row", Tone.DIM
    answer = told.row.answer
    if answer is None or answer.text.strip():
        return _words(None if answer is None else answer.text)
    calls = ", ".join(call.name for call in answer.tool_calls)
    return (f"no words; calls {calls}", Tone.STALLED) if calls else _words("")


def _words(text: str | None) -> tuple[str, Tone]:
    if text is None:
        return "no answer in this row", Tone.STALLED
    return (text, Tone.PLAIN) if text.strip() else ("an empty answer", Tone.STALLED)


def _column(answer: _Answer, width: int) -> Iterator[Line]:
    letters = [Span(" "), *(Span(f"{style.letter} ", style.tone) for style in answer.styles)]
    lead = 2 * len(answer.styles) + 1
    if width - lead < _LEAST_PLACE_CELLS:
        yield tuple(letters)
        letters, lead = [Span(" ")], 1
    for at, line in enumerate(_place_lines(answer.places, width - lead)):
        yield (*(letters if not at else (Span(" " * lead),)), Span(line, Tone.DIM))
    yield from (sentence_line(line, answer.tone) for line in wrapped(answer.text, width - 1, most=_MOST_LINES))


def _place_lines(places: Sequence[str], cells: int) -> Iterator[str]:
    """The places where the answer stands, as many a line as it holds whole."""
    line = ""
    for place in places:
        if line and cell_len(f"{line}, {place},") > cells:
            yield from wrapped(f"{line},", cells)
            line = place
        else:
            line = f"{line}, {place}" if line else place
    yield from wrapped(line, cells)


def _beside(answers: Sequence[_Answer], cells: int, glyphs: Glyphs) -> Iterator[Line]:
    columns = [list(_column(answer, cells - 3)) for answer in answers]
    blank: Line = ()
    for pieces in zip_longest(*columns, fillvalue=blank):
        spans: list[Span] = []
        for at, piece in enumerate(pieces):
            gap = max(cells - 2 - sum(cell_len(span.text) for span in piece), 0)
            spans += [*piece, Span(" " * gap)] if at < len(pieces) - 1 else piece
            spans += [Span(f"{glyphs.down} ", Tone.DIM)] if at < len(pieces) - 1 else []
        yield tuple(spans)
