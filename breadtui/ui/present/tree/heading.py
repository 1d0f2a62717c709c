"""The rule above the tree: how many repositories, what narrows or changes what is shown, and which marks it hides."""

from __future__ import annotations

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.labels.labels import CheckpointKey, Labelled
from breadtui.domain.names import BakeName, JobKey, Phase
from breadtui.store.facts.state import Choice
from breadtui.ui.present.clean import clean
from breadtui.ui.present.labels_lines import hidden_text
from breadtui.ui.present.rule_words import RuleWords, filter_words
from breadtui.ui.present.tree.keys import row_of
from breadtui.ui.present.tree.moves import is_left
from breadtui.ui.present.tree.rows import TreeView
from breadtui.ui.present.unseen import ALL_SEEN, BY_FILTER, BY_FOCUS, BY_LABEL, Unseen

TITLE = "1 Tree"
LONGEST_CHIP = 24


def hidden_count(view: TreeView) -> int:
    """How many things have no row because they are hidden; contents of a hidden repository are not counted."""
    if view.shows_hidden:
        return 0
    labels = view.facts.labels
    return sum(_is_there(view, what) for what in labels.hidden)


def _marked_text(view: TreeView) -> str:
    unseen = len(unseen_marks(view).things)
    return f"{len(view.facts.marked)} marked{f', {unseen} of them hidden' if unseen else ''}"


def _is_there(view: TreeView, what: Labelled) -> bool:
    """It would have a row if it were not hidden."""
    if isinstance(what, str):
        return what in view.base_models or what in view.facts.opened
    lineage = view.facts.lineages.get(what.repo)
    if what.repo in view.facts.labels.hidden or lineage is None:
        return False
    match what:
        case JobKey(_, phase, name):
            return phase is Phase.BAKE and name in lineage.descents
        case CheckpointKey(repo, bake, _):
            return view.shape.shows_checkpoints(BakePlace(repo, bake))
        case _:
            return True


def tree_heading(view: TreeView, filter_text: str, *, range_count: int | None = None) -> RuleWords:
    """`1 Tree · 4 repos · line of v4 · 2 marked · graph  /v4: 3 found`, with a word for all that is not as usual.

    A range that is drawn has so many rows. Where room is short, that it is a graph is not said, then how many
    repositories there are, what is hidden and which line has the focus; filter, range and marks are said to the last.
    """
    focus = f"line of {clean(view.shape.focus.bake, limit=LONGEST_CHIP)}" if view.shape.focus and view.line else ""
    count = len(view.base_models)
    repos = f"{count:,} {'repo' if count == 1 else 'repos'}" if count else ""
    hidden = hidden_text(hidden_count(view))
    kept = (
        _marked_text(view) if view.facts.marked else "",
        f"range of {range_count}: v ends it" if range_count is not None else "",
    )
    tail = f"  {words}" if (words := filter_words(clean(filter_text, limit=LONGEST_CHIP), view.match_count)) else ""
    whole = (
        (repos, focus, hidden, *kept, "graph" if view.shape.is_graph else ""),
        (repos, focus, hidden, *kept),
        (focus, hidden, *kept),
        (focus, *kept),
        kept,
    )
    return RuleWords(tuple(" · ".join(filter(None, (TITLE, *parts))) + tail for parts in whole))


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
    hidden = [what for what in marked if view.leaves_out(what)]
    rows = set(view.keys) if hidden else set()  # one that others stand under keeps its row
    return Unseen(frozenset(what for what in hidden if row_of(what) not in rows), BY_LABEL)


def _is_beside(view: TreeView, what: Choice) -> bool:
    """The focus leaves it out: bakes that are not of its line, and all of a repository that it does not touch."""
    if isinstance(what, str):
        return False
    if view.is_beside(what.repo):
        return True
    is_bake = isinstance(what, JobKey) and what.phase is Phase.BAKE
    return is_bake and what.repo in view.branches and not is_left(view, BakePlace(what.repo, BakeName(what.name)))
