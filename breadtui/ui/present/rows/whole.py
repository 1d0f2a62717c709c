"""One row whole: question, thinking, answer and calls, and below them, folded, what teacher and student were told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.domain.outputs.conversation import Answer, OutputRow, Side
from breadtui.domain.outputs.digest import Flaw, answer_tokens, flaws_of
from breadtui.domain.outputs.origin import Origin
from breadtui.domain.prompt.prompts import Message
from breadtui.domain.query.queries import Query
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, folded_body
from breadtui.ui.present.fields import sentence_line, wrapped
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.rows.listing import hit_spans
from breadtui.ui.present.tones import Line, Span, Tone

MOST_LINES = 5000
THINKING, TEACHER, STUDENT, OVERRIDE, TOOLS, REST = "thinking", "teacher", "student", "override", "tools", "rest"


class RowTab(StrEnum):
    """How a row is looked at."""

    ROW = "Row"
    TEACHER = "Teacher"
    STUDENT = "Student"
    JSON = "JSON"
    LENGTHS = "Lengths"


def tabs_line(open_tab: RowTab) -> Line:
    """The names of the tabs, the open one in brackets."""
    spans: list[Span] = []
    for tab in RowTab:
        spans.append(Span(" │ " if spans else "", Tone.DIM))
        spans.append(Span(f"[{tab}]") if tab is open_tab else Span(tab, Tone.DIM))
    return tuple(spans)


class RowFacts(NamedTuple):
    """A row and what is known around it.

    `row` is None while it is not read. `answer_number` of `answers` says which answer to its question it is, where
    that is known. `same_rows` is how many rows were read and asked under the same teacher prompt (0 where they
    differ), `is_all` whether those are all. `most_tokens` is what an answer could have.
    """

    key: JobKey
    place: int
    total: int
    row: OutputRow | None = None
    origin: Origin | None = None
    answer_number: int | None = None
    answers: int | None = None
    same_rows: int = 0
    is_all: bool = False
    most_tokens: int | None = None
    error: str = ""


class RowLook(NamedTuple):
    """How it is drawn: cells across, what is unfolded, what was searched, signs."""

    width: int = 80
    unfolded: frozenset[str] = frozenset()
    query: Query = Query()
    glyphs: Glyphs = UNICODE


def row_body(facts: RowFacts, tab: RowTab, look: RowLook) -> list[BodyLine]:
    """The lines of a tab about a row."""
    head = [*_head(facts)]
    if facts.row is None:
        return folded_body([*head, BodyLine(sentence_line(facts.error or "reading…", Tone.DIM))], look.width)
    match tab:
        case RowTab.TEACHER:
            body = _side_body(facts.row.teacher, "teacher", look)
        case RowTab.STUDENT:
            body = _side_body(facts.row.student, "student", look)
        case RowTab.JSON:
            body = _json(facts.row.raw, look)
        case _:
            body = _row(facts, facts.row, look) if facts.row.is_known else _json(facts.row.raw, look)
    return folded_body([*head, *body], look.width)


def size_text(text: str) -> str:
    """How long a text is: `6 kB`, `412 B`."""
    size = len(text.encode("utf-8", "surrogatepass"))
    return f"{size / 1000:.0f} kB" if size >= 9500 else f"{size / 1000:.1f} kB" if size >= 1000 else f"{size} B"


def _head(facts: RowFacts) -> Iterator[BodyLine]:
    said = f" row {facts.place + 1:,} of {facts.total:,}"
    if facts.answers is not None and facts.answers > 1 and facts.answer_number is not None:
        said += f" · answer {facts.answer_number} of {facts.answers}"
    yield BodyLine((Span(said, Tone.DIM),), copied=str(facts.place + 1))
    if facts.origin is not None:
        by = f" asked by generator {facts.origin.number}: {clean(facts.origin.type_text) or '?'}"
        by += f", its question {facts.origin.within:,} (by the order)"
        yield BodyLine((Span(by, Tone.DIM),), goto=TargetKey(facts.key.repo, TargetName(facts.key.name)))
    if facts.row is not None and (flaw := _flaw_text(facts.row, facts.most_tokens)):
        yield BodyLine((Span(f" {flaw}", Tone.STALLED),))


def _flaw_text(row: OutputRow, most_tokens: int | None) -> str:
    flaws, answer, said = flaws_of(row, most_tokens), row.answer, []
    if Flaw.EMPTY_QUESTION in flaws:
        said.append("the question is empty")
    if Flaw.EMPTY_ANSWER in flaws:
        said.append("the answer is empty")
    if Flaw.CUT in flaws and answer is not None:
        if answer.is_endless:
            said.append("cut: the thinking was never closed")
        elif answer.finish_reason:
            said.append(f"cut: finish_reason is {clean(answer.finish_reason)}")
        else:
            said.append(f"cut: all {most_tokens} tokens were used")
    return " · ".join(said)


def _row(facts: RowFacts, row: OutputRow, look: RowLook) -> Iterator[BodyLine]:
    yield from _titled("question", row.question, look, copied=row.question)
    if row.answer is not None:
        yield from _answer(row.answer, "answer", look)
        for number, other in enumerate(row.answer.others, 2):
            yield from _answer(other, f"choice {number}", look)
    elif facts.key.phase is Phase.ROLLOUT:
        yield BodyLine(())
        yield BodyLine(sentence_line("there is no answer in this row", Tone.DIM))
    yield BodyLine(())
    if row.teacher is not None:
        yield from _folded_side(TEACHER, "teacher prompt", row.teacher, look, _sameness(facts))
    if row.student is not None:
        yield from _folded_side(STUDENT, "student prompt", row.student, look)
    if row.override is not None:
        yield from _folded_side(OVERRIDE, "answered under the student's side", row.override, look)
    if row.rest:
        yield from _folded_json(REST, "also in this row", dict(row.rest), look)


def _sameness(facts: RowFacts) -> str:
    if facts.same_rows < 2:
        return ""
    return ", the same in all rows" if facts.is_all else f", the same in all {facts.same_rows:,} rows read"


def _answer(answer: Answer, title: str, look: RowLook) -> Iterator[BodyLine]:
    yield BodyLine(())
    if answer.thinking:
        yield from _folded_text(THINKING, "thinking", answer.thinking, look)
    tokens = "" if answer.completion_tokens is not None else "~"
    note = f"{tokens}{answer_tokens(answer):,} tokens"
    if answer.prompt_tokens is not None:
        note += f" after {answer.prompt_tokens:,}"
    if answer.finish_reason:
        note += f" · ended: {clean(answer.finish_reason)}"
    if answer.text or not answer.tool_calls:
        yield from _titled(title, answer.text, look, note=note, copied=answer.text)
    else:
        yield BodyLine((Span(f" {title}", Tone.STRONG), Span(f"  {note}", Tone.DIM)))
    for call in answer.tool_calls:
        yield BodyLine((Span("  calls ", Tone.DIM), Span(clean(call.name) or "?", Tone.ACCENT)), copied=call.name)
        yield from _text(_pretty(call.arguments), look, indent=4)
    if answer.rest:
        yield from _folded_json(REST, "also in the answer", dict(answer.rest), look)


def _folded_side(fold: str, title: str, side: Side, look: RowLook, note: str = "") -> Iterator[BodyLine]:
    text = "\n".join(message.text for message in side.prompt)
    size = "empty: always on" if not text and not _calls(side) else size_text(text)
    count = len(side.prompt)
    many = f", {count} messages" if count > 1 else ""
    yield _fold_line(fold, f"{title} ({size}{many}){note}", look)
    if _is_open(fold, text, look):
        yield from _messages(side.prompt, look)
        if side.tools:
            yield from _titled("tools", json.dumps(side.tools, ensure_ascii=False, indent=2), look)


def _side_body(side: Side | None, name: str, look: RowLook) -> Iterator[BodyLine]:
    if side is None:
        yield BodyLine(sentence_line(f"this row tells no {name}'s conversation", Tone.DIM))
        return
    yield from _messages(side.messages, look)
    if side.tools:
        yield from _titled("tools", json.dumps(side.tools, ensure_ascii=False, indent=2), look)


def _messages(messages: Sequence[Message], look: RowLook) -> Iterator[BodyLine]:
    if not messages:
        yield BodyLine(sentence_line("no messages: always on", Tone.DIM))
    for message in messages:
        yield from _titled(message.role or "?", message.text, look, copied=message.text)
        if message.extra:
            yield from _text(
                json.dumps(dict(message.extra), ensure_ascii=False, indent=2, default=dict), look, indent=4
            )


def _calls(side: Side) -> bool:
    return any(message.extra for message in side.prompt)


def _titled(title: str, text: str, look: RowLook, *, note: str = "", copied: str = "") -> Iterator[BodyLine]:
    head = (Span(f" {clean(title)}", Tone.STRONG), Span(f"  {note}" if note else "", Tone.DIM))
    yield BodyLine(head, copied=copied)
    yield from _text(text, look) if text else [BodyLine(sentence_line("  (empty)", Tone.DIM))]


def _text(text: str, look: RowLook, *, indent: int = 2) -> Iterator[BodyLine]:
    for line in wrapped(text, look.width - indent - 1, most=MOST_LINES):
        yield BodyLine((Span(" " * indent), *hit_spans(line, look.query)), copied=text)


def _folded_text(fold: str, title: str, text: str, look: RowLook) -> Iterator[BodyLine]:
    yield _fold_line(fold, f"{title} ({size_text(text)})", look)
    if _is_open(fold, text, look):
        yield from _text(text, look)


def _folded_json(fold: str, title: str, value: Json, look: RowLook) -> Iterator[BodyLine]:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=dict)
    yield _fold_line(fold, title, look)
    if _is_open(fold, text, look):
        yield from _text(text, look)


def _fold_line(fold: str, title: str, look: RowLook) -> BodyLine:
    sign = look.glyphs.opened if fold in look.unfolded else look.glyphs.closed
    return BodyLine((Span(f" {sign} {title}", Tone.DIM),), fold=fold)


def _is_open(fold: str, text: str, look: RowLook) -> bool:
    """Unfolded by the person, or because what was searched stands in it."""
    return fold in look.unfolded or bool(look.query.places(text))


def _json(raw: Json, look: RowLook) -> Iterator[BodyLine]:
    yield from _text(json.dumps(raw, ensure_ascii=False, indent=2, default=dict), look, indent=1)


def _pretty(arguments: str) -> str:
    try:
        return json.dumps(json.loads(arguments), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return arguments
