"""Asking, stopping, asking again: what is typed becomes answers that go on whichever screen is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.timer import Timer
from textual.worker import Worker

from breadtui.domain.chatting.threads import RowPlace, Stage, Thread
from breadtui.store.chats.chatting import Asking, ChatRoom
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.chat_input import ChatInput
from breadtui.ui.panes.chat_log import ChatLog
from breadtui.ui.present.chat.lines import cut_name
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.base.saying import Saying
from breadtui.ui.screens.chat.ends import ChatEnd
from breadtui.ui.terminal.message_text import MessageText
from breadtui.ui.terminal.text_messages import Crossed

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

DRAW_SECONDS = 0.08
"""How often an answer that grows is drawn at most."""
_TOLD = {Stage.DONE: "answered", Stage.FAILED: "failed to answer"}
KEPT_SECONDS = 0.4
"""How long after the last key what is half typed is kept."""


class ChatAsking(Saying[ChatEnd | None]):
    """Shows one conversation of the room, and puts questions to its models."""

    def __init__(self, bridge: StoreBridge, commands: Commands, thread_id: str, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.bridge = bridge
        self.commands = commands
        self.glyphs = glyphs
        self.thread_id = thread_id
        self._drawing: Timer | None = None
        self._keeping: Timer | None = None
        self._unfollow: Callable[[], None] = lambda: None
        self._source: RowPlace | None = None
        self._recalled: int | None = None
        self._asked: tuple[str, ...] = ()
        self._asked_elsewhere: tuple[str, ...] = ()

    @property
    def room(self) -> ChatRoom:
        """The conversations of this session."""
        return self.commands.chats

    @property
    def thread(self) -> Thread:
        """The conversation as far as it is."""
        return self.room.thread(self.thread_id)

    @property
    def input(self) -> ChatInput:
        """Where a question is typed."""
        return self.query_one(ChatInput)

    @property
    def logs(self) -> Sequence[ChatLog]:
        """The models' sides, left to right."""
        raise NotImplementedError

    @property
    def log_in_use(self) -> ChatLog:
        """The side that has the focus, or had it last."""
        raise NotImplementedError

    @property
    def number(self) -> int | None:
        """The place of the question that is meant: the one under the cursor, the last one from the field."""
        count = len(self.thread.exchanges)
        number = self.log_in_use.exchange_number if self.log_in_use.has_focus else None
        return number if number is not None else (count - 1 if count else None)

    def show_thread(self, thread: Thread) -> None:
        """Draw what moved."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw what moved, which is handed to the disk first: what was read is there after whatever comes."""
        if self.is_attached:
            self.room.keep_grown(self.thread_id)
            self.show_thread(self.thread)

    # -- following --------------------------------------------------------------------------------------------------

    def begin_following(self) -> None:
        """Draw soon after something moved, however often that is, and each second while an answer is waited for."""
        self._unfollow = self.room.follow(self._moved)
        self.set_interval(1.0, self._tick)
        self.read_asked()

    def on_unmount(self) -> None:
        """The conversation goes on without being drawn."""
        self._unfollow()
        self.flush()

    def flush(self) -> None:
        """Keep what is half typed."""
        if self.query(ChatInput):
            self.room.write_down(self.thread_id, self.input.text)

    def _moved(self, thread_id: str) -> None:
        if thread_id == self.thread_id and self._drawing is None and self.is_attached:
            self._drawing = self.set_timer(DRAW_SECONDS, self._draw)

    def _tick(self) -> None:
        if self._drawing is None and self.thread.is_open:
            self.redraw()

    def _draw(self) -> None:
        self._drawing = None
        self.redraw()

    @on(MessageText.Changed)
    def _typed(self, event: MessageText.Changed) -> None:
        event.stop()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEPT_SECONDS, self.flush)

    # -- asking -----------------------------------------------------------------------------------------------------

    def takes_word(self, text: str) -> bool:
        """What was typed is no question but a word to this program, and was done or refused."""
        raise NotImplementedError

    @on(ChatInput.Sent)
    def _sent(self, event: ChatInput.Sent) -> None:
        if self.takes_word(event.text):
            return
        if self.thread.is_open:
            self.say("an answer is on its way: esc stops it", is_problem=True)
            return
        source, self._source, self._recalled = self._source, None, None
        is_same = source is not None and self._is_question_of(source, event.text)
        self.input.put("")
        self.speak(self.room.ask(self.thread_id, event.text, source if is_same else None))
        for log in self.logs:
            log.action_rows_last()

    def _is_question_of(self, source: RowPlace, text: str) -> bool:
        """What was picked was not changed."""
        return self._picked == (source, text)

    _picked: tuple[RowPlace, str] | None = None

    def take_question(self, source: RowPlace, question: str) -> None:
        """Put a question of the rows into the field; it is asked by enter."""
        self._source, self._picked = source, (source, question)
        self.input.put(question)
        self.input.focus()

    def speak(self, askings: Sequence[Asking]) -> None:
        """Have answers heard as long as the program lives."""
        for asking in askings:
            _: Worker[None] = self.app.run_worker(partial(_hear, self.app, self.room, asking), group="chat")
        self.redraw()

    @on(Crossed)
    def _recall(self, event: Crossed) -> None:
        """What was asked before, or after that, where nothing else is typed."""
        event.stop()
        if self._recalled is None:
            self._asked = (*self._asked_elsewhere, *(exchange.question for exchange in self.thread.exchanges))
        place = len(self._asked) if self._recalled is None else self._recalled
        is_own = self._recalled is not None and place < len(self._asked) and self.input.text == self._asked[place]
        if (self.input.text and not is_own) or not 0 <= place + event.by <= len(self._asked):
            return
        self._recalled = place + event.by
        self.input.put(self._asked[self._recalled] if self._recalled < len(self._asked) else "")
        if self._recalled == len(self._asked):
            self._recalled = None

    @work(group="recall", exclusive=True)
    async def read_asked(self) -> None:
        """Find what was asked in other conversations, so that `up` brings it back after what was asked here."""
        self._asked_elsewhere = await self.room.asked_elsewhere(self.thread_id)

    # -- stopping, again --------------------------------------------------------------------------------------------

    def action_stop(self) -> None:
        """Stop the answers that are on their way; what came stays."""
        if not self.room.stop(self.thread_id):
            self.say("nothing is on its way")
        self.redraw()

    def action_interrupt(self) -> None:
        """Stop what is on its way; where nothing is, say how the program is left."""
        if self.thread.is_open:
            self.action_stop()
        else:
            self.app.action_help_quit()

    def action_retry(self) -> None:
        """Ask the model of this side the same question again; from the field, all models."""
        number = self.number
        if number is None:
            self.say("nothing was asked yet", is_problem=True)
            return
        is_one = self.log_in_use.has_focus
        models = (self.log_in_use.column.model,) if is_one else self.thread.models
        self.speak(self.room.ask_again(self.thread_id, number, models))

    def action_edit(self) -> None:
        """Take a question back into the field, with all that came after it; enter sends it as it is then."""
        number = self.number
        if number is None:
            self.say("nothing was asked yet", is_problem=True)
        elif self.input.text.strip() and self.input.text != self.thread.exchanges[number].question:
            self.say("send or clear what is typed below first", is_problem=True)
        else:
            question = self.room.cut_back(self.thread_id, number)
            self.input.put(question)
            self.input.focus()
            self.redraw()


async def _hear(app: App[object], room: ChatRoom, asking: Asking) -> None:
    """Hear an answer to its end, and tell of that whoever does not see it."""
    await room.speak(asking)
    top = app.screen_stack[-1] if app.screen_stack else None
    if isinstance(top, ChatAsking) and top.thread_id == asking.thread_id:
        return
    thread = room.threads.get(asking.thread_id)
    reply = None if thread is None or thread.is_open else thread.exchanges[asking.number].reply_of(asking.model)
    if thread is not None and reply is not None and reply.stage in _TOLD:
        names = ", ".join(cut_name(model, 40) for model in thread.models)
        app.notify(f"{names} {_TOLD[reply.stage]}; chat shows it", markup=False)
