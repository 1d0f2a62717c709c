"""The rule above the tree: how many repositories, and what narrows or changes what is shown."""

from __future__ import annotations

from breadtui.ui.present.clean import clean
from breadtui.ui.present.tree.rows import TreeView

LONGEST_CHIP = 24


def tree_heading(view: TreeView, filter_text: str, *, is_drawing_range: bool = False) -> str:
    """The pane's title with a chip for everything that is not as usual."""
    parts = [f"1 Tree {len(view.base_models) or ''}".strip()]
    if filter_text:
        parts.append(f"/{clean(filter_text, limit=LONGEST_CHIP)} {view.match_count}")
    if view.shape.focus is not None and view.line is not None:
        parts.append(f".{clean(view.shape.focus.bake, limit=LONGEST_CHIP)}")
    if view.facts.marked:
        parts.append(f"{len(view.facts.marked)} marked")
    if is_drawing_range:
        parts.append("range: v ends it")
    if view.shape.is_graph:
        parts.append("graph")
    return "  ".join(parts)
