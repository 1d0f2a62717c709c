"""Which words of two people's lines are whose: their own, or left of what there was before and dropped by the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple, TypeAlias

from breadtui.domain.difference.diff import LineKind
from breadtui.domain.difference.paired_lines import Piece, paired, word_pieces


class Whose(Enum):
    """How words of one side stand to the base and to the other side."""

    SHARED = "shared"
    OWN = "own"
    DROPPED = "dropped"


class Run(NamedTuple):
    """Neighbouring characters of a line that stand alike."""

    text: str
    whose: Whose


Runs: TypeAlias = tuple[Run, ...]


def whose_words(base: Sequence[str], own: Sequence[str], other: Sequence[str]) -> tuple[Runs, ...]:
    """Each line of one side in runs: what the other side has too is SHARED, what else it had before is DROPPED.

    OWN is what neither the other side nor the base has. A line that has nothing like it on the other side is all
    its own, or all dropped where it stood in the base.
    """
    before, against = _partners(own, base), _partners(own, other)
    return tuple(tuple(_runs(line, before[at], against[at], _whose)) for at, line in enumerate(own))


def whole_lines(lines: Sequence[str], others: Sequence[str], whose: Whose) -> tuple[Runs, ...]:
    """Each line in one run, SHARED where the others have the same line: for texts too long to go through by words."""
    there = set(others)
    return tuple(((Run(line, Whose.SHARED if line in there else whose),) if line else ()) for line in lines)


def base_words(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[Runs, ...]:
    """Each line both were made from in runs: DROPPED is what at least one side has no more, SHARED what both kept."""
    left, right = _partners(base, mine), _partners(base, theirs)
    return tuple(tuple(_runs(line, left[at], right[at], _either)) for at, line in enumerate(base))


def _partners(own: Sequence[str], others: Sequence[str]) -> list[str | None]:
    rows = paired([(LineKind.TEXT, line) for line in own], [(LineKind.TEXT, line) for line in others])
    return [None if row.right is None else row.right[1] for row in rows if row.left is not None]


def _runs(line: str, one: str | None, other: str | None, judge: Callable[[bool, bool], Whose]) -> Iterator[Run]:
    parts = _overlaid(_pieces(line, one), _pieces(line, other), judge)
    for whose, group in groupby(parts, key=lambda run: run.whose):
        yield Run("".join(run.text for run in group), whose)


def _pieces(line: str, partner: str | None) -> tuple[Piece, ...]:
    return word_pieces(line, partner)[0] if partner is not None else (Piece(line, True),)


def _overlaid(left: Sequence[Piece], right: Sequence[Piece], judge: Callable[[bool, bool], Whose]) -> Iterator[Run]:
    """Two ways to cut the same line, laid over one another; `judge` is told which of the two lacks the words."""
    rest_left, rest_right = list(reversed(left)), list(reversed(right))
    while rest_left and rest_right:
        one, other = rest_left.pop(), rest_right.pop()
        size = min(len(one.text), len(other.text))
        if size:
            yield Run(one.text[:size], judge(one.is_changed, other.is_changed))
        for rest, piece in ((rest_left, one), (rest_right, other)):
            if len(piece.text) > size:
                rest.append(Piece(piece.text[size:], piece.is_changed))


def _whose(is_new: bool, is_missing_there: bool) -> Whose:
    if not is_missing_there:
        return Whose.SHARED
    return Whose.OWN if is_new else Whose.DROPPED


def _either(is_missing_in_one: bool, is_missing_in_other: bool) -> Whose:
    return Whose.DROPPED if is_missing_in_one or is_missing_in_other else Whose.SHARED
