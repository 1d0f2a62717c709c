"""Repositories, and all bakes of one, as domain values."""

from __future__ import annotations

import sys

from breadtui.api.convert.words import edges_of, status, unique
from breadtui.api.wire import repos as wire
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import Repo, RepoPage, RepoTree, TreeBake


def to_repo(body: object) -> Repo:
    """One repository."""
    repo = wire.Repo.model_validate(body)
    return Repo(RepoName(repo.repo_name), repo.base_model or "")


def to_repo_page(body: object) -> RepoPage:
    """A page of repositories, given as objects or as plain names; rows without a name are left out."""
    page = wire.RepoList.model_validate(body)
    found = [repo for row in page.repos if (repo := _listed_repo(row)) is not None]
    return RepoPage(tuple(found), page.offset or 0, page.has_more or False, page.total)


def to_repo_names(body: object) -> tuple[str, ...]:
    """Names of repositories, each once."""
    return unique(repo.name for repo in to_repo_page(body).repos)


def to_tree(repo: RepoName, body: object) -> RepoTree:
    """All bakes of a repository, and (child, parent) of the edges between bakes."""
    tree = wire.RepoTree.model_validate(body)
    bakes = {BakeName(name): to_tree_bake(BakeName(name), node) for name, node in (tree.bakes or {}).items()}
    edges = [
        (sys.intern(source), sys.intern(name))
        for source_kind, source, kind, name in edges_of(tree.edges)
        if source_kind == kind == "bake"
    ]
    return RepoTree(repo, tree.base_model or "", bakes, tuple(edges))


def to_tree_bake(name: BakeName, node: object) -> TreeBake:
    """One bake of a tree; whatever is no object says nothing."""
    word, paths, checkpoints, config = wire.bake_node(node if isinstance(node, dict) else {})
    return TreeBake(name, status(word), sys.intern(word), tuple(paths), tuple(checkpoints), config)


def _listed_repo(row: object) -> Repo | None:
    if isinstance(row, str):
        return Repo(RepoName(row))
    if not isinstance(row, dict) or not isinstance(row.get("repo_name"), str):
        return None
    return to_repo(row)
