"""A configuration as `path = value` leaves, and what is another in one than in the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass

MOST_LEAVES = 2000
TOO_DEEP = "(too deep to show)"


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that is another in mine than in theirs, as JSON text; None where one of them lacks it."""

    path: str
    mine: str | None
    theirs: str | None


def flattened(config: JsonObject, most: int = MOST_LEAVES) -> dict[str, str]:
    """Every leaf by its dotted path, values as JSON; lists of plain values stay whole. Raw text.

    After `most` leaves the rest is left out.
    """
    return {path: value_text(value) for path, value in leaves(config, most)}


def differences(mine: JsonObject, theirs: JsonObject, most: int = MOST_LEAVES) -> tuple[Difference, ...]:
    """What differs, in the order of mine, then what only theirs has; `1` and `1.0` are the same number."""
    here, there = dict(leaves(mine, most)), dict(leaves(theirs, most))
    return tuple(
        Difference(path, _text_at(here, path), _text_at(there, path))
        for path in dict.fromkeys([*here, *there])
        if not is_same_at(here, there, path)
    )


def leaves(config: JsonObject, most: int = MOST_LEAVES) -> Iterator[tuple[str, Json]]:
    """Every leaf with its dotted path, in the configuration's own order, at most `most` of them."""
    waiting: list[tuple[str, Json]] = [("", config)]
    count = 0
    while waiting and count < most:
        path, value = waiting.pop()
        inner = list(_inside(path, value))
        if inner:
            waiting.extend(reversed(inner))
        elif path:
            count += 1
            yield path, value


def is_same_at(one: Mapping[str, Json], other: Mapping[str, Json], path: str) -> bool:
    """Both have that leaf, and its value is the same JSON value."""
    return path in one and path in other and is_same(one[path], other[path])


def is_same(one: Json, other: Json) -> bool:
    """The same JSON value: numbers compare as numbers, and true is no 1."""
    return one == other and value_text(plain_numbers(one)) == value_text(plain_numbers(other))


def value_text(value: Json) -> str:
    """A value as JSON on one line, letters as they are."""
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return TOO_DEEP


def plain_numbers(value: Json) -> Json:
    """The value with whole numbers written without a fraction, so that `1` and `1.0` read the same."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_numbers(each) for each in value]
    return value


def _text_at(found: Mapping[str, Json], path: str) -> str | None:
    return value_text(found[path]) if path in found else None


def _inside(path: str, value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping):
        yield from ((f"{path}.{key}" if path else str(key), each) for key, each in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str) and any(_is_branch(each) for each in value):
        yield from ((f"{path}[{place}]", each) for place, each in enumerate(value))


def _is_branch(value: Json) -> bool:
    return isinstance(value, (Mapping, Sequence)) and not isinstance(value, str)
