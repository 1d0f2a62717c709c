"""Which prompt of one generation became which of the next: by name, else by what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from breadtui.domain.names import PromptName

LEAST_ALIKE = 0.15
"""Prompts that share less than this are not taken for the same one, unless there is only one on each side."""
MOST_COMPARED = 24
"""A bake may learn from sixty targets; beyond this many unmatched ones only names are compared."""
_WORD = re.compile(r"\w+")
_NAME_WEIGHT = 0.25


class Text(NamedTuple):
    """A prompt's name and all it says."""

    name: PromptName
    text: str


def counterparts(mine: Sequence[Text], theirs: Sequence[Text]) -> tuple[int | None, ...]:
    """For each of mine the place of its counterpart in theirs, or None; nobody's counterpart twice.

    The same name comes first; of the rest the pairs that say most of the same.
    """
    found = _by_name(mine, theirs)
    my_rest = [at for at in range(len(mine)) if at not in found]
    their_rest = [at for at in range(len(theirs)) if at not in found.values()]
    is_single = len(mine) == len(theirs) == 1
    least = 0.0 if is_single else LEAST_ALIKE
    for score, one, other in _scored(mine, theirs, my_rest[:MOST_COMPARED], their_rest[:MOST_COMPARED]):
        if score >= least and one not in found and other not in found.values():
            found[one] = other
    return tuple(found.get(at) for at in range(len(mine)))


def _by_name(mine: Sequence[Text], theirs: Sequence[Text]) -> dict[int, int]:
    places = {text.name: at for at, text in reversed(list(enumerate(theirs)))}
    found: dict[int, int] = {}
    for at, text in enumerate(mine):
        there = places.pop(text.name, None)
        if there is not None:
            found[at] = there
    return found


def _scored(
    mine: Sequence[Text], theirs: Sequence[Text], my_rest: Sequence[int], their_rest: Sequence[int]
) -> list[tuple[float, int, int]]:
    """All pairs of the rest, the most alike first."""
    words = {at: frozenset(_WORD.findall(theirs[at].text)) for at in their_rest}
    pairs: list[tuple[float, int, int]] = []
    for one in my_rest:
        own = frozenset(_WORD.findall(mine[one].text))
        pairs += [(_alike(mine[one], own, theirs[other], words[other]), one, other) for other in their_rest]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _alike(one: Text, words: frozenset[str], other: Text, others: frozenset[str]) -> float:
    if one.text == other.text:
        return 1.0 + _NAME_WEIGHT
    shared = 2 * len(words & others) / (len(words) + len(others)) if words or others else 0.0
    return shared + _NAME_WEIGHT * SequenceMatcher(None, one.name, other.name).ratio() * bool(shared)
