"""What can be asked for where teacher and student stand side by side: all of it about the side that was turned to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from textual import on

from breadtui.domain.names import PromptKey, PromptName
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.query.queries import BadQuery
from breadtui.store.facts.state import Choice, Save
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import Rooms
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.present.prompt.sides import Side
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.line.command_line import COMMAND, CommandBar, CommandLine
from breadtui.ui.screens.prompt.prompting import Prompting
from breadtui.ui.screens.transfer.external_editor import ExternalEditing
from breadtui.ui.screens.words.commands import completions, parse
from breadtui.ui.screens.words.prompt import PROMPT_WORDS
from breadtui.ui.screens.words.table import Typed

_HERE = PROMPT_WORDS | {"save", "saveas", "discard", "editor"}
_READS = frozenset({"lint", "raw", "tools"})
_SAVE_AS = "saveas "


class Cockpit(Protocol):
    """What does everything that is not about one of the two prompts."""

    def run_line(self, line: str) -> None:
        """Do what a line says."""
        ...

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        ...

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a line that holds a query, and where."""
        ...

    def go_along(self, what: Choice) -> object:
        """Look at another thing."""
        ...


class SideWriting(Prompting):
    """Words about a prompt are done here; all others in the cockpit, which is gone back to first."""

    AUTO_FOCUS = ""
    active: Side = Side.TEACHER

    def __init__(self, bridge: StoreBridge, rooms: Rooms | None, cockpit: Cockpit) -> None:
        super().__init__(bridge)
        self.rooms = rooms
        self._cockpit = cockpit
        is_read_only = self.commands is None or self.commands.is_read_only
        self.editors = {side: PromptText(id=side.value, is_read_only=is_read_only) for side in Side}

    @property
    def editor(self) -> PromptText:  # type: ignore[override]  # of two the one that was turned to
        """The editor of the side that was turned to."""
        return self.editors[self.active]

    @property
    def answered(self) -> Mapping[PromptKey, Save]:
        """The saves that were asked about."""
        return self._answered

    def turn_to(self, side: Side) -> None:
        """Make this the side that words and keys are about."""
        raise NotImplementedError

    def edited_key(self) -> PromptKey | None:
        """The prompt of the side that was turned to, what was half typed handed over."""
        self.flush()
        return self.editor.key

    def flush(self) -> None:
        """Make drafts at once of what is half typed on both sides."""
        for editor in self.editors.values():
            edited = editor.flush()
            if edited is not None and self.commands is not None:
                self.commands.change_draft(edited.key, edited.prompt, edited.begun_from)

    def choose(self, what: Choice, checkpoint: int | None = None, *, is_step: bool = False) -> None:  # noqa: ARG002 - a prompt has none
        """Turn to the side with this prompt."""
        side = next((side for side, editor in self.editors.items() if editor.key == what), None)
        if side is not None:
            self.turn_to(side)

    def show_pane(self, pane: Pane) -> None:
        """Into the text, or out of it."""
        if pane is not Pane.DETAIL:
            self.set_focus(None)
        elif self.editor.key is not None:
            self.editor.focus()

    def go_along(self, what: Choice) -> None:
        """Look at another thing, in the cockpit."""
        self.go_back()
        self._cockpit.go_along(what)

    def go_back(self) -> None:
        """Back to where one was; what was half typed becomes a draft at once."""
        self.flush()
        self.dismiss(None)

    def action_command_line(self) -> None:
        """Type a command."""
        self.ask_line("")

    def action_edit_outside(self) -> None:
        """This side's prompt in the person's own editor."""
        ExternalEditing(self).edit("")

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        self.query_one(CommandBar).line.ask(COMMAND, text)

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on: here for what is done here, else as in the cockpit."""
        if text.startswith(_SAVE_AS):
            return self._names(text.removeprefix(_SAVE_AS))
        if text.partition(" ")[0] in _HERE:
            return completions(text, (), ())
        return self._cockpit.complete(prefix, text)

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a line that holds a query, and where."""
        return self._cockpit.wrong_in(prefix, text)

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.set_focus(None)
        if event.text is not None:
            self.run_line(event.text)

    def run_line(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it."""
        typed = self.understood(parse, line)
        if typed is not None and typed.name in _HERE:
            self._run_here(typed)
        elif typed is not None:
            self.go_back()
            self._cockpit.run_line(self._about(typed))

    def _run_here(self, typed: Typed) -> None:
        key = self.edited_key()
        if key is None or self.commands is None:
            self.say(f"there is no prompt on the side of the {self.active.value}", is_problem=True)
        elif self.commands.is_read_only and typed.name not in _READS:
            self.say(READ_ONLY, is_problem=True)
        elif typed.name in PROMPT_WORDS:
            self.change_prompt(typed)
        elif typed.name == "editor":
            ExternalEditing(self).edit(typed.rest)
        elif typed.name == "saveas":
            self.save_as(key, PromptName(typed.rest))
        else:
            (self.save if typed.name == "save" else self.discard)(key)

    def _about(self, typed: Typed) -> str:
        """The line for the cockpit, which does not know what side was turned to."""
        key = self.editor.key
        if typed.name == "history" and not typed.rest and key is not None:
            return f"history {key.repo}/{key.name}"
        return f"{typed.name} {typed.rest}".strip()

    def _names(self, typed: str) -> tuple[str, ...]:
        key = self.editor.key
        if key is None:
            return ()
        name = free_name(typed or key.name, self._taken(key))
        return (_SAVE_AS + name,) if name.startswith(typed) and name != typed else ()
