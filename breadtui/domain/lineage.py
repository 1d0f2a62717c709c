"""Who descends from whom in one repository: a forest that keeps strays, phantoms and cycles, and flags them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, ModelPath, parse_model_path
from breadtui.domain.repos import RepoTree, TreeBake


@dataclass(frozen=True, slots=True)
class Descent:
    """Where one bake comes from.

    `parent` is a bake of the same repository, present or not; `started_from` the parent's path where the
    configuration names one, which may lie in another repository. `is_cut` marks a bake whose parent would
    have made it its own ancestor: the arrow is shown but not followed.
    """

    name: BakeName
    bake: TreeBake | None
    parent: BakeName | None = None
    started_from: ModelPath | None = None
    is_cut: bool = False

    @property
    def is_phantom(self) -> bool:
        """Somebody's parent, but not in the answer: deleted, or never here."""
        return self.bake is None


@dataclass(frozen=True, slots=True)
class Lineage:
    """All bakes of a repository by descent; `roots` and `children` keep the order of the tree answer."""

    repo: str = ""
    base_model: str = ""
    descents: Mapping[BakeName, Descent] = field(default_factory=dict)
    roots: tuple[BakeName, ...] = ()
    children: Mapping[BakeName, tuple[BakeName, ...]] = field(default_factory=dict)

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


def lineage_of(tree: RepoTree) -> Lineage:
    """The forest of one tree answer.

    Edges run child to parent; where an edge is missing, `config.model.parent_model_name` stands in. A bake
    with several parents keeps the first. Source: the API contract, lineage.
    """
    parents = _first_parents(tree)
    names = dict.fromkeys([*tree.bakes, *(BakeName(parent) for parent in parents.values())])
    cuts = _cuts(parents)
    descents = {name: _descent(tree, name, parents, is_cut=name in cuts) for name in names}
    roots: list[BakeName] = []
    children: dict[BakeName, list[BakeName]] = {}
    for name, descent in descents.items():
        if descent.parent is None or descent.is_cut:
            roots.append(name)
        else:
            children.setdefault(descent.parent, []).append(name)
    return Lineage(
        repo=tree.repo,
        base_model=tree.base_model,
        descents=descents,
        roots=tuple(roots),
        children={name: tuple(found) for name, found in children.items()},
    )


def parent_path(config: JsonObject) -> ModelPath | None:
    """The checkpoint a bake's configuration says it started from, or None for the base model."""
    model = config.get("model")
    name = model.get("parent_model_name") if isinstance(model, Mapping) else None
    return parse_model_path(name) if isinstance(name, str) else None


def _first_parents(tree: RepoTree) -> dict[BakeName, BakeName]:
    parents: dict[BakeName, BakeName] = {}
    for child, parent in tree.edges:
        parents.setdefault(BakeName(child), BakeName(parent))
    for name, bake in tree.bakes.items():
        path = parent_path(bake.config)
        if path is not None and path.repo == tree.repo:
            parents.setdefault(name, path.bake)
    foreign = {
        name
        for name, bake in tree.bakes.items()
        if (path := parent_path(bake.config)) is not None and path.repo != tree.repo
    }
    return {
        child: parent
        for child, parent in parents.items()
        if child in tree.bakes and not (child in foreign and parent not in tree.bakes)
    }


def _cuts(parents: Mapping[BakeName, BakeName]) -> set[BakeName]:
    """One bake of every circle of parents, so that the rest is a forest."""
    cuts: set[BakeName] = set()
    settled: set[BakeName] = set()
    for start in parents:
        path: dict[BakeName, None] = {}
        name: BakeName | None = start
        while name is not None and name not in settled:
            if name in path:
                cuts.add(name)
                break
            path[name] = None
            name = parents.get(name)
        settled.update(path)
    return cuts


def _descent(tree: RepoTree, name: BakeName, parents: Mapping[BakeName, BakeName], *, is_cut: bool) -> Descent:
    bake = tree.bakes.get(name)
    started_from = parent_path(bake.config) if bake else None
    return Descent(name, bake, parents.get(name), started_from, is_cut)
