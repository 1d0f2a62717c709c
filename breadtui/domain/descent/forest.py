"""Descent across all open repositories: one forest, whose trees may pass from one repository into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from breadtui.domain.descent.lineage import Descent, Lineage
from breadtui.domain.descent.parentage import circles
from breadtui.domain.names import BakeName, ModelPath, RepoName


class BakePlace(NamedTuple):
    """One bake in one repository.

    Another user's repository is written `user/repo`, which no repository of one's own can be called.
    """

    repo: RepoName
    bake: BakeName


class Forest:
    """All bakes of the open repositories by descent.

    Only links between repositories are worked out here; everything else is asked of each `Lineage`. A parent in a
    repository that is not open, or not in its answer, stands in the forest as a phantom. Nothing recurses.
    """

    __slots__ = ("_adopted", "_foreign", "_owners", "cuts", "lineages")

    def __init__(self, lineages: Mapping[RepoName, Lineage]) -> None:
        self.lineages = lineages
        self._owners = frozenset[str]().union(*(lineage.owners for lineage in lineages.values()))
        self._foreign = {
            BakePlace(repo, child): self.place_of(path)
            for repo, lineage in lineages.items()
            for child, path in lineage.foreign.items()
        }
        crossing = circles(_hops(lineages, self._foreign))
        local = (BakePlace(repo, bake) for repo, lineage in lineages.items() for bake in lineage.cuts)
        self.cuts: frozenset[BakePlace] = crossing.union(local)
        """The bakes whose arrow to a parent is shown but not followed, since it would close a circle."""
        self._adopted: dict[BakePlace, list[BakePlace]] = {}
        for child, parent in self._foreign.items():
            if child not in self.cuts:
                self._adopted.setdefault(parent, []).append(child)

    def place_of(self, path: ModelPath) -> BakePlace:
        """The bake behind a model path."""
        there = self.lineages.get(path.repo)
        owners = there.owners if there is not None and there.owners else self._owners
        is_own = not owners or path.user in owners
        return BakePlace(path.repo if is_own else RepoName(f"{path.user}/{path.repo}"), path.bake)

    def is_open(self, place: BakePlace) -> bool:
        """Its repository is open, so that its bakes are known."""
        return place.repo in self.lineages

    def is_phantom(self, place: BakePlace) -> bool:
        """Somebody's parent, but not in any answer: deleted, or in a repository that is not open."""
        descent = self.descent_of(place)
        return descent is None or descent.is_phantom

    def descent_of(self, place: BakePlace) -> Descent | None:
        """What its own repository says of it; None where that is not open or does not know it."""
        lineage = self.lineages.get(place.repo)
        return None if lineage is None else lineage.descents.get(place.bake)

    def named_parent_of(self, place: BakePlace) -> BakePlace | None:
        """The parent its arrow points at, whether the arrow is followed or cut."""
        descent = self.descent_of(place)
        if descent is not None and descent.parent is not None:
            return BakePlace(place.repo, descent.parent)
        return self._foreign.get(place)

    def parent_of(self, place: BakePlace) -> BakePlace | None:
        """The bake it stands below, here or in another repository; None for a root and for a cut arrow."""
        return None if place in self.cuts else self.named_parent_of(place)

    def children_of(self, place: BakePlace) -> tuple[BakePlace, ...]:
        """The bakes made from it: its own repository's, then those of others in the order of opening."""
        lineage = self.lineages.get(place.repo)
        own = () if lineage is None else lineage.children.get(place.bake, ())
        return (*(BakePlace(place.repo, child) for child in own), *self._adopted.get(place, ()))

    def children_elsewhere(self, place: BakePlace) -> tuple[BakePlace, ...]:
        """The bakes of other repositories made from it, in the order of opening."""
        return tuple(self._adopted.get(place, ()))

    def siblings_of(self, place: BakePlace) -> tuple[BakePlace, ...]:
        """The bakes with the same parent, itself among them; for a root the other roots of its repository."""
        parent = self.parent_of(place)
        if parent is not None:
            return self.children_of(parent)
        lineage = self.lineages.get(place.repo)
        if lineage is None or place.bake not in lineage.descents:
            return (place,)
        roots = (BakePlace(place.repo, root) for root in lineage.roots)
        return tuple(root for root in roots if self.parent_of(root) is None)

    def ancestors(self, place: BakePlace) -> tuple[BakePlace, ...]:
        """Parent, grandparent and so on through all repositories, nearest first."""
        found: list[BakePlace] = []
        above = self.parent_of(place)
        while above is not None:
            found.append(above)
            above = self.parent_of(above)
        return tuple(found)

    def descendants(self, place: BakePlace) -> Iterator[BakePlace]:
        """All bakes made from it, in any repository, depth first."""
        waiting = list(reversed(self.children_of(place)))
        while waiting:
            child = waiting.pop()
            yield child
            waiting.extend(reversed(self.children_of(child)))

    def in_order(self) -> Iterator[tuple[BakePlace, int]]:
        """Every bake and phantom once with its depth, parents before children, repositories in order of opening."""
        for root in self.roots():
            waiting = [(root, 0)]
            while waiting:
                place, depth = waiting.pop()
                yield place, depth
                waiting.extend((child, depth + 1) for child in reversed(self.children_of(place)))

    def roots(self) -> Iterator[BakePlace]:
        """The bakes below nobody; a phantom of a closed repository comes where the first made from it would."""
        strays: set[BakePlace] = set()
        for repo, lineage in self.lineages.items():
            for root in lineage.roots:
                place = BakePlace(repo, root)
                parent = self.parent_of(place)
                if parent is None:
                    yield place
                elif parent not in strays and self.descent_of(parent) is None:
                    strays.add(parent)
                    yield parent

    def started_checkpoint(self, place: BakePlace) -> int | None:
        """The training step of its parent that it started from; None where the configuration does not say."""
        descent = self.descent_of(place)
        path = None if descent is None else descent.started_from
        parent = self.named_parent_of(place)
        return path.checkpoint if path is not None and parent is not None and path.bake == parent.bake else None

    def children_from(self, place: BakePlace, checkpoint: int | None) -> tuple[BakePlace, ...]:
        """The children that started from this checkpoint of it; None gives those that do not say from which."""
        return tuple(child for child in self.children_of(place) if self.started_checkpoint(child) == checkpoint)


def _hops(lineages: Mapping[RepoName, Lineage], foreign: Mapping[BakePlace, BakePlace]) -> dict[BakePlace, BakePlace]:
    """From each bake with a parent elsewhere to the root above that parent, where that has one elsewhere too."""
    tops: dict[BakePlace, BakePlace] = {}
    hops: dict[BakePlace, BakePlace] = {}
    for child, parent in foreign.items():
        lineage = lineages.get(parent.repo)
        if lineage is not None and lineage.foreign:
            top = _top(lineage, parent, tops)
            if top in foreign:
                hops[child] = top
    return hops


def _top(lineage: Lineage, place: BakePlace, tops: dict[BakePlace, BakePlace]) -> BakePlace:
    """The root above a bake within its repository, remembered for all it passes on the way."""
    way: list[BakePlace] = []
    while place not in tops:
        way.append(place)
        descent = lineage.descents.get(place.bake)
        if descent is None or descent.parent is None or descent.is_cut:
            tops[place] = place
            break
        place = BakePlace(place.repo, descent.parent)
    top = tops[place]
    tops.update(dict.fromkeys(way, top))
    return top


_last = Forest({})


def forest_of(lineages: Mapping[RepoName, Lineage]) -> Forest:
    """The forest of these repositories; the last one is kept for the same mapping, which is replaced, never changed."""
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    if _last.lineages is not lineages:
        _last = Forest(lineages)
    return _last
