"""What a row says in short: enough to list, filter, count and flag it without holding its conversations."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from enum import Flag, auto

from breadtui.domain.json_values import Json
from breadtui.domain.outputs.conversation import Answer, OutputRow, Side
from breadtui.domain.prompt.prompts import tokens_estimate
from breadtui.values import dataclass


class Flaw(Flag):
    """What is probably wrong with a row."""

    NONE = 0
    EMPTY_QUESTION = auto()
    EMPTY_ANSWER = auto()
    CUT = auto()


_CUT_REASONS = frozenset({"length", "max_tokens"})
NO_ANSWER = -1


@dataclass(frozen=True, slots=True)
class RowDigest:
    """A row in short; also what the filter sees of it.

    `answer_tokens` is as the service counted, else estimated from the characters; NO_ANSWER in rows without one.
    """

    place: int
    question: str
    answer: str | None
    roles: tuple[str, ...]
    tools: tuple[str, ...]
    question_tokens: int
    answer_tokens: int
    flaws: Flaw

    @property
    def text(self) -> str:
        """What words are looked for in."""
        return self.question if self.answer is None else f"{self.question}\n{self.answer}"

    @property
    def length(self) -> int:
        """Characters of the answer, or of the question where there is no answer."""
        return len(self.question if self.answer is None else self.answer)

    @property
    def bytes_held(self) -> int:
        """About how much memory it takes."""
        texts = (self.question, self.answer or "")
        return 300 + sum(len(text) * (1 if text.isascii() else 4) for text in texts)

    def words(self, field: str) -> Collection[str]:
        """What it says of a field of words."""
        match field:
            case "role":
                said = self.roles
            case "tool":
                said = self.tools
            case "question":
                said = (self.question,)
            case "answer":
                said = () if self.answer is None else (self.answer,)
            case "empty":
                said = _empty_words(self.flaws)
            case "cut":
                said = ("yes",) if Flaw.CUT in self.flaws else ("no",)
            case _:
                said = ()
        return said

    def number(self, field: str) -> float | None:
        """What it says of a field of numbers."""
        match field:
            case "length":
                return float(self.length)
            case "tokens":
                return float(self.question_tokens if self.answer_tokens == NO_ANSWER else self.answer_tokens)
            case "row":
                return float(self.place + 1)
            case _:
                return None


def digest_of(place: int, row: OutputRow, max_tokens: int | None = None) -> RowDigest:
    """A row in short; `max_tokens` is how many tokens an answer could have, None where that is unknown.

    A row of no published shape has its JSON for a question.
    """
    answer, question = row.answer, row.question if row.is_known else _as_json(row.raw)
    return RowDigest(
        place,
        question,
        None if answer is None else spoken(answer),
        tuple(dict.fromkeys(_roles(row))),
        () if answer is None else tuple(dict.fromkeys(call.name for call in answer.tool_calls)),
        tokens_estimate(question),
        NO_ANSWER if answer is None else answer_tokens(answer),
        flaws_of(row, max_tokens),
    )


def spoken(answer: Answer) -> str:
    """What the answer says, or what it calls where it says nothing."""
    if answer.text.strip() or not answer.tool_calls:
        return answer.text
    return "\n".join(f"{call.name}({call.arguments})" for call in answer.tool_calls)


def answer_tokens(answer: Answer) -> int:
    """Tokens of an answer, thinking included: as counted by the service, else about."""
    if answer.completion_tokens is not None:
        return answer.completion_tokens
    if answer.total_tokens is not None and answer.prompt_tokens is not None:
        return max(answer.total_tokens - answer.prompt_tokens, 0)
    return tokens_estimate(answer.thinking + spoken(answer))


def flaws_of(row: OutputRow, max_tokens: int | None = None) -> Flaw:
    """What is wrong with a row.

    An answer, or another choice of the same call, is cut only on evidence: the reason says so, the budget is used up,
    or the thinking was never closed. How a sentence ends proves nothing.
    """
    flaws = Flaw.NONE if row.question.strip() or not row.is_known else Flaw.EMPTY_QUESTION
    answer = row.answer
    if answer is None:
        return flaws
    if answer.is_empty:
        flaws |= Flaw.EMPTY_ANSWER
    if any(_is_cut(one, max_tokens) for one in (answer, *answer.others)):
        flaws |= Flaw.CUT
    return flaws


def _is_cut(answer: Answer, max_tokens: int | None) -> bool:
    is_full = max_tokens is not None and (answer.completion_tokens or 0) >= max_tokens > 0
    return answer.finish_reason in _CUT_REASONS or answer.is_endless or (is_full and answer.finish_reason != "stop")


def _as_json(raw: Json) -> str:
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=dict)


def _roles(row: OutputRow) -> Iterable[str]:
    for side in (row.teacher, row.student, row.override):
        yield from _roles_of(side)
    if row.answer is not None:
        yield "assistant"
        if row.answer.tool_calls:
            yield "tool"


def _roles_of(side: Side | None) -> Iterable[str]:
    return () if side is None else (message.role for message in side.messages)


def _empty_words(flaws: Flaw) -> tuple[str, ...]:
    words = []
    if Flaw.EMPTY_ANSWER in flaws:
        words.append("answer")
    if Flaw.EMPTY_QUESTION in flaws:
        words.append("question")
    return ("yes", *words) if words else ("no",)
