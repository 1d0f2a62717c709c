"""A configuration as the service answered it, value by value, with where each comes from."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.difference.config_diff import is_same, leaves
from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass


class Origin(StrEnum):
    """Where a value of a resolved configuration comes from."""

    GIVEN = "given"
    TEMPLATE = "template"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class ResolvedValue:
    """One setting as the service answers it: `asked` is what was given where the service made another of it."""

    path: str
    value: Json
    origin: Origin
    asked: Json = None
    is_changed: bool = False


def resolved_values(given: JsonObject, template: JsonObject, answered: JsonObject) -> tuple[ResolvedValue, ...]:
    """Every setting that the service answered, in its own order; what is given and the template's as it compares them.

    A value that neither of both has is the service's.
    """
    asked, below = dict(leaves(given)), dict(leaves(template))
    found = []
    for path, value in leaves(answered):
        if path in asked:
            is_changed = not is_same(asked[path], value)
            found.append(ResolvedValue(path, value, Origin.GIVEN, asked[path] if is_changed else None, is_changed))
        else:
            is_below = path in below and is_same(below[path], value)
            found.append(ResolvedValue(path, value, Origin.TEMPLATE if is_below else Origin.SERVICE))
    return tuple(found)
