"""Somebody else changed the prompt too: both texts as a difference, and a decision."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.drafts import Resolution
from breadtui.domain.names import PromptKey
from breadtui.domain.prompts import Prompt
from breadtui.ui.panes.diff_view import DiffSlice, DiffView
from breadtui.ui.present.clean import clean

KEYS = "m keep mine   t take theirs   e edit mine on top of theirs   s save under another name   esc decide later"


class ConflictScreen(Screen[Resolution | str | None]):
    """Closes with a resolution, with `save_as`, or with None to decide later; nothing was written so far."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "decide('keep_mine')", "Keep mine", id="conflict.mine"),
        Binding("t", "decide('take_theirs')", "Take theirs", id="conflict.theirs"),
        Binding("e", "decide('merge')", "Edit", id="conflict.edit"),
        Binding("s", "save_as", "Save as", id="conflict.save_as"),
        Binding("escape", "later", "Later", id="conflict.later"),
    ]

    def __init__(self, key: PromptKey, mine: Prompt, theirs: Prompt) -> None:
        super().__init__()
        self._key = key
        self._mine = mine
        self._theirs = theirs

    def compose(self) -> ComposeResult:
        """A sentence, the difference, the keys."""
        name = clean(f"{self._key.repo}/{self._key.name}")
        yield Static(
            Content(f" {name} was changed on the server while you edited it. Nothing was overwritten."),
            id="conflict-heading",
        )
        yield DiffView(id="conflict-diff")
        yield Static(Content(f" {KEYS}"), id="conflict-keys")

    def on_mount(self) -> None:
        """Theirs against mine."""
        view = self.query_one(DiffView)
        view.show(DiffSlice(self._theirs, self._mine, theirs_name="on the server", mine_name="mine"))
        view.focus()

    def action_decide(self, decision: str) -> None:
        """Close with what to do."""
        self.dismiss(Resolution(decision))

    def action_save_as(self) -> None:
        """Keep both: mine goes under another name."""
        self.dismiss("save_as")

    def action_later(self) -> None:
        """Leave both as they are; the draft stays."""
        self.dismiss(None)
