"""Which things a repository was seen to hold, and with which configuration: what appears, vanishes or changes."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Origin, Thing, What
from breadtui.domain.names import JobKey
from breadtui.journal.tables.cells import moment_of, text_to_cell
from breadtui.journal.tables.happenings import put_happening, thing_cells, thing_of

_LISTED = ""
"""The name under which it is kept when things of a kind were listed: first, and last."""

_KNOWN = "SELECT name, last_seen_at FROM things WHERE repo = ? AND kind = ? AND is_there = 1"
_LISTED_AT = "SELECT first_seen_at, last_seen_at FROM things WHERE repo = ? AND kind = ? AND name = ''"
_THERE = """INSERT INTO things (repo, kind, name, is_there, first_seen_at, last_seen_at) VALUES (?, ?, ?, 1, ?, ?)
    ON CONFLICT (repo, kind, name) DO UPDATE SET
    is_there = 1, last_seen_at = max(last_seen_at, excluded.last_seen_at)"""
_NEW_AGAIN = """INSERT INTO things (repo, kind, name, is_there, first_seen_at, last_seen_at) VALUES (?, ?, ?, 1, ?, ?)
    ON CONFLICT (repo, kind, name) DO UPDATE SET
    is_there = 1, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, config = NULL"""
_GONE = "UPDATE things SET is_there = 0, last_seen_at = ?, config = NULL WHERE repo = ? AND kind = ? AND name = ?"
_ONE = "SELECT is_there, first_seen_at, config FROM things WHERE repo = ? AND kind = ? AND name = ?"
_CONFIG = "UPDATE things SET config = ? WHERE repo = ? AND kind = ? AND name = ?"


def put_listing(connection: sqlite3.Connection, listing: Listing) -> None:
    """Keep what is there; what is new or gone since the last listing is a happening, of a first listing nothing is."""
    repo, kind, moment = text_to_cell(listing.repo), listing.kind, listing.seen_at.timestamp()
    listed = connection.execute(_LISTED_AT, (repo, kind)).fetchone()
    known = {name for name, _ in connection.execute(_KNOWN, (repo, kind)) if name != _LISTED}
    names = {text_to_cell(name) for name in listing.names}
    if listed is not None and listing.seen_at < moment_of(listed[1]):
        return  # an older answer that came late knows less
    not_before = None if listed is None else moment_of(listed[1])
    for name in sorted(names - known):
        connection.execute(_NEW_AGAIN, (repo, kind, name, moment, moment))
        if listed is not None:
            _tell(connection, What.APPEARED, _listed(kind, repo, name), listing.seen_at, not_before)
    for name in sorted(known - names):
        connection.execute(_GONE, (moment, repo, kind, name))
        _tell(connection, What.VANISHED, _listed(kind, repo, name), listing.seen_at, not_before)
    connection.execute(_THERE, (repo, kind, _LISTED, moment, moment))


def put_own_change(connection: sqlite3.Connection, happening: Happening) -> None:
    """Keep that a thing was made or deleted from here, so that the next listing does not tell it again."""
    cells, moment = thing_cells(happening.about), happening.seen_at.timestamp()
    if happening.what is What.APPEARED:
        connection.execute(_NEW_AGAIN, (*cells, moment, moment))
    else:
        connection.execute(_GONE, (moment, *cells))
    put_happening(connection, happening)


def put_config(connection: sqlite3.Connection, seen: ConfigSighting) -> None:
    """Keep a configuration's digest; one that differs from the last known is a happening."""
    cells, moment = thing_cells(seen.about), seen.seen_at.timestamp()
    row = connection.execute(_ONE, cells).fetchone()
    if row is None:
        connection.execute(_THERE, (*cells, moment, moment))
    known = None if row is None else row[2]
    if known == seen.digest:
        return
    connection.execute(_CONFIG, (seen.digest, *cells))
    if known is not None or seen.detail:
        told = Happening(What.CONFIG, seen.seen_at, seen.about, known or "", seen.digest, seen.detail)
        put_happening(connection, told)


def is_new_thing(connection: sqlite3.Connection, key: JobKey, at: datetime) -> bool:
    """Whether a bake was not there when the bakes of its repository were last listed before `at`."""
    repo, kind, _ = cells = thing_cells(key)
    listed = connection.execute(_LISTED_AT, (repo, kind)).fetchone()
    if listed is None or moment_of(listed[0]) >= at:
        return False
    row = connection.execute(_ONE, cells).fetchone()
    return row is None or moment_of(row[1]) >= at


def _listed(kind: str, repo_cell: str, name_cell: str) -> Thing | None:
    """A repository is listed under none, and is told as itself."""
    return thing_of(kind, repo_cell or name_cell, name_cell)


def _tell(
    connection: sqlite3.Connection, what: What, thing: Thing | None, at: datetime, not_before: datetime | None
) -> None:
    put_happening(connection, Happening(what, at, thing, origin=Origin.ELSEWHERE, not_before=not_before))
