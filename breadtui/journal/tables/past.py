"""The past of prompts as rows of the journal and back: stays of their texts, and what was written from here."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from breadtui.domain.happenings import Happening, Origin, What
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.past import PromptPast, PromptStay, PromptWrite
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import PromptSighting
from breadtui.journal.prompt_json import from_text, prompt_from_json
from breadtui.journal.tables.cells import moment_of, text_from_cell, text_to_cell
from breadtui.journal.tables.happenings import put_happening
from breadtui.journal.tables.sightings import put_version, text_hash
from breadtui.journal.tables.things import put_own_change

_WRITTEN = """UPDATE happenings SET origin = 'here' WHERE number = (
    SELECT max(number) FROM happenings WHERE repo = ? AND kind = 'prompt' AND name = ? AND what = 'text')
    AND after = ?"""
_LAST_STAY = """SELECT number, text_hash, last_seen_at FROM prompt_stays
    WHERE repo = ? AND name = ? ORDER BY last_seen_at DESC, number DESC LIMIT 1"""
_DELETED_SINCE = """SELECT 1 FROM prompt_writes
    WHERE repo = ? AND name = ? AND after_hash IS NULL AND written_at >= ? LIMIT 1"""
_SEEN_AGAIN = """UPDATE prompt_stays
    SET last_seen_at = max(last_seen_at, ?), looks = looks + 1 WHERE number = ?"""
_NEW_STAY = """INSERT INTO prompt_stays (repo, name, text_hash, first_seen_at, last_seen_at, looks)
    VALUES (?, ?, ?, ?, ?, 1)"""
_STAYS = """SELECT body, stay.first_seen_at, stay.last_seen_at, looks FROM prompt_stays AS stay
    JOIN prompt_versions USING (repo, name, text_hash)
    WHERE repo = ? AND name = ? ORDER BY stay.first_seen_at, stay.number"""
_NEW_WRITE = """INSERT INTO prompt_writes (repo, name, before_hash, after_hash, written_at, is_closed)
    VALUES (?, ?, ?, ?, ?, ?)"""
_CLOSE = "UPDATE prompt_writes SET is_closed = 1 WHERE repo = ? AND name = ? AND written_at = ?"
_WRITES = """SELECT write.repo, write.name, write.written_at, before.body, after.body, is_closed
    FROM prompt_writes AS write
    LEFT JOIN prompt_versions AS before
        ON before.repo = write.repo AND before.name = write.name AND before.text_hash = before_hash
    LEFT JOIN prompt_versions AS after
        ON after.repo = write.repo AND after.name = write.name AND after.text_hash = after_hash"""
_LAST_LOOK = """SELECT body, stay.last_seen_at FROM prompt_stays AS stay
    JOIN prompt_versions USING (repo, name, text_hash)
    WHERE repo = ? AND name = ? ORDER BY stay.last_seen_at DESC, stay.number DESC LIMIT 1"""
_WRITES_OF = f"{_WRITES} WHERE write.repo = ? AND write.name = ? ORDER BY write.written_at, write.number"
_LAST_WRITE = f"{_WRITES} WHERE is_closed = 0 ORDER BY write.written_at DESC, write.number DESC LIMIT 1"


def put_stay(connection: sqlite3.Connection, sighting: PromptSighting) -> None:
    """Keep the text once, and that it was seen: a look more where it is the last one seen, else a new stay."""
    cells, text = _cells(sighting.key), text_hash(sighting.prompt)
    moment = sighting.seen_at.timestamp()
    put_version(connection, sighting)
    last = connection.execute(_LAST_STAY, cells).fetchone()
    if last is not None and last[1] == text and not connection.execute(_DELETED_SINCE, (*cells, last[2])).fetchone():
        connection.execute(_SEEN_AGAIN, (moment, last[0]))
        return
    connection.execute(_NEW_STAY, (*cells, text, moment, moment))
    if last is not None:
        not_before = moment_of(last[2])
        told = Happening(What.TEXT, sighting.seen_at, sighting.key, last[1], text, "", Origin.ELSEWHERE, not_before)
        put_happening(connection, told)


def put_write(connection: sqlite3.Connection, write: PromptWrite) -> None:
    """Keep what was written from here, with the texts before and after."""
    hashes = [_kept(connection, write, side) for side in (write.before, write.after)]
    connection.execute(_NEW_WRITE, (*_cells(write.key), *hashes, write.at.timestamp(), write.is_closed))
    _tell_written(connection, write, hashes)


def _tell_written(connection: sqlite3.Connection, write: PromptWrite, hashes: Sequence[str | None]) -> None:
    """What was written is a happening of ours; reading it back may have told the text already as somebody's."""
    before, after = hashes
    if before is not None and after is not None:
        told = Happening(What.TEXT, write.at, write.key, before, after, origin=Origin.HERE)
        if not put_happening(connection, told):
            connection.execute(_WRITTEN, (*_cells(write.key), after))
        return
    what = What.VANISHED if after is None else What.APPEARED
    put_own_change(connection, Happening(what, write.at, write.key, origin=Origin.HERE))


def close_write(connection: sqlite3.Connection, write: PromptWrite) -> None:
    """Keep that a write was undone."""
    connection.execute(_CLOSE, (*_cells(write.key), write.at.timestamp()))


def past_of(connection: sqlite3.Connection, key: PromptKey) -> PromptPast:
    """What is known of one prompt, oldest first. Raises: Unreadable."""
    stays = connection.execute(_STAYS, _cells(key)).fetchall()
    writes = connection.execute(_WRITES_OF, _cells(key)).fetchall()
    return PromptPast(
        key,
        tuple(
            PromptStay(_prompt(body), moment_of(first), moment_of(last), looks) for body, first, last, looks in stays
        ),
        tuple(_write(row) for row in writes),
    )


def last_look(connection: sqlite3.Connection, key: PromptKey) -> PromptSighting | None:
    """The text that was seen last, and when. Raises: Unreadable."""
    row = connection.execute(_LAST_LOOK, _cells(key)).fetchone()
    return None if row is None else PromptSighting(key, moment_of(row[1]), _prompt(row[0]))


def last_write(connection: sqlite3.Connection) -> PromptWrite | None:
    """The newest write that can be undone. Raises: Unreadable."""
    row = connection.execute(_LAST_WRITE).fetchone()
    return None if row is None else _write(row)


def _kept(connection: sqlite3.Connection, write: PromptWrite, side: Prompt | None) -> str | None:
    if side is None:
        return None
    put_version(connection, PromptSighting(write.key, write.at, side))
    return text_hash(side)


def _write(row: tuple[str, str, float, str | None, str | None, int]) -> PromptWrite:
    repo, name, at, before, after, is_closed = row
    key = PromptKey(RepoName(text_from_cell(repo)), PromptName(text_from_cell(name)))
    sides = [None if body is None else _prompt(body) for body in (before, after)]
    return PromptWrite(key, moment_of(at), sides[0], sides[1], bool(is_closed))


def _cells(key: PromptKey) -> tuple[str, str]:
    return text_to_cell(key.repo), text_to_cell(key.name)


def _prompt(body: str) -> Prompt:
    return prompt_from_json(from_text(body))
