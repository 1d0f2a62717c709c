"""The prompt editor with its keys."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.document._document import Selection
from textual.message import Message

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt_edits import unstorable_place
from breadtui.store.remote import value_of
from breadtui.store.state import Saving
from breadtui.ui.panes.prompt_text.arranging import Arranging
from breadtui.ui.panes.prompt_text.lines import OfPrompt
from breadtui.ui.present.prompt_lines import refusal_text
from breadtui.ui.terminal.message_text import MessageText


class PromptText(Arranging, can_focus=False):
    """The prompt editor with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", "Save", id="prompt.save", tooltip="Write it to the service and read it back"),
        Binding("escape", "leave", "Leave the text", id="prompt.leave", tooltip="Keep the draft and leave"),
        Binding("tab", "step(1)", "Next message", id="prompt.next", show=False),
        Binding("shift+tab", "step(-1)", "Message before", id="prompt.previous", show=False),
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
        if self._note is not None:
            self._say(None)
            return
        self.flush()
        self.post_message(self.Left())

    def action_step(self, by: int) -> None:
        """To the next message or the one before; past the ends to what lies around the editor."""
        if not self._go(by):
            raise SkipAction

    def action_discard(self) -> None:
        """Ask once, then give the draft up and show the service's text, which undo takes back."""
        self.flush()
        key, editing, theirs = self._slice.key, self._editing, value_of(self._slice.remote)
        if key is None or editing is None or self._slice.draft is None:
            return
        if not self._ask("f9 again discards the draft · esc keeps it"):
            return
        self._note = None
        if theirs is not None:
            self._take(editing, theirs)
            self._awaited = theirs
        self.post_message(self.DiscardAsked(key))
        self.draw()

    @on(MessageText.Crossed)
    def _cross(self, event: MessageText.Crossed) -> None:
        event.stop()
        if not self._go(event.by):
            document = self._field.document
            self._field.move_cursor(document.start if event.by < 0 else document.end)

    def _go(self, by: int) -> bool:
        """Choose another message, the cursor at the end it was entered by; False where there is none."""
        self.flush()
        editing = self._editing
        if editing is None or not 0 <= editing.at + by < len(editing.ids):
            return False
        self._note = None
        self._editing = editing.at_message(editing.at + by)
        self._load()
        self.draw()
        return True

    def open_at(self, key: PromptKey, message: int, line: int) -> None:
        """Put the cursor on a line of a message, now or as soon as that prompt is chosen."""
        self._places[key] = (message, Selection.cursor((line, 0)))
        if key == self._slice.key and self._editing is not None and self._go(message - self._editing.at):
            self._field.move_cursor((line, 0))
