"""Prompts and drafts as JSON text that gives back exactly what went in, lone surrogates and unknown keys included."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Message, Prompt


class Unreadable(Exception):
    """A text that is not what we write."""


def to_text(value: Json) -> str:
    """ASCII JSON: a lone surrogate becomes an escape, so any text at all can be encoded."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def from_text(text: str | bytes) -> Json:
    """The value of a JSON text. Raises: Unreadable."""
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    return value


def prompt_to_json(prompt: Prompt) -> JsonObject:
    """A prompt with all that its messages carry."""
    return {
        "name": prompt.name,
        "messages": [
            {"role": message.role, "content": message.content, "extra": message.extra} for message in prompt.messages
        ],
        "tools": None if prompt.tools is None else list(prompt.tools),
    }


def prompt_from_json(value: Json) -> Prompt:
    """The prompt again. Raises: Unreadable."""
    fields = _object(value)
    tools = fields.get("tools")
    return Prompt(
        name=PromptName(_text(fields.get("name"))),
        messages=tuple(_message(each) for each in _list(fields.get("messages"))),
        tools=None if tools is None else tuple(_object(each) for each in _list(tools)),
    )


def draft_to_json(draft: Draft) -> dict[str, Json]:
    """A draft with its base and its moment."""
    return {
        "repo": draft.key.repo,
        "prompt": draft.key.name,
        "base": None if draft.base is None else prompt_to_json(draft.base),
        "mine": prompt_to_json(draft.mine),
        "changed_at": draft.changed_at.isoformat(),
    }


def draft_from_json(value: Json) -> Draft:
    """The draft again. Raises: Unreadable."""
    fields = _object(value)
    base = fields.get("base")
    return Draft(
        key=PromptKey(RepoName(_text(fields.get("repo"))), PromptName(_text(fields.get("prompt")))),
        base=None if base is None else prompt_from_json(base),
        mine=prompt_from_json(fields.get("mine")),
        changed_at=_moment(fields.get("changed_at")),
    )


def _message(value: Json) -> Message:
    fields = _object(value)
    return Message(_text(fields.get("role")), fields.get("content"), _object(fields.get("extra")))


def _moment(value: Json) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError as error:
        raise Unreadable("not a time") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _object(value: Json) -> JsonObject:
    if not isinstance(value, Mapping):
        raise Unreadable("not an object")
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Unreadable("not a list")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise Unreadable("not text")
    return value
