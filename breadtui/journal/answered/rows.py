"""The tables of shared answers: a row an answer, a bake of a tree, a window's wishes, and one for the recorder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from breadtui.domain.answers import About, Topic
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.schema import BUSY_SECONDS, touch_private, transaction, version_of
from breadtui.journal.tables.cells import text_from_cell, text_to_cell

VERSION = 2
_TABLES = ("answers", "bakes", "recorder", "wishes")
_SCHEMA = (
    """CREATE TABLE answers (
        topic TEXT NOT NULL, repo TEXT NOT NULL, phase TEXT NOT NULL, name TEXT NOT NULL,
        number INTEGER NOT NULL, at REAL NOT NULL, body_number INTEGER NOT NULL, body BLOB, error TEXT,
        PRIMARY KEY (topic, repo, phase, name))""",
    "CREATE INDEX answers_by_number ON answers (number)",
    """CREATE TABLE bakes (
        repo TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, body BLOB, PRIMARY KEY (repo, name))""",
    "CREATE INDEX bakes_by_number ON bakes (repo, number)",
    """CREATE TABLE recorder (
        one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, owner TEXT NOT NULL,
        began_at REAL NOT NULL, alive_at REAL NOT NULL, repos TEXT, trouble TEXT, quiet_until REAL,
        tally TEXT)""",
    """CREATE TABLE wishes (
        process TEXT PRIMARY KEY, owner TEXT NOT NULL, at REAL NOT NULL, wished TEXT NOT NULL)""",
)
_NEXT_NUMBER = "SELECT coalesce(max(number), 0) + 1 FROM answers"
_PUT = """INSERT INTO answers (topic, repo, phase, name, number, at, body_number, body, error)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)
    ON CONFLICT (topic, repo, phase, name) DO UPDATE SET number = excluded.number, at = excluded.at,
    body_number = excluded.body_number, body = excluded.body, error = NULL"""
_AGAIN = """UPDATE answers SET number = ?, at = ?, error = NULL
    WHERE topic = ? AND repo = ? AND phase = ? AND name = ?"""
_FAILED = """INSERT INTO answers (topic, repo, phase, name, number, at, body_number, body, error)
    VALUES (?, ?, ?, ?, ?, ?, 0, NULL, ?)
    ON CONFLICT (topic, repo, phase, name) DO UPDATE SET number = excluded.number, at = excluded.at,
    error = excluded.error"""
_PUT_BAKE = """INSERT INTO bakes (repo, name, number, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (repo, name) DO UPDATE SET number = excluded.number, body = excluded.body"""
_DROP_JOBS = "DELETE FROM answers WHERE repo = ? AND phase = ? AND name = ?"

Cells = tuple[str, str, str, str]


def open_answers(path: Path) -> sqlite3.Connection:
    """A connection to the file, made if missing; its tables may be others. Raises: sqlite3.Error, OSError."""
    touch_private(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def is_current(connection: sqlite3.Connection) -> bool:
    """The tables are those of this version."""
    return version_of(connection) == VERSION


def make_tables(connection: sqlite3.Connection) -> None:
    """Empty tables of this version, whatever was there; to be called within a transaction."""
    for table in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _SCHEMA:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def cells_of(topic: Topic, about: About) -> Cells:
    """What an answer is about, as cells."""
    if isinstance(about, JobKey):
        return topic.value, text_to_cell(about.repo), about.phase.value, text_to_cell(about.name)
    return topic.value, text_to_cell(about or ""), "", ""


def about_of(cells: Cells) -> tuple[Topic, About]:
    """What an answer is about. Raises: ValueError for words that are not ours."""
    topic, repo, phase, name = cells
    if phase:
        return Topic(topic), JobKey(RepoName(text_from_cell(repo)), Phase(phase), text_from_cell(name))
    return Topic(topic), RepoName(text_from_cell(repo)) if repo else None


def put(
    connection: sqlite3.Connection,
    cells: Cells,
    at: datetime,
    body: bytes,
    bakes: Iterable[tuple[str, bytes | None]] = (),
) -> None:
    """An answer that says something new, and the bakes that moved with it; None for one that is gone."""
    with transaction(connection):
        number = connection.execute(_NEXT_NUMBER).fetchone()[0]
        connection.execute(_PUT, (*cells, number, at.timestamp(), number, body))
        for name, told in bakes:
            connection.execute(_PUT_BAKE, (cells[1], text_to_cell(name), number, told))
            if told is None:
                connection.execute(_DROP_JOBS, (cells[1], Phase.BAKE.value, text_to_cell(name)))


def put_again(connection: sqlite3.Connection, cells: Cells, at: datetime) -> None:
    """An answer that says what it said before, later."""
    with transaction(connection):
        number = connection.execute(_NEXT_NUMBER).fetchone()[0]
        connection.execute(_AGAIN, (number, at.timestamp(), *cells))


def put_failure(connection: sqlite3.Connection, cells: Cells, at: datetime, error: str) -> None:
    """A look that failed; the last value stays."""
    with transaction(connection):
        number = connection.execute(_NEXT_NUMBER).fetchone()[0]
        connection.execute(_FAILED, (*cells, number, at.timestamp(), error))
