"""Prompts as lists of chat messages, kept exactly as the service sent them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptName
from breadtui.values import dataclass, field

VARIABLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
"""A `{name}` placeholder; its one group is the name."""
_CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message: `content` is text, a list of parts, or None; every further key stays in `extra`."""

    role: str
    content: Json = None
    extra: JsonObject = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a person reads: text as it is, the text parts of a list joined, nothing for None."""
        return text_of(self.content)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A named list of messages, with the tools it offers (None where it has none)."""

    name: PromptName
    messages: tuple[Message, ...] = ()
    tools: tuple[JsonObject, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """No trigger: a student without words is always on. Source: the API contract, empty prompts."""
        return not any(message.text for message in self.messages)


def text_of(content: Json) -> str:
    """The readable text of a message's content."""
    if isinstance(content, str):
        return content
    if isinstance(content, Sequence):
        parts = [part.get("text") for part in content if isinstance(part, Mapping)]
        return "\n".join(part for part in parts if isinstance(part, str))
    return ""


def variables_of(prompt: Prompt) -> tuple[str, ...]:
    """The `{name}` placeholders in reading order, each once. They are shown, never filled in."""
    seen = dict.fromkeys(name for message in prompt.messages for name in VARIABLE.findall(message.text))
    return tuple(seen)


def tokens_estimate(text: str) -> int:
    """A rough count of tokens, at about four characters each."""
    return -(-len(text) // _CHARACTERS_PER_TOKEN)
