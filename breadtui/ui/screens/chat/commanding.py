"""The words typed in a conversation after `:`."""

from __future__ import annotations

from textual import on

from breadtui.domain.query.queries import BadQuery
from breadtui.ui.screens.chat.exporting import ChatExporting
from breadtui.ui.screens.line.command_line import COMMAND, CommandBar, CommandLine
from breadtui.ui.screens.words.chat import chat_completions, parse_chat
from breadtui.ui.screens.words.table import NotUnderstood, Typed

_ACTIONS = {
    "retry": "retry",
    "edit": "edit",
    "stop": "stop",
    "new": "new",
    "history": "history",
    "rows": "rows",
    "teacher": "teacher",
    "target": "add_question",
    "bake-from": "bake_from",
    "help": "app.help",
    "quit": "close",
}


class ChatCommanding(ChatExporting):
    """Every action by a word."""

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now; empty where it can."""
        raise NotImplementedError

    def return_focus(self) -> None:
        """To the part that had it before the line was opened."""
        raise NotImplementedError

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:  # noqa: ARG002 - the line's own signature
        """How a line may go on."""
        from breadtui.ui.present.bake_form.surroundings import model_paths  # noqa: PLC0415  when it is typed

        return chat_completions(text, model_paths(self.bridge.state), self.thread.models)

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:  # noqa: ARG002 - the line's own signature
        """No line here holds a query."""
        return None

    def action_command(self) -> None:
        """Type a word."""
        self.query_one(CommandBar).line.ask(COMMAND)

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.return_focus()
        if event.text is not None and (typed := self.understood(parse_chat, event.text)) is not None:
            self._run_word(typed)

    def takes_word(self, text: str) -> bool:
        """Words are taken behind a slash, too, as other chats have them; a blank in front of it sends it."""
        head = text.removeprefix("/").partition(" ")[0]
        if "\n" in text or not text.startswith("/") or not head.replace("-", "").isalpha():
            return False
        try:
            typed = parse_chat(text.removeprefix("/"))
        except NotUnderstood as problem:
            self.say(f"{problem}; a blank in front sends it as it is", is_problem=True)
            return True
        self.input.put("")
        if typed is not None:
            self._run_word(typed)
        return True

    def _run_word(self, typed: Typed) -> None:
        match typed.name:
            case "system":
                self.set_system(typed.rest)
            case "system-here":
                self.set_system(typed.rest, is_here=True)
            case "temperature":
                self.set_temperature(typed.rest)
            case "max":
                self.set_max(typed.rest.replace(",", ""))
            case "thinking":
                self.set_thinking(typed.rest)
            case "add":
                self.add_model(typed.rest)
            case "drop":
                self.drop_model(typed.rest or self.log_in_use.column.model)
            case _:
                self._run_taking(typed)

    def _run_taking(self, typed: Typed) -> None:
        match typed.name:
            case "prompt":
                self.as_prompt(typed.rest)
            case "questions":
                self.all_questions()
            case "copy":
                self.copy(typed.rest)
            case "export":
                self.export(typed.rest)
            case "previous" | "next":
                self.log_in_use.action_question(-1 if typed.name == "previous" else 1)
            case name if reason := self.why_not(_ACTIONS[name]):
                self.say(reason, is_problem=True)
            case name:
                self.call_later(self.run_action, _ACTIONS[name])
