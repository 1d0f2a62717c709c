"""Who records an account, and what its windows wish to see: one row each, and whether the process still lives."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from breadtui.domain.answers import Bearing, Recorder, Tally
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.answered.as_json import error_from_json, error_to_json
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.owners import Owner, Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.journal.tables.cells import moment_of
from breadtui.values import parts_of

ALIVE_SECONDS = 10.0
"""A recorder says so often that it is alive."""

SILENT_SECONDS = 30.0
"""One that said nothing for so long is not waited for: it hangs, or its machine sleeps."""

FORSAKEN_SECONDS = 180.0
"""The recorder of another machine, and a window's wishes, are given up after so long."""

_ROW = "SELECT epoch, owner, began_at, alive_at, repos, trouble, quiet_until, tally FROM recorder"
_CLAIM = "INSERT OR REPLACE INTO recorder (one, epoch, owner, began_at, alive_at) VALUES (1, ?, ?, ?, ?)"
_STAY = "UPDATE recorder SET alive_at = ?, repos = ?, trouble = ?, quiet_until = ?, tally = ? WHERE epoch = ?"
_WISH = """INSERT INTO wishes (process, owner, at, wished) VALUES (?, ?, ?, ?)
    ON CONFLICT (process) DO UPDATE SET at = excluded.at, wished = excluded.wished"""

Row = tuple[Any, ...]


def row_of(connection: sqlite3.Connection) -> Row | None:
    """The recorder's row as it stands."""
    found: Row | None = connection.execute(_ROW).fetchone()
    return found


def recorder_of(row: Row | None, now: datetime) -> Recorder | None:
    """The recorder that a row names; None where it is gone. Raises: Unreadable."""
    if row is None:
        return None
    owner = _owner(row[1])
    standing, alive_at = standing_of(owner), moment_of(row[3])
    if owner is None or standing is Standing.GONE:
        return None
    return Recorder(
        row[0],
        owner.pid,
        now - alive_at < timedelta(seconds=SILENT_SECONDS),
        moment_of(row[2]),
        alive_at,
        _bearing(*row[4:]),
    )


def _bearing(repos: str | None, trouble: str | None, quiet_until: float | None, tally: str | None) -> Bearing:
    return Bearing(
        None if repos is None else frozenset(map(RepoName, _texts(repos))),
        None if trouble is None else error_from_json(from_text(trouble)),
        None if quiet_until is None else moment_of(quiet_until),
        None if tally is None else tally_from_json(from_text(tally)),
    )


def is_free(row: Row | None, now: datetime) -> bool:
    """Nobody records, or whoever did is gone; one of another machine is given some minutes."""
    if row is None:
        return True
    standing = standing_of(_owner(row[1]))
    if standing is Standing.ELSEWHERE:
        return now - moment_of(row[3]) > timedelta(seconds=FORSAKEN_SECONDS)
    return standing in {Standing.SELF, Standing.GONE}


def claim(connection: sqlite3.Connection, at: datetime) -> str:
    """Become the recorder; what is returned is the epoch."""
    epoch = uuid4().hex
    connection.execute(_CLAIM, (epoch, json.dumps(this_process().to_json()), at.timestamp(), at.timestamp()))
    return epoch


def is_held(connection: sqlite3.Connection, epoch: str) -> bool:
    """The recorder of `epoch` still is the recorder."""
    row = connection.execute("SELECT 1 FROM recorder WHERE epoch = ?", (epoch,)).fetchone()
    return row is not None


def stay(connection: sqlite3.Connection, epoch: str, at: datetime, bearing: Bearing) -> bool:
    """Say that the recorder of `epoch` is alive; False where it is not the recorder any more."""
    cells = (
        at.timestamp(),
        None if bearing.repos is None else to_text(sorted(bearing.repos)),
        None if bearing.trouble is None else to_text(error_to_json(bearing.trouble)),
        None if bearing.quiet_until is None else bearing.quiet_until.timestamp(),
        None if bearing.tally is None else to_text(tally_to_json(bearing.tally)),
    )
    return connection.execute(_STAY, (*cells, epoch)).rowcount == 1


def leave(connection: sqlite3.Connection, epoch: str) -> None:
    """Nobody records any more."""
    connection.execute("DELETE FROM recorder WHERE epoch = ?", (epoch,))


def put_wishes(connection: sqlite3.Connection, at: datetime, wished: frozenset[JobKey]) -> None:
    """What this process looks at, for the recorder."""
    owner = this_process()
    told = to_text([list(key) for key in sorted(wished)])
    connection.execute(_WISH, (owner.token, json.dumps(owner.to_json()), at.timestamp(), told))


def wishes_of(connection: sqlite3.Connection, now: datetime) -> frozenset[JobKey]:
    """The bakes whose metrics living windows look at; windows that are gone are forgotten."""
    found: set[JobKey] = set()
    for process, owner, at, wished in connection.execute("SELECT process, owner, at, wished FROM wishes").fetchall():
        is_old = now - moment_of(at) > timedelta(seconds=FORSAKEN_SECONDS)
        if is_old or standing_of(_owner(owner)) is Standing.GONE:
            connection.execute("DELETE FROM wishes WHERE process = ?", (process,))
            continue
        found.update(_keys(wished))
    return frozenset(found)


def tally_to_json(tally: Tally) -> Any:
    """The figures by their names."""
    return {**parts_of(tally), "at": tally.at.timestamp()}


def tally_from_json(told: Any) -> Tally:
    """The figures again. Raises: Unreadable."""
    try:
        return Tally(**{**told, "at": moment_of(told["at"])})
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise Unreadable("no tally") from error


def _owner(text: str) -> Owner | None:
    try:
        return owner_from(from_text(text))
    except Unreadable:
        return None


def _texts(text: str) -> list[str]:
    told = from_text(text)
    return [str(one) for one in told] if isinstance(told, list) else []


def _keys(text: str) -> list[JobKey]:
    told = from_text(text)
    if not isinstance(told, list):
        raise Unreadable("no wishes")
    try:
        return [JobKey(RepoName(str(repo)), Phase(phase), str(name)) for repo, phase, name in told]  # type: ignore[misc,arg-type,unused-ignore]
    except (TypeError, ValueError) as error:
        raise Unreadable("no wishes") from error
