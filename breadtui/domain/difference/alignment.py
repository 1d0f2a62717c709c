"""Which items of two lists are the same ones, in order, in a time that no input can blow up.

Equal beginnings and ends are taken first, then items that occur once in both (patience); what lies between them is
compared exhaustively only where it is small, and is otherwise taken as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

LARGEST_SQUARE = 10_000
DEEPEST = 12


class Block(NamedTuple):
    """Items from `left_from` to `left_to` stand against those from `right_from` to `right_to`."""

    left_from: int
    left_to: int
    right_from: int
    right_to: int
    is_same: bool


class _Field(NamedTuple):
    left_from: int
    left_to: int
    right_from: int
    right_to: int
    depth: int

    @property
    def square(self) -> int:
        return (self.left_to - self.left_from) * (self.right_to - self.right_from)


class _Run(NamedTuple):
    left: int
    right: int
    size: int


def aligned(left: Sequence[Hashable], right: Sequence[Hashable]) -> tuple[Block, ...]:
    """Blocks that cover both lists in order, by turns the same and different; none for two empty lists."""
    runs: list[_Run] = []
    waiting = [_Field(0, len(left), 0, len(right), 0)]
    while waiting:
        field = _trimmed(left, right, waiting.pop(), runs)
        if not field.square:
            continue
        anchors = _anchors(left, right, field) if field.depth < DEEPEST else []
        if anchors:
            runs += anchors
            waiting += _between(field, anchors)
        elif field.square <= LARGEST_SQUARE:
            runs += _searched(left, right, field)
    return tuple(_blocks(sorted(runs), len(left), len(right)))


def _trimmed(left: Sequence[Hashable], right: Sequence[Hashable], field: _Field, runs: list[_Run]) -> _Field:
    """The field without its equal beginning and end, which are added to `runs`."""
    most = min(field.left_to - field.left_from, field.right_to - field.right_from)
    head = 0
    while head < most and left[field.left_from + head] == right[field.right_from + head]:
        head += 1
    tail = 0
    while tail < most - head and left[field.left_to - 1 - tail] == right[field.right_to - 1 - tail]:
        tail += 1
    runs += [_Run(field.left_from, field.right_from, head)] if head else []
    runs += [_Run(field.left_to - tail, field.right_to - tail, tail)] if tail else []
    return _Field(
        field.left_from + head, field.left_to - tail, field.right_from + head, field.right_to - tail, field.depth
    )


def _anchors(left: Sequence[Hashable], right: Sequence[Hashable], field: _Field) -> list[_Run]:
    """The longest row, ascending on both sides, of items that occur once on either."""
    counts = Counter(left[field.left_from : field.left_to])
    places = {left[at]: at for at in range(field.left_from, field.left_to) if counts[left[at]] == 1}
    others = Counter(right[field.right_from : field.right_to])
    pairs = [
        (places[right[at]], at)
        for at in range(field.right_from, field.right_to)
        if right[at] in places and others[right[at]] == 1
    ]
    return [_Run(one, other, 1) for one, other in _ascending(pairs)]


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose first numbers ascend."""
    ends: list[int] = []
    end_pairs: list[int] = []
    before: list[int] = []
    for number, (place, _) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(end_pairs[at - 1] if at else -1)
        ends[at : at + 1] = [place]
        end_pairs[at : at + 1] = [number]
    found: list[tuple[int, int]] = []
    number = end_pairs[-1] if end_pairs else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _between(field: _Field, anchors: Sequence[_Run]) -> Iterator[_Field]:
    left, right = field.left_from, field.right_from
    for anchor in anchors:
        yield _Field(left, anchor.left, right, anchor.right, field.depth + 1)
        left, right = anchor.left + 1, anchor.right + 1
    yield _Field(left, field.left_to, right, field.right_to, field.depth + 1)


def _searched(left: Sequence[Hashable], right: Sequence[Hashable], field: _Field) -> list[_Run]:
    one, other = left[field.left_from : field.left_to], right[field.right_from : field.right_to]
    found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [_Run(field.left_from + match.a, field.right_from + match.b, match.size) for match in found if match.size]


def _blocks(runs: Sequence[_Run], left_count: int, right_count: int) -> Iterator[Block]:
    """The runs, those that touch joined, with what lies between them."""
    left = right = same_from_left = same_from_right = 0
    for run in (*runs, _Run(left_count, right_count, 0)):
        if (run.left, run.right) != (left, right):
            if left > same_from_left:
                yield Block(same_from_left, left, same_from_right, right, True)
            yield Block(left, run.left, right, run.right, False)
            same_from_left, same_from_right = run.left, run.right
        left, right = run.left + run.size, run.right + run.size
    if left > same_from_left:
        yield Block(same_from_left, left, same_from_right, right, True)
