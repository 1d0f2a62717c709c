"""What editing makes of a prompt: one message changes and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import Message, Prompt

ROLES = ("system", "user", "assistant", "tool")
"""The roles the service's own examples use; a prompt may hold others, which are kept."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands: message, line and column count from 1; line 0 is outside a message's text."""

    message: int
    line: int
    column: int
    character: str


def editable_text(message: Message) -> str | None:
    """The one text of a message that a person may change, None where there is none or more than one.

    Null content is an empty text until something is written; a list of parts offers its text if just one part has it.
    """
    if message.content is None:
        return ""
    if isinstance(message.content, str):
        return message.content
    places = _text_parts(message.content)
    return places[0][1] if len(places) == 1 else None


def with_text(message: Message, text: str) -> Message:
    """The message with this text and its content's shape, itself where the text is what it was.

    Raises: ValueError where the message has no single text.
    """
    before = editable_text(message)
    if before is None:
        raise ValueError("this message has no single text to change")
    if text == before:
        return message
    if message.content is None or isinstance(message.content, str):
        return replace(message, content=text)
    return replace(message, content=_with_part_text(message.content, text))


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
        if found := _UNSTORABLE.search(message.text):
            before = message.text[: found.start()]
            line = before.count("\n") + 1
            return Place(number, line, found.start() - before.rfind("\n"), found[0])
        if found := _found_in([message.role, message.content, message.extra]):
            return Place(number, 0, 0, found[0])
    found = _found_in(prompt.tools)
    return None if found is None else Place(0, 0, 0, found[0])


def _found_in(value: Json) -> re.Match[str] | None:
    return next((found for text in _strings(value) if (found := _UNSTORABLE.search(text))), None)


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


def _with_part_text(content: Json, text: str) -> Json:
    if not isinstance(content, Sequence):
        return content
    place = _text_parts(content)[0][0]
    return [
        {**part, "text": text} if at == place and isinstance(part, Mapping) else part for at, part in enumerate(content)
    ]
