"""The prompt editor: one message in a text field, the others around it, and where the draft stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar, NamedTuple, Self

from rich.segment import Segment
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

from breadtui.domain.drafts import Draft
from breadtui.domain.editing import Editing, editing_of
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt_edits import editable_text, unstorable_place
from breadtui.domain.prompts import Prompt
from breadtui.store.remote import NOT_ASKED, Failed, Remote, last_ready, value_of
from breadtui.store.state import AppState, Save, Saving
from breadtui.ui.present.clean import clean
from breadtui.ui.present.prompt_lines import Around, UsedBy, around, facts_line, refusal_text, state_line
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.message_text import MessageText, Sheet
from breadtui.ui.themes import tone_styles

PAUSE_SECONDS = 0.4
"""How long after the last key a text becomes a draft."""


class PromptSlice(NamedTuple):
    """What the editor needs of the state; `used_*` count the targets that name the prompt."""

    key: PromptKey | None = None
    remote: Remote[Prompt] = NOT_ASKED
    draft: Draft | None = None
    save: Save | None = None
    used_count: int = 0
    is_used_whole: bool = False

    @property
    def source(self) -> Prompt | None:
        """What is to be seen: the draft if there is one."""
        return self.draft.mine if self.draft else value_of(self.remote)


def select(state: AppState) -> PromptSlice:
    """The chosen prompt, or an empty slice where something else is chosen."""
    key = state.chosen
    if not isinstance(key, PromptKey):
        return PromptSlice()
    used_by = _used_by(state, key)
    remote = state.prompts.get(key, NOT_ASKED)
    return PromptSlice(key, remote, state.drafts.get(key), state.saves.get(key), used_by.count, used_by.is_whole)


def _used_by(state: AppState, key: PromptKey) -> UsedBy:
    known = {one.name: value_of(remote) for one, remote in state.targets.items() if one.repo == key.repo}
    configs = [target.config for target in known.values() if target is not None]
    count = sum(key.name in (config.get("teacher_prompt"), config.get("student_prompt")) for config in configs)
    contents = value_of(state.contents.get(key.repo, NOT_ASKED))
    return UsedBy(count, contents is not None and all(known.get(name) for name in contents.targets))


def _utc_now() -> datetime:
    return datetime.now(UTC)


class LineBlock(Widget, can_focus=False):
    """A few lines of spans, as many rows as there are lines."""

    DEFAULT_CSS = """
    LineBlock { height: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Draw these lines; a layout only if their number changed."""
        if lines == self.lines:
            return
        if len(lines) != len(self.lines):
            self.styles.height = len(lines)
        self.lines = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        if y >= len(self.lines):
            return Strip([Segment(" " * self.size.width, self.rich_style)])
        return strip_of(self.lines[y], self.size.width, self.rich_style, tone_styles(self.app.theme))


class PromptSheets(Widget, can_focus=False):
    """The text while a person types, told after a pause; nothing from outside replaces what they did not tell yet."""

    DEFAULT_CSS = """
    PromptSheets { layout: vertical; height: 1fr; }
    """

    class Edited(Message, namespace="prompt_text"):
        """The text of a prompt as it stands after a pause."""

        def __init__(self, key: PromptKey, prompt: Prompt) -> None:
            super().__init__()
            self.key = key
            self.prompt = prompt

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = _utc_now,
        is_read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self._now, self._is_read_only = now, is_read_only
        self._above, self._field, self._below, self._state = LineBlock(), MessageText(), LineBlock(), LineBlock()
        self._state.styles.dock = "bottom"
        self._slice = PromptSlice()
        self._editing: Editing | None = None
        self._sheets: dict[int, Sheet] = {}
        self._told_count = 0
        self._awaited: Prompt | None = None
        self._pause: Timer | None = None
        self._note: Span | None = None
        self._places: dict[PromptKey, tuple[int, Selection]] = {}

    def compose(self) -> ComposeResult:
        """The messages before, the text of the chosen one, the messages after with the state line."""
        yield self._above
        yield self._field
        yield self._below
        yield self._state

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

    def flush(self) -> Edited | None:
        """Tell what was typed since the last time, at once; None where there is nothing to tell."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        editing = self._written()
        return None if editing is None else self._change(editing)

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

    @on(MessageText.Changed)
    def _wait(self, event: MessageText.Changed) -> None:
        event.stop()
        if self._field.edit_count == self._told_count:
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self.flush)

    @on(events.Resize)
    @on(MessageText.RowsChanged)
    def _draw_anew(self) -> None:
        self.draw()

    @on(events.DescendantBlur)
    def _tell(self) -> None:
        self.flush()

    def _status(self) -> tuple[Line, ...]:
        of = self._slice
        if of.key is None:
            return ()
        facts = facts_line(self._editing.prompt) if self._editing else ()
        used_by = UsedBy(of.used_count, of.is_used_whole)
        state = (
            (self._note,) if self._note else state_line(of.draft, last_ready(of.remote), of.save, used_by, self._now())
        )
        return (facts, state) if facts else (state,)

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
        if self._slice.key is not None and self._editing is not None:
            self._places[self._slice.key] = (self._editing.at, self._field.selection)

    def _open(self, source: Prompt | None) -> None:
        self._sheets, self._awaited, self._note = {}, None, None
        at, selection = self._places.get(self._slice.key, (0, Selection())) if self._slice.key else (0, Selection())
        self._editing = None if source is None else editing_of(source, at)
        self._load()
        start, end = selection
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
        self._field.placeholder = Content(self._placeholder())
        self._field.read_only = text is None or self._is_read_only
        sheet = self._sheets.get(editing.id) if editing and editing.id is not None else None
        if sheet is None:
            sheet = Sheet(text if text is not None else message.text if message else "")
        if editing and editing.id is not None:
            self._sheets[editing.id] = sheet
        self._field.open(sheet)
        self._told_count = self._field.edit_count

    def _placeholder(self) -> str:
        """What an empty field says."""
        editing, remote = self._editing, self._slice.remote
        if editing is None:
            if isinstance(remote, Failed):
                return f"could not be read: {clean(remote.error.message, limit=400)}"
            return "" if self._slice.key is None else "reading…"
        if editing.message is None:
            return ""
        if editing.message.content is None:
            return "null"
        return "" if editable_text(editing.message) is not None else "not text; kept as it is"


class PromptText(PromptSheets, can_focus=False):
    """The prompt editor with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f2", "save", "Save", id="prompt.save", tooltip="Write the prompt to the service and read it back"
        ),
        Binding("escape", "leave", "Leave the text", id="prompt.leave", tooltip="Keep the draft and leave the editor"),
        Binding("tab", "step(1)", "Next message", id="prompt.next", show=False, tooltip="Go to the next message"),
        Binding(
            "shift+tab", "step(-1)", "Message before", id="prompt.previous", show=False, tooltip="Go one message up"
        ),
        Binding("ctrl+n", "add", "Add message", id="prompt.add", tooltip="A new message after this one"),
        Binding("f3", "role", "Role", id="prompt.role", tooltip="The next role: system, user, assistant, tool"),
        Binding("f4", "duplicate", "Duplicate", id="prompt.duplicate", tooltip="The same message once more"),
        Binding(
            "f8", "delete", "Delete message", id="prompt.delete", tooltip="Delete this message; asks if it has text"
        ),
        Binding(
            "f9", "discard", "Discard draft", id="prompt.discard", tooltip="Back to the text of the service; asks once"
        ),
        Binding("alt+up,ctrl+up", "move(-1)", "Move up", id="prompt.up", show=False, tooltip="Move this message up"),
        Binding(
            "alt+down,ctrl+down", "move(1)", "Move down", id="prompt.down", show=False, tooltip="Move this message down"
        ),
    ]

    class SaveAsked(Message):
        """The person wants this prompt on the service; what they typed was told before."""

        def __init__(self, key: PromptKey) -> None:
            super().__init__()
            self.key = key

    class SaveRefusedLocally(Message):
        """The prompt holds something that cannot be stored; `sentence` names the place."""

        def __init__(self, key: PromptKey, sentence: str) -> None:
            super().__init__()
            self.key = key
            self.sentence = sentence

    class DiscardAsked(Message):
        """The person gives their draft up."""

        def __init__(self, key: PromptKey) -> None:
            super().__init__()
            self.key = key

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
        if editing.message.content and not self._is_asked(question):
            self._say(question)
            return
        self._edit(Editing.without)

    def action_discard(self) -> None:
        """Ask once, then give the draft up and show the service's text, which undo takes back."""
        self.flush()
        key, editing, theirs = self._slice.key, self._editing, value_of(self._slice.remote)
        if key is None or editing is None or self._slice.draft is None:
            return
        question = "f9 again discards the draft · esc keeps it"
        if not self._is_asked(question):
            self._say(question)
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

    def _say(self, sentence: str | None) -> None:
        self._note = None if sentence is None else Span(sentence, Tone.STALLED)
        self.draw()

    def _is_asked(self, question: str) -> bool:
        return self._note is not None and self._note.text == question
