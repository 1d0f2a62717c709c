"""Names cut to a width, all of them so that those that differ still look different."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from breadtui.ui.present.clean import ELLIPSIS, clean, cut_middle

_KEPT_CELLS = 3


def short_names(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Raw names, made showable, each in at most `width` cells.

    They are cut in the middle. Where some would look alike then, what these begin with gives way instead, and where
    that does not help, what they end with.
    """
    shown = tuple(map(clean, names))
    found = [cut_middle(name, width) for name in shown]
    for short in {short for short in found if found.count(short) > 1}:
        alike = [at for at, cut in enumerate(found) if cut == short]
        for at, cut in zip(alike, _told_apart([shown[at] for at in alike], width), strict=True):
            found[at] = cut
    return tuple(found)


def _told_apart(names: Sequence[str], width: int) -> Sequence[str]:
    for cut in (_before_the_difference, _after_the_difference):
        found = cut(names, width)
        if len(set(found)) == len(set(names)):
            return found
    return [cut_middle(name, width) for name in names]


def _before_the_difference(names: Sequence[str], width: int) -> list[str]:
    """The beginning that all have is left out but for its last few characters."""
    begin = max(_same_count(names) - _KEPT_CELLS, 0)
    rest = [name[begin:] for name in names]
    return [f"{ELLIPSIS}{cut_middle(name, width - 1)}" if begin else cut_middle(name, width) for name in rest]


def _after_the_difference(names: Sequence[str], width: int) -> list[str]:
    """Neither the beginning nor the end that all have is shown."""
    begin = max(_same_count(names) - _KEPT_CELLS, 0)
    end = max(_same_count([name[begin:][::-1] for name in names]) - _KEPT_CELLS, 0)
    rest = [name[begin : len(name) - end] for name in names]
    return [f"{ELLIPSIS}{cut_middle(name, width - 2)}{ELLIPSIS}" for name in rest]


def _same_count(names: Sequence[str]) -> int:
    """How many characters all of them begin with."""
    return sum(1 for _ in takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False)))
