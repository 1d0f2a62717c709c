"""The text while a person types, and how it becomes a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import events, on
from textual.content import Content
from textual.timer import Timer

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.editing import Editing, editing_of
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.prompt.steps import Step
from breadtui.ui.panes.prompt_text.lines import OfPrompt, PromptLines
from breadtui.ui.present.prompt.lines import placeholder_text
from breadtui.ui.present.prompt.parts import PromptSlice

if TYPE_CHECKING:
    from textual.document._document import Selection

    from breadtui.ui.panes.prompt_text.sheet_pile import SheetPile
    from breadtui.ui.terminal.message_text import MessageText

PAUSE_SECONDS = 0.4
"""How long after the last key a text becomes a draft."""
UNTOLD_SECONDS = 0.5
"""How long somebody who never pauses types before the next key makes a draft: a kill loses a second at most."""


def utc_now() -> datetime:
    """The time by the system's clock."""
    return datetime.now(UTC)


class PromptSheets(PromptLines):
    """The text while a person types, told after a pause; nothing from outside replaces what they did not tell yet."""

    class Edited(OfPrompt, namespace="prompt_text"):
        """The text of a prompt as it stands after a pause, and the text in which it was typed."""

        def __init__(self, key: PromptKey, prompt: Prompt, begun_from: Prompt) -> None:
            super().__init__(key)
            self.prompt = prompt
            self.begun_from = begun_from

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = utc_now,
        is_read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(now, id=id)
        self._is_read_only = is_read_only
        self._sheets: SheetPile
        self._told_count = 0
        self._awaited: Prompt | None = None
        self._pause: Timer | None = None
        self._untold_since: datetime | None = None
        self._places: dict[PromptKey | None, tuple[int, int, Selection]] = {}
        self.was_edited_here = False
        """Something was written since the focus came here."""

    @property
    def key(self) -> PromptKey | None:
        """The prompt that is open."""
        return self._slice.key

    @property
    def prompt(self) -> Prompt | None:
        """The prompt as it was told last; None where none is open."""
        return None if self._editing is None else self._editing.prompt

    def show(self, slice_: PromptSlice) -> None:
        """Take what the state says; another prompt's text replaces this one, which is told before."""
        if slice_.key is None and not (self._has_begun or self.display):
            return
        self.begin()
        is_other = slice_.key != self._slice.key
        if is_other:
            self.flush()
            self._remember_place()
        self._slice = slice_
        if is_other or self._editing is None:
            self._open(slice_.source)
        else:
            self._follow(self._editing, slice_.source)
        self.draw()

    @on(events.DescendantFocus)
    def _begun(self) -> None:
        self.was_edited_here = False

    @on(events.DescendantBlur)
    def flush(self) -> Edited | None:
        """Tell what was typed since the last time, at once; None where there is nothing to tell."""
        if not self._has_begun:
            return None
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        self._untold_since = None
        is_typed = self._field.edit_count != self._told_count
        editing = self._written()
        edited = None if editing is None else self._change(editing)
        if is_typed and edited is None and editing is not None:
            self._follow(editing, self._slice.source)  # what others wrote waited for what was typed and taken back
        return edited

    def on_text_area_changed(self, event: MessageText.Changed) -> None:
        """Wait for a pause in the typing."""
        event.stop()
        if self._field.edit_count == self._told_count:
            return
        if self._pause is not None:
            self._pause.stop()
        now = self._now()
        self._untold_since = self._untold_since or now
        if (now - self._untold_since).total_seconds() >= UNTOLD_SECONDS:
            self.flush()
        else:
            self._pause = self.set_timer(PAUSE_SECONDS, self.flush)

    def _written(self) -> Editing | None:
        """The prompt with what stands in the field."""
        editing = self._editing
        if editing is None or self._field.edit_count == self._told_count:
            return editing
        self._told_count = self._field.edit_count
        return editing.wrote(self._field.text)

    def _change(self, editing: Editing) -> Edited | None:
        """Take an edited prompt and tell of it, if it differs."""
        before, self._editing = self._editing, editing
        return None if before is None or before.prompt == editing.prompt else self._tell(editing, before.prompt)

    def _tell(self, editing: Editing, before: Prompt) -> Edited | None:
        """Tell of the prompt as it stands now, and of what it was before."""
        if self._slice.key is None:
            return None
        self._note = None
        self.was_edited_here = True
        self._awaited = editing.prompt
        edited = self.Edited(self._slice.key, editing.prompt, before)
        self.post_message(edited)
        self.draw()
        return edited

    def _remember_place(self) -> None:
        if self._editing is not None:
            self._places[self._slice.key] = (self._editing.at, self._editing.text_at, self._field.selection)

    def _open(self, source: Prompt | None) -> None:
        from textual.document._document import Selection  # noqa: PLC0415  with the first prompt

        from breadtui.ui.panes.prompt_text.sheet_pile import SheetPile  # noqa: PLC0415  with the first prompt

        self._sheets, self._awaited, self._note = SheetPile(), None, None
        at, text_at, (start, end) = self._places.get(self._slice.key, (0, 0, Selection()))
        self._editing = None if source is None else editing_of(source, at, text_at)
        self._load()
        self._field.selection = Selection(self._field.clamp_visitable(start), self._field.clamp_visitable(end))

    def _follow(self, editing: Editing, source: Prompt | None) -> None:
        """Take a text that changed outside, unless the person's own is newer or still on its way to the state."""
        if source is None:
            return
        if source == editing.prompt:
            self._awaited = None
        elif self._awaited is None and self._field.edit_count == self._told_count:
            self._take(editing, source)

    def _take(self, editing: Editing, source: Prompt) -> None:
        """Another text of the same prompt, as one step that undo takes back."""
        self._step(editing, editing.taken(source))

    def _step(self, before: Editing, after: Editing) -> None:
        """Change the list of messages, or several at once, so that undo takes it back; nothing is told.

        Two equal messages that changed places are a step as well: the chosen one moves on from there.
        """
        if (before.prompt, before.ids) == (after.prompt, after.ids):
            return
        self._field.sheet.selection = self._field.selection
        self._sheets.take(Step(before, after))
        self._editing = after
        self._load()

    def _load(self) -> None:
        """Put the chosen message into the field, with its own cursor and undo if it was there before."""
        editing = self._editing
        message = editing.message if editing else None
        text = editing.text if editing else None
        said = placeholder_text(self._slice.remote, editing.prompt if editing else None, message)
        self._field.placeholder = Content(said)
        self._field.read_only = text is None or self._is_read_only
        shown = text if text is not None else message.text if message else ""
        self._field.open(self._sheets.sheet_for(editing, shown))
        self._told_count = self._field.edit_count
