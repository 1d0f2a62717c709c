"""The one thread that writes to the disk, so that neither a slow disk nor a stalled terminal loses what was typed."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TypeAlias, TypeVar

from breadtui.config.files import reason_of

T = TypeVar("T")
Tell = Callable[[str], None]

FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 30.0
MOST_WAITING = 10_000


@dataclass(slots=True)
class _Job:
    what: str
    work: Callable[[], None]
    is_text: bool
    due_seconds: float = 0.0
    failures: int = 0


_Waiting: TypeAlias = dict[Hashable, _Job]


class DiskThread:
    """Work for the disk, done in order by one daemon thread that begins with the first piece.

    What a person typed goes before what was seen: on a slow disk a draft does not wait for the journal.
    A piece that fails with the system's refusal (disk full, no permission) stays in memory and is tried again,
    at longer intervals up to half a minute; later pieces go ahead. `on_problem` gets one sentence per new kind of
    refusal and `on_recovered` is called when nothing waits any more; both run in the disk thread.
    """

    def __init__(self, on_problem: Tell, on_recovered: Callable[[], None] | None = None) -> None:
        self._on_problem = on_problem
        self._on_recovered = on_recovered
        self._changed = threading.Condition()
        self._texts: _Waiting = {}
        self._sightings: _Waiting = {}
        self._busy: _Job | None = None
        self._told: set[str] = set()
        self._is_failing = False
        self._is_stopping = False
        self._thread: threading.Thread | None = None

    def put(self, what: str, work: Callable[[], None], slot: Hashable | None = None, *, is_text: bool = False) -> None:
        """Have `work` done soon; returns at once. Newer work for the same `slot` replaces what still waits there.

        `what` names it in a complaint, e.g. "the draft of yoda/teacher". With `is_text` it goes before all that waits
        and is no text.
        """
        with self._changed:
            key = object() if slot is None else slot
            waiting = self._texts if is_text else self._sightings
            waiting.pop(key, None)
            waiting[key] = _Job(what, work, is_text)
            lost = self._shed()
            self._begin()
            self._changed.notify_all()
        if lost is not None:
            self._tell(f"The disk does not take what is to be written; {lost} was given up.")

    def ask(self, question: Callable[[], T]) -> Future[T]:
        """The answer to something read from the disk, after all that was put before it."""
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()

        def work() -> None:
            try:
                answer.set_result(question())
            except BaseException as error:
                answer.set_exception(error)
                if not isinstance(error, Exception):
                    raise

        self.put("a question", work, answer)
        return answer

    def flush(self, timeout_seconds: float = 2.0, *, of_texts: bool = False) -> bool:
        """Wait until everything, or every text, is written; False where one was refused again or time ran out."""
        with self._changed:
            for job in self._left():
                job.due_seconds = 0.0
            if self._texts or self._sightings:
                self._begin()
            self._changed.notify_all()
            self._changed.wait_for(partial(self._is_settled, of_texts=of_texts), timeout_seconds)
            return not self._is_busy(of_texts=of_texts) and not any(self._left(of_texts=of_texts))

    def stop(self, timeout_seconds: float = 2.0) -> bool:
        """Write what waits, then end the thread; False where something could not be written in time."""
        is_written = self.flush(timeout_seconds)
        with self._changed:
            self._is_stopping = True
            thread = self._thread
            self._changed.notify_all()
        if thread is not None and is_written:
            thread.join(timeout_seconds)
        return is_written

    def _is_settled(self, *, of_texts: bool) -> bool:
        """Nothing runs, and whatever still waits was refused and is not due yet."""
        now = time.monotonic()
        is_due = any(job.due_seconds <= now for job in self._left(of_texts=of_texts))
        return not self._is_busy(of_texts=of_texts) and not is_due

    def _is_busy(self, *, of_texts: bool) -> bool:
        return self._busy is not None and (self._busy.is_text or not of_texts)

    def _left(self, *, of_texts: bool = False) -> Iterator[_Job]:
        return chain(self._texts.values(), () if of_texts else self._sightings.values())

    def _shed(self) -> str | None:
        if len(self._texts) + len(self._sightings) <= MOST_WAITING:
            return None
        for waiting in (self._sightings, self._texts):
            unslotted = next((key for key in waiting if type(key) is object), None)
            if unslotted is not None:
                return waiting.pop(unslotted).what
        return None

    def _begin(self) -> None:
        self._is_stopping = False
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="breadtui disk", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (taken := self._next()) is not None:
            slot, job = taken
            try:
                self._do(slot, job)
            finally:
                with self._changed:
                    self._busy = None
                    self._changed.notify_all()

    def _next(self) -> tuple[Hashable, _Job] | None:
        with self._changed:
            while not self._is_stopping:
                if (taken := self._due(self._texts) or self._due(self._sightings)) is not None:
                    self._busy = taken[1]
                    return taken
                soonest = min((job.due_seconds for job in self._left()), default=None)
                self._changed.wait(None if soonest is None else soonest - time.monotonic())
            self._thread = None
            return None

    def _due(self, waiting: _Waiting) -> tuple[Hashable, _Job] | None:
        now = time.monotonic()
        slot = next((slot for slot, job in waiting.items() if job.due_seconds <= now), None)
        return None if slot is None else (slot, waiting.pop(slot))

    def _do(self, slot: Hashable, job: _Job) -> None:
        try:
            job.work()
        except (OSError, sqlite3.Error, MemoryError) as error:
            self._postpone(slot, job)
            self._tell(f"Not saved to disk: {job.what} ({_reason(error)}). It is kept in memory and tried again.")
        except (ValueError, TypeError, RecursionError) as error:
            self._tell(f"Cannot be saved to disk: {job.what} ({type(error).__name__}).")
        else:
            self._recover()

    def _postpone(self, slot: Hashable, job: _Job) -> None:
        job.failures += 1
        delay_seconds = min(FIRST_RETRY_SECONDS * 2 ** (job.failures - 1), LONGEST_RETRY_SECONDS)
        job.due_seconds = time.monotonic() + delay_seconds
        with self._changed:
            self._is_failing = True
            (self._texts if job.is_text else self._sightings).setdefault(slot, job)

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._on_problem(sentence)

    def _recover(self) -> None:
        with self._changed:
            is_recovered = self._is_failing and not any(self._left())
        if is_recovered:
            self._is_failing = False
            self._told.clear()
            if self._on_recovered is not None:
                self._on_recovered()


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) else str(error) or type(error).__name__
