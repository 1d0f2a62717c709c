"""Where a key leads in the tree: outward, inward, and along lines of descent."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.names import BakeName
from breadtui.ui.present.tree_rows import Kind, TreeKey, TreeView

_GROUP_OF = {Kind.BAKE: Kind.BAKES, Kind.PROMPT: Kind.PROMPTS, Kind.TARGET: Kind.TARGETS}


class Along(StrEnum):
    """A direction by descent."""

    PARENT = "parent"
    CHILD = "child"
    NEXT = "next"
    PREVIOUS = "previous"


def outer_key(view: TreeView, key: TreeKey) -> TreeKey | None:
    """The row that folding `key` away would leave: a bake's parent, a group, a repository; None for a repository."""
    if key.kind is Kind.REPO:
        return None
    if key.kind is Kind.BAKE:
        branches = view.branches.get(key.repo)
        parent = branches.parent_of(BakeName(key.name)) if branches else None
        return TreeKey(Kind.BAKE, key.repo, parent) if parent else TreeKey(Kind.BAKES, key.repo)
    if key.kind is Kind.NOTE and key.name:
        return TreeKey(Kind(key.name), key.repo)
    return TreeKey(_GROUP_OF[key.kind], key.repo) if key.kind in _GROUP_OF else TreeKey(Kind.REPO, key.repo)


def has_children(view: TreeView, key: TreeKey) -> bool:
    """There may be rows below it to fold or unfold."""
    if key.kind is Kind.BAKE:
        return view.branches[key.repo].descendants_count(BakeName(key.name)) > 0
    return key.kind not in {Kind.PROMPT, Kind.TARGET, Kind.NOTE}


def along(view: TreeView, key: TreeKey, way: Along) -> TreeKey | None:
    """The bake that descent leads to from a bake, or None at its end; other rows move among rows of their kind."""
    if way in {Along.NEXT, Along.PREVIOUS}:
        return _sibling(view, key, 1 if way is Along.NEXT else -1)
    if key.kind is not Kind.BAKE:
        return outer_key(view, key) if way is Along.PARENT else None
    branches, name = view.branches[key.repo], BakeName(key.name)
    found = branches.parent_of(name) if way is Along.PARENT else next(iter(branches.children_of(name)), None)
    return TreeKey(Kind.BAKE, key.repo, found) if found else None


def _sibling(view: TreeView, key: TreeKey, by: int) -> TreeKey | None:
    if key.kind is Kind.BAKE:
        names = view.branches[key.repo].siblings_of(BakeName(key.name))
        place = names.index(BakeName(key.name)) + by
        return TreeKey(Kind.BAKE, key.repo, names[place]) if 0 <= place < len(names) else None
    alike = [other for other in view.keys if other.kind is key.kind and (key.kind is Kind.REPO or other[1] == key.repo)]
    place = alike.index(key) + by
    return alike[place] if 0 <= place < len(alike) else None


def next_match(view: TreeView, start: int, by: int) -> TreeKey | None:
    """The next row after the place `start` (or before it) that the filter asked for, round the end if need be."""
    count = len(view.keys)
    for distance in range(1, count + 1):
        key = view.keys[(start + by * distance) % count]
        if view.is_match(key):
            return key
    return None
