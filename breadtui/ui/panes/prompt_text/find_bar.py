"""The line in which words of the prompt are looked for and replaced."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

KEYS_FINDING = "  enter next  ctrl+r all"
KEYS_REPLACING = "  enter this one  ctrl+r all"


class FindBar(Horizontal):
    """Two fields: what to find, what to put in its place; it tells what is wished and how many there are."""

    DEFAULT_CSS = """
    FindBar {
        height: 1; display: none;
        &.-open { display: block; }
        & Static { width: auto; height: 1; color: $text-muted; }
        & Input { width: 1fr; height: 1; border: none; padding: 0; &:focus { border: none; } }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Leave the search", id="search.close"),
        Binding("tab,shift+tab", "other", "The other field", id="search.other", show=False),
        Binding("down", "look(1)", "Next match", id="search.next", show=False),
        Binding("up", "look(-1)", "Match before", id="search.previous", show=False),
        Binding("ctrl+r", "all", "Replace all", id="search.all", tooltip="In every message; undo takes it back"),
    ]

    class Looked(Message):
        """The next match (`by` is 1), the one before (-1), or the nearest to where the search began (0) is wanted."""

        def __init__(self, words: str, by: int) -> None:
            super().__init__()
            self.words, self.by = words, by

    class ReplaceAsked(Message):
        """The words are to become others: here, or in all messages."""

        def __init__(self, words: str, new: str, *, is_all: bool) -> None:
            super().__init__()
            self.words, self.new, self.is_all = words, new, is_all

    class Closed(Message):
        """The person wants back into the text."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._new, self._count = Input(compact=True), Input(compact=True), Static(Content(""))
        self._keys = Static(Content(KEYS_FINDING))
        self._words.cursor_blink = self._new.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Both fields, the count, and the keys."""
        yield Static(Content("find "))
        yield self._words
        yield Static(Content(" replace by "))
        yield self._new
        yield self._count
        yield self._keys

    @property
    def is_open(self) -> bool:
        """It is shown."""
        return self.has_class("-open")

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._words.value

    def open(self, words: str) -> None:
        """Show the line and put the focus into what to find; no words leave those of the last time."""
        self.add_class("-open")
        if words:
            self._words.value = words
        self._words.focus()
        self._words.select_all()

    def show_count(self, place: int | None, count: int) -> None:
        """`2/12`, or that there are none."""
        text = "" if not self.words else " none" if place is None else f" {place + 1}/{count}"
        self._count.update(Content(text))

    @on(events.DescendantFocus)
    def _tell_keys(self) -> None:
        self._keys.update(Content(KEYS_REPLACING if self._new.has_focus else KEYS_FINDING))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._words and self.is_open:
            self.post_message(self.Looked(self.words, 0))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._words:
            self.action_look(1)
        else:
            self.post_message(self.ReplaceAsked(self.words, self._new.value, is_all=False))

    def action_look(self, by: int) -> None:
        """Go from match to match."""
        self.post_message(self.Looked(self.words, by))

    def action_other(self) -> None:
        """To the other field."""
        (self._new if self._words.has_focus else self._words).focus()

    def action_all(self) -> None:
        """Replace wherever the words stand."""
        self.post_message(self.ReplaceAsked(self.words, self._new.value, is_all=True))

    def action_close(self) -> None:
        """Hide, and keep the words for the next time."""
        self.remove_class("-open")
        self.post_message(self.Closed())
