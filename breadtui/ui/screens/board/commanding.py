"""The words typed where bakes are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on

from breadtui.domain.query.queries import BadQuery
from breadtui.ui.present.board.heading_lines import BoardTab
from breadtui.ui.screens.board.exporting import BoardExporting
from breadtui.ui.screens.line.command_line import COMMAND, CommandLine, TypedIn
from breadtui.ui.screens.words.board import board_completions, parse_board
from breadtui.ui.screens.words.table import Typed

_LOOKS = frozenset({"log", "clip", "follow", "fit"})
_TABS = {"table": BoardTab.TABLE, "config": BoardTab.CONFIG, "prompts": BoardTab.PROMPTS}
_ACTIONS = {
    "parent": "parent",
    "remove": "remove",
    "diff": "diff",
    "copy": "copy",
    "refresh": "refresh",
    "help": "app.help",
    "quit": "back",
}


class BoardCommanding(BoardExporting):
    """Every action by a word."""

    line = TypedIn()

    def action_command(self) -> None:
        """Type a word."""
        self.line.ask(COMMAND)

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        self.line.ask(COMMAND, text)

    def complete(self, _prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        names = [key.name for key in self.model.keys]
        return board_completions(text, self.model.metrics, names, self.names_to_add())

    def wrong_in(self, _prefix: str, _text: str) -> BadQuery | None:
        """No query is typed here."""
        return None

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.rows.focus()
        if event.text is not None and (typed := self.understood(parse_board, event.text)) is not None:
            self._run_word(typed)

    def _run_word(self, typed: Typed) -> None:
        settings: Mapping[str, Callable[[str], None]] = {
            "metric": self.set_metric,
            "x": self.set_axis,
            "smoothing": self.set_smoothing,
            "ylim": self.set_limits,
            "markers": self.set_markers,
            "baseline": self.set_baseline,
            "hide": self.set_hidden,
            "add": self.add,
            "answers": self._show_question,
            "export": self.export,
        }
        if typed.name in settings:
            settings[typed.name](typed.rest)
        elif typed.name in _LOOKS:
            self.action_look(typed.name)
        elif typed.name in _TABS:
            self.show_tab(_TABS[typed.name])
        else:
            self.call_later(self.run_action, _ACTIONS[typed.name])

    def _show_question(self, number: str) -> None:
        self.show_tab(BoardTab.ANSWERS)
        if number.isascii() and number.isdigit():
            self.go_to_question(int(number) - 1)
