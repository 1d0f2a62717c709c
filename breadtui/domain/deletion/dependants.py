"""What depends on something that is to be deleted, sorted by how near it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from breadtui.domain.descent.dependencies import BAKE, TARGET, Part, Twig


class Dependants(NamedTuple):
    """Each part once: what names the thing itself, then what stands further on.

    Of a target `bakes` train on it; of a bake they start from it, and `targets` are answered by its model.
    """

    bakes: tuple[Part, ...] = ()
    targets: tuple[Part, ...] = ()
    further: tuple[Part, ...] = ()


def dependants_of(twigs: Iterable[Twig], going: Collection[Part] = ()) -> Dependants:
    """The dependants in a walk from the thing (depth 0) through what uses it; those that go as well are left out."""
    near: dict[Part, None] = {}
    further: dict[Part, None] = {}
    for twig in twigs:
        if twig.depth and twig.part not in going:
            (near if twig.depth == 1 else further)[twig.part] = None
    return Dependants(
        tuple(part for part in near if part.kind == BAKE),
        tuple(part for part in near if part.kind == TARGET),
        tuple(part for part in further if part not in near),
    )


def together(found: Iterable[Dependants]) -> Dependants:
    """The dependants of several things as one; what is near to any of them is not told as further."""
    all_of = list(found)
    bakes = dict.fromkeys(part for one in all_of for part in one.bakes)
    targets = dict.fromkeys(part for one in all_of for part in one.targets)
    further = dict.fromkeys(part for one in all_of for part in one.further if part not in bakes and part not in targets)
    return Dependants(tuple(bakes), tuple(targets), tuple(further))
