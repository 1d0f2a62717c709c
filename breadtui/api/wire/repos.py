"""Repositories, and all bakes of one, as published."""

from __future__ import annotations

from typing import Any

from breadtui.api.wire.fields import (
    Count,
    Flag,
    Opaque,
    Part,
    RequiredRows,
    RequiredText,
    Rows,
    Text,
    counts,
    opaque,
    text,
    texts,
)


class Repo(Part):
    """One repository."""

    repo_name: RequiredText
    base_model: Text = None


class RepoList(Part):
    """Repositories as plain names or, with metadata, as objects with paging."""

    repos: RequiredRows
    offset: Count = None
    limit: Count = None
    has_more: Flag = None
    total: Count = None


class RepoTree(Part):
    """`GET R/tree`."""

    base_model: Text = None
    bakes: Opaque = None
    edges: Rows = []


def bake_node(node: dict[str, Any]) -> tuple[str, list[str], list[int], dict[str, Any]]:
    """Status, model paths, checkpoints and configuration of one bake of the tree; without a status it is still shown.

    Read without a model, because a model for each of ten thousand bakes takes its time.
    """
    return (
        text(node.get("status")) or "",
        texts(node.get("model_name")),
        counts(node.get("checkpoints")),
        opaque(node.get("config")) or {},
    )
