"""The conversations of this session: answers go on whichever screen is open, and each is kept on disk as it comes.

Pieces come many a second and concern nobody but who reads them, so they are told to those who follow, not to the state.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from uuid import uuid4

from breadtui.domain.chatting import threads
from breadtui.domain.chatting.growth import Growth
from breadtui.domain.chatting.patience import Wait
from breadtui.domain.chatting.threads import ChatSettings, Reply, RowPlace, Stage, Thread
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ChatPiece
from breadtui.store.chats.hearing import heard
from breadtui.store.chats.keeping import ChatKeeper
from breadtui.store.ports.service import BreadApi, Clock
from breadtui.values import dataclass, field, replace

KEPT_EVERY_SECONDS = 0.5
"""How much of an unread answer may be lost with a killed program; what is read is handed to the disk as it is drawn."""
PIECES_A_TURN = 32
RECENT_THREADS = 50
"""Conversations in which a question is looked for, or one that was cut, while a person waits."""
MOST_RECALLED = 1_000
"""Questions of other conversations that are brought back."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One answer on its way: of which conversation, to which question, by which model."""

    thread_id: str
    number: int
    model: str


@dataclass(slots=True)
class _Growing:
    """An answer while it comes: joined only when somebody looks."""

    reply: Reply
    parts: list[str] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    is_stopped: bool = False
    kept_characters: int = 0

    def whole(self) -> Reply:
        text = "".join(self.parts)
        self.parts = [text]
        return replace(self.reply, text=text)


class ChatRoom:
    """Conversations by id. Whoever asks gets `Asking`s, and has `speak` run for each as long as the program lives."""

    def __init__(self, api: BreadApi, clock: Clock, keeper: ChatKeeper | None = None) -> None:
        self.keeper = keeper
        self._api = api
        self._clock = clock
        self._threads: dict[str, Thread] = {}
        self._growing: dict[Asking, _Growing] = {}
        self._unkept: set[str] = set()
        self._forgotten: set[str] = set()
        self._followers: dict[object, Callable[[str], None]] = {}

    @property
    def threads(self) -> Mapping[str, Thread]:
        """The conversations of this session, those begun last at the end; answers as far as they were looked at."""
        return self._threads

    def now(self) -> datetime:
        """The time by which conversations are dated."""
        return self._clock.now()

    def thread(self, thread_id: str) -> Thread:
        """A conversation with every answer as far as it came."""
        thread = self._threads[thread_id]
        for asking, growing in self._growing.items():
            if asking.thread_id == thread_id:
                thread = threads.with_reply(thread, asking.number, growing.whole())
        self._threads[thread_id] = thread
        return thread

    def follow(self, tell: Callable[[str], None]) -> Callable[[], None]:
        """Be told the id of a conversation in which something moved; call what you get back to stop."""
        token = object()
        self._followers[token] = tell
        return lambda: self._followers.pop(token, None) and None

    # -- what is asked ----------------------------------------------------------------------------------------------

    def begin(self, models: Sequence[str], settings: ChatSettings | None = None) -> str:
        """A new conversation with these models, at most four; its id."""
        thread_id = uuid4().hex
        kept = tuple(dict.fromkeys(models))[: threads.MOST_MODELS]
        self._threads[thread_id] = Thread(thread_id, kept, self._clock.now(), settings or ChatSettings())
        return thread_id

    def go_on(self, thread: Thread) -> str:
        """Go on with a kept conversation under an id of its own; the new id."""
        thread_id = uuid4().hex
        self._threads[thread_id] = replace(thread, id=thread_id, came_from=thread.id)
        return thread_id

    def change(self, thread_id: str, settings: ChatSettings) -> None:
        """Ask with other settings from now on."""
        self._put(replace(self.thread(thread_id), settings=settings))

    def seat(self, thread_id: str, models: Sequence[str]) -> None:
        """Put the next questions to these models."""
        self._put(replace(self.thread(thread_id), models=tuple(dict.fromkeys(models))[: threads.MOST_MODELS]))

    def write_down(self, thread_id: str, unsent: str) -> None:
        """Keep what is half typed."""
        thread = self.thread(thread_id)
        if thread.unsent != unsent:
            self._put(replace(thread, unsent=unsent))

    def ask(self, thread_id: str, question: str, source: RowPlace | None = None) -> tuple[Asking, ...]:
        """Put a question to all models of a conversation."""
        thread = threads.asked(self.thread(thread_id), question, self._clock.now(), source)
        return self._asking(thread, len(thread.exchanges) - 1, thread.models)

    def ask_again(self, thread_id: str, number: int, models: Sequence[str]) -> tuple[Asking, ...]:
        """Put the same question again to these models; answers on their way are stopped first."""
        for model in models:
            self.stop(thread_id, number, model)
        thread = threads.asked_again(self.thread(thread_id), number, models, self._clock.now())
        return self._asking(thread, number, models)

    def cut_back(self, thread_id: str, number: int) -> str:
        """Take a question and all after it out, to be asked otherwise; the question."""
        self.stop(thread_id)
        thread = self.thread(thread_id)
        for asking in [each for each in self._growing if each.thread_id == thread_id and each.number >= number]:
            self._growing.pop(asking)
        self._put(threads.cut_back(thread, number))
        return thread.exchanges[number].question

    def stop(self, thread_id: str, number: int | None = None, model: str | None = None) -> int:
        """Stop the answers that are on their way, all or those named; how many. What came of them stays."""
        found = [
            (asking, growing)
            for asking, growing in self._growing.items()
            if asking.thread_id == thread_id and number in {None, asking.number} and model in {None, asking.model}
        ]
        for asking, growing in found:
            growing.is_stopped = True
            if growing.task is not None:
                growing.task.cancel()
            self._end(asking, growing, Stage.STOPPED)
        return len(found)

    # -- what is answered -------------------------------------------------------------------------------------------

    async def speak(self, asking: Asking) -> None:
        """Hear one answer to its end, whatever that is; what fails becomes part of the answer."""
        growing = self._growing.get(asking)
        if growing is None or growing.is_stopped:
            return
        growing.task = asyncio.create_task(self._hear(asking, growing))
        keeping = asyncio.create_task(self._keep_on(asking.thread_id))
        try:
            await asyncio.wait({growing.task})
        finally:
            growing.task.cancel()
            keeping.cancel()
            if self._growing.get(asking) is growing:
                self._end(asking, growing, Stage.CUT)
        if not growing.task.cancelled():
            growing.task.result()

    async def _hear(self, asking: Asking, growing: _Growing) -> None:
        turn = threads.turn_for(self._threads[asking.thread_id], asking.number, asking.model)
        try:
            async with aclosing(heard(self._api, self._clock, turn)) as said:
                count = 0
                async for one in said:
                    if growing.is_stopped:
                        return
                    self._take(asking, growing, one)
                    count += 1
                    if count % PIECES_A_TURN == 0:
                        await asyncio.sleep(0)  # one read may hold a thousand pieces, and keys want their turn
        except BreadError as error:
            growing.reply = replace(growing.reply, error=error)
            self._finish(asking, growing, Stage.FAILED)
        else:
            self._finish(asking, growing, Stage.DONE)

    def _take(self, asking: Asking, growing: _Growing, one: ChatPiece | Wait) -> None:
        before = growing.reply
        if isinstance(one, Wait):
            note = f"{one.why.value}; asked again in {one.seconds:.0f} s, for {one.left_seconds:.0f} s more at most"
            growing.reply = replace(before, stage=Stage.WAITING, note=note)
        else:
            growing.parts.append(one.text)
            growing.reply = replace(
                before,
                stage=Stage.SPEAKING,
                note="",
                finish_reason=one.finish_reason or before.finish_reason,
                first_seconds=self._since(before) if before.first_seconds is None else before.first_seconds,
                total_seconds=self._since(before),
                prompt_tokens=before.prompt_tokens if one.prompt_tokens is None else one.prompt_tokens,
                completion_tokens=before.completion_tokens if one.completion_tokens is None else one.completion_tokens,
            )
        self._moved(asking.thread_id)

    def _finish(self, asking: Asking, growing: _Growing, stage: Stage) -> None:
        if self._growing.get(asking) is growing:
            self._end(asking, growing, stage)

    def _end(self, asking: Asking, growing: _Growing, stage: Stage) -> None:
        growing.reply = replace(growing.reply, stage=stage, note="", total_seconds=self._since(growing.reply))
        self.thread(asking.thread_id)
        del self._growing[asking]
        self._keep(asking.thread_id)
        self._tell(asking.thread_id)

    def _since(self, reply: Reply) -> float:
        now: datetime = self._clock.now()
        return (now - reply.asked_at).total_seconds()

    def _asking(self, thread: Thread, number: int, models: Sequence[str]) -> tuple[Asking, ...]:
        askings = tuple(Asking(thread.id, number, model) for model in models)
        for asking in askings:
            reply = thread.exchanges[number].reply_of(asking.model)
            if reply is not None:
                self._growing[asking] = _Growing(reply)
        self._put(thread)
        return askings

    # -- what is kept -----------------------------------------------------------------------------------------------

    async def kept(self, most: int | None = None) -> tuple[Thread, ...]:
        """The conversations of earlier sessions, newest first, but those that are gone on with here.

        Reading many takes a while, so whoever wants only the `most` recent says so.
        """
        if self.keeper is None:
            return ()
        found = await self.keeper.kept(most)
        # Only now: while a slow disk was read one may have been gone on with, or deleted.
        here = {thread.came_from for thread in self._threads.values()} | set(self._threads) | self._forgotten
        return tuple(thread for thread in found if thread.id not in here)

    def forget(self, thread: Thread) -> None:
        """Remove a conversation, here and from the disk, with those that it went on with."""
        self.stop(thread.id)
        self._threads.pop(thread.id, None)
        self._unkept.discard(thread.id)
        self._forgotten.add(thread.id)
        if self.keeper is not None:
            self.keeper.drop(thread)

    async def asked_elsewhere(self, thread_id: str) -> tuple[str, ...]:
        """What was asked in other conversations, each once, the latest at the end."""
        kept = await self.kept(RECENT_THREADS)
        others = [thread for thread in self._threads.values() if thread.id != thread_id]
        exchanges = [exchange for thread in (*kept, *others) for exchange in thread.exchanges]
        ordered = sorted(exchanges, key=lambda exchange: exchange.asked_at, reverse=True)
        return tuple(reversed(dict.fromkeys(exchange.question for exchange in ordered)))[-MOST_RECALLED:]

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        """Bring every conversation to disk now; False where that failed."""
        for thread_id in list(self._unkept | {asking.thread_id for asking in self._growing}):
            self._keep(thread_id)
        return self.keeper is None or self.keeper.flush(timeout_seconds)

    def keep_grown(self, thread_id: str) -> None:
        """Have written what came of the answers since that was done last."""
        for asking, growing in self._growing.items():
            if asking.thread_id == thread_id and growing.parts and self.keeper is not None:
                reply, begins = growing.whole(), growing.kept_characters
                if len(reply.text) > begins:
                    text = reply.text[begins:]
                    self.keeper.grow(thread_id, Growth(asking.number, asking.model, reply.asked_at, begins, text))
                    growing.kept_characters = len(reply.text)

    async def _keep_on(self, thread_id: str) -> None:
        while True:
            await self._clock.sleep(KEPT_EVERY_SECONDS)
            self.keep_grown(thread_id)

    def _keep(self, thread_id: str) -> None:
        self._unkept.discard(thread_id)
        if self.keeper is None:
            return
        thread = self.thread(thread_id)
        if thread.is_empty:
            self.keeper.drop(thread)
        else:
            self.keeper.keep(thread)

    def _put(self, thread: Thread) -> None:
        self._threads[thread.id] = thread
        self._keep(thread.id)
        self._tell(thread.id)

    def _moved(self, thread_id: str) -> None:
        self._unkept.add(thread_id)
        self._tell(thread_id)

    def _tell(self, thread_id: str) -> None:
        for tell in tuple(self._followers.values()):
            tell(thread_id)
