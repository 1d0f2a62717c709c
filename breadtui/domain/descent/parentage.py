"""Which parents a tree answer gives each bake, and which of these arrows run in a circle."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, ModelPath, RepoName, parse_model_path
from breadtui.domain.repos import RepoTree
from breadtui.values import dataclass

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Parentage:
    """One bake's parents: the one to follow and the `others`, all of the same repository.

    `foreign` is the parent to follow where it lies in another repository; then `parent` is None.
    """

    parent: BakeName | None = None
    others: tuple[BakeName, ...] = ()
    started_from: ModelPath | None = None
    foreign: ModelPath | None = None


def parent_path(config: JsonObject) -> ModelPath | None:
    """The checkpoint a bake's configuration says it started from, or None for the base model."""
    model = config.get("model")
    # A dict is known as one at once; whether anything is a mapping takes ten times as long to find out.
    name = model.get("parent_model_name") if isinstance(model, dict | Mapping) else None
    return parse_model_path(name) if isinstance(name, str) else None


def owners_of(tree: RepoTree) -> frozenset[str]:
    """The user segments of the repository's own model paths: whose it is, empty while no bake has finished."""
    return frozenset({bake.model_names[0].partition("/")[0] for bake in tree.bakes.values() if bake.model_names})


def parentages_of(tree: RepoTree, owners: frozenset[str]) -> Mapping[BakeName, Parentage]:
    """Each bake of the answer with its parents.

    Edges run child to parent and come first; `config.model.parent_model_name` stands in for a missing one. An
    edge carries no repository, so where the configuration names that bake in another one, it means that one.
    Source: the API contract, lineage.
    """
    named: dict[str, list[str]] = {}
    for child, parent in tree.edges:
        named.setdefault(child, []).append(parent)
    return {
        name: _parentage(named.get(name, ()), parent_path(bake.config), tree.repo, owners)
        for name, bake in tree.bakes.items()
    }


def circles(parents: Mapping[Node, Node]) -> frozenset[Node]:
    """One of every circle of parents, the first met, so that the rest is a forest."""
    found: set[Node] = set()
    settled: set[Node] = set()
    for start in parents:
        way: dict[Node, None] = {}
        node: Node | None = start
        while node is not None and node not in settled:
            if node in way:
                found.add(node)
                break
            way[node] = None
            node = parents.get(node)
        settled.update(way)
    return frozenset(found)


def _parentage(
    named: list[str] | tuple[()], path: ModelPath | None, repo: RepoName, owners: frozenset[str]
) -> Parentage:
    if path is None and not named:
        return _BASE
    is_foreign = path is not None and (path.repo != repo or bool(owners and path.user not in owners))
    local = list(dict.fromkeys(BakeName(parent) for parent in named))
    if path is None or not is_foreign:
        if path is not None and path.bake not in local:
            local.append(path.bake)
        return Parentage(local[0], tuple(local[1:]), path)
    here = [parent for parent in local if parent != path.bake]
    if not local or local[0] == path.bake:
        return Parentage(None, tuple(here), path, path)
    return Parentage(here[0], tuple(here[1:]), path)


_BASE = Parentage()
