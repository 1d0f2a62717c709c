"""Remakings of bakes on disk, each driven by one process at a time."""

from __future__ import annotations

import json
import sqlite3

from breadtui.domain.json_values import Json
from breadtui.journal.journal_file import JournalFile
from breadtui.journal.owners import Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import Unreadable, from_text, to_text
from breadtui.journal.rows import text_to_cell

FREE = frozenset({Standing.SELF, Standing.GONE})


class RecreationFile(JournalFile):
    """Keeps remakings as JSON by their ids, each with the process that drives it, if any."""

    def keep_recreation(self, run_id: str, body: Json, *, is_driven: bool) -> None:
        """Keep how far a remaking is, and whether this process drives it; returns at once."""
        cells = (text_to_cell(run_id), to_text(body), _own() if is_driven else None)
        self._record("how far a plan is", lambda journal: _put(journal, cells), slot=("recreation", run_id))

    def forget_recreation(self, run_id: str) -> None:
        """Keep nothing of a remaking any more; returns at once."""
        cell = text_to_cell(run_id)
        self._record("the end of a plan", lambda journal: _drop(journal, cell), slot=("recreation", run_id))

    async def claim_recreation(self, run_id: str, *, is_asked: bool = False) -> bool:
        """Become the one that drives a remaking; False where another living process does.

        One of another machine counts as living unless a person asks. Where the disk cannot be used, nobody is kept
        from driving.
        """
        cell = text_to_cell(run_id)
        return await self._change(lambda journal: _claimed(journal, cell, is_asked=is_asked), otherwise=True)

    async def kept_recreations(self) -> tuple[Json, ...]:
        """All remakings as they were kept, oldest first."""
        return await self._read(_bodies, ())


def _own() -> str:
    return json.dumps(this_process().to_json())


def _put(journal: sqlite3.Connection, cells: tuple[str, str, str | None]) -> None:
    journal.execute(
        "INSERT INTO recreations (id, body, owner) VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET body = excluded.body, owner = excluded.owner",
        cells,
    )


def _drop(journal: sqlite3.Connection, cell: str) -> None:
    journal.execute("DELETE FROM recreations WHERE id = ?", (cell,))


def _claimed(journal: sqlite3.Connection, cell: str, *, is_asked: bool) -> bool:
    row = journal.execute("SELECT owner FROM recreations WHERE id = ?", (cell,)).fetchone()
    if row is not None and row[0] is not None:
        standing = _standing(row[0])
        if standing not in FREE and not (is_asked and standing is Standing.ELSEWHERE):
            return False
    journal.execute(
        "INSERT INTO recreations (id, body, owner) VALUES (?, 'null', ?) "
        "ON CONFLICT (id) DO UPDATE SET owner = excluded.owner",
        (cell, _own()),
    )
    return True


def _standing(owner: str) -> Standing:
    try:
        return standing_of(owner_from(from_text(owner)))
    except Unreadable:
        return Standing.GONE


def _bodies(journal: sqlite3.Connection) -> tuple[Json, ...]:
    texts = [row[0] for row in journal.execute("SELECT body FROM recreations ORDER BY number")]
    return tuple(body for text in texts if (body := _body(text)) is not None)


def _body(text: str) -> Json:
    try:
        return from_text(text)
    except Unreadable:
        return None
