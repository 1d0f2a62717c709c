"""The service's JSON as published: every field optional but those without which an answer means nothing.

Unknown keys are kept, null is absence, and a field of a wrong type is unknown while the rest stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError


def text(value: object) -> str | None:
    """The value where it is text, else None."""
    return value if isinstance(value, str) else None


def _required_text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("published", "must be text")
    return value


def _count(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def _required_count(value: object) -> int:
    count = _count(value)
    if count is None:
        raise PydanticCustomError("published", "must be a whole number")
    return count


def _figure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        figure = float(value)
    except OverflowError:
        return None
    return figure if math.isfinite(figure) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def opaque(value: object) -> dict[str, Any] | None:
    """The value where it is an object, else None."""
    return value if isinstance(value, dict) else None


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _required_rows(value: object) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise PydanticCustomError("published", "must be a list")
    return value or []


def texts(value: object) -> list[str]:
    """The texts of a list, or the one text that stands for a list."""
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def counts(value: object) -> list[int]:
    """The whole numbers of a list."""
    found = [_count(one) for one in value] if isinstance(value, list) else []
    return [count for count in found if count is not None]


def part(model: Callable[[], type[Part]]) -> PlainValidator:
    """A part that is read by its model where it is an object, else unknown."""

    def read(value: object) -> Part | None:
        return model().model_validate(value) if isinstance(value, dict) else None

    return PlainValidator(read)


Text: TypeAlias = Annotated[str | None, PlainValidator(text)]
RequiredText: TypeAlias = Annotated[str, PlainValidator(_required_text)]
Count: TypeAlias = Annotated[int | None, PlainValidator(_count)]
RequiredCount: TypeAlias = Annotated[int, PlainValidator(_required_count)]
Figure: TypeAlias = Annotated[float | None, PlainValidator(_figure)]
Flag: TypeAlias = Annotated[bool | None, PlainValidator(_flag)]
Opaque: TypeAlias = Annotated[dict[str, Any] | None, PlainValidator(opaque)]
Rows: TypeAlias = Annotated[list[Any], PlainValidator(_rows)]
RequiredRows: TypeAlias = Annotated[list[Any], PlainValidator(_required_rows)]
Texts: TypeAlias = Annotated[list[str], PlainValidator(texts)]
Counts: TypeAlias = Annotated[list[int], PlainValidator(counts)]


class Part(BaseModel):
    """An object of the service's answers; complaints about it never quote what was sent."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True, defer_build=True)
