"""The rows of the tree: what they say, what is unfolded, marked and revealed, and where the cursor rests."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from textual.message import Message
from textual.strip import Strip

from breadtui.store.facts.state import Choice
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.rule_words import RuleWords
from breadtui.ui.present.tones import Line
from breadtui.ui.present.tree.facts import TreeFacts, says_the_same
from breadtui.ui.present.tree.heading import tree_heading, unseen_marks
from breadtui.ui.present.tree.keys import Kind, TreeKey, choice_of, row_of
from breadtui.ui.present.tree.lines import nothing_text, tree_line
from breadtui.ui.present.tree.moves import is_left, outer_key
from breadtui.ui.present.tree.rows import TreeView, tree_view
from breadtui.ui.present.tree.shape import TreeShape
from breadtui.ui.present.unseen import Unseen
from breadtui.ui.terminal.leaping_rows import LeapingRows
from breadtui.ui.terminal.mark_rows import MarkRows
from breadtui.ui.terminal.resting_rows import RestingRows
from breadtui.ui.themes import tone_styles
from breadtui.values import replace


class DescentRows(MarkRows[TreeKey, Line], RestingRows[TreeKey], LeapingRows[TreeKey]):
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
        self._is_leap_awaited = False
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
        if stood_on not in {None, self.cursor_key}:
            self._awaited = None
        elif self._is_leap_awaited:
            self.leap(lambda: self.reveal_row(key))
        else:
            self.reveal_row(key)

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
            self.await_row(key)
        return is_there

    def await_row(self, key: TreeKey, *, is_leap: bool = False) -> None:
        """Reveal a row as soon as it comes, unless the cursor moves first; `is_leap` where a person went there."""
        self._awaited, self._is_leap_awaited = (key, self.cursor_key), is_leap

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
        before, self._tree = self._tree, tree_view(facts, shape, self._tree)
        self.empty_text = nothing_text(facts, is_filtered=bool(shape.query))
        is_drawn = shape is before.shape and not shape.query and self._tree.keys is before.keys
        if not (is_drawn and says_the_same(facts, before.facts)):
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
