"""A value of a form as a text to edit: JSON, or one text a line; a checker names what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from breadtui.domain.json_values import Json
from breadtui.ui.present.clean import clean
from breadtui.ui.present.form.texts import Written
from breadtui.ui.terminal.message_text import MessageText, Sheet

PAUSE_SECONDS = 0.4
CHECKED_CHARACTERS = 200_000
KEYS = "f2 apply  ^g to what is wrong  esc back"
LEAVE = "esc again gives up what was changed here · f2 applies it"


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written; None takes back what was given."""

    value: Json


class FormTextScreen(Screen[Applied | None]):
    """Closes with what was written, or with None where it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "apply", "Apply", id="form_text.apply", tooltip="Back to the form with this"),
        Binding("escape", "leave", "Back", id="form_text.leave", tooltip="Asks once if something was changed"),
        Binding("ctrl+g", "to_problem", "To what is wrong", id="form_text.problem"),
    ]
    DEFAULT_CSS = """
    FormTextScreen {
        & Static { height: 1; }
        & #form-text-keys { color: $text-muted; }
        & #form-text-state.-wrong { color: $warning; }
        & MessageText { height: 1fr; }
    }
    """

    def __init__(self, title: str, text: str, read: Callable[[str], Written]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._read = read
        self._field = MessageText()
        self._pause: Timer | None = None
        self._is_asked = False

    def compose(self) -> ComposeResult:
        """What it is, the text, what the checker says, and the keys."""
        yield Static(Content.styled(clean(self._title), "bold"), id="form-text-heading")
        yield self._field
        yield Static(id="form-text-state")
        yield Static(Content(KEYS), id="form-text-keys")

    def on_mount(self) -> None:
        """Show the text, with the cursor in it."""
        self._field.open(Sheet(self._text))
        self._field.focus()
        self._check()

    @on(MessageText.Changed)
    def _wait(self, event: MessageText.Changed) -> None:
        event.stop()
        self._is_asked = False
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._check)

    def _check(self) -> None:
        if len(self._field.text) > CHECKED_CHARACTERS:
            self._say("checked when it is applied: it is long", is_wrong=False)
        else:
            self._judge()

    def _judge(self) -> Written:
        found = self._read(self._field.text)
        self._say(found.sentence, is_wrong=found.is_wrong)
        return found

    def _say(self, sentence: str, *, is_wrong: bool) -> None:
        state = self.query_one("#form-text-state", Static)
        state.set_class(is_wrong, "-wrong")
        state.update(Content(sentence))

    def action_apply(self) -> None:
        """Close with what the text says; where it says nothing, go to what is wrong."""
        found = self._judge()
        if found.is_wrong:
            self._field.move_cursor((found.line - 1, found.column - 1), center=True)
        else:
            self.dismiss(Applied(found.value))

    def action_leave(self) -> None:
        """Back without applying; what was changed is asked about once."""
        if self._field.text == self._text or self._is_asked:
            self.dismiss(None)
            return
        self._is_asked = True
        self._say(LEAVE, is_wrong=True)

    def action_to_problem(self) -> None:
        """Put the cursor on what is wrong."""
        found = self._judge()
        if found.is_wrong:
            self._field.move_cursor((found.line - 1, found.column - 1), center=True)
