"""A configuration flattened to `key = value`, what differs from the parent first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.json_values import Json, JsonObject
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Line, Span, Tone

MOST_LINES = 2000
LONGEST_VALUE = 400
_ABSENT = "(absent)"


class Difference(NamedTuple):
    """One setting that is another here than in the parent; None where one of them lacks it."""

    path: str
    mine: str | None
    theirs: str | None


def flattened(config: JsonObject) -> dict[str, str]:
    """Every leaf by its dotted path, values as JSON; lists of plain values stay whole. Raw text."""
    found: dict[str, str] = {}
    waiting: list[tuple[str, Json]] = [("", config)]
    while waiting and len(found) < MOST_LINES:
        path, value = waiting.pop()
        inner = list(_inside(path, value))
        if inner:
            waiting.extend(reversed(inner))
        elif path:
            found[path] = _value_text(value)
    return found


def _inside(path: str, value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping):
        yield from ((f"{path}.{key}" if path else str(key), each) for key, each in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str) and any(_is_branch(each) for each in value):
        yield from ((f"{path}[{place}]", each) for place, each in enumerate(value))


def _is_branch(value: Json) -> bool:
    return isinstance(value, (Mapping, Sequence)) and not isinstance(value, str)


def _value_text(value: Json) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return "(too deep to show)"


def differences(mine: JsonObject, theirs: JsonObject) -> tuple[Difference, ...]:
    """What differs, in the order of mine, then what only theirs has."""
    here, there = flattened(mine), flattened(theirs)
    paths = dict.fromkeys([*here, *there])
    return tuple(
        Difference(path, here.get(path), there.get(path)) for path in paths if here.get(path) != there.get(path)
    )


def config_lines(config: JsonObject, parent: JsonObject | None = None) -> list[Line]:
    """The whole configuration; with a parent, what is different from it comes first."""
    if not config:
        return [sentence_line("no configuration was sent", Tone.DIM)]
    return [*_difference_lines(config, parent), *(_setting(path, value) for path, value in flattened(config).items())]


def _difference_lines(config: JsonObject, parent: JsonObject | None) -> list[Line]:
    if parent is None:
        return []
    found = differences(config, parent)
    if not found:
        return [sentence_line("same as the parent's", Tone.DIM), ()]
    head = sentence_line(f"{len(found)} different from the parent:", Tone.STRONG)
    return [head, *(_difference(one) for one in found), ()]


def _difference(one: Difference) -> Line:
    return (
        Span(f" {clean(one.path, limit=120)} = "),
        Span(_shown(one.mine), Tone.ADDED),
        Span("  was ", Tone.DIM),
        Span(_shown(one.theirs), Tone.REMOVED),
    )


def _setting(path: str, value: str) -> Line:
    return (Span(f" {clean(path, limit=120)}", Tone.DIM), Span(f" = {_shown(value)}"))


def _shown(value: str | None) -> str:
    return _ABSENT if value is None else clean(value, limit=LONGEST_VALUE)
