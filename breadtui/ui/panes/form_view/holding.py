"""A form that is held while it is filled in: every change is a step that undo takes back, and is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.problems import Problem
from breadtui.domain.json_values import Json, JsonObject
from breadtui.ui.panes.form_view.rows import FormRows
from breadtui.ui.present.form.rows import FormRow, FormSlice, RowKey, Sort
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line
from breadtui.values import replace

UNDO_STEPS = 200


class FormHolding(Vertical):
    """Holds the form, its folds and its past, and shows them."""

    class Changed(Message):
        """The form says something else; judge it and show what is wrong."""

        def __init__(self, form: Form) -> None:
            super().__init__()
            self.form = form

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, row: FormRow | None) -> None:
            super().__init__()
            self.row = row

    class Asked(Message):
        """A field is to be filled in on a screen of its own: picked from a list, or written as lines or JSON."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class AddAsked(Asked):
        """A list is to get something that must be picked first."""

    class Refused(Message):
        """What was typed or asked for cannot be; empty where that is over."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self,
        form: Form,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self._rows = FormRows(glyphs)
        self._line = Input(id="form-line", select_on_focus=False, compact=True)
        self._line.cursor_blink = False
        folded = frozenset(group.name for group in form.spec.groups if group.is_folded)
        self._slice = FormSlice(form, folded=folded)
        self._edited: Field | None = None
        self._undone: list[Form] = []
        self._past: list[Form] = []

    def compose(self) -> ComposeResult:
        """The rows, and above them the line."""
        yield self._rows
        yield self._line

    def on_mount(self) -> None:
        """Show what there is."""
        self._rows.show(self._slice)

    # -- what the screen says and asks ----------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """The form as it stands."""
        return self._slice.form

    @property
    def row(self) -> FormRow | None:
        """The row under the cursor."""
        return self._rows.row

    @property
    def rows(self) -> FormRows:
        """The list, which has the keys and the focus."""
        return self._rows

    @property
    def is_editing(self) -> bool:
        """A line is open."""
        return self._edited is not None

    @property
    def needle(self) -> str:
        """What rows are filtered by."""
        return self._slice.needle

    def judge(self, problems: Mapping[Place, tuple[Problem, ...]], facts: Mapping[Place, Line]) -> None:
        """Show what is wrong and known."""
        self._show(replace(self._slice, problems=problems, facts=facts))

    def take(self, form: Form) -> None:
        """Show another form, a step that undo takes back; told as a change."""
        self._change(form)

    def replace_form(self, form: Form) -> None:
        """Show another form that has no past; not told."""
        self._past, self._undone = [], []
        self._show(replace(self._slice, form=form))

    def rebase(self, defaults: JsonObject) -> None:
        """Stand on another template: what was given stays, and this is no step to undo; not told."""
        self._show(replace(self._slice, form=self.form.rebased(defaults)))

    def write(self, place: Place, value: Json) -> None:
        """Fill in a field; None resets it."""
        self._change(self.form.wrote(place, value))

    def add(self, field: Field, items: Sequence[JsonObject], at: int | None = None) -> None:
        """Put things into a list and go to the first of them, opened."""
        form, begin = self.form, len(self.form.items_at(field.place)) if at is None else at
        for step, item in enumerate(items):
            form = form.added(field.place, item, begin + step)
        first = (*field.place, begin)
        if len(items) == 1 and not (field.items is not None and field.items.pick_field):
            self._slice = replace(self._slice, opened=self._slice.opened | {first})
        self._change(form)
        self._rows.move_to(RowKey(Sort.ITEM, first))

    def go_to(self, place: Place) -> None:
        """Put the cursor on a place, opening what it is in."""
        group = next((one for one in self.form.spec.groups for field in one.fields if is_in(place, field.place)), None)
        folded = self._slice.folded - {group.name} if group is not None else self._slice.folded
        heads = frozenset(place[:end] for end in range(1, len(place)) if isinstance(place[end - 1], int))
        self._show(replace(self._slice, folded=folded, opened=self._slice.opened | heads, needle=""))
        for sort in (Sort.FIELD, Sort.ITEM):
            if self._rows.move_to(RowKey(sort, place)):
                return

    def filter(self, needle: str) -> None:
        """Leave rows whose label, place or value holds the words."""
        self._show(replace(self._slice, needle=needle.strip()))

    def _show(self, slice_: FormSlice) -> None:
        self._slice = slice_
        if self.is_mounted:
            self._rows.show(slice_)

    def _change(self, form: Form) -> None:
        if form == self.form:
            return
        self._past = [*self._past[-UNDO_STEPS:], self.form]
        self._undone = []
        self._tell(form)

    def _tell(self, form: Form) -> None:
        self._show(replace(self._slice, form=form))
        self.post_message(self.Refused(""))
        self.post_message(self.Changed(form))

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self._past:
            self.post_message(self.Refused("nothing to undo"))
            return
        self._undone.append(self.form)
        self._tell(self._past.pop())

    def action_redo(self) -> None:
        """Make again what was taken back."""
        if not self._undone:
            self.post_message(self.Refused("nothing to redo"))
            return
        self._past.append(self.form)
        self._tell(self._undone.pop())


def is_in(place: Place, head: Place) -> bool:
    """The place is the other, or lies inside it."""
    return place[: len(head)] == head
