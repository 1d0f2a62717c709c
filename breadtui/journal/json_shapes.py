"""What is read back from our own JSON, each with the shape it must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from breadtui.domain.json_values import Json, JsonObject


class Unreadable(Exception):
    """A text that is not what we write."""


def object_of(value: Json) -> JsonObject:
    """An object. Raises: Unreadable."""
    if not isinstance(value, Mapping):
        raise Unreadable("not an object")
    return value


def list_of(value: Json) -> Sequence[Json]:
    """A list. Raises: Unreadable."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Unreadable("not a list")
    return value


def text_of(value: Json) -> str:
    """A text. Raises: Unreadable."""
    if not isinstance(value, str):
        raise Unreadable("not text")
    return value


def moment_of(value: Json) -> datetime:
    """A time, in UTC where it names no zone. Raises: Unreadable."""
    try:
        moment = datetime.fromisoformat(text_of(value))
    except ValueError as error:
        raise Unreadable("not a time") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
