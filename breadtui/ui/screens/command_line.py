"""The line after `:` or `/`, at the foot of the screen, with the rest of a word offered as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static


class FirstOf(Suggester):
    """Offers the first completion of what was typed."""

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The first completion, or None."""
        found = self._complete(value) if value else ()
        return found[0] if found else None


class CommandLine(Input):
    """Hidden until asked for; `esc` gives it up, `enter` hands the line over, `tab` takes what is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Give up", id="line.give_up"),
        Binding("tab", "cursor_right", "Complete", show=False, id="line.complete"),
    ]

    class Ended(Message):
        """The line was entered, or given up (`text` None). `prefix` is the key that opened it."""

        def __init__(self, prefix: str, text: str | None) -> None:
            super().__init__()
            self.prefix = prefix
            self.text = text

    class Grew(Message):
        """A letter was typed."""

        def __init__(self, prefix: str, text: str) -> None:
            super().__init__()
            self.prefix = prefix
            self.text = text

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(id="command-line", suggester=FirstOf(complete), compact=True, select_on_focus=False)
        self._prefix = ":"
        self.cursor_blink = False

    def ask(self, prefix: str, text: str = "") -> None:
        """Show the line with `prefix` meaning what is typed: `:` a command, `/` a filter."""
        self._prefix = prefix
        self.placeholder = "a command; ? lists the keys" if prefix == ":" else "filter: words"
        bar = self.query_ancestor(CommandBar)
        bar.show_prefix(prefix)
        bar.display = True
        self.value = text
        self.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.query_ancestor(CommandBar).display:
            self.post_message(self.Grew(self._prefix, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._end(event.value)

    def action_give_up(self) -> None:
        """Hide without doing anything."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        self.query_ancestor(CommandBar).display = False
        self.post_message(self.Ended(self._prefix, text))


class CommandBar(Horizontal):
    """The line with the sign that says what is typed in it; hidden until it is asked for."""

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(id="command-bar")
        self._complete = complete
        self.display = False

    def compose(self) -> ComposeResult:
        """The sign and the line."""
        yield Static(Content(":"), id="command-prefix")
        yield CommandLine(self._complete)

    def show_prefix(self, prefix: str) -> None:
        """Say what the line is for."""
        self.query_one("#command-prefix", Static).update(Content(prefix))
