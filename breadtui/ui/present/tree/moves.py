"""Where a key leads in the tree: outward, inward, and along lines of descent, from one repository into another."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.descent.forest import BakePlace
from breadtui.ui.present.tree.facts import checkpoints_of
from breadtui.ui.present.tree.keys import Kind, TreeKey, bake_row, checkpoint_row
from breadtui.ui.present.tree.rows import TreeView

_GROUP_OF = {Kind.BAKE: Kind.BAKES, Kind.PROMPT: Kind.PROMPTS, Kind.TARGET: Kind.TARGETS}


class Along(StrEnum):
    """A direction by descent."""

    PARENT = "parent"
    CHILD = "child"
    NEXT = "next"
    PREVIOUS = "previous"


def outer_key(view: TreeView, key: TreeKey) -> TreeKey | None:
    """The row that folding `key` away would leave: a bake's parent, a group, a repository; None for a repository."""
    match key.kind:
        case Kind.REPO:
            return None
        case Kind.CHECKPOINT:
            return bake_row(key.place)
        case Kind.BAKE:
            branches = view.branches.get(key.repo)
            parent = branches.parent_of(key.bake) if branches else None
            return TreeKey(Kind.BAKE, key.repo, parent) if parent else TreeKey(Kind.BAKES, key.repo)
        case Kind.NOTE if key.name:
            return TreeKey(Kind(key.name), key.repo)
        case _:
            return TreeKey(_GROUP_OF.get(key.kind, Kind.REPO), key.repo)


def has_children(view: TreeView, key: TreeKey) -> bool:
    """There may be rows below it to fold or unfold."""
    if key.kind is Kind.BAKE:
        return view.branches[key.repo].descendants_count(key.bake) > 0
    if key.kind is Kind.REPO and view.is_beside(key.repo):
        return False
    return key.kind not in {Kind.CHECKPOINT, Kind.PROMPT, Kind.TARGET, Kind.NOTE}


def along(view: TreeView, key: TreeKey, way: Along) -> TreeKey | None:
    """The bake that descent leads to from a bake or a checkpoint, or None at its end.

    It may lie in another repository, even one that is not open. Other rows move among rows of their kind.
    """
    if key.kind is Kind.CHECKPOINT:
        return _along_checkpoints(view, key, way)
    if key.kind is Kind.BAKE:
        return _along_bakes(view, key, way)
    if way in {Along.NEXT, Along.PREVIOUS}:
        return _sibling(view, key, 1 if way is Along.NEXT else -1)
    return outer_key(view, key) if way is Along.PARENT else None


def end_words(view: TreeView, key: TreeKey, way: Along) -> str:
    """Why a line of descent goes no further up or down from a bake or a checkpoint; raw, empty for other moves."""
    if key.kind not in {Kind.BAKE, Kind.CHECKPOINT}:
        return ""
    if way is Along.PARENT:
        return _root_words(view, key)
    if way is not Along.CHILD:
        return ""
    if key.kind is Kind.CHECKPOINT:
        name, children = f"{key.bake}/{key.checkpoint}", view.children_from(key.place, key.checkpoint or 0)
    else:
        name, children = key.bake, view.forest.children_of(key.place)
    return f"what was baked from {name} is filtered out" if children else f"no bake here came from {name}"


def _root_words(view: TreeView, key: TreeKey) -> str:
    if view.forest.is_phantom(key.place):
        return f"it is not known what {key.bake} came from"
    if view.forest.named_parent_of(key.place) is not None:
        return f"what {key.bake} came from came from it: the circle is cut here"
    return f"{key.bake} started from the base model"


def _along_bakes(view: TreeView, key: TreeKey, way: Along) -> TreeKey | None:
    place = key.place
    if way is Along.PARENT:
        parent = view.forest.parent_of(place)
        return bake_row(parent) if parent is not None else None
    if way is Along.CHILD:
        return next((bake_row(child) for child in view.forest.children_of(place) if is_left(view, child)), None)
    siblings = [other for other in view.forest.siblings_of(place) if is_left(view, other)]
    beside = siblings.index(place) + (1 if way is Along.NEXT else -1)
    return bake_row(siblings[beside]) if 0 <= beside < len(siblings) else None


def _along_checkpoints(view: TreeView, key: TreeKey, way: Along) -> TreeKey | None:
    place, checkpoint = key.place, key.checkpoint
    if way is Along.PARENT:
        return bake_row(place)
    if way is Along.CHILD:
        children = view.children_from(place, checkpoint) if checkpoint is not None else ()
        return next((bake_row(child) for child in children if is_left(view, child)), None)
    steps = checkpoints_of(view.forest.lineages[place.repo], place.bake)
    beside = steps.index(checkpoint) + (1 if way is Along.NEXT else -1) if checkpoint in steps else -1
    return checkpoint_row(place, steps[beside]) if 0 <= beside < len(steps) else None


def is_left(view: TreeView, place: BakePlace) -> bool:
    """Filter and focus leave this bake, though it may be folded away."""
    branches = view.branches.get(place.repo)
    return branches is not None and place.bake in branches.places


def _sibling(view: TreeView, key: TreeKey, by: int) -> TreeKey | None:
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
