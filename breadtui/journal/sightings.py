"""The journal of one account: what was seen of jobs and prompts, and small facts of the last session."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from breadtui.config.files import reason_of
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal import rows
from breadtui.journal.disk import DiskThread
from breadtui.journal.prompt_json import Unreadable, from_text, to_text
from breadtui.journal.schema import (
    NEWEST_VERSION,
    is_broken,
    open_journal,
    set_journal_aside,
    transaction,
    version_of,
)

T = TypeVar("T")
Write = Callable[[sqlite3.Connection], None]


class SqliteJournal:
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

    def record_jobs(self, sightings: Sequence[JobSighting]) -> None:
        """Keep what changed of these jobs; returns at once."""
        if sightings:
            kept = tuple(sightings)
            self._record("what was seen of jobs", lambda journal: _each(rows.put_job, journal, kept))

    def record_prompt(self, sighting: PromptSighting) -> None:
        """Keep this text, once, and when it was seen; returns at once."""
        self._record("a prompt that was seen", lambda journal: rows.put_prompt(journal, sighting))

    def record_fact(self, name: str, value: Json) -> None:
        """Keep a small fact of this session; returns at once."""
        cells = (rows.text_to_cell(name), to_text(value))
        self._record("a fact of this session", lambda journal: _put_fact(journal, cells))

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        """The changes of one job as they were seen, oldest first."""
        return await self._read(lambda journal: rows.jobs_of(journal, key), ())

    async def prompt_history(self, key: PromptKey) -> tuple[PromptSighting, ...]:
        """The texts one prompt has had as far as they were seen, in the order of their first sighting."""
        return await self._read(lambda journal: rows.prompts_of(journal, key), ())

    async def fact(self, name: str) -> Json:
        """A fact of the last session; None where there is none."""
        return await self._read(lambda journal: _fact(journal, rows.text_to_cell(name)), None)

    def close(self, timeout_seconds: float = 2.0) -> bool:
        """Write what waits and close the file; False where it could not be done in time."""
        self._disk.put("the end of the journal", self._close)
        return self._disk.flush(timeout_seconds)

    def _record(self, what: str, write: Write) -> None:
        self._disk.put(what, lambda: self._mended(partial(self._write, write)))

    def _write(self, write: Write) -> None:
        connection = self._opened()
        if not self._is_newer:
            with transaction(connection):
                write(connection)

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
        self._close()
        place = set_journal_aside(path)
        self._on_problem(f"The journal is damaged and was set aside; a new one is begun. ({place})")

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _each(put: Callable[[sqlite3.Connection, T], None], journal: sqlite3.Connection, kept: Sequence[T]) -> None:
    for sighting in kept:
        put(journal, sighting)


def _put_fact(journal: sqlite3.Connection, cells: tuple[str, str]) -> None:
    journal.execute(
        "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", cells
    )


def _fact(journal: sqlite3.Connection, cell: str) -> Json:
    row = journal.execute("SELECT value FROM facts WHERE name = ?", (cell,)).fetchone()
    return None if row is None else from_text(row[0])


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) else str(error)
