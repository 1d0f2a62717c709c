"""Prompts as published."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator

from breadtui.api.wire.fields import Part, RequiredRows, Text


class Message(Part):
    """One chat message; whatever else it holds stays."""

    role: Text = None
    content: Any = None


class Prompt(Part):
    """One prompt; messages stay raw here so that none is ever lost."""

    prompt_name: Text = None
    messages: RequiredRows
    tools: Annotated[list[Any] | None, PlainValidator(lambda value: value if isinstance(value, list) else None)] = None
