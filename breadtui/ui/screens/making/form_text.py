"""A value of a form as a text to edit: JSON, or one text a line; a checker names what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from breadtui.domain.json_values import Json
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.form.texts import Written
from breadtui.ui.screens.base.checked_text import CHECKED_CHARACTERS, CheckedTextScreen
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.message_text import Sheet
from breadtui.values import dataclass

FOOT = (
    Hint(("form_text.apply",), "apply"),
    Hint(("form_text.problem",), "to what is wrong"),
)
BACK = Hint(("form_text.leave",), "back")


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written; None takes back what was given."""

    value: Json


class FormTextScreen(CheckedTextScreen[Applied]):
    """Closes with what was written, or with None where it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "apply", "Apply", id="form_text.apply", tooltip="Back to the form with this"),
        Binding("escape", "leave", "Back", id="form_text.leave", tooltip="Asks once if something was changed"),
        Binding("ctrl+g", "to_problem", "To what is wrong", id="form_text.problem"),
    ]
    STATE = "#form-text-state"

    def __init__(self, title: str, text: str, read: Callable[[str], Written]) -> None:
        super().__init__()
        self._title = title
        self._opened = text
        self._read = read

    def compose(self) -> ComposeResult:
        """What it is, the text, what the checker says, and the keys."""
        yield Static(Content.styled(clean(self._title), "bold"), id="form-text-heading")
        yield self._field
        yield Static(id="form-text-state")
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Show the text, with the cursor in it."""
        self._field.open(Sheet(self._opened))
        self._field.focus()
        self._check()

    def _pause_made(self) -> None:
        self._check()

    def _check(self) -> None:
        if len(self._field.text) > CHECKED_CHARACTERS:
            self._say("checked when it is applied: it is long", is_wrong=False)
        else:
            self._judge()

    def _judge(self) -> Written:
        found = self._read(self._field.text)
        self._say(found.sentence, is_wrong=found.is_wrong)
        return found

    def action_apply(self) -> None:
        """Close with what the text says; where it says nothing, go to what is wrong."""
        found = self._judge()
        if found.is_wrong:
            self._go_to(found.line, found.column)
        else:
            self.dismiss(Applied(found.value))

    def action_to_problem(self) -> None:
        """Put the cursor on what is wrong."""
        found = self._judge()
        if found.is_wrong:
            self._go_to(found.line, found.column)
