"""The file behind one account's journal: opened late, mended where damaged, written and read in the disk thread."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from breadtui.config.files import reason_of
from breadtui.domain.json_values import Json
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.schema import (
    NEWEST_VERSION,
    is_broken,
    is_sound,
    number_on,
    open_journal,
    set_journal_aside,
    transaction,
    version_of,
)
from breadtui.journal.thinning import MOST_BYTES, thin

T = TypeVar("T")
Write = Callable[[sqlite3.Connection], None]


class JournalFile:
    """One SQLite file per account under `folder`; None keeps the journal in memory.

    All of it runs in the disk thread, reads too, so a read sees what was recorded before it. A damaged file is
    set aside and a new one begun; a file of a later breadtui is only read. Both are told through `on_problem`,
    which may be called from any thread. Several windows may share the file.
    """

    def __init__(
        self, folder: Path | None, account_id: str, disk: DiskThread, on_problem: Callable[[str], None]
    ) -> None:
        self._path = None if folder is None else folder / "journal" / f"{account_id}.sqlite3"
        self._disk = disk
        self._on_problem = on_problem
        self._connection: sqlite3.Connection | None = None
        self._is_newer = False
        self._fact_changes: dict[str, list[Callable[[Json], Json]]] = {}
        self.most_bytes = MOST_BYTES

    def tidy(self, at: datetime) -> None:
        """Leave out what is old and nobody misses, so that the file stays below `most_bytes`; returns at once."""
        self._record_apart("the journal", lambda journal: thin(journal, at, self.most_bytes), ("tidy",))

    def close(self, timeout_seconds: float = 2.0) -> bool:
        """Write what waits and close the file; False where it could not be done in time."""
        self._disk.put("the end of the journal", self._close)
        return self._disk.flush(timeout_seconds)

    def _record(self, what: str, write: Write, slot: Hashable | None = None) -> None:
        """Have it written after all that came before it: an older look, written after a newer, would be news."""
        self._put_in_turn(what, lambda: self._mended(partial(self._write, write)), slot)

    def _record_apart(self, what: str, write: Write, slot: Hashable) -> None:
        """Have it written; nothing waits for it."""
        self._disk.put(what, lambda: self._mended(partial(self._write, write)), slot)

    def _put_in_turn(self, what: str, work: Callable[[], None], slot: Hashable | None = None) -> None:
        self._disk.put(what, work, slot, lane=self)

    def _write(self, write: Write) -> None:
        connection = self._opened()
        if not self._is_newer:
            with transaction(connection):
                write(connection)

    async def _change(self, change: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What a change answers, made with other windows kept out; `otherwise` where nothing can be written."""

        def work(connection: sqlite3.Connection) -> T:
            if self._is_newer:
                return otherwise
            with transaction(connection):
                return change(connection)

        return await self._read(work, otherwise)

    async def _read(self, read: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        asked = self._disk.ask(lambda: self._mended(lambda: read(self._opened())))
        try:
            return await asyncio.wrap_future(asked)
        except (sqlite3.Error, OSError, Unreadable) as error:
            self._on_problem(f"The journal cannot be read ({_reason(error)}).")
            return otherwise

    def _mended(self, work: Callable[[], T]) -> T:
        """The outcome of `work`, once more with a new file where the old one turns out damaged."""
        try:
            return work()
        except sqlite3.Error as error:
            if self._path is None or not is_broken(error):
                raise
            self._begin_anew(self._path)
            return work()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = open_journal(self._path)
            self._is_newer = version_of(self._connection) > NEWEST_VERSION
            if self._is_newer:
                self._on_problem(f"The journal was written by a later breadtui: it is only read. ({self._path})")
        return self._connection

    def _begin_anew(self, path: Path) -> None:
        """Set the damaged file aside, unless another window has done so already and its new file is sound."""
        self._close()
        if is_sound(path):
            return
        place = set_journal_aside(path)
        self._connection = open_journal(path)
        number_on(self._connection, int(time.time()))  # more than any journal has events
        self._on_problem(f"The journal is damaged and was set aside; a new one is begun. ({place})")

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) else str(error)
