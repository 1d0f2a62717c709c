"""The prompt editor with its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.edits import unstorable_place
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import Saving
from breadtui.ui.panes.prompt_text.arranging import ARRANGING
from breadtui.ui.panes.prompt_text.going import GOING
from breadtui.ui.panes.prompt_text.lines import OfPrompt
from breadtui.ui.panes.prompt_text.linting import LINTING, Linting
from breadtui.ui.panes.prompt_text.searching import SEARCHING
from breadtui.ui.present.prompt.lines import refusal_text

DISCARDED = "draft discarded · ctrl+z brings it back"
DISCARDED_NEW = "draft discarded, and the service has no such prompt · whatever is typed begins it again"


class PromptText(Linting, Widget, can_focus=False):
    """The prompt editor with its keys."""

    DEFAULT_CSS = """
    PromptText { layout: vertical; height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *GOING,
        *ARRANGING,
        *SEARCHING,
        *LINTING,
        Binding("ctrl+s,f2", "save", "Save", id="prompt.save", tooltip="Write it to the service and read it back"),
        Binding("escape", "leave", "Leave the text", id="prompt.leave", tooltip="Keep the draft and leave"),
        Binding("f9", "discard", "Discard draft", id="prompt.discard", tooltip="Back to the service's text; asks once"),
    ]

    class SaveAsked(OfPrompt):
        """The person wants this prompt on the service; what they typed was told before."""

    class SaveRefusedLocally(OfPrompt):
        """The prompt holds something that cannot be stored; `sentence` names the place."""

        def __init__(self, key: PromptKey, sentence: str) -> None:
            super().__init__(key)
            self.sentence = sentence

    class DiscardAsked(OfPrompt):
        """The person gives their draft up."""

    class Left(Message):
        """The person wants out of the text; it is kept."""

    def action_save(self) -> None:
        """Tell what was typed, then ask for a save; what cannot be stored is refused here with its place."""
        self.flush()
        key, editing = self._slice.key, self._editing
        if key is None or editing is None or isinstance(self._slice.save, Saving):
            return
        place = unstorable_place(editing.prompt)
        if place is None:
            self.post_message(self.SaveAsked(key))
            return
        sentence = refusal_text(place)
        self._say(sentence)
        self.post_message(self.SaveRefusedLocally(key, sentence))

    def action_leave(self) -> None:
        """Out of the text, or only out of a question."""
        is_question, is_said = self._is_asking, self._note is not None
        if is_said:
            self._say(None)
        if is_said and is_question:
            return
        self.flush()
        self.post_message(self.Left())

    def action_discard(self) -> None:
        """Ask once, then give the draft up and show the service's text, which undo takes back."""
        self.flush()
        key, editing, theirs = self._slice.key, self._editing, value_of(self._slice.remote)
        if key is None or editing is None or self._slice.draft is None:
            return
        if not self._ask("f9 again discards the draft · esc keeps it"):
            return
        if theirs is not None:
            self._take(editing, theirs)
            self._awaited = theirs
        self.post_message(self.DiscardAsked(key))
        self._say(DISCARDED if theirs is not None else DISCARDED_NEW)
