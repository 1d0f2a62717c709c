"""Question and answer of a row, whichever published shape it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.prompts import text_of


def question_of(row: Json) -> str:
    """The question in a row of any published shape, or empty text. Source: the API contract, output rows."""
    if isinstance(row, str):
        return row
    if not isinstance(row, Mapping):
        return ""
    for side in ("unconditioned_stimulus", "conditioned_stimulus"):
        if found := _last_user_text(row.get(side)):
            return found
    for key in ("question", "stimulus"):
        if isinstance(found_text := row.get(key), str):
            return found_text
    return ""


def answer_of(row: Json) -> str | None:
    """The answer in a rollout row of any published shape; None where it has no text, as in a bare tool call."""
    if not isinstance(row, Mapping):
        return None
    response = row.get("response")
    if isinstance(response, str):
        return response
    if isinstance(response, Mapping):
        if response.get("content") is not None:
            return text_of(response["content"])
        return _first_choice(response)
    for key in ("trajectory", "completion"):
        if isinstance(found := row.get(key), str):
            return found
    return None


def _last_user_text(conversation: Json) -> str:
    messages = conversation.get("messages") if isinstance(conversation, Mapping) else None
    if not isinstance(messages, Sequence) or isinstance(messages, str):
        return ""
    for message in reversed(messages):
        if isinstance(message, Mapping) and message.get("role") == "user":
            return text_of(message.get("content"))
    return ""


def _first_choice(response: Mapping[str, Json]) -> str | None:
    choices = response.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], Mapping):
        return None
    message = choices[0].get("message")
    return text_of(message.get("content")) if isinstance(message, Mapping) else None
