"""A form with its keys. What is picked or written elsewhere is asked of the screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.places import Place
from breadtui.ui.panes.form_view.holding import is_in
from breadtui.ui.panes.form_view.line_editing import LineEditing
from breadtui.ui.present.form.rows import FormRow, RowKey, Sort, with_folds
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.values import replace


class FormView(LineEditing):
    """A form with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Turn", id="form.turn", tooltip="Turn a switch; open or fold a heading"),
        Binding("backspace,x,delete", "reset", "Reset", id="form.reset", tooltip="Back to the default; out of a list"),
        Binding("n", "add", "Add", id="form.add", tooltip="One more in the list under the cursor"),
        Binding("D", "repeat", "Duplicate", id="form.repeat", tooltip="The same once more, below"),
        Binding("J", "move(1)", "Move down", id="form.move_down", tooltip="Move it down in its list"),
        Binding("K", "move(-1)", "Move up", id="form.move_up", tooltip="Move it up in its list"),
        Binding("l,right", "fold(True)", "Open", id="form.unfold", tooltip="Open a heading or a thing of a list"),
        Binding("h,left", "fold(False)", "Fold", id="form.fold", tooltip="Fold it, or go to what it is in"),
        Binding("u", "undo", "Undo", id="form.undo", tooltip="Take back the last change of this form"),
        Binding("ctrl+r", "redo", "Redo", id="form.redo", tooltip="Make again what was taken back"),
    ]

    @on(VirtualRows.Moved)
    def _moved(self, event: VirtualRows.Moved) -> None:
        event.stop()
        self.post_message(self.Refused(""))
        self.post_message(self.Moved(self.row))

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        event.stop()
        row = self.row
        if row is None:
            return
        if row.key.sort is not Sort.FIELD or row.field is None:
            self._fold(row, is_open=not row.is_open)
        elif row.field.kind is Kind.SWITCH:
            self._turn(row.field)
        elif row.field.kind is Kind.ITEMS:
            self._add(row.field)
        elif row.field.is_written_in_line and not row.field.picker:
            self._open_line(row.field)
        else:
            self.post_message(self.Asked(row.field))

    def action_turn(self) -> None:
        """Turn a switch, open or fold a heading."""
        row = self.row
        if row is None:
            return
        if row.key.sort is Sort.FIELD and row.field is not None:
            if row.field.kind is Kind.SWITCH:
                self._turn(row.field)
            else:
                self.post_message(self.Refused("space turns switches; enter edits this"))
        else:
            self._fold(row, is_open=not row.is_open)

    def _turn(self, field: Field) -> None:
        self.write(field.place, self.form.value_at(field.place) is not True)

    def action_fold(self, is_open: bool) -> None:
        """Open or fold; where there is nothing to fold, go to what the row is in."""
        row = self.row
        if row is None:
            return
        if row.key.sort is Sort.FIELD or (row.is_open == is_open and not is_open):
            if not is_open:
                self._go_out(row)
            return
        self._fold(row, is_open=is_open)

    def _fold(self, row: FormRow, *, is_open: bool) -> None:
        self._show(with_folds(self._slice, row, is_open=is_open))

    def _go_out(self, row: FormRow) -> None:
        keys = self._rows.rows.keys
        at = self._rows.rows.cursor
        for key in reversed(keys[:at]):
            outer = self._rows.row_at(key)
            if outer is not None and (outer.group is not None or (outer.depth < row.depth and key.sort is Sort.ITEM)):
                self._rows.move_to(key)
                return

    def action_reset(self) -> None:
        """Back to the default; a thing of a list leaves it."""
        row = self.row
        if row is None or row.field is None:
            return
        before = self._rows.rows.cursor
        if self.form.reset(row.key.place) == self.form:
            self.post_message(self.Refused("nothing was given here"))
        if row.key.sort is Sort.ITEM:
            self._slice = replace(self._slice, opened=_closed_up(self._slice.opened, row.key.place))
        self._change(self.form.reset(row.key.place))
        self._rows.move_to(self._rows.rows.keys[min(before, len(self._rows.rows) - 1)])

    def action_add(self) -> None:
        """One more in the list under the cursor."""
        row = self.row
        field = self._list_of(row) if row is not None else None
        if field is None:
            self.post_message(self.Refused("this is no list"))
        else:
            self._add(field)

    def _add(self, field: Field) -> None:
        items = field.items
        if items is not None and (items.pick_field or len(items.news) > 1):
            self.post_message(self.AddAsked(field))
        elif items is not None:
            self.add(field, [items.news[0].value])

    def _list_of(self, row: FormRow) -> Field | None:
        """The list that a row is, or is in; elsewhere the only one there is."""
        if row.field is not None and row.field.kind is Kind.ITEMS:
            return row.field
        lists = [field for field in self.form.spec.fields if field.kind is Kind.ITEMS]
        around = (field for field in lists if is_in(row.key.place, field.place))
        return next(around, lists[0] if len(lists) == 1 else None)

    def _item_of(self, row: FormRow | None) -> Place | None:
        """The thing of a list that a row is, or is in."""
        place = () if row is None or row.group is not None else row.key.place
        ends = [end for end, step in enumerate(place, 1) if isinstance(step, int)]
        return place[: ends[0]] if ends else None

    def action_move(self, by: int) -> None:
        """Move a thing up or down in its list."""
        row, place = self.row, self._item_of(self.row)
        if row is None or place is None:
            self.post_message(self.Refused("only things of a list can be moved"))
            return
        *way, index = place
        there = (*way, index + by) if isinstance(index, int) else place
        moved = self.form.moved(place, by)
        if moved == self.form:
            return
        opened = self._slice.opened
        swapped = {place: there, there: place}
        self._slice = replace(self._slice, opened=frozenset(swapped.get(one, one) for one in opened))
        self._change(moved)
        self._rows.move_to(RowKey(row.key.sort, (*there, *row.key.place[len(place) :])))

    def action_repeat(self) -> None:
        """The thing of a list under the cursor once more, below itself."""
        row, place = self.row, self._item_of(self.row)
        field = self._list_of(row) if row is not None else None
        if place is None or field is None or not isinstance(place[-1], int):
            self.post_message(self.Refused("only things of a list can be duplicated"))
            return
        index = place[-1]
        self._change(self.form.added(field.place, self.form.items_at(field.place)[index], index + 1))
        self._rows.move_to(RowKey(Sort.ITEM, (*field.place, index + 1)))


def _closed_up(opened: frozenset[Place], gone: Place) -> frozenset[Place]:
    """Which things are open once one has left its list: those behind it are one place further up."""
    *way, index = gone
    shifted = set()
    for place in opened - {gone}:
        *head, at = place
        is_behind = head == way and isinstance(at, int) and isinstance(index, int) and at > index
        shifted.add((*head, at - 1) if is_behind and isinstance(at, int) else place)
    return frozenset(shifted)
