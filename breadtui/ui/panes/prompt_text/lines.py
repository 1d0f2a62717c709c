"""The field of the chosen message with the lines around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from textual import events, on
from textual.message import Message
from textual.strip import Strip

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.editing import Editing
from breadtui.ui.panes.prompt_text.find_bar import FindBar
from breadtui.ui.present.prompt.facts import facts_line
from breadtui.ui.present.prompt.lines import Around, UsedBy, around, state_line
from breadtui.ui.present.prompt.parts import PromptSlice
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.line_block import LineBlock
from breadtui.ui.terminal.text_messages import RowsChanged
from breadtui.ui.terminal.widget_part import WidgetPart
from breadtui.ui.themes import tone_styles

if TYPE_CHECKING:
    from breadtui.ui.terminal.message_text import MessageText

AGE_TICK_SECONDS = 10.0
"""How often the ages in the state line are said anew."""


class OfPrompt(Message):
    """Something a person did to a prompt."""

    def __init__(self, key: PromptKey) -> None:
        super().__init__()
        self.key = key


class PromptLines(WidgetPart):
    """The field of the chosen message with the lines around it.

    Its dozen widgets are made by `begin`, for the first prompt that is read: a first frame seldom shows one.
    """

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._now = now
        self._above, self._below, self._state = (LineBlock[Line](self._strip) for _ in range(3))
        self._state.styles.dock = "bottom"
        self._has_begun = False
        self._slice = PromptSlice()
        self._editing: Editing | None = None
        self._note: Span | None = None
        self._is_asking = False

    @cached_property
    def _field(self) -> MessageText:
        from breadtui.ui.terminal.message_text import MessageText  # noqa: PLC0415  with the first prompt

        return MessageText(passes_undo_on=True)

    @cached_property
    def _bar(self) -> FindBar:
        return FindBar()

    def begin(self) -> None:
        """Be there: the messages before, the text of the chosen one, those after, the search, the state line."""
        if not self._has_begun:
            self._has_begun = True
            self.mount(self._above, self._field, self._below, self._bar, self._state)
            self.set_interval(AGE_TICK_SECONDS, self.draw)

    @on(events.Resize)
    @on(RowsChanged)
    def draw(self) -> None:
        """Draw the lines around the text, ages as of now; only lines that differ are sent."""
        if not self._has_begun:
            return
        editing, status = self._editing, self._status()
        self._state.show_lines(status)
        lines = Around()
        if editing is not None:
            rows = self.size.height - len(status) - self._bar.is_open
            lines = around(editing.prompt, editing.at, self.size.width, rows, self._field.text_rows, editing.text_at)
        self._above.show_lines(lines.above)
        self._below.show_lines(lines.below)
        self._field.styles.height = lines.text_rows or "1fr"

    def focus(self, scroll_visible: bool = True) -> Self:
        """Put the focus into the text."""
        self.begin()
        self._field.focus(scroll_visible)
        return self

    def _strip(self, line: Line, width: int) -> Strip:
        return strip_of(line, width, self.rich_style, tone_styles(self.app.theme))

    def _status(self) -> tuple[Line, ...]:
        of = self._slice
        if of.key is None:
            return ()
        facts = facts_line(self._editing.prompt, of.branches) if self._editing else ()
        used_by = UsedBy(of.used_count, of.is_used_whole, of.used_beyond)
        state = state_line(of.draft, of.remote, of.save, used_by, self._now(), aside=of.aside, unkept=of.unkept)
        shown = (self._note,) if self._note else state
        return (facts, shown) if facts else (shown,)

    def _say(self, sentence: str | None) -> None:
        """Say something in the place of the state line, until the text changes."""
        self._note = None if sentence is None else Span(sentence, Tone.STALLED)
        self._is_asking = False
        self.draw()

    def _ask(self, question: str) -> bool:
        """Whether this was asked just before; it is asked if not."""
        if self._note is not None and self._note.text == question:
            return True
        self._say(question)
        self._is_asking = True
        return False
