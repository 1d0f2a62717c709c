"""The stretches in which each process watched, as rows of the journal; and claims, which only one process gets."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from breadtui.domain.happenings import Watch, goes_on
from breadtui.journal.tables.cells import moment_of, text_to_cell

_LAST = """SELECT number, began_at, last_alive_at FROM watches WHERE process = ? AND ended_at IS NULL
    ORDER BY number DESC LIMIT 1"""
_NEW = "INSERT INTO watches (process, began_at, last_alive_at) VALUES (?, ?, ?)"
_ALIVE = "UPDATE watches SET last_alive_at = ? WHERE number = ?"
_END = "UPDATE watches SET last_alive_at = ?, ended_at = ? WHERE number = ?"
_SINCE = "SELECT began_at, last_alive_at, ended_at FROM watches WHERE last_alive_at >= ? ORDER BY began_at, number"
_LAST_OTHER = """SELECT began_at, last_alive_at, ended_at FROM watches WHERE process <> ?
    ORDER BY last_alive_at DESC, number DESC LIMIT 1"""
_CLAIM = "INSERT INTO claims (name, claimed_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"


def put_alive(connection: sqlite3.Connection, process: str, at: datetime) -> None:
    """This process watches; after a silence longer than a gap, as when the machine slept, it is another stretch."""
    row = connection.execute(_LAST, (process,)).fetchone()
    if row is not None and goes_on(_watch(row[1], row[2], None), at):
        connection.execute(_ALIVE, (at.timestamp(), row[0]))
        return
    if row is not None:
        connection.execute(_END, (row[2], row[2], row[0]))
    connection.execute(_NEW, (process, at.timestamp(), at.timestamp()))


def put_end(connection: sqlite3.Connection, process: str, at: datetime) -> None:
    """This process watches no more."""
    row = connection.execute(_LAST, (process,)).fetchone()
    if row is not None:
        connection.execute(_END, (at.timestamp(), at.timestamp(), row[0]))


def watches_since(connection: sqlite3.Connection, since: datetime) -> tuple[Watch, ...]:
    """All stretches that reach into the time from `since` on, by their beginning."""
    return tuple(_watch(*row) for row in connection.execute(_SINCE, (since.timestamp(),)).fetchall())


def last_watch_of_others(connection: sqlite3.Connection, process: str) -> Watch | None:
    """The stretch of any other process that reaches furthest; None where there was none."""
    row = connection.execute(_LAST_OTHER, (process,)).fetchone()
    return None if row is None else _watch(*row)


def claim(connection: sqlite3.Connection, name: str, at: datetime) -> bool:
    """Whether this is the first to claim `name`."""
    return connection.execute(_CLAIM, (text_to_cell(name), at.timestamp())).rowcount == 1


def _watch(began_at: float, last_alive_at: float, ended_at: float | None) -> Watch:
    return Watch(moment_of(began_at), moment_of(last_alive_at), None if ended_at is None else moment_of(ended_at))
