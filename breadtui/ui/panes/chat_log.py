"""One model's side of a conversation, which goes along with an answer that grows as long as one reads its end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from breadtui.domain.chatting.threads import Thread
from breadtui.ui.present.chat.lines import THINKING, ChatColumn
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

UNLAID_CELLS = 80
STEP_BESIDE = 0.5
NEVER = datetime.min.replace(tzinfo=UTC)


class ChatLog(BodyRows):
    """Questions and one model's answers; enter folds and unfolds thinking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "thinking", "Fold thinking", id="chat.fold", tooltip="Show all that was thought, or fold it"),
        Binding(
            "left_curly_bracket",
            "question(-1)",
            "Question before",
            id="chat.question_before",
            key_display="{",
            tooltip="To the question before this one",
        ),
        Binding(
            "right_curly_bracket",
            "question(1)",
            "Next question",
            id="chat.question_after",
            key_display="}",
            tooltip="To the question after this one",
        ),
    ]

    DEFAULT_CSS = """
    ChatLog > .rows--cursor-blurred { background: $background; }
    """

    def __init__(self, model: str, *, glyphs: Glyphs = UNICODE, **words: Any) -> None:
        super().__init__(**words)
        self.column = ChatColumn(model, UNLAID_CELLS, glyphs)
        self._thread: Thread | None = None
        self._now = NEVER

    @property
    def exchange_number(self) -> int | None:
        """The place of the question that the line under the cursor belongs to; None where nothing was asked."""
        line = self.chosen_line
        return line.step - 1 if line is not None and line.step else None

    @property
    def is_at_end(self) -> bool:
        """The cursor stands on the last line and is seen, so what comes is followed."""
        cursor = self.rows.cursor
        is_seen = self.top <= cursor < self.top + self.page_rows or not self.page_rows
        return is_seen and cursor >= len(self.rows) - 1

    @property
    def has_more(self) -> bool:
        """There are lines below those that are seen, and what comes is not followed."""
        return bool(self.page_rows) and self.top + self.page_rows < len(self.rows)

    @property
    def copied(self) -> str:
        """What `y` copies: the block of code, question, thinking or answer that the line under the cursor is of."""
        line = self.chosen_line
        return "" if line is None else self.column.copied_at(self.rows.cursor, line)

    def show(self, thread: Thread, now: datetime) -> None:
        """Show how far the conversation is at this moment."""
        self._thread, self._now = thread, now
        self.fill()

    def fill(self) -> None:
        """Work out the lines again, of which only those that differ are drawn."""
        if self._thread is None:
            return
        self.column.resize(self.size.width or UNLAID_CELLS)
        self.column.unfolded = self.unfolded
        was_at_end = self.is_at_end
        self.show_body(self.column.body(self._thread, self._now), is_filtered=False)
        if was_at_end:
            self.action_rows_last()

    def stand(self, *, is_beside: bool) -> None:
        """Beside others, whose lines move along in a terminal, an answer goes up by half a page at once."""
        self.edge_step_fraction = STEP_BESIDE if is_beside else 0.0
        self.rows_beyond = int(self.page_rows * self.edge_step_fraction)

    def action_question(self, by: int) -> None:
        """Go to the question before or after the one under the cursor."""
        firsts = [at for at, line in enumerate(self.body) if line.step and line.line and self._begins_question(at)]
        cursor = self.rows.cursor
        places = [at for at in firsts if at > cursor] if by > 0 else [at for at in reversed(firsts) if at < cursor]
        if places:
            self.move_to(places[0])
        elif by > 0:
            self.action_rows_last()

    def _begins_question(self, at: int) -> bool:
        return not at or (not self.body[at - 1].line and self.body[at - 1].step == self.body[at].step)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel leaves the cursor alone, but at the end, from where what comes is followed again."""
        super().on_mouse_scroll_down(event)
        if self.top + self.page_rows >= len(self.rows):
            self.action_rows_last()

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.stand(is_beside=self.edge_step_fraction > 0)
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells; the cursor of a pane that is not in focus is no sign worth drawing."""
        is_selected = selected and focused
        return row_strip(value, width, tone_styles(self.app.theme), selected=is_selected, focused=focused)

    def action_thinking(self) -> None:
        """Show all that was thought, or fold it."""
        count = 0 if self._thread is None else len(self._thread.exchanges)
        everything = frozenset(f"{THINKING}{number}" for number in range(count))
        self.unfolded = frozenset() if everything <= self.unfolded else everything
        self.fill()
