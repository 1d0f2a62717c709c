"""The monitor: every active job and those that settled lately, one row each, in the order and blocks one wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from breadtui.domain.monitor.arrangement import next_group
from breadtui.domain.monitor.blocks import BlockKey
from breadtui.domain.names import JobKey
from breadtui.store.facts.dismissals import is_over
from breadtui.ui.keymap import EXPLORER
from breadtui.ui.panes.job_table.ordered_rows import OrderedRows
from breadtui.ui.present.jobs.arranged import RowKey
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.mark_rows import MARKING
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.values import replace

AGE_TICK_SECONDS = 10.0
ABOUT_CHOSEN = frozenset(
    key
    for entry in EXPLORER
    if entry.id.partition(".")[0] in {"item", "job", "copy"} or entry.id in {"data.rows", "data.refresh"}
    for key in entry.keys.split(",")
)
STILL_RUNS = "only what has settled can be dismissed"
NOTHING_OVER = "nothing listed has settled"
NOT_GROUPED = "rows are not in blocks: t puts them there"


def _own(key: str, action: str, label: str, tooltip: str, shown_as: str | None = None) -> Binding:
    name = f"jobs.{action.partition('(')[0]}"
    return Binding(key, action, label, id=name, show=False, tooltip=tooltip, key_display=shown_as)


class JobTable(OrderedRows, ValueRows[RowKey, tuple[Line, ...]]):
    """One row a job, or two lines where the pane is narrow; ages move every ten seconds while something is active."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MARKING,
        _own("s", "sort", "Sort", "Order the rows by a column; the same again turns it round"),
        _own("t", "group", "Blocks", "In blocks by repository, by pipeline, or not"),
        _own("vertical_line", "columns", "Columns", "Choose the columns for this width, each with what it tells", "|"),
        _own("delete,backspace", "dismiss", "Dismiss", "List this settled job no longer; u brings it back", "del"),
        _own("X", "dismiss_all", "Dismiss all", "List no longer what is listed and has settled"),
        _own("l,right", "unfold", "Unfold", "Unfold the block, or go to its first job"),
        _own("h,left", "fold", "Fold", "Fold the block the cursor is in"),
        _own("underscore", "fold_all", "Fold all", "Only the headings of blocks; again, all", "_"),
    ]

    CHANGES: ClassVar[frozenset[str]] = OrderedRows.CHANGES | {"columns", "dismiss", "dismiss_all"}

    class Hovered(Message):
        """The cursor rests on a job, or a key came that is about it."""

        def __init__(self, what: JobKey) -> None:
            super().__init__()
            self.what = what

    class Picked(Message):
        """A person pressed enter on a job."""

        def __init__(self, what: JobKey) -> None:
            super().__init__()
            self.what = what

    class DismissAsked(Message):
        """A person is done with these jobs, which have settled."""

        def __init__(self, keys: tuple[JobKey, ...]) -> None:
            super().__init__()
            self.keys = keys

    class SortAsked(Message):
        """A person wants to choose an order."""

    class ColumnsAsked(Message):
        """A person wants to choose columns."""

    class Refused(Message):
        """A key was pressed that does nothing now, for this reason."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    _tick: Timer | None = None
    _is_entered = False
    """Nobody moved the cursor since the focus or other rows came: something else may be chosen than its row."""

    def show(self, facts: JobsSlice) -> None:
        """Draw these jobs; a row that says the same as before is left alone."""
        super().show(facts)
        self._keep_ticking()

    def action_rows_choose(self) -> None:
        """Choose the job under the cursor; a block is folded or unfolded."""
        if isinstance(self.cursor_key, BlockKey):
            self._fold({self.cursor_key}, is_on=self.cursor_key not in self.folded)
        elif self.cursor_key is not None:
            self.post_message(self.Picked(self.cursor_key))

    # What the keys are about

    def on_focus(self) -> None:
        """From now on the keys are about the row under the cursor."""
        self._is_entered = True

    def cursor_moved(self, *, is_carried: bool = False) -> None:
        """Jobs that come and go choose nothing."""
        super().cursor_moved(is_carried=is_carried)
        if is_carried:
            self.stop_resting()
            self._is_entered = self.has_focus

    def before_key(self, key: str) -> None:
        """A key about what is chosen is about the row under the cursor, also where that did not move."""
        if self._is_entered and key in ABOUT_CHOSEN:
            self.rested()
        super().before_key(key)

    def rested(self) -> None:
        """Tell which job the cursor rests on, where a person moved it."""
        self._is_entered = False
        if self.has_focus and isinstance(self.cursor_key, JobKey):
            self.post_message(self.Hovered(self.cursor_key))

    # Order, blocks, columns

    def action_sort(self) -> None:
        """Choose an order."""
        self.post_message(self.SortAsked())

    def action_columns(self) -> None:
        """Choose columns."""
        self.post_message(self.ColumnsAsked())

    def action_group(self) -> None:
        """The next way of making blocks."""
        self.rearrange(replace(self.arrangement, group=next_group(self.arrangement.group)))

    def action_unfold(self) -> None:
        """Unfold the block under the cursor; unfolded, go to its first job."""
        key = self.cursor_key
        if isinstance(key, BlockKey) and key not in self.folded:
            self.action_rows_step(1)
        elif isinstance(key, BlockKey):
            self._fold({key}, is_on=False)

    def action_fold(self) -> None:
        """Fold the block the cursor is in, and stand on its heading."""
        key = self.cursor_key
        block = key if isinstance(key, BlockKey) else self._block_of(key)
        if block is not None:
            self.move_to(block)
            self._fold({block}, is_on=True)

    def action_fold_all(self) -> None:
        """Fold all blocks; where all are, unfold all."""
        blocks = set(self.arranged.blocks)
        self._fold(blocks, is_on=not blocks <= self.folded)

    def _fold(self, blocks: set[BlockKey], *, is_on: bool) -> None:
        self.folded = self.folded | blocks if is_on else self.folded - blocks
        self.fill()

    def _block_of(self, key: JobKey | None) -> BlockKey | None:
        return next((block for block, jobs in self.arranged.blocks.items() if key in jobs), None)

    # Dismissing

    def action_dismiss(self) -> None:
        """Say that the person is done with the job under the cursor, or with what has settled of the block."""
        self._ask_dismissal(self._at_cursor())

    def action_dismiss_all(self) -> None:
        """Say that the person is done with all that is listed and has settled."""
        self._ask_dismissal(self._listed())

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now; empty where it can."""
        if reason := super().why_not(action):
            return reason
        match action.partition("(")[0]:
            case "dismiss":
                return "" if self._over(self._at_cursor()) else STILL_RUNS
            case "dismiss_all":
                return "" if self._over(self._listed()) else NOTHING_OVER
            case "fold" | "unfold" | "fold_all":
                return "" if self.arranged.blocks else NOT_GROUPED
            case _:
                return ""

    def on_key(self, event: events.Key) -> None:
        """A key that is greyed out says why, instead of seeming dead."""
        super().on_key(event)
        actions = {"delete": "dismiss", "backspace": "dismiss", "X": "dismiss_all", "underscore": "fold_all"}
        action = actions.get(event.key)
        if action is not None and (reason := self.why_not(action)):
            event.stop()
            self.post_message(self.Refused(reason))

    def _ask_dismissal(self, keys: Sequence[JobKey]) -> None:
        if over := self._over(keys):
            self.post_message(self.DismissAsked(over))

    def _over(self, keys: Sequence[JobKey]) -> tuple[JobKey, ...]:
        return tuple(key for key in keys if is_over(self.facts.jobs[key]))

    def _at_cursor(self) -> Sequence[JobKey]:
        key = self.cursor_key
        if isinstance(key, BlockKey):
            return self.arranged.blocks.get(key, ())
        return () if key is None or key not in self.facts.jobs else (key,)

    def _listed(self) -> Sequence[JobKey]:
        if self.arranged.blocks:
            return [key for jobs in self.arranged.blocks.values() for key in jobs]
        return [key for key in self.arranged.rows if isinstance(key, JobKey)]

    # Ages

    def _keep_ticking(self) -> None:
        """A clock only while something is active: at rest nothing may be sent."""
        is_active = any(self.facts.jobs[key].job.is_active for key in self.order)
        if is_active and self._tick is None:
            self._tick = self.set_interval(AGE_TICK_SECONDS, self.refresh_values)
        elif not is_active and self._tick is not None:
            self._tick.stop()
            self._tick = None
