"""The one thread that writes to the disk, so that neither a slow disk nor a stalled terminal loses what was typed."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from functools import partial
from itertools import chain
from typing import TypeAlias, TypeVar

from breadtui.config.files import reason_of
from breadtui.values import dataclass

T = TypeVar("T")
Tell = Callable[[str], None]

FOR_GOOD = (
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.NotSupportedError,
    sqlite3.ProgrammingError,
    ValueError,
    TypeError,
    RecursionError,
)
"""Failures of a piece itself: it would fail however often it is tried."""

FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 30.0
MOST_WAITING = 10_000


@dataclass(slots=True)
class _Job:
    what: str
    work: Callable[[], None]
    is_text: bool
    lane: Hashable | None = None
    due_seconds: float = 0.0
    failures: int = 0


_Waiting: TypeAlias = dict[Hashable, _Job]


class DiskThread:
    """Work for the disk, done in order by one daemon thread that begins with the first piece.

    What a person typed goes before what was seen: on a slow disk a draft does not wait for the journal.
    A piece that fails with the system's refusal (disk full, no permission) stays in memory and is tried again,
    at longer intervals up to half a minute; later pieces go ahead, but for those of the same lane. `on_problem` gets
    one sentence per new kind of refusal and `on_recovered` is called when nothing waits any more; both run in the disk
    thread.
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

    def put(
        self,
        what: str,
        work: Callable[[], None],
        slot: Hashable | None = None,
        *,
        is_text: bool = False,
        lane: Hashable | None = None,
    ) -> None:
        """Have `work` done soon; returns at once. Newer work for the same `slot` replaces what still waits there.

        `what` names it in a complaint, e.g. "the draft of yoda/teacher". With `is_text` it goes before all that waits
        and is no text, and has the turn of the text that it replaces: one that is typed on all the time is written.
        What shares a `lane` is done in order, also where the first of it was refused: the rest waits with it.
        """
        with self._changed:
            key = object() if slot is None else slot
            waiting = self._texts if is_text else self._sightings
            if not is_text:
                waiting.pop(key, None)
            waiting[key] = _Job(what, work, is_text, lane)
            lost = self._shed()
            self._begin()
            self._changed.notify_all()
        if lost is not None:
            self._tell(f"The disk does not take what is to be written; {lost} was given up.")

    def ask(self, question: Callable[[], T], *, is_text: bool = False) -> Future[T]:
        """The answer to something read from the disk, after all that was put before it; or with `is_text`, all texts.

        What the disk refuses is not waited for.
        """
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()

        def work() -> None:
            try:
                answer.set_result(question())
            except BaseException as error:
                answer.set_exception(error)
                if not isinstance(error, Exception):
                    raise

        self.put("a question", work, answer, is_text=is_text)
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
        queues = (self._texts,) if of_texts else (self._texts, self._sightings)
        is_due = any(job.due_seconds <= now for waiting in queues for _, job in _foremost(waiting))
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
            is_done = False
            try:
                self._do(slot, job)
                is_done = True
            finally:
                with self._changed:
                    self._busy = None
                    if not is_done:  # a bug ends this thread, and nothing but itself
                        self._thread = None
                        self._begin()
                    self._changed.notify_all()

    def _next(self) -> tuple[Hashable, _Job] | None:
        with self._changed:
            while not self._is_stopping:
                if (taken := self._due(self._texts) or self._due(self._sightings)) is not None:
                    self._busy = taken[1]
                    return taken
                foremost = chain(_foremost(self._texts), _foremost(self._sightings))
                soonest = min((job.due_seconds for _, job in foremost), default=None)
                self._changed.wait(None if soonest is None else soonest - time.monotonic())
            self._thread = None
            return None

    def _due(self, waiting: _Waiting) -> tuple[Hashable, _Job] | None:
        now = time.monotonic()
        slot = next((slot for slot, job in _foremost(waiting) if job.due_seconds <= now), None)
        return None if slot is None else (slot, waiting.pop(slot))

    def _do(self, slot: Hashable, job: _Job) -> None:
        try:
            job.work()
        except FOR_GOOD as error:
            self._tell(f"Cannot be saved to disk: {job.what} ({type(error).__name__}).")
        except (OSError, sqlite3.Error, MemoryError) as error:
            self._postpone(slot, job)
            self._tell(f"Not saved to disk: {job.what} ({_reason(error)}). It is kept in memory and tried again.")
        else:
            self._recover()

    def _postpone(self, slot: Hashable, job: _Job) -> None:
        job.failures += 1
        delay_seconds = min(FIRST_RETRY_SECONDS * 2 ** (job.failures - 1), LONGEST_RETRY_SECONDS)
        job.due_seconds = time.monotonic() + delay_seconds
        with self._changed:
            self._is_failing = True
            waiting = self._texts if job.is_text else self._sightings
            if slot in waiting:
                return  # newer work has its place
            later = {} if job.lane is None else dict(waiting)
            for key in later:
                del waiting[key]
            waiting[slot] = job
            waiting.update(later)

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


def _foremost(waiting: _Waiting) -> Iterator[tuple[Hashable, _Job]]:
    """What nothing of its own lane is before."""
    lanes: set[Hashable] = set()
    for slot, job in waiting.items():
        if job.lane is None:
            yield slot, job
        elif job.lane not in lanes:
            lanes.add(job.lane)
            yield slot, job


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) else str(error) or type(error).__name__
