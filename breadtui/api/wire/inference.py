"""Models, their answers and links to their weights, as published."""

from __future__ import annotations

from typing import Any

from breadtui.api.wire.fields import Count, Opaque, Part, RequiredCount, RequiredRows, RequiredText, Rows, Text


class DownloadLink(Part):
    """A presigned link."""

    url: RequiredText
    expires_in: Count = None
    checkpoint: RequiredCount
    bake_name: Text = None

    def __repr__(self) -> str:
        return "DownloadLink(url=…)"


class Model(Part):
    """One model that inference offers."""

    id: Text = None
    object: Text = None
    created: Count = None
    owned_by: Text = None


class ModelList(Part):
    """`GET /v1/models`."""

    object: Text = None
    data: RequiredRows


class Choice(Part):
    """One choice of a chat answer: `delta` in a stream, `message` in a whole one."""

    index: Count = None
    delta: Opaque = None
    message: Opaque = None
    finish_reason: Text = None


class ChatAnswer(Part):
    """A chunk of a stream, or a whole completion."""

    id: Text = None
    choices: Rows = []
    error: Any = None
