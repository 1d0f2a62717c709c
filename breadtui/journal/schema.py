"""The tables of the journal and how an older file becomes a current one."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from breadtui.config.files import PRIVATE_FILE, make_private_folder, set_aside

BUSY_SECONDS = 5.0
_BROKEN_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY_CODE = 0xFF
_FIRST_NUMBER = """INSERT INTO sqlite_sequence (name, seq) SELECT 'happenings', ?
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'happenings')"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE job_sightings (
            number INTEGER PRIMARY KEY,
            repo TEXT NOT NULL, phase TEXT NOT NULL, name TEXT NOT NULL,
            seen_at REAL NOT NULL, last_seen_at REAL NOT NULL,
            status TEXT NOT NULL, progress_percent REAL, lines INTEGER, loss REAL, error TEXT)""",
        "CREATE INDEX job_sightings_by_job ON job_sightings (repo, phase, name, seen_at)",
        """CREATE TABLE prompt_versions (
            number INTEGER PRIMARY KEY,
            repo TEXT NOT NULL, name TEXT NOT NULL, text_hash TEXT NOT NULL, body TEXT NOT NULL,
            first_seen_at REAL NOT NULL, last_seen_at REAL NOT NULL,
            UNIQUE (repo, name, text_hash))""",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    (
        """CREATE TABLE recreations (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, owner TEXT)""",
    ),
    (
        "ALTER TABLE recreations ADD COLUMN head TEXT",
        "ALTER TABLE recreations ADD COLUMN moves INTEGER NOT NULL DEFAULT 0",
        """CREATE TABLE recreation_parts (
            id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (id, kind, name)) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE prompt_stays (
            number INTEGER PRIMARY KEY,
            repo TEXT NOT NULL, name TEXT NOT NULL, text_hash TEXT NOT NULL,
            first_seen_at REAL NOT NULL, last_seen_at REAL NOT NULL, looks INTEGER NOT NULL)""",
        "CREATE INDEX prompt_stays_by_prompt ON prompt_stays (repo, name, last_seen_at)",
        """INSERT INTO prompt_stays (repo, name, text_hash, first_seen_at, last_seen_at, looks)
            SELECT repo, name, text_hash, first_seen_at, last_seen_at,
            CASE WHEN last_seen_at > first_seen_at THEN 2 ELSE 1 END
            FROM prompt_versions ORDER BY first_seen_at, number""",
        """CREATE TABLE prompt_writes (
            number INTEGER PRIMARY KEY,
            repo TEXT NOT NULL, name TEXT NOT NULL, before_hash TEXT, after_hash TEXT,
            written_at REAL NOT NULL, is_closed INTEGER NOT NULL)""",
        "CREATE INDEX prompt_writes_by_prompt ON prompt_writes (repo, name, written_at)",
    ),
    (
        "ALTER TABLE job_sightings ADD COLUMN run_id INTEGER",
        "CREATE INDEX job_sightings_by_time ON job_sightings (seen_at)",
        """CREATE TABLE happenings (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            what TEXT NOT NULL, kind TEXT NOT NULL, repo TEXT NOT NULL, name TEXT NOT NULL,
            seen_at REAL NOT NULL, not_before REAL,
            before TEXT NOT NULL, after TEXT NOT NULL, detail TEXT NOT NULL, origin TEXT NOT NULL)""",
        "CREATE INDEX happenings_by_thing ON happenings (repo, kind, name, number)",
        "CREATE INDEX happenings_by_time ON happenings (seen_at)",
        """CREATE TABLE things (
            repo TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
            is_there INTEGER NOT NULL, first_seen_at REAL NOT NULL, last_seen_at REAL NOT NULL, config TEXT,
            PRIMARY KEY (repo, kind, name)) WITHOUT ROWID""",
        """CREATE TABLE watches (
            number INTEGER PRIMARY KEY, process TEXT NOT NULL,
            began_at REAL NOT NULL, last_alive_at REAL NOT NULL, ended_at REAL)""",
        "CREATE INDEX watches_by_process ON watches (process, number)",
        "CREATE TABLE claims (name TEXT PRIMARY KEY, claimed_at REAL NOT NULL) WITHOUT ROWID",
    ),
    ("CREATE TABLE last_known (repo TEXT PRIMARY KEY, seen_at REAL NOT NULL, body BLOB NOT NULL)",),
    (
        """CREATE INDEX job_sightings_of_ends ON job_sightings (phase, repo, name, seen_at)
            WHERE status = 'complete'""",
    ),
)
"""One entry a version; `PRAGMA user_version` says how many a file has seen. Entries are added, never changed."""

NEWEST_VERSION = len(MIGRATIONS)


class NewerJournal(Exception):
    """The file was written by a later breadtui: it may be read but not written."""


def open_journal(path: Path | None) -> sqlite3.Connection:
    """A connection to the journal at `path`, brought up to date; None is a journal in memory.

    Raises: sqlite3.Error, OSError.
    """
    if path is not None:
        touch_private(path)
    connection = sqlite3.connect(
        ":memory:" if path is None else path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def number_on(connection: sqlite3.Connection, number: int) -> None:
    """Have the events of a new journal numbered from `number` on: who followed the old one goes on reading."""
    with transaction(connection):
        connection.execute("DELETE FROM sqlite_sequence WHERE name = 'happenings' AND seq < ?", (number,))
        connection.execute(_FIRST_NUMBER, (number,))


def touch_private(path: Path) -> None:
    """Make the file before SQLite does: its side files take over the mode."""
    make_private_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        path.chmod(PRIVATE_FILE)


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    if version_of(connection) >= NEWEST_VERSION:
        return
    with transaction(connection):
        # Asked again inside: another window may have done it while this one waited for the lock.
        version = version_of(connection)
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {max(version, NEWEST_VERSION)}")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, other windows kept out."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_broken(error: sqlite3.Error) -> bool:
    """The file itself is damaged, or is no database: nothing but a new one helps."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in _BROKEN_CODES


def is_sound(path: Path) -> bool:
    """Whether the file there now is a journal without damage."""
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            return version_of(connection) > 0 and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def set_journal_aside(path: Path, move: Callable[[Path], Path] = set_aside) -> Path:
    """Rename the file and what SQLite keeps beside it; what is returned is the file's new place. Raises: OSError."""
    place = move(path)
    for side in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + side).rename(place.with_name(place.name + side))
    return place
