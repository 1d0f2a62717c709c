"""Configurations that keep their equal parts once: most bakes of a repository differ in a few figures only."""

from __future__ import annotations

import marshal
import sys
from typing import Any, TypeAlias

Parsed: TypeAlias = dict[str, Any]

_LONGEST_SHARED = 256
"""Characters; longer texts are rarely the same."""

_BARE = frozenset({int, float, bool, type(None)})


def is_written_alike(one: object, other: object) -> bool:
    """Whether two parsed JSON values are the same to the letter; to Python `1`, `1.0` and `true` are equal."""
    return one is other or _writing(one) == _writing(other)


class Sharing:
    """Gives back the first of equal parts. It remembers each, so it is to be dropped after one answer."""

    def __init__(self) -> None:
        self._parts: dict[bytes, object] = {}
        self._names = type("Names", (), {})

    def config(self, config: Parsed) -> Parsed:
        """The same configuration with its parts, and theirs, shared; deeper ones only as parts of these."""
        # Python keeps the names of one class's attributes once: such a dict has less than half the size of another.
        shared: Parsed = vars(self._names())
        for key, value in config.items():
            shared[sys.intern(key)] = value if type(value) in _BARE else self._part(value)
        return shared

    def text(self, text: str) -> str:
        """The same text, as the one object for it where it is short."""
        return sys.intern(text) if len(text) <= _LONGEST_SHARED else text

    def _part(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        writing = _writing(value)
        known = self._parts.get(writing)
        if known is None:
            known = self._parts[writing] = self._of_parts(value)
        return known

    def _of_parts(self, value: object) -> object:
        if isinstance(value, list):
            return [item if type(item) in _BARE else self._leaf(item) for item in value]
        if isinstance(value, dict):
            return {sys.intern(key): item if type(item) in _BARE else self._leaf(item) for key, item in value.items()}
        return value

    def _leaf(self, value: object) -> object:
        return self.text(value) if isinstance(value, str) else self._parts.setdefault(_writing(value), value)


def _writing(value: Any) -> bytes:
    # Version 2 writes equal values alike; later ones also write how often each is referred to.
    return marshal.dumps(value, 2)
