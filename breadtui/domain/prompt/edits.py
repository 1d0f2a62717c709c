"""What editing makes of a prompt: one message changes and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import dataclass, replace

ROLES = ("system", "user", "assistant", "tool")
"""The roles the service's own examples use; a prompt may hold others, which are kept."""

_UNSTORABLE = "[\x00\ud800-\udfff]"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands: message, line and column count from 1; line 0 is outside a message's text."""

    message: int
    line: int
    column: int
    character: str


def texts_of(message: Message) -> tuple[str, ...]:
    """The texts of a message that a person may change, in reading order: one, or one for each part that has a text.

    Null content is an empty text until something is written; content that is no text at all has none.
    """
    if message.content is None:
        return ("",)
    if isinstance(message.content, str):
        return (message.content,)
    return tuple(text for _, text in _text_parts(message.content))


def part_of_text(message: Message, text: int) -> int | None:
    """The place among the parts of a message's text of this number; None where the content is no list of parts."""
    places = [] if message.content is None else _text_parts(message.content)
    return places[text][0] if 0 <= text < len(places) else None


def place_in_texts(message: Message, line: int) -> tuple[int, int]:
    """The text, and the line in it, of a line of everything a person reads of the message; all count from 0."""
    texts = texts_of(message)
    for number, text in enumerate(texts):
        lines = text.count("\n") + 1
        if line < lines or number == len(texts) - 1:
            return number, line
        line -= lines
    return 0, 0


def with_text(message: Message, text: str, part: int = 0) -> Message:
    """The message with this in the place of one of its texts, itself where that text is what it was.

    Everything else of it stays, the other parts and what else is in the same part too.
    Raises: ValueError where the message has no such text.
    """
    texts = texts_of(message)
    if not 0 <= part < len(texts):
        raise ValueError("this message has no such text to change")
    if text == texts[part]:
        return message
    if message.content is None or isinstance(message.content, str):
        return replace(message, content=text)
    return replace(message, content=_with_part_text(message.content, text, part))


def with_message(prompt: Prompt, at: int, message: Message) -> Prompt:
    """The prompt with another message at this place."""
    return replace(prompt, messages=(*prompt.messages[:at], message, *prompt.messages[at + 1 :]))


def added(prompt: Prompt, at: int, message: Message) -> Prompt:
    """The prompt with one message more, which then stands at `at`."""
    return replace(prompt, messages=(*prompt.messages[:at], message, *prompt.messages[at:]))


def removed(prompt: Prompt, at: int) -> Prompt:
    """The prompt without the message at `at`."""
    return replace(prompt, messages=(*prompt.messages[:at], *prompt.messages[at + 1 :]))


def moved(prompt: Prompt, at: int, to: int) -> Prompt:
    """The prompt with the message of `at` standing at `to`."""
    return added(removed(prompt, at), to, prompt.messages[at])


def next_role(role: str, roles: Sequence[str] = ROLES) -> str:
    """The role after this one, around in a circle; the first where it is none of them."""
    return roles[(roles.index(role) + 1) % len(roles)] if role in roles else roles[0]


def role_after(message: Message | None) -> str:
    """The role a message written after this one most likely has."""
    if message is None:
        return "system"
    return "assistant" if message.role == "user" else "user"


def unstorable_place(prompt: Prompt) -> Place | None:
    """The first character that JSON or the service's store cannot keep: NUL or half of a surrogate pair."""
    for number, message in enumerate(prompt.messages, start=1):
        if found := re.search(_UNSTORABLE, message.text):
            before = message.text[: found.start()]
            line = before.count("\n") + 1
            return Place(number, line, found.start() - before.rfind("\n"), found[0])
        if found := _found_in([message.role, message.content, message.extra]):
            return Place(number, 0, 0, found[0])
    found = _found_in(prompt.tools)
    return None if found is None else Place(0, 0, 0, found[0])


def _found_in(value: Json) -> re.Match[str] | None:
    return next((found for text in _strings(value) if (found := re.search(_UNSTORABLE, text))), None)


def _strings(value: Json) -> Iterator[str]:
    """All strings of a value, keys too, without recursion: depth is the server's choice."""
    waiting: list[Json] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting.extend(one.keys())
            waiting.extend(one.values())
        elif isinstance(one, Sequence):
            waiting.extend(one)


def _text_parts(content: Json) -> list[tuple[int, str]]:
    """Place and text of each part that has a text."""
    if isinstance(content, str) or not isinstance(content, Sequence):
        return []
    parts = [(place, part.get("text")) for place, part in enumerate(content) if isinstance(part, Mapping)]
    return [(place, text) for place, text in parts if isinstance(text, str)]


def _with_part_text(content: Json, text: str, part: int) -> Json:
    if not isinstance(content, Sequence):
        return content
    place = _text_parts(content)[part][0]
    return [
        {**one, "text": text} if at == place and isinstance(one, Mapping) else one for at, one in enumerate(content)
    ]
