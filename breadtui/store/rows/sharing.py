"""Rows that hold the prompt they all repeat once, and what the rest of each weighs."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from breadtui.domain.json_values import Json

MOST_PARTS = 512
_ROW_BYTES = 400


class LeanRow(NamedTuple):
    """A row with its repeated parts shared; `bytes_held` is what it holds alone, `bytes_sent` what it was as JSON."""

    row: Json
    bytes_held: int
    bytes_sent: int


class SharedParts:
    """Gives back the first of equal messages and tool lists, so that a page of rows holds its prompts once.

    It remembers at most 512 parts, then begins anew.
    """

    def __init__(self) -> None:
        self._parts: dict[bytes, Any] = {}

    def lean(self, row: Json) -> LeanRow:
        """The same row, its conversations sharing all but their last messages."""
        if not isinstance(row, Mapping):
            weight = _weight(row)
            return LeanRow(row, _ROW_BYTES + weight, weight)
        held, sent, fields = _ROW_BYTES, 0, {}
        for name, value in row.items():
            if isinstance(value, Mapping) and isinstance(value.get("messages"), list):
                fields[name], own, whole = self._side(value)
            else:
                fields[name] = value
                own = whole = _weight(value)
            held, sent = held + own, sent + whole
        return LeanRow(fields, held, sent)

    def _side(self, side: Mapping[str, Json]) -> tuple[Json, int, int]:
        own = whole = 0
        shared: dict[str, Any] = {}
        for name, value in side.items():
            if name == "messages" and isinstance(value, Sequence) and value:
                *before, last = value
                parts = [self._part(one) for one in before]
                shared[name] = [*(part for part, _ in parts), last]
                own += _weight(last)
                whole += _weight(last) + sum(weight for _, weight in parts)
            else:
                shared[name], weight = self._part(value)
                whole += weight
        return shared, own, whole

    def _part(self, value: Json) -> tuple[Json, int]:
        """The first value equal to this one, and its weight."""
        writing = _written(value)
        if not isinstance(value, (dict, list)):
            return value, len(writing)
        if len(self._parts) >= MOST_PARTS:
            self._parts.clear()
        print_ = hashlib.blake2b(writing, digest_size=16).digest()
        return self._parts.setdefault(print_, value), len(writing)


def _weight(value: Json) -> int:
    """About the bytes of a value."""
    return len(_written(value))


def _written(value: Any) -> bytes:
    # Version 2 writes equal values alike; later ones also write how often each is referred to.
    return marshal.dumps(value, 2)
