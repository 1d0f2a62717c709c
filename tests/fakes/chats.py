"""Models that say what a test wrote, and a place where conversations are kept in memory."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable

from breadtui.domain.chatting.growth import Growth, grown
from breadtui.domain.chatting.threads import Thread, closed
from breadtui.domain.errors import BreadError
from breadtui.domain.inference import ChatPiece, ChatTurn
from breadtui.domain.jobs import Job
from tests.fakes.api import FakeApi

Step = str | ChatPiece | BreadError | asyncio.Event
END = ChatPiece("", "stop")


class ScriptedChats(FakeApi):
    """Answers by model, one list of steps a call: pieces, refusals, and gates to wait for."""

    def __init__(self, *, jobs: Iterable[Job] = ()) -> None:
        super().__init__(jobs=jobs)
        self.turns: list[ChatTurn] = []
        self.pieces_sent = 0
        self.closed_count = 0
        self._answers: dict[str, deque[list[Step]]] = {}

    def says(self, model: str, *steps: Step) -> None:
        """The model's next answer."""
        self._answers.setdefault(model, deque()).append(list(steps))

    async def chat(self, turn: ChatTurn) -> AsyncIterator[ChatPiece]:
        self.turns.append(turn)
        try:
            for step in self._answers[turn.model].popleft():
                await asyncio.sleep(0)
                if isinstance(step, BreadError):
                    raise step
                if isinstance(step, asyncio.Event):
                    await step.wait()
                    continue
                self.pieces_sent += 1
                yield ChatPiece(step) if isinstance(step, str) else step
        finally:
            self.closed_count += 1


class KeptChats:
    """A disk that is a dictionary."""

    def __init__(self) -> None:
        self.threads: dict[str, Thread] = {}
        self.writes: list[Thread] = []
        self.growths: list[Growth] = []

    def keep(self, thread: Thread) -> None:
        self.writes.append(thread)
        self.threads[thread.id] = thread

    def grow(self, thread_id: str, growth: Growth) -> None:
        self.growths.append(growth)
        self.threads[thread_id] = grown(self.threads[thread_id], [growth])

    def drop(self, thread: Thread) -> None:
        self.threads.pop(thread.id, None)

    async def kept(self, most: int | None = None) -> tuple[Thread, ...]:
        return tuple(closed(thread) for thread in reversed(self.threads.values()))[:most]

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        return True
