"""The order in which bgit sorts texts: that of a dictionary, as `localeCompare` has it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
"""The printable ASCII signs, letters without regard to case. Source: Unicode's default order (CLDR root)."""

_RANKS = {character: rank for rank, character in enumerate(_ORDER, start=1)}
_BEYOND = len(_ORDER) + 1


class SortKey(NamedTuple):
    """Signs first, then accents, then case: a later one decides only where all before it are equal."""

    signs: tuple[int, ...]
    accents: tuple[tuple[int, ...], ...]
    is_capital: tuple[bool, ...]


def sort_key(text: str) -> SortKey:
    """The key to sort by.

    Exact for printable ASCII. Accents count after their letters, other scripts come after Latin by code point,
    which is near to the order that most of them have, and control characters count nothing.
    """
    signs: list[int] = []
    accents: list[tuple[int, ...]] = []
    capitals: list[bool] = []
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            if accents:
                accents[-1] = (*accents[-1], ord(character))
            continue
        lower = character.lower()
        rank = _RANKS.get(lower)
        if rank is None and unicodedata.category(character).startswith("C"):
            continue
        signs.append(rank if rank is not None else _BEYOND + ord(lower[0]))
        accents.append(())
        capitals.append(lower != character)
    return SortKey(tuple(signs), tuple(accents), tuple(capitals))
