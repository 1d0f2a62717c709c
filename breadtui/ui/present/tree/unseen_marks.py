"""What is marked and has no row in the tree, for other reasons than a fold."""

from __future__ import annotations

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.names import BakeName, JobKey, Phase
from breadtui.store.facts.state import Choice
from breadtui.ui.present.tree.keys import row_of
from breadtui.ui.present.tree.moves import is_left
from breadtui.ui.present.tree.rows import TreeView
from breadtui.ui.present.unseen import ALL_SEEN, BY_FILTER, BY_FOCUS, BY_LABEL, Unseen


def unseen_marks(view: TreeView) -> Unseen:
    """The marks that the filter leaves out; without one those that the focus does, else those that labels hide."""
    marked = view.facts.marked
    if not marked:
        return ALL_SEEN
    if view.shape.query:
        rows = set(view.keys)
        return Unseen(frozenset(what for what in marked if row_of(what) not in rows), BY_FILTER)
    if view.line is not None and (beside := frozenset(what for what in marked if _is_beside(view, what))):
        return Unseen(beside, BY_FOCUS)
    return Unseen(frozenset(what for what in marked if view.leaves_out(what)), BY_LABEL)


def _is_beside(view: TreeView, what: Choice) -> bool:
    """The focus leaves it out: bakes that are not of its line, and all of a repository that it does not touch."""
    if isinstance(what, str):
        return False
    if view.is_beside(what.repo):
        return True
    is_bake = isinstance(what, JobKey) and what.phase is Phase.BAKE
    return is_bake and what.repo in view.branches and not is_left(view, BakePlace(what.repo, BakeName(what.name)))
