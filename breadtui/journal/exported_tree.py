"""The last known tree of a repository as a line of an export and back: its bakes, and who descends from whom."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.descent.lineage import parent_path
from breadtui.domain.jobs import status_of
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.journal.json_shapes import Unreadable, list_of, object_of, text_of


def tree_to_json(tree: RepoTree, at: datetime) -> JsonObject:
    """What is needed to draw the lineage; of a configuration the parent's path alone."""
    return {
        "kind": "tree",
        "repo": tree.repo,
        "seen_at": at.isoformat(),
        "base_model": tree.base_model,
        "edges": [list(edge) for edge in tree.edges],
        "bakes": [_bake_to_json(bake) for bake in tree.bakes.values()],
    }


def tree_from_json(told: JsonObject) -> RepoTree:
    """The tree again, each bake's configuration cut down to its parent. Raises: Unreadable."""
    bakes = [_bake_from_json(object_of(one)) for one in list_of(told.get("bakes"))]
    edges = [[text_of(end) for end in list_of(edge)] for edge in list_of(told.get("edges"))]
    if any(len(edge) != 2 for edge in edges):
        raise Unreadable("an edge without two ends")
    return RepoTree(
        RepoName(text_of(told.get("repo"))),
        text_of(told.get("base_model")),
        {bake.name: bake for bake in bakes},
        tuple((child, parent) for child, parent in edges),
    )


def _bake_to_json(bake: TreeBake) -> JsonObject:
    parent = parent_path(bake.config)
    return {
        "name": bake.name,
        "status": bake.status_text or bake.status.value,
        "models": list(bake.model_names),
        "checkpoints": list(bake.checkpoints),
        "parent": None if parent is None else str(parent),
    }


def _bake_from_json(told: JsonObject) -> TreeBake:
    status, parent = text_of(told.get("status")), told.get("parent")
    steps = list_of(told.get("checkpoints"))
    return TreeBake(
        BakeName(text_of(told.get("name"))),
        status_of(status),
        status,
        tuple(text_of(name) for name in list_of(told.get("models"))),
        tuple(step for step in steps if isinstance(step, int) and not isinstance(step, bool)),
        {} if parent is None else {"model": {"parent_model_name": text_of(parent)}},
    )
