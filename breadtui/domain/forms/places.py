"""Places in JSON objects: what stands there, and the same object with something else there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeGuard

from breadtui.domain.json_values import Json, JsonObject

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of objects, indices of lists."""


def place_of(dotted: str) -> Place:
    """The place that a dotted name leads to: `model.parent_model_name`, `datasets.0.weight`."""
    return tuple(int(part) if part.isdecimal() else part for part in dotted.split(".") if part)


def dotted(place: Place) -> str:
    """A place as people write it."""
    return ".".join(map(str, place))


def value_at(value: Json, place: Place) -> Json:
    """What stands at a place; None where nothing does, as on the wire."""
    for step in place:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, Mapping) else None
        else:
            value = value[step] if is_list(value) and 0 <= step < len(value) else None
    return value


def with_value(value: JsonObject, place: Place, new: Json) -> JsonObject:
    """The object with `new` at a place; objects on the way are made where they are missing.

    An index may be one past the end of its list, which appends; a list that is missing is begun.
    Raises: IndexError where it lies further out.
    """
    result = _with(value, place, new)
    if not isinstance(result, Mapping):
        raise TypeError("the first step of a place in an object is a key")
    return result


def without(value: JsonObject, place: Place) -> JsonObject:
    """The object without what stands at a place; objects that are left empty by that go as well, lists stay."""
    if not place:
        return value
    *way, last = place
    holder = value_at(value, tuple(way))
    left: Json
    if is_list(holder) and isinstance(last, int):
        left = [one for at, one in enumerate(holder) if at != last]
    elif isinstance(holder, Mapping):
        left = {key: one for key, one in holder.items() if key != last}
    else:
        return value
    if left == {} and way and isinstance(way[-1], str):
        return without(value, tuple(way))
    return with_value(value, tuple(way), left) if way else left if isinstance(left, Mapping) else value


def merged(below: JsonObject, above: JsonObject) -> JsonObject:
    """`above` laid on `below`: objects merge, lists and scalars replace, a null changes nothing.

    Source: the API contract, templates and overrides (the depth is its reading, the service publishes none).
    """
    result = dict(below)
    for key, value in above.items():
        under = result.get(key)
        if value is None:
            continue
        result[key] = merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return result


def is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    """A JSON list, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def _with(value: Json, place: Place, new: Json) -> Json:
    if not place:
        return new
    step, *rest = place
    if isinstance(step, str):
        whole = dict(value) if isinstance(value, Mapping) else {}
        whole[step] = _with(whole.get(step), tuple(rest), new)
        return whole
    items = list(value) if is_list(value) else []
    if step == len(items):
        items.append(None)
    items[step] = _with(items[step], tuple(rest), new)
    return items
