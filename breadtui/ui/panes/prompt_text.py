"""The prompt editor: one message in a text field, the others around it, and where the draft stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar, Self

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import Selection
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from breadtui.domain.editing import Editing, editing_of
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt_edits import editable_text, unstorable_place
from breadtui.domain.prompts import Prompt
from breadtui.store.remote import value_of
from breadtui.store.state import Saving
from breadtui.ui.present.prompt_lines import (
    Around,
    UsedBy,
    around,
    facts_line,
    placeholder_text,
    refusal_text,
    state_line,
)
from breadtui.ui.present.prompt_slice import PromptSlice, select
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.line_block import LineBlock
from breadtui.ui.terminal.message_text import MessageText, Sheet
from breadtui.ui.themes import tone_styles

__all__ = ["PromptSlice", "PromptText", "select"]

PAUSE_SECONDS = 0.4
"""How long after the last key a text becomes a draft."""
AGE_TICK_SECONDS = 10.0
"""How often the ages in the state line are said anew."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class OfPrompt(Message):
    """Something a person did to a prompt."""

    def __init__(self, key: PromptKey) -> None:
        super().__init__()
        self.key = key


class PromptLines(Widget, can_focus=False):
    """The field of the chosen message with the lines around it."""

    DEFAULT_CSS = """
    PromptLines { layout: vertical; height: 1fr; }
    """

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._now = now
        self._above, self._below, self._state = (LineBlock[Line](self._strip) for _ in range(3))
        self._state.styles.dock = "bottom"
        self._field = MessageText()
        self._slice = PromptSlice()
        self._editing: Editing | None = None
        self._note: Span | None = None

    def on_mount(self) -> None:
        """Keep the ages right."""
        self.set_interval(AGE_TICK_SECONDS, self.draw)

    def compose(self) -> ComposeResult:
        """The messages before, the text of the chosen one, the messages after, and at the bottom the state line."""
        yield self._above
        yield self._field
        yield self._below
        yield self._state

    @on(events.Resize)
    @on(MessageText.RowsChanged)
    def draw(self) -> None:
        """Draw the lines around the text, ages as of now; only lines that differ are sent."""
        editing, status = self._editing, self._status()
        self._state.show_lines(status)
        lines = Around()
        if editing is not None:
            rows = self.size.height - len(status)
            lines = around(editing.prompt, editing.at, self.size.width, rows, self._field.text_rows)
        self._above.show_lines(lines.above)
        self._below.show_lines(lines.below)
        self._field.styles.height = lines.text_rows or "1fr"

    def focus(self, scroll_visible: bool = True) -> Self:
        """Put the focus into the text."""
        self._field.focus(scroll_visible)
        return self

    def _strip(self, line: Line, width: int) -> Strip:
        return strip_of(line, width, self.rich_style, tone_styles(self.app.theme))

    def _status(self) -> tuple[Line, ...]:
        of = self._slice
        if of.key is None:
            return ()
        facts = facts_line(self._editing.prompt) if self._editing else ()
        used_by = UsedBy(of.used_count, of.is_used_whole)
        state = state_line(of.draft, of.remote, of.save, used_by, self._now())
        shown = (self._note,) if self._note else state
        return (facts, shown) if facts else (shown,)

    def _say(self, sentence: str | None) -> None:
        """Say something in the place of the state line, until the text changes."""
        self._note = None if sentence is None else Span(sentence, Tone.STALLED)
        self.draw()

    def _ask(self, question: str) -> bool:
        """Whether this was asked just before; it is asked if not."""
        if self._note is not None and self._note.text == question:
            return True
        self._say(question)
        return False


class PromptSheets(PromptLines, can_focus=False):
    """The text while a person types, told after a pause; nothing from outside replaces what they did not tell yet."""

    class Edited(OfPrompt, namespace="prompt_text"):
        """The text of a prompt as it stands after a pause."""

        def __init__(self, key: PromptKey, prompt: Prompt) -> None:
            super().__init__(key)
            self.prompt = prompt

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = _utc_now,
        is_read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(now, id=id)
        self._is_read_only = is_read_only
        self._sheets: dict[int, Sheet] = {}
        self._told_count = 0
        self._awaited: Prompt | None = None
        self._pause: Timer | None = None
        self._places: dict[PromptKey | None, tuple[int, Selection]] = {}

    def show(self, slice_: PromptSlice) -> None:
        """Take what the state says; another prompt's text replaces this one, which is told before."""
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

    @on(events.DescendantBlur)
    def flush(self) -> Edited | None:
        """Tell what was typed since the last time, at once; None where there is nothing to tell."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        editing = self._written()
        return None if editing is None else self._change(editing)

    @on(MessageText.Changed)
    def _wait(self, event: MessageText.Changed) -> None:
        event.stop()
        if self._field.edit_count == self._told_count:
            return
        if self._pause is not None:
            self._pause.stop()
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
        if self._slice.key is None or before is None or before.prompt == editing.prompt:
            return None
        self._note = None
        self._awaited = editing.prompt
        edited = self.Edited(self._slice.key, editing.prompt)
        self.post_message(edited)
        self.draw()
        return edited

    def _remember_place(self) -> None:
        if self._editing is not None:
            self._places[self._slice.key] = (self._editing.at, self._field.selection)

    def _open(self, source: Prompt | None) -> None:
        self._sheets, self._awaited, self._note = {}, None, None
        at, (start, end) = self._places.get(self._slice.key, (0, Selection()))
        self._editing = None if source is None else editing_of(source, at)
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
        """Another text of the same prompt, as one edit that undo takes back."""
        sheet = self._sheets.get(editing.id) if editing.id is not None else None
        self._editing = new = editing_of(source, editing.at)
        self._sheets = {}
        text = None if new.message is None else editable_text(new.message)
        if sheet is None or text is None or new.id is None or self._field.read_only:
            self._load()
            return
        if text != self._field.text:
            self._field.take(text)
        self._sheets[new.id] = self._field.sheet
        self._told_count = self._field.edit_count

    def _load(self) -> None:
        """Put the chosen message into the field, with its own cursor and undo if it was there before."""
        editing = self._editing
        message = editing.message if editing else None
        text = editable_text(message) if message else None
        said = placeholder_text(self._slice.remote, editing.prompt if editing else None, message)
        self._field.placeholder = Content(said)
        self._field.read_only = text is None or self._is_read_only
        sheet = self._sheets.get(editing.id) if editing and editing.id is not None else None
        if sheet is None:
            sheet = Sheet(text if text is not None else message.text if message else "")
        if editing and editing.id is not None:
            self._sheets[editing.id] = sheet
        self._field.open(sheet)
        self._told_count = self._field.edit_count


class PromptText(PromptSheets, can_focus=False):
    """The prompt editor with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", "Save", id="prompt.save", tooltip="Write it to the service and read it back"),
        Binding("escape", "leave", "Leave the text", id="prompt.leave", tooltip="Keep the draft and leave"),
        Binding("tab", "step(1)", "Next message", id="prompt.next", show=False),
        Binding("shift+tab", "step(-1)", "Message before", id="prompt.previous", show=False),
        Binding("ctrl+n", "add", "Add message", id="prompt.add", tooltip="A new message after this one"),
        Binding("f3", "role", "Role", id="prompt.role", tooltip="The next role: system, user, assistant, tool"),
        Binding("f4", "duplicate", "Duplicate", id="prompt.duplicate", tooltip="The same message once more"),
        Binding("f8", "delete", "Delete message", id="prompt.delete", tooltip="Asks once if the message has text"),
        Binding("f9", "discard", "Discard draft", id="prompt.discard", tooltip="Back to the service's text; asks once"),
        Binding("alt+up,ctrl+up", "move(-1)", "Move message up", id="prompt.up", show=False),
        Binding("alt+down,ctrl+down", "move(1)", "Move message down", id="prompt.down", show=False),
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

    def action_add(self) -> None:
        """A new message after this one."""
        self._edit(Editing.with_another)

    def action_duplicate(self) -> None:
        """The same message once more, after this one."""
        self._edit(lambda editing: editing.with_another(editing.message) if editing.message else editing)

    def action_role(self) -> None:
        """The next role."""
        self._edit(Editing.with_next_role)

    def action_move(self, by: int) -> None:
        """This message up or down."""
        self._edit(lambda editing: editing.moved(by))

    def action_delete(self) -> None:
        """This message gone; one with content asks once."""
        self.flush()
        editing = self._editing
        if editing is None or editing.message is None or self._is_read_only:
            return
        question = f"f8 again deletes message {editing.at + 1} · esc keeps it"
        has_words = bool(editing.message.content or editing.message.extra)
        if not has_words or self._ask(question):
            self._edit(Editing.without)

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

    def _edit(self, change: Callable[[Editing], Editing]) -> None:
        """Change the list of messages, unless it may only be read."""
        self.flush()
        editing = self._editing
        if editing is None or self._is_read_only:
            return
        self._note = None
        self._change(change(editing))
        self._load()
        self.draw()
