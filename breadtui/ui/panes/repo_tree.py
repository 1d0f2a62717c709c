"""The tree of repositories: bakes by descent with their checkpoints, prompts and targets, as a tree or as a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.names import RepoName
from breadtui.domain.query.queries import parse_query
from breadtui.store.facts.state import Choice
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.rule_words import RuleWords
from breadtui.ui.present.tones import Line
from breadtui.ui.present.tree.facts import TreeFacts, checkpoints_of, tree_facts
from breadtui.ui.present.tree.heading import tree_heading, unseen_marks
from breadtui.ui.present.tree.keys import Kind, TreeKey, choice_of, row_of
from breadtui.ui.present.tree.lines import nothing_text, tree_line
from breadtui.ui.present.tree.moves import Along, along, has_children, is_left, next_match, outer_key
from breadtui.ui.present.tree.rows import TreeView, tree_view
from breadtui.ui.present.tree.shape import TreeShape
from breadtui.ui.present.unseen import Unseen
from breadtui.ui.terminal.mark_rows import MarkRows
from breadtui.ui.terminal.resting_rows import RestingRows
from breadtui.ui.themes import tone_styles

select = tree_facts
"""The tree's slice of the state."""


class DescentRows(MarkRows[TreeKey, Line], RestingRows[TreeKey]):
    """The rows of the tree: they keep cursor, scroll, folds, filter and focus by what they stand for."""

    edge_step_fraction = 0.5

    class Picked(Message):
        """A person pressed enter on something that can be chosen; `checkpoint` is a training step of a bake."""

        def __init__(self, what: Choice, checkpoint: int | None = None) -> None:
            super().__init__()
            self.what = what
            self.checkpoint = checkpoint

    class Hovered(Message):
        """The cursor came to rest on something that can be chosen."""

        def __init__(self, what: Choice, checkpoint: int | None = None) -> None:
            super().__init__()
            self.what = what
            self.checkpoint = checkpoint

    class Retitled(Message):
        """The pane's title says something else."""

    _filter_text = ""
    _stood_unfiltered: TreeKey | None = None
    _told_heading: RuleWords | None = None

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
        self._hovered: TreeKey | None = None
        self._awaited: tuple[TreeKey, TreeKey | None] | None = None
        self.empty_text = nothing_text(TreeFacts())

    def show(self, facts: TreeFacts) -> None:
        """Draw these facts; the tree keeps its place, or takes the one that was asked for before it was there."""
        was_empty = self.cursor_key is None
        self._rebuild(facts, self._tree.shape)
        if was_empty and self.cursor_key is not None:
            self._hovered = self.cursor_key  # nobody went to the first row: it was only the first to come
        if self._awaited is None:
            return
        key, stood_on = self._awaited
        if stood_on in {None, self.cursor_key}:
            self.reveal_row(key)
        else:
            self._awaited = None

    def reshape(self, shape: TreeShape) -> None:
        """Draw the tree with other folds, filter or focus; where the cursor's row is folded away, go outward."""
        stood_on = self.cursor_key
        self._rebuild(self._tree.facts, shape)
        if stood_on is not None and self.cursor_key != stood_on:
            any(self.move_to(row) for row in self._above(stood_on))

    def reveal(self, what: Choice, checkpoint: int | None = None) -> bool:
        """Put the cursor on this, unfolding what hides it.

        False where the tree does not have it; it is then revealed as soon as it comes, unless the cursor moves first.
        """
        row = row_of(what, checkpoint)
        is_there = self.reveal_row(row)
        if is_there:  # whoever reveals has chosen: the cursor that came here by that chooses nothing
            self._hovered = row
            self.stop_resting()
        return is_there

    def reveal_row(self, key: TreeKey) -> bool:
        """The same for a row."""
        self._rebuild(self._tree.facts, self._shape_showing(key))
        is_there = self.move_to(key)
        if is_there:
            self._awaited = None
        elif self._awaited is None or self._awaited[0] != key:
            self._awaited = (key, self.cursor_key)
        return is_there

    def _shape_showing(self, key: TreeKey) -> TreeShape:
        view, shape = self._tree, self._tree.shape
        opened = view.facts.opened
        if view.line is not None and key.kind is not Kind.REPO and not is_left(view, key.place):
            shape = replace(shape, focus=None)
        if key.kind is Kind.CHECKPOINT and not shape.shows_checkpoints(key.place):
            shape = shape.turning_checkpoints(key.place)
        return shape.turning(*(r for r in self._above(key) if r.repo in opened and shape.is_folded(r, opened)))

    def row_value(self, key: TreeKey, width: int) -> Line:
        """The row as a line."""
        return tree_line(self._tree, key, width, self._glyphs, is_marked=self.shows_mark(key))

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def heading(self) -> RuleWords:
        """The pane's title: how many repositories there are, the filter, the focus, what is marked."""
        return tree_heading(self._tree, self._filter_text, range_count=self.range_count)

    @property
    def filter_text(self) -> str:
        """The query that rows are filtered by, empty without a filter."""
        return self._filter_text

    def refresh_values(self) -> None:
        """Draw rows that say something else, and tell when the title does."""
        super().refresh_values()
        if (heading := self.heading()) != self._told_heading:
            self._told_heading = heading
            self.post_message(self.Retitled())

    def _rebuild(self, facts: TreeFacts, shape: TreeShape) -> None:
        self._tree = tree_view(facts, shape, self._tree)
        self.empty_text = nothing_text(facts, is_filtered=bool(shape.query))
        self.show_values(self._tree.keys)

    def _above(self, key: TreeKey) -> Iterator[TreeKey]:
        """The rows a row stands under, nearest first."""
        above = outer_key(self._tree, key)
        while above is not None:
            yield above
            above = outer_key(self._tree, above)

    # Marks

    def mark_of(self, key: TreeKey) -> Hashable | None:
        """Repositories, bakes, prompts and targets can be set aside; a checkpoint is part of its bake."""
        return None if key.kind is Kind.CHECKPOINT else choice_of(key)

    def is_marked(self, key: TreeKey) -> bool:
        """The row stands for something set aside."""
        return key in self._tree.marked

    def unseen_marks(self) -> Unseen:
        """What is marked and left out of the rows."""
        return unseen_marks(self._tree)

    def all_markable(self) -> Sequence[TreeKey]:
        """What the filter asked for, else the rows on the screen."""
        if self._tree.shape.query:
            return [key for key in self._tree.keys if self._tree.is_match(key)]
        return self.visible_keys

    def rested(self) -> None:
        """Tell what the cursor rests on, unless that was told."""
        key = self.cursor_key
        if key is not None and key != self._hovered and (choice := choice_of(key)) is not None:
            self._hovered = key
            self.post_message(self.Hovered(choice, key.checkpoint))


class RepoTree(DescentRows):
    """Repositories and what is in them, moved through by keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
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
            self._go_to(next_match(self._tree, self.rows.cursor - 1, 1))

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
        elif (outer := outer_key(self._tree, key)) is not None:
            self.move_to(outer)

    def action_fold_all(self) -> None:
        """Fold all bakes, or unfold all if they are folded."""
        self.fold_all(is_folded=not self._tree.shape.are_bakes_folded)

    def action_along(self, way: str) -> None:
        """Follow the line of descent, into another repository if it leads there."""
        if (key := self.cursor_key) is not None:
            self._go_to(along(self._tree, key, Along(way)))

    def _go_to(self, key: TreeKey | None) -> None:
        if key is None or self.move_to(key):
            return
        if key.repo in self._tree.facts.opened:
            self.reveal_row(key)
        elif "/" in key.repo:
            self.post_message(self.OutOfReach(key.repo))
        else:
            self._awaited = (key, self.cursor_key)
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
