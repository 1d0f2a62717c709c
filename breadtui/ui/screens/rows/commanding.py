"""The words typed where rows are read: a row's number, a filter, or a command."""

from __future__ import annotations

from textual import events, on

from breadtui.ui.present.rows.length_lines import TOKENS
from breadtui.ui.screens.line.command_line import COMMAND, FILTER, CommandLine
from breadtui.ui.screens.rows.taking import RowsTaking
from breadtui.ui.screens.words.rows import parse_rows
from breadtui.ui.screens.words.table import Typed

_ACTIONS = {
    "alike": "alike",
    "all": "read_all",
    "teacher": "teacher",
    "target": "target",
    "refresh": "refresh",
    "help": "app.help",
    "quit": "back",
}


class RowsCommanding(RowsTaking):
    """Every action by a word."""

    def return_focus(self) -> None:
        """To the pane that had it before the line was opened."""
        raise NotImplementedError

    def action_lengths(self) -> None:
        """How long questions and answers are."""
        raise NotImplementedError

    def action_command(self) -> None:
        """Type a row's number or a word."""
        self.line.ask(COMMAND)
        self.line.placeholder = "a row's number, or a word; ? lists the keys"

    def on_key(self, event: events.Key) -> None:
        """A digit begins the number of a row."""
        digit = event.character or ""
        if digit.isascii() and digit.isdigit() and not self.line.has_focus:
            event.stop()
            self.action_go_number(digit)

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.return_focus()
        if event.prefix == FILTER:
            self.end_filter(event.text)
        elif event.text is not None:
            self._run_line(event.text)

    def _run_line(self, line: str) -> None:
        if (typed := self.understood(parse_rows, line)) is not None:
            self._run_word(typed)

    def _run_word(self, typed: Typed) -> None:
        match typed.name:
            case "go":
                self.go(typed.rest)
            case "filter":
                self.filter(typed.rest)
            case "random":
                self.sample(typed.rest)
            case "export":
                self.export(typed.rest)
            case "copy":
                self.copy(typed.rest or "json")
            case "lengths":
                self._show_lengths(typed.rest)
            case _:
                self.call_later(self.run_action, _ACTIONS[typed.name])

    def _show_lengths(self, unit: str) -> None:
        if unit in {"tokens", "characters"}:
            self.reading.unfolded = (self.reading.unfolded - {TOKENS}) | ({TOKENS} if unit == "tokens" else set())
        self.action_lengths()
