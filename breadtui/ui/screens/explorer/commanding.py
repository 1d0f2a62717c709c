"""The command line, the filter and the help: every action by a word."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from breadtui.ui.screens.explorer.topic_keys import TopicKeys
from breadtui.ui.screens.line.command_line import COMMAND, FILTER, CommandLine

if TYPE_CHECKING:
    from breadtui.domain.query.queries import BadQuery
    from breadtui.ui.screens.explorer.lines import Lines


class Commanding(TopicKeys):
    """What is typed after `:` and `/`, and what `?` lists."""

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        self.line.ask(COMMAND, text)

    def action_command_line(self) -> None:
        """Type a command."""
        self.line.ask(COMMAND)

    @cached_property
    def _lines(self) -> Lines:
        from breadtui.ui.screens.explorer.lines import Lines  # noqa: PLC0415  when the first line is typed

        return Lines(self)

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        return self._lines.complete(prefix, text)

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a line that holds a query, and where."""
        return self._lines.wrong_in(prefix, text)

    def run_line(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it."""
        self._lines.run(line)

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.show_pane(self.filtered_pane())
        if event.prefix == FILTER:
            self.filter(event.text or "")
        elif event.text is not None:
            self.run_line(event.text)
