"""The whole prompt, or its tools, as text to edit: a checker names what is wrong, applying makes a draft."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.prompt.raw_texts import RawText
from breadtui.domain.prompt.templates import BLANK_TOOL
from breadtui.export.prompts.json_text import place_of
from breadtui.export.prompts.shapes import Unwritable
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.prompt.raw import Judged, RawForm, judged, raw_text
from breadtui.ui.screens.base.checked_text import CHECKED_CHARACTERS, CheckedTextScreen
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.message_text import Sheet
from breadtui.values import replace

OTHER_FORM = {RawForm.JSON: "as YAML", RawForm.YAML: "as JSON"}
BACK = Hint(("raw.leave",), "back")
WHY_NO_TURN = "tools are written as JSON alone"
WHY_NO_TOOL = "it is about the whole prompt; :tools edits its tools"
READ_ONLY = "this may only be read"
LEFT = "this was written here last time and not applied: f2 applies it, esc gives it up"


def foot_for(form: RawForm) -> tuple[Hint, ...]:
    """What can be done with a text in this form."""
    return (
        Hint(("raw.apply",), "apply"),
        Hint(("raw.turn",), OTHER_FORM.get(form, "")),
        Hint(("raw.add_tool",), "one more tool"),
        Hint(("raw.problem",), "to what is wrong"),
    )


class RawScreen(CheckedTextScreen[Prompt]):
    """Closes with the prompt as it was written here, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "apply", "Apply", id="raw.apply", tooltip="Make it the draft; nothing is sent"),
        Binding("escape", "leave", "Back", id="raw.leave", tooltip="Asks once if something was changed"),
        Binding("ctrl+t", "turn", "JSON or YAML", id="raw.turn", tooltip="The same in the other form"),
        Binding("ctrl+n", "add_tool", "One more tool", id="raw.add_tool", tooltip="A function to fill in, as the last"),
        Binding("ctrl+g", "to_problem", "To what is wrong", id="raw.problem"),
    ]
    STATE = "#raw-state"

    def __init__(
        self,
        prompt: Prompt,
        form: RawForm,
        *,
        is_read_only: bool = False,
        left: RawText | None = None,
        keep: Callable[[RawText], None] = lambda _: None,
    ) -> None:
        """The prompt in a form.

        Args:
            prompt: What is edited; its name cannot be changed here.
            form: How it is shown at first.
            is_read_only: Whether it may only be looked at.
            left: What an earlier session wrote and did not apply; it is shown in the place of the prompt.
            keep: Takes what is written after each pause, so that no end of the program loses it.
        """
        super().__init__()
        self._prompt = prompt
        self._form = form
        self._left = left
        self._keep = keep
        self._kept_count = 0
        self._is_read_only = is_read_only

    def compose(self) -> ComposeResult:
        """What it is, the text, what the checker says, and the keys."""
        yield Static(id="raw-heading")
        yield self._field
        yield Static(id="raw-state")
        yield Foot(foot_for(self._form), BACK)

    def on_mount(self) -> None:
        """Show the prompt; one that the form cannot hold is said not to be written."""
        self._field.read_only = self._is_read_only
        try:
            self._show(self._form, raw_text(self._form, self._prompt))
        except Unwritable as problem:
            self._field.read_only = True
            self._say(f"cannot be written: {problem}", is_wrong=True)
        self._opened = self._field.text
        self._field.focus()
        if self._left is not None and not self._field.read_only:
            self._show(RawForm(self._left.form), self._left.text)
            self._say(LEFT, is_wrong=False)

    def _show(self, form: RawForm, text: str) -> None:
        self._form = form
        self._field.open(Sheet(text))
        self._kept_count = 0
        name = clean(self._prompt.name)
        heading = f"tools of {name} as JSON" if form is RawForm.TOOLS else f"{name} as {form.value.upper()}"
        self.query_one("#raw-heading", Static).update(Content.styled(heading, "bold"))
        self.query_one(Foot).tell(foot_for(form), BACK)
        self._check()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out where the form has no use for it."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now; empty where it can."""
        if action == "add_tool" and self._field.read_only:
            return READ_ONLY
        if action == "turn" and self._form is RawForm.TOOLS:
            return WHY_NO_TURN
        return WHY_NO_TOOL if action == "add_tool" and self._form is not RawForm.TOOLS else ""

    def on_key(self, event: events.Key) -> None:
        """A key that is greyed out says why, instead of seeming dead."""
        active = self.active_bindings.get(event.key)
        if active is not None and active.node is self and (reason := self.why_not(active.binding.action)):
            self._say(reason, is_wrong=True)
            event.stop()

    def flush(self) -> None:
        """Have kept what was written since the last pause."""
        if self._kept_count != self._field.edit_count and not self._field.read_only:
            self._kept_count = self._field.edit_count
            self._keep(RawText(self._form.value, self._field.text))

    def _pause_made(self) -> None:
        self.flush()
        self._check()

    def _check(self) -> None:
        if len(self._field.text) > CHECKED_CHARACTERS:
            self._check_aside()
        else:
            self._judge()

    @work(group="check", exclusive=True)
    async def _check_aside(self) -> None:
        """The same in a thread; what it finds is said if the text is still the one that was checked."""
        form, text, count = self._form, self._field.text, self._field.edit_count
        self._say("checking, it is long…", is_wrong=False)
        found = await asyncio.to_thread(judged, form, text, self._prompt)
        if (form, count) == (self._form, self._field.edit_count):
            self._say(found.sentence, is_wrong=found.prompt is None)

    def _judge(self) -> Judged:
        found = judged(self._form, self._field.text, self._prompt)
        self._say(found.sentence, is_wrong=found.prompt is None)
        return found

    def action_apply(self) -> None:
        """Close with the prompt that the text says; where it says none, go to what is wrong."""
        if self._field.read_only:
            self._say(READ_ONLY, is_wrong=True)
            return
        found = self._judge()
        if found.prompt is None:
            self._go(found)
        else:
            self.dismiss(found.prompt)

    def action_turn(self) -> None:
        """The same in the other form, as soon as nothing is wrong in this one."""
        found = self._judge()
        if found.prompt is None:
            self._go(found)
        elif self._form.other is not self._form:
            is_changed = self._field.text != self._opened
            self._show(self._form.other, raw_text(self._form.other, found.prompt))
            self._opened = "" if is_changed else self._field.text

    def action_add_tool(self) -> None:
        """A blank function after those that are there, with the cursor where its name goes; undo takes it back."""
        found = self._judge()
        if found.prompt is None:
            self._go(found)
            return
        tools = (*(found.prompt.tools or ()), BLANK_TOOL)
        text = raw_text(self._form, replace(found.prompt, tools=tools))
        self._field.replace(text, self._field.document.start, self._field.document.end)
        line, column = place_of(text, (len(tools) - 1, "function", "name"))
        self._go_to(line, column + 1)
        self._judge()

    def action_to_problem(self) -> None:
        """Put the cursor on what is wrong."""
        self._go(self._judge())

    def _go(self, found: Judged) -> None:
        if found.line:
            self._go_to(found.line, found.column)
