"""A conversation on a screen of its own: one model, or up to four side by side, and the field below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from breadtui.domain.chatting.threads import Thread
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.chat_input import ChatInput
from breadtui.ui.panes.chat_log import ChatLog
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.rows_heading import RowsHeading
from breadtui.ui.present.chat.heading import heading_line
from breadtui.ui.screens.chat.commanding import ChatCommanding
from breadtui.ui.screens.chat.reasons import reason_not
from breadtui.ui.screens.chat.sides import ChatSide
from breadtui.ui.screens.chat.threads_screen import ThreadsScreen
from breadtui.ui.screens.line.command_line import CommandBar
from breadtui.ui.screens.line.foot import Foot

LEAST_CELLS = 28
"""A narrower side cannot be read: then not all are shown at once."""
TYPING = (
    Hint(("chat.send",), "send"),
    Hint(("chat.new_line",), "new line"),
    Hint((), "last question", typed="↑"),
    Hint(("chat.rows",), "rows"),
    Hint(("chat.settings",), "settings"),
    Hint(("chat.add_model",), "add model"),
)
READING = (
    Hint(("chat.write",), "write"),
    Hint(("chat.retry",), "again"),
    Hint(("chat.edit",), "edit"),
    Hint(("chat.rows",), "rows"),
    Hint(("chat.teacher",), "teacher"),
    Hint(("chat.add_question",), "target"),
    Hint(("chat.bake_from",), "bake on"),
    Hint(("chat.fold",), "thinking"),
    Hint(("chat.settings",), "settings"),
    Hint(("chat.add_model",), "add model"),
    Hint(("chat.command",), "cmd"),
)
OPEN = (Hint(("chat.back",), "stop"), Hint(("chat.next",), "sides"))
BACK = Hint(("chat.close",), "back")
TO_ANSWERS = Hint(("chat.back",), "answers")
OUT = Hint(("chat.back",), "back")


class ChatScreen(ChatCommanding, Screen[None]):
    """Closes with where an answer leads, or with None; answers go on without it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="chat.back", tooltip="Stop, out of the field, then back"),
        Binding("q", "close", "Close", id="chat.close", tooltip="Back to where you were; answers go on"),
        Binding("tab", "part(1)", "Next part", id="chat.next", tooltip="The field, then each side"),
        Binding("shift+tab", "part(-1)", "Previous part", id="chat.last", show=False),
        *(
            Binding(str(at), f"side({at})", f"Side {at}", id=f"chat.side_{at}", show=False, tooltip="Read this side")
            for at in range(1, 5)
        ),
        Binding("m", "write", "Write", id="chat.write", tooltip="To the field, to ask"),
        Binding("ctrl+c", "interrupt", "Interrupt", id="chat.interrupt", show=False, tooltip="Stop the answers"),
        Binding("x,f8", "stop", "Stop", id="chat.stop", tooltip="Stop the answers that are on their way"),
        Binding("r,f5", "retry", "Ask again", id="chat.retry", tooltip="This question again, to the model of the side"),
        Binding("e,f4", "edit", "Edit and resend", id="chat.edit", tooltip="Take the question back into the field"),
        Binding("o,f3", "rows", "Rows that taught it", id="chat.rows", tooltip="Read them; c there asks one of them"),
        Binding("p", "teacher", "Teacher prompt", id="chat.teacher", tooltip="Go to the prompt that taught the model"),
        Binding(
            "plus_sign",
            "add_question",
            "Add to a target",
            id="chat.add_question",
            key_display="+",
            tooltip="A target like the one that taught it, which asks this question as well",
        ),
        Binding("F", "bake_from", "Bake from here", id="chat.bake_from", tooltip="A bake that goes on from this model"),
        Binding("comma,f2", "settings", "Settings", id="chat.settings", key_display=",", tooltip="System prompt, …"),
        Binding("T", "next_thinking", "Thinking on/off", id="chat.thinking", tooltip="On, off, as the service likes"),
        Binding("c,f9", "add_model", "Add a model", id="chat.add_model", tooltip="One more side by side, up to four"),
        Binding("D", "drop_model", "Drop the model", id="chat.drop_model", tooltip="Ask the model of the side no more"),
        Binding("n", "new", "New conversation", id="chat.new", tooltip="With the same models; this one is kept"),
        Binding("V,f12", "history", "Kept conversations", id="chat.history", key_display="V", tooltip="Go on with one"),
        Binding("y", "copy", "Copy", id="chat.copy", tooltip="The question or answer under the cursor"),
        Binding("Y", "copy_menu", "Copy as", id="chat.copy_menu", tooltip="Answer, question, Markdown, JSONL, prompt"),
        Binding("X", "export", "Write to a file", id="chat.export", tooltip="Markdown, JSONL, prompt, questions"),
        Binding("colon", "command", "Command", id="chat.command", key_display=":", tooltip="A word"),
        Binding("question_mark,f1", "app.help", "help", id="chat.help", show=False),
    ]
    DEFAULT_CSS = """
    ChatScreen {
        & #chat-columns { height: 1fr; }
        & ChatInput { height: auto; max-height: 8; padding: 0 1; }
        & ToastRack { dock: top; align: right top; margin-top: 1; }
    }
    """
    _side = 0

    def compose(self) -> ComposeResult:
        """The heading, the sides, the field, the line and the keys."""
        yield RowsHeading(id="chat-heading")
        yield Horizontal(*self._sides(self.thread.models), id="chat-columns")
        yield PaneRule("Your message", line=self.glyphs.rule, id="chat-message")
        yield ChatInput(id="chat-input")
        yield CommandBar(self)
        yield Foot(TYPING, OUT, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Begin where one types."""
        self.begin_following()
        self.input.put(self.thread.unsent)
        self.input.focus()
        self._arrange()

    def _sides(self, models: tuple[str, ...]) -> list[ChatSide]:
        return [ChatSide(model, number, self.glyphs) for number, model in enumerate(models, 1)]

    @property
    def logs(self) -> Sequence[ChatLog]:
        """The models' sides, left to right."""
        return [side.log_pane for side in self.query(ChatSide)]

    @property
    def log_in_use(self) -> ChatLog:
        """The side that has the focus, or had it last."""
        logs = self.logs
        return logs[min(self._side, len(logs) - 1)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out, not gone, where an action cannot be done."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now; empty where it can."""
        return reason_not(
            action, self.thread, is_baked=self.baked() is not None, is_read_only=self.commands.is_read_only
        )

    def on_key(self, event: events.Key) -> None:
        """A key that is greyed out says why, instead of seeming dead."""
        active = self.active_bindings.get(event.key)
        if active is not None and active.node is self and not active.enabled:
            self.say(f"{active.binding.description}: {self.why_not(active.binding.action)}", is_problem=True)
            event.stop()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def show_thread(self, thread: Thread) -> None:
        """Each side compares its lines with what it says."""
        self.query_one(RowsHeading).show(heading_line(thread, self.size.width))
        for side in self.query(ChatSide):
            side.show(thread, self.room.now(), self.size.width)
        self._show_keys(thread)

    def _show_keys(self, thread: Thread) -> None:
        foot = self.query_one(Foot)
        if thread.is_open:
            foot.tell(OPEN, BACK)
        elif self.input.has_focus:
            foot.tell(TYPING, TO_ANSWERS if thread.exchanges else OUT)
        else:
            foot.tell(READING, BACK)

    def on_resize(self, _: events.Resize) -> None:
        """As many sides as can be read."""
        self._arrange()

    def _arrange(self) -> None:
        sides = list(self.query(ChatSide))
        room = max(self.size.width // LEAST_CELLS, 1)
        first = max(min(self._side - room + 1, len(sides) - room), 0)
        for place, side in enumerate(sides):
            side.display = first <= place < first + room
            side.stand(is_beside=min(room, len(sides)) > 1)
        self.call_after_refresh(self.redraw)

    @work(group="seat", exclusive=True)
    async def seat(self, models: tuple[str, ...]) -> None:
        """Ask these from now on, and show them side by side."""
        self.room.seat(self.thread_id, models)
        await self._show_models()

    async def _show_models(self) -> None:
        columns = self.query_one("#chat-columns", Horizontal)
        await columns.remove_children()
        await columns.mount(*self._sides(self.thread.models))
        self._side = min(self._side, len(self.thread.models) - 1)
        self.input.focus()
        self._arrange()

    # -- going round ------------------------------------------------------------------------------------------------

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        for number, side in enumerate(self.query(ChatSide)):
            side.rule.show_active(side.log_pane.has_focus)
            if side.log_pane.has_focus and number != self._side:
                self._side = number
                self._arrange()
        self.query_one("#chat-message", PaneRule).show_active(self.input.has_focus)
        self._show_keys(self.thread)

    def return_focus(self) -> None:
        """To the field where something is typed, else to the side in use."""
        if self.input.text:
            self.input.focus()
        else:
            self.log_in_use.focus()

    def action_part(self, by: int) -> None:
        """From the field to each side, and round."""
        parts: list[ChatInput | ChatLog] = [self.input, *self.logs]
        place = next((at for at, part in enumerate(parts) if part.has_focus), 0)
        self._go(parts[(place + by) % len(parts)])

    def action_side(self, number: int) -> None:
        """To a side by its digit."""
        if number <= len(self.logs):
            self._go(self.logs[number - 1])

    def _go(self, part: ChatInput | ChatLog) -> None:
        if isinstance(part, ChatLog):
            self._side = list(self.logs).index(part)
            self._arrange()
            self.call_after_refresh(part.focus)
        else:
            part.focus()

    @on(ChatInput.Paged)
    def _paged(self, event: ChatInput.Paged) -> None:
        self.log_in_use.action_rows_page(event.by)

    def action_write(self) -> None:
        """To the field."""
        self.input.focus()

    def action_back(self) -> None:
        """Stop what is on its way, leave the field, then back."""
        if self.thread.is_open:
            self.action_stop()
        elif self.input.has_focus and self.thread.exchanges:
            self.log_in_use.focus()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Back; answers go on and are here when one comes again."""
        self.flush()
        self.dismiss(None)

    # -- conversations ----------------------------------------------------------------------------------------------

    @work(group="seat", exclusive=True)
    async def action_new(self) -> None:
        """A new conversation with the same models and settings; this one is kept."""
        self.flush()
        thread = self.thread
        await self._open(self.room.begin(thread.models, thread.settings))

    @work(group="seat", exclusive=True)
    async def action_history(self) -> None:
        """Go on with another conversation, of this session or an earlier one."""
        self.flush()
        thread = await self.app.push_screen_wait(ThreadsScreen(self.room, self.thread_id))
        if thread is not None:
            await self._open(thread.id if thread.id in self.room.threads else self.room.go_on(thread))

    async def _open(self, thread_id: str) -> None:
        self.thread_id = thread_id
        self.input.put(self.thread.unsent)
        await self._show_models()
