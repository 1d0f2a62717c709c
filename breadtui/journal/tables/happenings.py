"""Happenings as rows of the journal and back; what another window wrote down already is not written again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from breadtui.domain.happenings import JOB_PHASES, Happening, Origin, Thing, What, kind_of, name_of, repo_of
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.journal.tables.cells import moment_of, text_from_cell, text_to_cell

_NEW = """INSERT INTO happenings (what, kind, repo, name, seen_at, not_before, before, after, detail, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ALL = """SELECT number, what, kind, repo, name, seen_at, not_before, before, after, detail, origin
    FROM happenings"""
_NEWEST = f"{_ALL} WHERE number < ? ORDER BY number DESC LIMIT ?"
_AFTER = f"{_ALL} WHERE number > ? ORDER BY number LIMIT ?"
_BETWEEN = f"{_ALL} WHERE seen_at >= ? AND seen_at <= ? ORDER BY seen_at, number"
_OF_THING = f"{_ALL} WHERE repo = ? AND kind = ? AND name = ? ORDER BY number"
_LAST_OF = """SELECT what, after FROM happenings WHERE repo = ? AND kind = ? AND name = ? AND what IN (?, ?)
    ORDER BY number DESC LIMIT 1"""
_LAST_RULE = """SELECT what FROM happenings WHERE repo = ? AND kind = ? AND name = ?
    AND ((what IN (?, ?) AND after = ?) OR what = 'started') ORDER BY number DESC LIMIT 1"""
_OURS = """UPDATE happenings SET origin = 'here' WHERE number = (
    SELECT max(number) FROM happenings WHERE repo = ? AND kind = ? AND name = ? AND what = 'started')
    AND seen_at >= ?"""

LARGEST_NUMBER = 2**63 - 1
SAME_START_SECONDS = 120.0
"""A start of ours may be seen by another window first; it is ours if it was seen so shortly before."""

LONGEST_DETAIL = 4_000
"""Characters of an error or of evidence that are kept."""

_OPPOSITES = {
    What.APPEARED: (What.APPEARED, What.VANISHED),
    What.VANISHED: (What.APPEARED, What.VANISHED),
    What.LINK_LOST: (What.LINK_LOST, What.LINK_BACK),
    What.LINK_BACK: (What.LINK_LOST, What.LINK_BACK),
}
_BY_RULE = (What.ALARM, What.CALM)
_BY_TEXT = frozenset({What.TEXT, What.CONFIG})


def put_happening(connection: sqlite3.Connection, happening: Happening) -> bool:
    """Write it down unless the journal says so already; whether it was news."""
    if _is_known(connection, happening):
        return False
    connection.execute(_NEW, _cells(happening))
    return True


def put_own_start(connection: sqlite3.Connection, key: JobKey, at: datetime) -> None:
    """The start that was just seen, perhaps by another window, was ours."""
    connection.execute(_OURS, (*thing_cells(key), at.timestamp() - SAME_START_SECONDS))


def newest_happenings(connection: sqlite3.Connection, before: int | None, most: int) -> tuple[Happening, ...]:
    """Newest first, those with a number below `before`."""
    return _happenings(connection.execute(_NEWEST, (LARGEST_NUMBER if before is None else before, most)).fetchall())


def happenings_after(connection: sqlite3.Connection, number: int, most: int) -> tuple[Happening, ...]:
    """In the order in which they were written down, those with a number above `number`."""
    return _happenings(connection.execute(_AFTER, (number, most)).fetchall())


def happenings_between(connection: sqlite3.Connection, since: datetime, until: datetime) -> tuple[Happening, ...]:
    """By the time at which they were seen, oldest first, both ends included."""
    return _happenings(connection.execute(_BETWEEN, (since.timestamp(), until.timestamp())).fetchall())


def happenings_of(connection: sqlite3.Connection, thing: Thing | None) -> tuple[Happening, ...]:
    """All of one thing, oldest first."""
    return _happenings(connection.execute(_OF_THING, thing_cells(thing)).fetchall())


def thing_cells(thing: Thing | None) -> tuple[str, str, str]:
    """Repository, kind and name as cells."""
    return text_to_cell(repo_of(thing)), kind_of(thing), text_to_cell(name_of(thing))


def thing_of(kind: str, repo_cell: str, name_cell: str) -> Thing | None:
    """The thing again; None for the session itself."""
    repo, name = RepoName(text_from_cell(repo_cell)), text_from_cell(name_cell)
    if kind in JOB_PHASES:
        return JobKey(repo, Phase(kind), name)
    if kind == "prompt":
        return PromptKey(repo, PromptName(name))
    if kind == "target":
        return TargetKey(repo, TargetName(name))
    return repo if kind == "repo" else None


def _is_known(connection: sqlite3.Connection, happening: Happening) -> bool:
    what, cells = happening.what, thing_cells(happening.about)
    if what in _BY_RULE:
        after = text_to_cell(happening.after)
        last = connection.execute(_LAST_RULE, (*cells, *_values(_BY_RULE), after)).fetchone()
        # A run begun anew has no alarm yet, though nobody may have seen the last one's end.
        is_alarmed = last is not None and last[0] == What.ALARM.value
        return is_alarmed is (what is What.ALARM)
    if what in _BY_TEXT:
        last = connection.execute(_LAST_OF, (*cells, what.value, what.value)).fetchone()
        return last is not None and bool(last[1] == text_to_cell(happening.after))
    if what in _OPPOSITES:
        last = connection.execute(_LAST_OF, (*cells, *_values(_OPPOSITES[what]))).fetchone()
        return last is not None and bool(last[0] == what.value)
    return False


def _values(kinds: Sequence[What]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


def _cells(happening: Happening) -> tuple[Any, ...]:
    repo, kind, name = thing_cells(happening.about)
    return (
        happening.what.value,
        kind,
        repo,
        name,
        happening.seen_at.timestamp(),
        None if happening.not_before is None else happening.not_before.timestamp(),
        text_to_cell(happening.before),
        text_to_cell(happening.after),
        text_to_cell(happening.detail[:LONGEST_DETAIL]),
        happening.origin.value,
    )


def _happenings(rows: Sequence[Sequence[Any]]) -> tuple[Happening, ...]:
    return tuple(_happening(row) for row in rows)


def _happening(row: Sequence[Any]) -> Happening:
    number, what, kind, repo, name, seen_at, not_before, before, after, detail, origin = row
    return Happening(
        What(what),
        moment_of(seen_at),
        thing_of(kind, repo, name),
        text_from_cell(before),
        text_from_cell(after),
        text_from_cell(detail),
        Origin(origin),
        None if not_before is None else moment_of(not_before),
        number,
    )
