"""The tree of repositories: bakes by descent with their checkpoints, prompts and targets, as a tree or as a graph."""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.domain.names import RepoName
from breadtui.domain.query.queries import parse_query
from breadtui.ui.panes.repo_tree.descent_rows import DescentRows
from breadtui.ui.present.tones import Line
from breadtui.ui.present.tree.facts import checkpoints_of, tree_facts
from breadtui.ui.present.tree.keys import Kind, TreeKey, choice_of
from breadtui.ui.present.tree.moves import Along, along, end_words, has_children, next_match, outer_key
from breadtui.ui.terminal.mark_rows import MARKING, MarkRows
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.values import replace

select_tree = tree_facts
"""The tree's slice of the state."""


class RepoTree(DescentRows, ValueRows[TreeKey, Line]):
    """Repositories and what is in them, moved through by keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MARKING,
        Binding("l,right", "unfold", "Unfold", id="tree.unfold", show=False, tooltip="Unfold, or go to the first row"),
        Binding("h,left", "fold", "Fold", id="tree.fold", show=False, tooltip="Fold, or go to the row above"),
        Binding("J", "along('parent')", "Parent", id="tree.parent", show=False, tooltip="Go to the bake it came from"),
        Binding("K", "along('child')", "Child", id="tree.child", show=False, tooltip="Go to the first bake made of it"),
        Binding("H", "along('previous')", "Previous sibling", id="tree.previous", show=False, tooltip="Same parent"),
        Binding("L", "along('next')", "Next sibling", id="tree.next", show=False, tooltip="Same parent"),
        Binding("n", "match(1)", "Next match", id="tree.next_match", show=False, tooltip="Next row of the filter"),
        Binding(
            "N", "match(-1)", "Previous match", id="tree.last_match", show=False, tooltip="Row of the filter before"
        ),
        Binding("C", "checkpoints", "Checkpoints", id="tree.checkpoints", show=False, tooltip="A bake's, as rows"),
        Binding("t", "graph", "Tree or graph", id="tree.graph", show=False, tooltip="One column per line of descent"),
        Binding(
            "full_stop",
            "focus_line",
            "Focus",
            id="tree.focus",
            show=False,
            key_display=".",
            tooltip="Only this line of descent; again, everything",
        ),
        Binding(
            "underscore",
            "fold_all",
            "Fold all",
            id="tree.fold_all",
            show=False,
            key_display="_",
            tooltip="Only the first bakes of each line; again, all",
        ),
        Binding("W", "close_repo", "Close", id="tree.close", show=False, tooltip="Stop watching this repository"),
    ]
    CHANGES: ClassVar[frozenset[str]] = MarkRows.CHANGES | {"close_repo"}

    class RepoOpenAsked(Message):
        """A person wants a repository that is not open."""

        def __init__(self, repo: RepoName) -> None:
            super().__init__()
            self.repo = repo

    class RepoCloseAsked(Message):
        """A person wants a repository no longer watched."""

        def __init__(self, repo: RepoName) -> None:
            super().__init__()
            self.repo = repo

    class OutOfReach(Message):
        """A line of descent leads into another account's repository, written `account/repo`."""

        def __init__(self, repo: RepoName) -> None:
            super().__init__()
            self.repo = repo

    class NoCheckpoints(Message):
        """Checkpoints were asked for of a bake that has none; of something else where the name is empty."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class EndOfDescent(Message):
        """A line of descent goes no further: why, in a few words (raw)."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    # What the screen calls

    def filter(self, text: str) -> None:
        """Leave only rows that fit a query, with what they stand under; empty text shows everything.

        Raises: BadQuery; the rows then stay as they are.
        """
        query = parse_query(text)
        if not self._filter_text:
            self._stood_unfiltered = self.cursor_key
        self._filter_text = text.strip()
        self.reshape(replace(self._tree.shape, query=query))
        key = self.cursor_key
        if query and key is not None and not self._tree.is_match(key):
            self._reach(next_match(self._tree, self.rows.cursor - 1, 1))

    def release(self) -> bool:
        """Give up the innermost of range, filter, focus and marks; False where there was none.

        The cursor stays on its row, also where that was found inside what is folded, or goes back where nothing was.
        """
        shape, stood_on = self._tree.shape, self.cursor_key
        if self.leave_range():
            return True
        if self._filter_text or shape.query:
            self.filter("")
            if (stood_on := stood_on or self._stood_unfiltered) is not None and self.cursor_key != stood_on:
                self.reveal_row(stood_on)
        elif shape.focus is not None:
            self.reshape(replace(shape, focus=None))
        elif self._tree.facts.marked:
            self.post_message(self.MarkAsked(self, (), self._tree.facts.marked))
        else:
            return False
        return True

    def fold_all(self, *, is_folded: bool) -> None:
        """Leave only the first bakes of each line of descent, or unfold everything in the open repositories."""
        shape = self._tree.shape
        self.reshape(shape.folding_all() if is_folded else shape.unfolding_all(self._tree.facts.opened))

    def show_checkpoints(self, *, of_all: bool) -> None:
        """Checkpoints of all bakes as rows, or of none."""
        self.reshape(self._tree.shape.showing_checkpoints(of_all=of_all))

    # Keys

    def action_unfold(self) -> None:
        """Unfold the row, or go to its first row if it is unfolded; opens a repository that is closed."""
        key = self.cursor_key
        if key is None or not has_children(self._tree, key):
            return
        if key.kind is Kind.REPO and key.repo not in self._tree.facts.opened:
            self.reshape(replace(self._tree.shape, turned=self._tree.shape.turned - {key}))
            self.post_message(self.RepoOpenAsked(key.repo))
        elif self._tree.is_folded(key):
            self.reshape(self._tree.shape.turning(key))
        else:
            self.action_rows_step(1)

    def action_fold(self) -> None:
        """Fold the row, or go to the row it stands under."""
        key = self.cursor_key
        if key is None:
            return
        if has_children(self._tree, key) and not self._tree.is_folded(key) and self._tree.can_fold(key):
            self.reshape(self._tree.shape.turning(key))
        elif (outer := outer_key(self._tree, key)) in self.visible_keys:
            self.move_to(outer)
        else:
            self._go_to(outer)

    def action_fold_all(self) -> None:
        """Fold all bakes, or unfold all if they are folded."""
        self.fold_all(is_folded=not self._tree.shape.are_bakes_folded)

    def action_along(self, way: str) -> None:
        """Follow the line of descent, into another repository if it leads there."""
        if (key := self.cursor_key) is None:
            return
        if (there := along(self._tree, key, Along(way))) is not None:
            self._go_to(there)
        elif words := end_words(self._tree, key, Along(way)):
            self.post_message(self.EndOfDescent(words))

    def _go_to(self, key: TreeKey | None) -> None:
        self.leap(lambda: self._reach(key))

    def _reach(self, key: TreeKey | None) -> None:
        if key is None or self.move_to(key):
            return
        if key.repo in self._tree.facts.opened:
            self.reveal_row(key)
        elif "/" in key.repo:
            self.post_message(self.OutOfReach(key.repo))
        else:
            self.await_row(key, is_leap=True)
            self.post_message(self.RepoOpenAsked(key.repo))

    def action_match(self, by: int) -> None:
        """Go to the next row the filter asked for; without a filter the key means something else."""
        if not self._tree.shape.query:
            raise SkipAction
        self._go_to(next_match(self._tree, self.rows.cursor, by) if self._tree.keys else None)

    def action_checkpoints(self) -> None:
        """Show the checkpoints of the bake as rows below it, or hide them."""
        key = self.cursor_key
        if key is None:
            return
        lineage = self._tree.facts.lineages.get(key.repo)
        is_bake = key.kind in {Kind.BAKE, Kind.CHECKPOINT}
        if is_bake and lineage is not None and checkpoints_of(lineage, key.bake):
            self.reshape(self._tree.shape.turning_checkpoints(key.place))
        else:
            self.post_message(self.NoCheckpoints(key.bake if is_bake else ""))

    def action_graph(self) -> None:
        """Draw as a graph, or as a tree."""
        self.reshape(replace(self._tree.shape, is_graph=not self._tree.shape.is_graph))

    def action_focus_line(self) -> None:
        """Leave only the bake's line of descent, or everything again."""
        key, shape = self.cursor_key, self._tree.shape
        if shape.focus is not None:
            self.reshape(replace(shape, focus=None))
        elif key is not None and key.kind in {Kind.BAKE, Kind.CHECKPOINT}:
            self.reshape(replace(shape, focus=key.place))

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
            self.stop_resting()
            self._hovered = key
            self.post_message(self.Picked(choice, key.checkpoint))
