"""Prompts and drafts as JSON text that gives back exactly what went in, lone surrogates and unknown keys included."""

from __future__ import annotations

import json

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.journal.json_shapes import Unreadable, list_of, moment_of, object_of, text_of


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
    fields = object_of(value)
    tools = fields.get("tools")
    return Prompt(
        name=PromptName(text_of(fields.get("name"))),
        messages=tuple(_message(each) for each in list_of(fields.get("messages"))),
        tools=None if tools is None else tuple(object_of(each) for each in list_of(tools)),
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
    fields = object_of(value)
    base = fields.get("base")
    return Draft(
        key=PromptKey(RepoName(text_of(fields.get("repo"))), PromptName(text_of(fields.get("prompt")))),
        base=None if base is None else prompt_from_json(base),
        mine=prompt_from_json(fields.get("mine")),
        changed_at=moment_of(fields.get("changed_at")),
    )


def _message(value: Json) -> Message:
    fields = object_of(value)
    return Message(text_of(fields.get("role")), fields.get("content"), object_of(fields.get("extra")))
