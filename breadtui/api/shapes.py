"""What the service's JSON may hold, value by value: of a wrong type is unknown, and only a few are required.

Repositories and trees are read with nothing else: they are what scripts ask for, which wait for all that is loaded, and
a model for each of ten thousand bakes would take its time.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

Members = dict[str, Any]


class NotAsPublished(ValueError):
    """An answer that lacks what it cannot do without; the text names the place and never quotes what was sent."""


class RepoShape(NamedTuple):
    """One repository."""

    repo_name: str
    base_model: str | None


class RepoListShape(NamedTuple):
    """Repositories as plain names or, with metadata, as objects with paging."""

    repos: list[Any]
    offset: int | None
    has_more: bool | None
    total: int | None


class TreeShape(NamedTuple):
    """`GET R/tree`."""

    base_model: str | None
    bakes: Members
    edges: list[Any]


def repo(body: object) -> RepoShape:
    """One repository. Raises: NotAsPublished."""
    members = _members(body)
    name = text(members.get("repo_name"))
    if name is None:
        raise NotAsPublished("repo_name: must be text")
    return RepoShape(name, text(members.get("base_model")))


def repo_list(body: object) -> RepoListShape:
    """A page of repositories. Raises: NotAsPublished."""
    members = _members(body)
    listed = members.get("repos", ...)
    if listed is not None and not isinstance(listed, list):
        raise NotAsPublished("repos: must be a list")
    has_more, total = flag(members.get("has_more")), count(members.get("total"))
    return RepoListShape(listed or [], count(members.get("offset")), has_more, total)


def tree(body: object) -> TreeShape:
    """A repository's bakes and the edges between them. Raises: NotAsPublished."""
    members = _members(body)
    bakes = members_of(members.get("bakes")) or {}
    return TreeShape(text(members.get("base_model")), bakes, rows(members.get("edges")))


def bake_node(node: Members) -> tuple[str, list[str], list[int], Members]:
    """Status, model paths, checkpoints and configuration of a bake of the tree; without a status it is still shown."""
    return (
        text(node.get("status")) or "",
        texts(node.get("model_name")),
        counts(node.get("checkpoints")),
        members_of(node.get("config")) or {},
    )


def text(value: object) -> str | None:
    """A text."""
    return value if isinstance(value, str) else None


def count(value: object) -> int | None:
    """A whole number, also one that is written with a point."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def figure(value: object) -> float | None:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def flag(value: object) -> bool | None:
    """True or false."""
    return value if isinstance(value, bool) else None


def members_of(value: object) -> Members | None:
    """An object."""
    return value if isinstance(value, dict) else None


def rows(value: object) -> list[Any]:
    """A list; none is an empty one."""
    return value if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The texts of a list; one alone is a list of it."""
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def counts(value: object) -> list[int]:
    """The whole numbers of a list."""
    found = [count(one) for one in value] if isinstance(value, list) else []
    return [one for one in found if one is not None]


def _members(body: object) -> Members:
    if not isinstance(body, dict):
        raise NotAsPublished("must be an object")
    return body
