"""Which message of an edited prompt was which before: the same, moved, changed, or new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from breadtui.domain.difference.alignment import Block, aligned
from breadtui.domain.difference.paired_lines import likeness
from breadtui.domain.prompt.prompts import Message

LEAST_LIKENESS = 0.5
LARGEST_SQUARE = 100


def matched(before: Sequence[Message], after: Sequence[Message]) -> tuple[int | None, ...]:
    """For each message of `after` the place in `before` of the one it was made from, None for a new one.

    Equal messages are found first, in order and then wherever they were moved to, then those with many words in
    common, then those of the same role that stand in the same place.
    """
    keys, others = [written(one) for one in before], [written(one) for one in after]
    blocks = aligned(keys, others)
    found = _in_order(blocks)
    found |= _moved(keys, others, found)
    found |= _alike(before, after, found)
    found |= _by_place(before, after, blocks, found)
    return tuple(found.get(at) for at in range(len(after)))


def written(value: object) -> str:
    """A message, or a value in JSON, as a text that is the same if and only if the value is."""
    whole = [value.role, value.content, value.extra] if isinstance(value, Message) else value
    return json.dumps(whole, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, Sequence) else str(value)


def _in_order(blocks: Iterable[Block]) -> dict[int, int]:
    return {
        block.right_from + step: block.left_from + step
        for block in blocks
        if block.is_same
        for step in range(block.left_to - block.left_from)
    }


def _moved(keys: Sequence[str], others: Sequence[str], found: Mapping[int, int]) -> dict[int, int]:
    taken = set(found.values())
    free: dict[str, list[int]] = {}
    for place in range(len(keys) - 1, -1, -1):
        if place not in taken:
            free.setdefault(keys[place], []).append(place)
    return {at: free[key].pop() for at, key in enumerate(others) if at not in found and free.get(key)}


def _alike(before: Sequence[Message], after: Sequence[Message], found: Mapping[int, int]) -> dict[int, int]:
    """Pairs with the most words in common first; none where there are too many to compare."""
    lefts, rights = _free(len(before), found.values()), _free(len(after), found)
    if len(lefts) * len(rights) > LARGEST_SQUARE:
        return {}
    scored = [(-_likeness(before[one], after[at]), abs(one - at), one, at) for one in lefts for at in rights]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, one, at in sorted(scored):
        if -score >= LEAST_LIKENESS and one not in taken and at not in pairs:
            pairs[at] = one
            taken.add(one)
    return pairs


def _likeness(one: Message, other: Message) -> float:
    """Messages without words, as calls of tools are, have only their place in common."""
    return likeness(one.text, other.text) if one.text and other.text else 0.0


def _by_place(
    before: Sequence[Message], after: Sequence[Message], blocks: Iterable[Block], found: Mapping[int, int]
) -> dict[int, int]:
    taken = set(found.values())
    pairs: dict[int, int] = {}
    for block in blocks:
        place = block.left_from
        for at in range(block.right_from, block.right_to):
            free = [one for one in range(place, block.left_to) if one not in taken] if at not in found else []
            same_role = next((one for one in free if before[one].role == after[at].role), None)
            if same_role is not None:
                pairs[at] = same_role
                place = same_role + 1
    return pairs


def _free(count: int, taken: Iterable[int]) -> list[int]:
    known = set(taken)
    return [place for place in range(count) if place not in known]
