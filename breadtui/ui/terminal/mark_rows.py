"""Marks on rows: one by one, a range, or all at once; whoever owns the list keeps them."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.ui.terminal.rows_part import ValueRowsPart
from breadtui.ui.terminal.virtual_rows import VirtualRows

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


MARKING: tuple[BindingType, ...] = (
    Binding("space", "mark", "Mark", id="marks.mark", show=False, tooltip="Mark the row, or no longer"),
    Binding("v", "mark_range", "Mark range", id="marks.range", show=False, tooltip="Mark from here to the next v"),
    Binding(
        "asterisk",
        "mark_all",
        "Mark all",
        id="marks.all",
        show=False,
        key_display="*",
        tooltip="Mark what the filter found, else the rows on the screen; again, no longer",
    ),
)
"""Keys of a list whose rows can be marked."""


class MarkRows(ValueRowsPart[Key, Value], Generic[Key, Value]):
    """A list whose rows can be marked. It says what a person wants marked and draws what it is told."""

    class MarkAsked(Message):
        """A person wants things marked that rows stand for, or no longer marked."""

        def __init__(self, rows: "MarkRows[Any, Any]", marked: tuple[Any, ...], unmarked: tuple[Any, ...]) -> None:
            super().__init__()
            self.rows = rows
            self.marked = marked
            self.unmarked = unmarked

        @property
        def control(self) -> "MarkRows[Any, Any]":
            """The list the rows are in."""
            return self.rows

    CHANGES: ClassVar[frozenset[str]] = frozenset({"mark", "mark_range", "mark_all"})
    """Actions that are greyed out where the list is only looked at."""

    shown_only = ""
    """Why rows are only looked at; empty where they may be changed, too."""
    _range_from: Key | None = None

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now; empty where it can."""
        return self.shown_only if action.partition("(")[0] in self.CHANGES else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out, not gone, where an action cannot be done."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def mark_of(self, key: Key) -> Hashable | None:
        """What is marked by marking the row, None where it cannot be."""
        raise NotImplementedError

    def is_marked(self, key: Key) -> bool:
        """The row is marked by now."""
        raise NotImplementedError

    def all_markable(self) -> Sequence[Key]:
        """The rows that marking all is about."""
        return self.visible_keys

    def shows_mark(self, key: Key) -> bool:
        """The row bears the sign: it is marked, or in the range that is being drawn."""
        return self.is_marked(key) or (self._range_from is not None and self._is_in_range(key))

    @property
    def range_count(self) -> int | None:
        """How many rows the range that is being drawn would mark; None where none is drawn."""
        if self._range_from is None:
            return None
        return sum(self.mark_of(key) is not None for key in self._range())

    def leave_range(self) -> bool:
        """Give up the range that is being drawn; False where none is."""
        if self._range_from is None:
            return False
        self._range_from = None
        self.refresh_values()
        return True

    def action_mark(self) -> None:
        """Mark the row under the cursor, or no longer, and go on; a range that is being drawn is ended."""
        key = self.cursor_key
        if self._range_from is not None:
            self.action_mark_range()
            return
        if key is not None:
            self._ask([key], is_off=self.is_marked(key))
        self.action_rows_step(1)

    def action_mark_range(self) -> None:
        """Begin a range at the cursor, or mark it up to there."""
        if self._range_from is None:
            self._range_from = self.cursor_key
            self.refresh_values()
            return
        keys = self._range()
        self._range_from = None
        self._ask(keys, is_off=False)
        self.refresh_values()

    def action_mark_all(self) -> None:
        """Mark all rows this is about; where all are, no longer."""
        keys = [key for key in self.all_markable() if self.mark_of(key) is not None]
        self._ask(keys, is_off=all(map(self.is_marked, keys)))

    @on(VirtualRows.Moved)
    def _range_moved(self) -> None:
        if self._range_from is not None:
            self.refresh_values()

    def _ask(self, keys: Iterable[Key], *, is_off: bool) -> None:
        wanted = tuple(what for key in keys if (what := self.mark_of(key)) is not None)
        if wanted:
            self.post_message(self.MarkAsked(self, () if is_off else wanted, wanted if is_off else ()))

    def _range(self) -> Sequence[Key]:
        begin = self.rows.index_of(self._range_from) if self._range_from is not None else None
        end = self.rows.cursor
        if begin is None:
            return self.rows.keys[end : end + 1]
        return self.rows.keys[min(begin, end) : max(begin, end) + 1]

    def _is_in_range(self, key: Key) -> bool:
        begin = self.rows.index_of(self._range_from) if self._range_from is not None else None
        place, end = self.rows.index_of(key), self.rows.cursor
        if begin is None or place is None or self.mark_of(key) is None:
            return False
        return min(begin, end) <= place <= max(begin, end)
