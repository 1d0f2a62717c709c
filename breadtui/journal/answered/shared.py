"""Answers shared among the processes of one account: the recorder keeps them, windows read what is new."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from breadtui.domain.answers import Answer, Bearing, News, Recorder
from breadtui.domain.names import JobKey, RepoName
from breadtui.journal.answered import recorder_row
from breadtui.journal.answered import rows as answer_rows
from breadtui.journal.answered.reading import AnswerReading
from breadtui.journal.answered.writing import AnswerWriting
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.schema import is_broken, transaction

T = TypeVar("T")


class AnswerFile:
    """One SQLite file an account beside its journal, worth nothing once no recorder runs.

    All of it runs in the disk thread. A file that is damaged or of another version is begun anew by the next
    recorder, and until then read as if there were none.
    """

    def __init__(self, folder: Path, account_id: str, disk: DiskThread) -> None:
        self.path = folder / "journal" / f"{account_id}.answers.sqlite3"
        self._disk = disk
        self._connection: sqlite3.Connection | None = None
        self._reading = AnswerReading()
        self._writing = AnswerWriting()
        self._epoch = ""
        self._row: tuple[int, recorder_row.Row | None] | None = None

    # -- the recorder -------------------------------------------------------------------------------------------------

    async def begin(self, at: datetime) -> Recorder | None:
        """Become the recorder, with nothing kept yet; what is returned is the one that runs already, if any.

        Raises: OSError or sqlite3.Error where the file cannot be written.
        """
        return await self._asked(lambda: self._begun(at))

    def keep(self, answer: Answer) -> None:
        """Let windows have this answer; returns at once. Of a recorder that was replaced they have none any more."""

        def put(connection: sqlite3.Connection) -> None:
            if recorder_row.is_held(connection, self._epoch):
                self._writing.put(connection, answer)

        self._put("an answer", put, (answer.topic, answer.about))

    async def stay(self, at: datetime, bearing: Bearing) -> bool:
        """Say that this recorder is alive, and how things stand; False where another took its place.

        Where the disk cannot be used for a while, nobody takes it.
        """

        def work() -> bool:
            with transaction(connection := self._opened()):
                return recorder_row.stay(connection, self._epoch, at, bearing)

        try:
            return await self._asked(work)
        except (sqlite3.Error, OSError):
            return True

    def end(self) -> None:
        """Record no more; returns at once."""
        self._put("the end of the recorder", lambda connection: recorder_row.leave(connection, self._epoch), "end")

    async def wishes(self, now: datetime) -> frozenset[JobKey]:
        """The bakes whose metrics the windows look at."""
        return await self._read(lambda connection: recorder_row.wishes_of(connection, now), frozenset())

    # -- windows ------------------------------------------------------------------------------------------------------

    async def recorder(self, now: datetime) -> Recorder | None:
        """Who records this account now; None where nobody does."""
        if self._connection is None and not self.path.exists():
            return None
        return await self._read(lambda connection: recorder_row.recorder_of(self._row_of(connection), now), None)

    async def news(self, since: News, repo: RepoName | None = None) -> News:
        """What was answered after `since`, of all repositories or of one, in the order of the answers.

        Where another recorder has taken over meanwhile, it is all that this one knows.
        """
        return await self._read(lambda connection: self._reading.news(connection, since, repo), News())

    def wish(self, wished: frozenset[JobKey], at: datetime) -> None:
        """Tell the recorder whose metrics are looked at here; returns at once."""
        self._put("what is looked at", lambda connection: recorder_row.put_wishes(connection, at, wished), "wishes")

    def close(self) -> None:
        """Close the file after what waits."""
        self._disk.put("the end of the shared answers", self._close)

    # -- the disk thread ----------------------------------------------------------------------------------------------

    def _begun(self, at: datetime) -> Recorder | None:
        try:
            return self._claimed(self._opened(), at)
        except sqlite3.Error as error:
            if not is_broken(error):
                raise
        self._close()
        for side in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + side).unlink(missing_ok=True)
        return self._claimed(self._opened(), at)

    def _claimed(self, connection: sqlite3.Connection, at: datetime) -> Recorder | None:
        with transaction(connection):
            if answer_rows.is_current(connection):
                row = recorder_row.row_of(connection)
                with contextlib.suppress(Unreadable):
                    if not recorder_row.is_free(row, at) and (other := recorder_row.recorder_of(row, at)):
                        return other
            answer_rows.make_tables(connection)
            self._writing = AnswerWriting()
            self._epoch = recorder_row.claim(connection, at)
        return None

    def _row_of(self, connection: sqlite3.Connection) -> recorder_row.Row | None:
        """The recorder's row, read again only where somebody wrote since."""
        version = int(connection.execute("PRAGMA data_version").fetchone()[0])
        if self._row is None or self._row[0] != version:
            self._row = version, recorder_row.row_of(connection)
        return self._row[1]

    def _put(self, what: str, write: Callable[[sqlite3.Connection], None], slot: object) -> None:
        def work() -> None:
            with contextlib.suppress(sqlite3.DatabaseError):  # worth nothing: the next answer is as good
                write(self._opened())

        self._disk.put(what, work, ("answers", slot))

    async def _read(self, read: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        def work() -> T:
            connection = self._opened()
            return read(connection) if answer_rows.is_current(connection) else otherwise

        try:
            return await self._asked(work)
        except (sqlite3.Error, OSError, Unreadable):
            return otherwise

    async def _asked(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._disk.ask(work))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = answer_rows.open_answers(self.path)
        return self._connection

    def _close(self) -> None:
        connection, self._connection, self._row = self._connection, None, None
        if connection is not None:
            connection.close()
