"""Prompts as domain values, and as the JSON the service takes."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.api.wire import prompts as wire
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt


def to_prompt(name: PromptName, body: object) -> Prompt:
    """A prompt under the name it was asked by.

    Raises: ValueError where a message is no object: it could not be saved back unharmed.
    """
    prompt = wire.Prompt.model_validate(body)
    if not all(isinstance(message, Mapping) for message in prompt.messages):
        raise ValueError("a message is no object")
    tools = None if prompt.tools is None else tuple(tool for tool in prompt.tools if isinstance(tool, dict))
    return Prompt(name, tuple(_message(message) for message in prompt.messages), tools)


def message_body(message: Message) -> JsonObject:
    """A message as the service takes it, its further keys kept, role and content first as every client writes them."""
    own: dict[str, Json] = {"role": message.role, "content": message.content}
    return own | {name: value for name, value in message.extra.items() if name not in own}


def prompt_body(prompt: Prompt) -> JsonObject:
    """A prompt's text without its name; absent tools stay absent."""
    body: dict[str, object] = {"messages": [message_body(message) for message in prompt.messages]}
    if prompt.tools is not None:
        body["tools"] = list(prompt.tools)
    return body  # type: ignore[return-value]  # a dict of JSON values, built in two steps


def _message(message: Mapping[str, object]) -> Message:
    parsed = wire.Message.model_validate(message)
    extra = {key: value for key, value in message.items() if key not in {"role", "content"}}
    return Message(parsed.role or "", parsed.content, extra)  # type: ignore[arg-type]  # JSON as it was parsed
