"""Who descends from whom in one repository: a forest that keeps strays, phantoms and cycles, and flags them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breadtui.domain.descent.parentage import Parentage, circles, owners_of, parent_path, parentages_of
from breadtui.domain.names import BakeName, ModelPath
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.values import dataclass, field, replace

__all__ = ["Descent", "Lineage", "lineage_after", "lineage_of", "parent_path"]


@dataclass(frozen=True, slots=True)
class Descent:
    """Where one bake comes from.

    `parent` is a bake of the same repository, present or not; `started_from` the parent's path where the
    configuration names one, which may lie in another repository. `is_cut` marks a bake whose parent would
    have made it its own ancestor: the arrow is shown but not followed. `others` are further parents of the same
    repository that the service or the configuration names: shown, never followed.
    """

    name: BakeName
    bake: TreeBake | None
    parent: BakeName | None = None
    started_from: ModelPath | None = None
    is_cut: bool = False
    others: tuple[BakeName, ...] = ()

    @property
    def is_phantom(self) -> bool:
        """Somebody's parent, but not in the answer: deleted, or never here."""
        return self.bake is None


@dataclass(frozen=True, slots=True)
class Lineage:
    """All bakes of a repository by descent; `roots` and `children` keep the order of the tree answer.

    `foreign` holds the roots whose parent lies in another repository, with that parent's path; `cuts` the bakes
    whose arrow is not followed; `owners` the user segments of the repository's own model paths.
    """

    repo: str = ""
    base_model: str = ""
    descents: Mapping[BakeName, Descent] = field(default_factory=dict)
    roots: tuple[BakeName, ...] = ()
    children: Mapping[BakeName, tuple[BakeName, ...]] = field(default_factory=dict)
    foreign: Mapping[BakeName, ModelPath] = field(default_factory=dict)
    cuts: frozenset[BakeName] = frozenset()
    owners: frozenset[str] = frozenset()

    def ancestors(self, name: BakeName) -> tuple[BakeName, ...]:
        """Parent, grandparent and so on within the repository, nearest first."""
        found: list[BakeName] = []
        descent = self.descents.get(name)
        while descent and descent.parent and not descent.is_cut:
            found.append(descent.parent)
            descent = self.descents.get(descent.parent)
        return tuple(found)

    def descendants(self, name: BakeName) -> Iterator[BakeName]:
        """All bakes made from `name`, depth first, without recursion."""
        waiting = list(reversed(self.children.get(name, ())))
        while waiting:
            child = waiting.pop()
            yield child
            waiting.extend(reversed(self.children.get(child, ())))

    def in_order(self) -> Iterator[tuple[BakeName, int]]:
        """Every bake once with its depth, parents before children."""
        waiting = [(root, 0) for root in reversed(self.roots)]
        while waiting:
            name, depth = waiting.pop()
            yield name, depth
            waiting.extend((child, depth + 1) for child in reversed(self.children.get(name, ())))

    def is_shaped_like(self, other: Lineage) -> bool:
        """The same bakes in the same places, as the same objects: what was drawn of the one holds for the other."""
        return self.roots is other.roots and self.children is other.children


def lineage_of(tree: RepoTree) -> Lineage:
    """The forest of one tree answer. A bake with several parents follows the first."""
    owners = owners_of(tree)
    parentages = parentages_of(tree, owners)
    parents = {name: found.parent for name, found in parentages.items() if found.parent is not None}
    cuts = circles(parents)
    descents = {name: _descent(tree.bakes[name], found, is_cut=name in cuts) for name, found in parentages.items()}
    for parent in parents.values():
        if parent not in descents:
            descents[parent] = Descent(parent, None)
    roots, children = _shape(descents)
    return Lineage(
        repo=tree.repo,
        base_model=tree.base_model,
        descents=descents,
        roots=roots,
        children=children,
        foreign={name: found.foreign for name, found in parentages.items() if found.foreign is not None},
        cuts=cuts,
        owners=owners,
    )


def lineage_after(before: Lineage, known: RepoTree, tree: RepoTree) -> Lineage:
    """The forest of a later answer, where `before` is that of `known`.

    Where only statuses, models or checkpoints moved, `roots`, `children`, `foreign` and all other descents are the
    same objects, so that what was made of the shape need not be made again.
    """
    if not _has_same_parents(before, known, tree):
        return lineage_of(tree)
    moved = {
        name: replace(before.descents[name], bake=bake)
        for name, bake in tree.bakes.items()
        if bake is not known.bakes[name]
    }
    return replace(before, base_model=tree.base_model, descents={**before.descents, **moved})


def _has_same_parents(before: Lineage, known: RepoTree, tree: RepoTree) -> bool:
    return (
        known.repo == tree.repo
        and known.edges == tree.edges
        and list(known.bakes) == list(tree.bakes)
        and all(
            bake is known.bakes[name] or bake.config == known.bakes[name].config for name, bake in tree.bakes.items()
        )
        and owners_of(tree) == before.owners
    )


def _descent(bake: TreeBake, found: Parentage, *, is_cut: bool) -> Descent:
    return Descent(bake.name, bake, found.parent, found.started_from, is_cut, found.others)


def _shape(
    descents: Mapping[BakeName, Descent],
) -> tuple[tuple[BakeName, ...], Mapping[BakeName, tuple[BakeName, ...]]]:
    roots: list[BakeName] = []
    children: dict[BakeName, list[BakeName]] = {}
    for name, descent in descents.items():
        if descent.parent is None or descent.is_cut:
            roots.append(name)
        else:
            children.setdefault(descent.parent, []).append(name)
    return tuple(roots), {name: tuple(found) for name, found in children.items()}
