"""The tree of repositories: bakes by descent, prompts and targets, folded and filtered by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from breadtui.domain.names import RepoName
from breadtui.store.state import AppState, Choice
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.present.tree_lines import nothing_text, tree_line
from breadtui.ui.present.tree_moves import Along, along, has_children, next_match, outer_key
from breadtui.ui.present.tree_rows import (
    Filter,
    Kind,
    TreeFacts,
    TreeKey,
    TreeView,
    choice_of,
    filter_of,
    is_folded,
    row_of,
    tree_view,
)
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

HOVER_SECONDS = 0.25


def select(state: AppState) -> TreeFacts:
    """The tree's slice of the state."""
    return TreeFacts(
        state.repos,
        state.opened,
        state.trees,
        state.contents,
        state.lineages,
        state.jobs,
        state.drafts,
        state.chosen,
    )


class RepoTree(ValueRows[TreeKey, Line]):
    """Repositories and what is in them. Cursor, scroll and folds stay with their rows through every refresh."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "unfold", "Unfold", id="tree.unfold", show=False, tooltip="Unfold, or go to the first row"),
        Binding("h,left", "fold", "Fold", id="tree.fold", show=False, tooltip="Fold, or go to the row above"),
        Binding("J", "along('parent')", "Parent", id="tree.parent", show=False, tooltip="Go to the bake it came from"),
        Binding("K", "along('child')", "Child", id="tree.child", show=False, tooltip="Go to the first bake made of it"),
        Binding("H", "along('previous')", "Previous sibling", id="tree.previous", show=False, tooltip="Same parent"),
        Binding("L", "along('next')", "Next sibling", id="tree.next", show=False, tooltip="Same parent"),
        Binding("n", "match(1)", "Next match", id="tree.next_match", show=False, tooltip="Next row of the filter"),
        Binding("N", "match(-1)", "Last match", id="tree.last_match", show=False, tooltip="Row of the filter before"),
        Binding("X", "close_repo", "Close", id="tree.close", show=False, tooltip="Stop watching this repository"),
    ]

    edge_step_fraction = 0.5

    class RepoOpenAsked(Message):
        """A person unfolded a repository that is not open."""

        def __init__(self, repo: RepoName) -> None:
            super().__init__()
            self.repo = repo

    class RepoCloseAsked(Message):
        """A person wants a repository no longer watched."""

        def __init__(self, repo: RepoName) -> None:
            super().__init__()
            self.repo = repo

    class Picked(Message):
        """A person pressed enter on something that can be chosen."""

        def __init__(self, what: Choice) -> None:
            super().__init__()
            self.what = what

    class Hovered(Message):
        """The cursor came to rest on something that can be chosen."""

        def __init__(self, what: Choice) -> None:
            super().__init__()
            self.what = what

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = glyphs
        self._tree = TreeView()
        self._turned: frozenset[TreeKey] = frozenset()
        self._filter_text = ""
        self._rest: Timer | None = None
        self._hovered: Choice | None = None
        self._awaited: tuple[Choice, TreeKey | None] | None = None
        self.empty_text = nothing_text(TreeFacts())

    # What the screen calls

    def show(self, facts: TreeFacts) -> None:
        """Draw these facts; the tree keeps its place, or takes the one that was asked for before it was there."""
        was_empty = self.cursor_key is None
        self._rebuild(facts)
        if was_empty and self.cursor_key is not None:
            self._hovered = choice_of(self.cursor_key)  # nobody went to the first row: it was only the first to come
        if self._awaited is None:
            return
        what, stood_on = self._awaited
        if stood_on in {None, self.cursor_key}:
            self.reveal(what)
        else:
            self._awaited = None

    def heading(self) -> str:
        """The pane's title: how many repositories there are, and the filter."""
        count = len(self._tree.base_models)
        chip = f"  /{self._filter_text}" if self._filter_text else ""
        return f"1 Tree {count or ''}{chip}".strip()

    @property
    def filter_text(self) -> str:
        """The words that rows are filtered by, empty without a filter."""
        return self._filter_text

    def filter(self, text: str) -> None:
        """Leave only rows that contain these words, with what they stand under; empty text shows everything."""
        self._filter_text = text
        self._rebuild(self._tree.facts)
        key = self.cursor_key
        if self._tree.filter and key is not None and not self._tree.is_match(key):
            self._go_to(next_match(self._tree, self.rows.cursor - 1, 1))

    def reveal(self, what: Choice) -> bool:
        """Put the cursor on this, unfolding what hides it.

        False where the tree does not have it; it is then revealed as soon as it comes, unless the cursor moves first.
        """
        key = row_of(what)
        opened = self._tree.facts.opened
        self._turned ^= frozenset(
            row for row in self._above(key) if row.repo in opened and is_folded(self._tree.facts, row, self._turned)
        )
        self._rebuild(self._tree.facts)
        is_there = self.move_to(key)
        if is_there:
            self._awaited = None
        elif self._awaited is None or self._awaited[0] != what:
            self._awaited = (what, self.cursor_key)
        return is_there

    # Rows

    def row_value(self, key: TreeKey, width: int) -> Line:
        """The row as a line."""
        return tree_line(self._tree, key, width, self._glyphs)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def _rebuild(self, facts: TreeFacts) -> None:
        wanted: Filter = filter_of(self._filter_text)
        self._tree = tree_view(facts, self._turned, wanted, self._tree)
        self.empty_text = nothing_text(facts, wanted)
        self.show_values(self._tree.keys)

    def _turn(self, key: TreeKey) -> None:
        self._turned ^= {key}
        self._rebuild(self._tree.facts)

    def _go_to(self, key: TreeKey | None) -> None:
        if key is not None and not self.move_to(key) and (choice := choice_of(key)) is not None:
            self.reveal(choice)

    def _above(self, key: TreeKey) -> Iterator[TreeKey]:
        """The rows a row stands under, nearest first."""
        above = outer_key(self._tree, key)
        while above is not None:
            yield above
            above = outer_key(self._tree, above)

    # Keys

    def action_unfold(self) -> None:
        """Unfold the row, or go to its first row if it is unfolded; opens a repository that is closed."""
        key = self.cursor_key
        if key is None or not has_children(self._tree, key):
            return
        if key.kind is Kind.REPO and key.repo not in self._tree.facts.opened:
            self._turned -= {key}
            self.post_message(self.RepoOpenAsked(key.repo))
        elif self._tree.is_folded(key):
            self._turn(key)
        else:
            self.action_rows_step(1)

    def action_fold(self) -> None:
        """Fold the row, or go to the row it stands under."""
        key = self.cursor_key
        if key is None:
            return
        if has_children(self._tree, key) and not self._tree.is_folded(key) and not self._tree.filter:
            self._turn(key)
        elif (outer := outer_key(self._tree, key)) is not None:
            self.move_to(outer)

    def action_along(self, way: str) -> None:
        """Follow the line of descent."""
        if (key := self.cursor_key) is not None:
            self._go_to(along(self._tree, key, Along(way)))

    def action_match(self, by: int) -> None:
        """Go to the next row the filter asked for; without a filter the key means something else."""
        if not self._tree.filter:
            raise SkipAction
        self._go_to(next_match(self._tree, self.rows.cursor, by) if self._tree.keys else None)

    def action_close_repo(self) -> None:
        """Ask to stop watching the repository the cursor is in."""
        key = self.cursor_key
        if key is not None and key.repo in self._tree.facts.opened:
            self.move_to(TreeKey(Kind.REPO, key.repo))
            self.post_message(self.RepoCloseAsked(key.repo))

    def action_rows_choose(self) -> None:
        """Choose what the row stands for; groups fold, closed repositories open."""
        key = self.cursor_key
        if key is None:
            return
        if self._tree.is_folded(key) and key.kind is not Kind.BAKE:
            self.action_unfold()
        elif choice_of(key) is None and key.kind is not Kind.NOTE:
            self.action_fold()
        if (choice := choice_of(key)) is not None:
            self._stop_resting()
            self._hovered = choice
            self.post_message(self.Picked(choice))

    # Resting

    @on(VirtualRows.Moved)
    def _moved(self) -> None:
        """Wait until the cursor rests; panes that follow it must not follow every step."""
        self._stop_resting()
        self._rest = self.set_timer(HOVER_SECONDS, self._rested)

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def _rested(self) -> None:
        self._rest = None
        choice = choice_of(self.cursor_key) if self.cursor_key is not None else None
        if choice is not None and choice != self._hovered:
            self._hovered = choice
            self.post_message(self.Hovered(choice))
