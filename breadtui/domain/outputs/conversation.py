"""A row as the conversation it is: what the teacher was told and asked, what it thought, called and answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.outputs.extraction import answer_of, question_of
from breadtui.domain.prompt.prompts import Message
from breadtui.values import dataclass, field, replace

TEACHER_SIDE = "unconditioned_stimulus"
STUDENT_SIDE = "conditioned_stimulus"
OVERRIDE_SIDE = "trajectory_override_stimulus"
_SIDES = (TEACHER_SIDE, STUDENT_SIDE, OVERRIDE_SIDE)
_ANSWERS = ("response", "trajectory", "completion")
_QUESTIONS = ("question", "stimulus")
_OF_MESSAGE = frozenset({"role", "content", "tool_calls", "usage", "finish_reason", "choices"})
_THOUGHTS = ("reasoning_content", "reasoning")
MOST_TOKENS = 1e12
"""Beyond this a count is a mistake, infinity included."""

_CLOSES = "</think>"
_THINKING = r"(?s)\A\s*(?:<think>)?(.*?)</think>\s*"
_ENDLESS = r"(?s)\A\s*<think>(.*)"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the conversations in a row; `tools` as the row has them, None where it has none."""

    messages: tuple[Message, ...] = ()
    tools: Json = None

    @property
    def prompt(self) -> tuple[Message, ...]:
        """What stands before the question: the messages without the last one, where that is a user's."""
        last = self.messages[-1] if self.messages else None
        return self.messages[:-1] if last is not None and last.role == "user" else self.messages


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call a model made: the tool's name and what it was given, JSON text or JSON."""

    name: str
    arguments: str
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model gave: its text without the thinking, which is kept apart.

    `is_endless` where the thinking was never closed. `usage` counts tokens as the service does; None where it does
    not say. `rest` is what the message has besides.
    """

    text: str = ""
    thinking: str = ""
    is_endless: bool = False
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    rest: JsonObject = field(default_factory=dict)
    others: tuple[Answer, ...] = ()
    """Further choices of the same call."""

    @property
    def is_empty(self) -> bool:
        """Nothing was said and nothing was called."""
        return not self.text.strip() and not self.tool_calls


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A row read: its question, its conversations, its answer (None in stim rows), and what else it says."""

    raw: Json
    question: str
    answer: Answer | None = None
    teacher: Side | None = None
    student: Side | None = None
    override: Side | None = None
    rest: JsonObject = field(default_factory=dict)
    is_known: bool = True
    """The row has a published shape; else it is best shown as JSON."""


def read_row(raw: Json) -> OutputRow:
    """A row of any shape. Source: the API contract, output rows."""
    if not isinstance(raw, Mapping):
        return OutputRow(raw, question_of(raw), is_known=isinstance(raw, str))
    teacher, student, override = (side_of(raw.get(name)) for name in _SIDES)
    answer, question = _answer_in(raw), question_of(raw)
    used = {*_SIDES, *_ANSWERS} | {name for name in _QUESTIONS if isinstance(raw.get(name), str)}
    rest = {key: value for key, value in raw.items() if key not in used and value is not None}
    is_known = bool(question) or answer is not None or any((teacher, student, override))
    return OutputRow(raw, question, answer, teacher, student, override, rest, is_known)


def side_of(value: Json) -> Side | None:
    """A conversation: an object with messages, or the bare list of them; None where it is neither."""
    messages = value.get("messages") if isinstance(value, Mapping) else value
    if not isinstance(messages, Sequence) or isinstance(messages, str):
        return None
    tools = value.get("tools") if isinstance(value, Mapping) else None
    return Side(tuple(_message(one) for one in messages if isinstance(one, Mapping)), tools)


def without_thinking(text: str) -> tuple[str, str, bool]:
    """A text without the thinking in front, the thinking, and whether that was never closed."""
    if _CLOSES in text and (found := re.match(_THINKING, text)):
        return text[found.end() :], found[1].strip(), False
    if found := re.match(_ENDLESS, text):
        return "", found[1].strip(), True
    return text, "", False


def _message(one: Mapping[str, Json]) -> Message:
    role = one.get("role")
    extra = {key: value for key, value in one.items() if key not in {"role", "content"}}
    return Message(role if isinstance(role, str) else "", one.get("content"), extra)


def _answer_in(raw: Mapping[str, Json]) -> Answer | None:
    response = raw.get("response")
    if isinstance(response, Mapping):
        return _answer_of_choices(response, raw) or _answer_of_message(response, raw, answer_of(raw) or "")
    if (text := answer_of(raw)) is not None:
        return _answer_of_message({}, raw, text)
    for name in _ANSWERS:
        if raw.get(name) is not None and (found := _last_answer(raw[name])) is not None:
            return _answer_of_message(found, raw, answer_of({"response": found}) or "")
    return None


def _answer_of_choices(response: Mapping[str, Json], raw: Mapping[str, Json]) -> Answer | None:
    """The first choice, the others beside it; None where the response has no list of choices or says it by itself."""
    choices = response.get("choices")
    if response.get("content") is not None or not isinstance(choices, list) or not choices:
        return None
    answers = [_answer_of_choice(one, response, raw) for one in choices if isinstance(one, Mapping)]
    if not answers:
        return None
    first, *others = answers
    return first if not others else replace(first, others=tuple(others))


def _answer_of_choice(choice: Mapping[str, Json], response: Mapping[str, Json], raw: Mapping[str, Json]) -> Answer:
    message = choice.get("message")
    said = message if isinstance(message, Mapping) else {}
    whole = {"usage": response.get("usage"), "finish_reason": choice.get("finish_reason"), **said}
    return _answer_of_message(whole, raw, answer_of({"response": said}) or "")


def _answer_of_message(message: Mapping[str, Json], raw: Mapping[str, Json], content: str) -> Answer:
    text, thinking, is_endless = without_thinking(content)
    told = next((said for name in _THOUGHTS if isinstance(said := message.get(name), str) and said), "")
    usage = message.get("usage") or raw.get("usage")
    counts = usage if isinstance(usage, Mapping) else {}
    reason = message.get("finish_reason") or raw.get("finish_reason")
    return Answer(
        text=text,
        thinking="\n".join(part for part in (told, thinking) if part),
        is_endless=is_endless,
        tool_calls=_calls_of(message.get("tool_calls")),
        finish_reason=reason if isinstance(reason, str) else "",
        prompt_tokens=_count(counts.get("prompt_tokens")),
        completion_tokens=_count(counts.get("completion_tokens")),
        total_tokens=_count(counts.get("total_tokens")) or _count(raw.get("tokens")),
        rest={key: said for key, said in message.items() if key not in {*_OF_MESSAGE, *_THOUGHTS} and said is not None},
    )


def _last_answer(value: Json) -> Mapping[str, Json] | None:
    """The last assistant message of a trajectory that is a conversation."""
    messages = value.get("messages") if isinstance(value, Mapping) else value
    if not isinstance(messages, Sequence) or isinstance(messages, str):
        return None
    said = [one for one in messages if isinstance(one, Mapping) and one.get("role") == "assistant"]
    return said[-1] if said else None


def _calls_of(value: Json) -> tuple[ToolCall, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(_call_of(one) for one in value if isinstance(one, Mapping))


def _call_of(call: Mapping[str, Json]) -> ToolCall:
    function = call.get("function")
    said = function if isinstance(function, Mapping) else call
    name, given, call_id = said.get("name"), said.get("arguments"), call.get("id")
    arguments = given if isinstance(given, str) else "" if given is None else json.dumps(given, ensure_ascii=False)
    return ToolCall(name if isinstance(name, str) else "", arguments, call_id if isinstance(call_id, str) else "")


def _count(value: Json) -> int | None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    return int(value) if 0 <= value < MOST_TOKENS else None
