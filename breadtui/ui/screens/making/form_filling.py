"""What a form needs a screen of its own for: picking from a list, writing lines or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeVar

from textual import on, work

from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.form import Form
from breadtui.domain.json_values import Json, JsonObject
from breadtui.ui.panes.form_view.pane import FormView
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.form.texts import lines_text, read_json, read_lines, value_json
from breadtui.ui.screens.making.form_drawing import FormDrawing
from breadtui.ui.screens.making.form_picker import PickerScreen, Previewing
from breadtui.ui.screens.making.form_text import FormTextScreen
from breadtui.values import replace

Made = TypeVar("Made")


class FormFilling(FormDrawing[Made]):
    """Fills in fields that are picked, or written as a text. A subclass has the options."""

    _followed: tuple[PickerScreen, Field] | None = None

    def options_of(self, field: Field) -> Sequence[Option]:
        """What can be picked for a field."""
        return [Option(choice, choice) for choice in field.choices]

    def preview_of(self, field: Field) -> Previewing | None:  # noqa: ARG002 - for those who override it
        """What tells more about the options of a field."""
        return None

    def nothing_of(self, field: Field) -> str:  # noqa: ARG002 - for those who override it
        """What to say where a field has no options, and how there will be some."""
        return ""

    def look_at_options(self, field: Field) -> bool:  # noqa: ARG002 - for those who override it
        """Read what is not known of the options of a field; whether what comes is to be shown while one picks."""
        return False

    def draw(self) -> None:
        """Judge the form; what is known of options by now is shown to who picks one."""
        super().draw()
        if self._followed is not None:
            picker, field = self._followed
            picker.retell(self.options_of(field))

    def new_item(self, field: Field, value: Json) -> JsonObject:
        """What a list gets where its `pick_field` was picked."""
        return {field.items.pick_field: value} if field.items is not None else {}

    def json_of(self, form: Form) -> JsonObject:
        """All that was given, as one object for a person to edit."""
        return form.given

    def form_from(self, whole: JsonObject) -> Form:
        """The form as such an object says it."""
        return replace(self.form, given=whole)

    def filled_in(self, field: Field, value: Json) -> None:
        """A field was picked; put it into the form."""
        self.view.write(field.place, value)

    @on(FormView.Asked)
    def _asked(self, event: FormView.Asked) -> None:
        if isinstance(event, FormView.AddAsked):
            self._add(event.field)
        elif event.field.kind in {Kind.JSON, Kind.LINES}:
            self._write_text(event.field)
        else:
            self._pick(event.field)

    @work(group="form ask", exclusive=True)
    async def _pick(self, field: Field) -> None:
        picked = await self._picked(field, is_many=False)
        if picked:
            self.filled_in(field, picked[0])

    @work(group="form ask", exclusive=True)
    async def _add(self, field: Field) -> None:
        items = field.items
        if items is None:
            return
        if items.pick_field:
            picked = await self._picked(field, is_many=True)
            if picked:
                self.view.add(field, [self.new_item(field, value) for value in picked])
            return
        options = [Option(at, new.label, new.help) for at, new in enumerate(items.news)]
        chosen = await self.app.push_screen_wait(PickerScreen(f"Add a {items.noun}", options, glyphs=self._glyphs))
        if chosen and isinstance(chosen[0], int):
            self.view.add(field, [items.news[chosen[0]].value])

    async def _picked(self, field: Field, *, is_many: bool) -> tuple[Json, ...] | None:
        picker = self._picker(field, is_many=is_many)
        picker.where_nothing(self.nothing_of(field))
        self._followed = (picker, field) if self.look_at_options(field) else None
        try:
            return await self.app.push_screen_wait(picker)
        finally:
            self._followed = None

    def _picker(self, field: Field, *, is_many: bool) -> PickerScreen:
        title = f"Add {field.label}" if is_many else field.label
        return PickerScreen(
            title,
            self.options_of(field),
            chosen=self.form.value_at(field.place),
            preview=self.preview_of(field),
            is_open=field.is_open,
            is_many=is_many,
            glyphs=self._glyphs,
        )

    @work(group="form ask", exclusive=True)
    async def _write_text(self, field: Field) -> None:
        value = self.form.value_at(field.place)
        is_lines = field.kind is Kind.LINES
        screen = FormTextScreen(
            f"{field.label}, one a line" if is_lines else f"{field.label} as JSON",
            lines_text(value) if is_lines else value_json(value),
            read_lines if is_lines else read_json,
        )
        applied = await self.app.push_screen_wait(screen)
        if applied is not None:
            self.filled_in(field, applied.value)

    @work(group="form ask", exclusive=True)
    async def action_as_json(self) -> None:
        """All that was given, as one object to edit."""
        screen = FormTextScreen(
            "What was given, as JSON", value_json(self.json_of(self.form)), partial(read_json, is_object=True)
        )
        applied = await self.app.push_screen_wait(screen)
        if applied is not None:
            self.view.take(self.form_from(applied.value if isinstance(applied.value, dict) else {}))
