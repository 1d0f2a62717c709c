"""Runs of plans on disk, bakes remade and chains of jobs, each driven by one process at a time."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress

from breadtui.domain.json_values import Json
from breadtui.domain.kept import KeptRun, Look, Part
from breadtui.journal.journal_file import JournalFile, Write
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.owners import Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.journal.tables.cells import text_from_cell, text_to_cell

WRITTEN_SECONDS = 5.0
FREE = frozenset({Standing.SELF, Standing.GONE})

_KEEP = """INSERT INTO recreations (id, body, owner) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
    body = excluded.body, owner = excluded.owner, head = NULL, moves = moves + 1"""
_CLAIM = """INSERT INTO recreations (id, body, owner) VALUES (?, 'null', ?)
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, moves = moves + 1"""
_MOVE = "UPDATE recreations SET head = ?, owner = ?, moves = moves + 1 WHERE id = ?"
_MOVE_PART = """INSERT INTO recreation_parts (id, kind, name, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (id, kind, name) DO UPDATE SET body = excluded.body"""


class PlanRunFile(JournalFile):
    """Keeps runs as JSON by their ids, each with the process that drives it, if any.

    A run is written whole once; what moves is written beside it, since its plan may be large.
    """

    def keep_plan_run(self, run_id: str, body: Json, *, is_driven: bool) -> None:
        """Keep a run whole, and whether this process drives it; returns at once."""
        cells = (text_to_cell(run_id), to_text(body), _own() if is_driven else None)
        self._record("how far a plan is", lambda journal: _keep(journal, cells), slot=("recreation", run_id))

    def move_plan_run(self, run_id: str, head: Json, parts: Mapping[Part, Json], *, is_driven: bool) -> None:
        """Keep what moved of a run that was kept whole: its head, and each part by itself; returns at once."""
        cell, owner, text = text_to_cell(run_id), _own() if is_driven else None, to_text(head)
        for part, body in parts.items():
            cells = (cell, part.kind, text_to_cell(part.name), to_text(body))
            self._record("how far a plan is", _writing(_MOVE_PART, cells), slot=("recreation", run_id, part))
        self._record("how far a plan is", _writing(_MOVE, (text, owner, cell)), slot=("recreation head", run_id))

    def forget_plan_run(self, run_id: str) -> None:
        """Keep nothing of a run any more; returns at once."""
        cell = text_to_cell(run_id)
        self._record("the end of a plan", lambda journal: _drop(journal, cell), slot=("recreation", run_id))

    async def claim_plan_run(self, run_id: str, *, is_asked: bool = False, known: Look | None = None) -> bool:
        """Become the one that drives a run; False where another living process does, or it moved since it was `known`.

        One of another machine counts as living unless a person asks. Where the disk cannot be used, nobody is kept
        from driving.
        """
        cell = text_to_cell(run_id)

        def claimed(journal: sqlite3.Connection) -> bool:
            is_as_known = known is None or _moves(journal, cell) == known.moves
            return is_as_known and _claimed(journal, cell, is_asked=is_asked)

        return await self._change(claimed, otherwise=True)

    async def plan_runs_written(self) -> None:
        """Until what was kept of runs is on disk; a disk that refuses is not waited for, one that hangs not long."""
        asked = asyncio.wrap_future(self._disk.ask(lambda: None))
        with suppress(TimeoutError):
            await asyncio.wait_for(asked, WRITTEN_SECONDS)

    async def kept_plan_runs(self, known: Mapping[str, Look] | None = None) -> tuple[KeptRun, ...]:
        """The runs, oldest first, without those that look as they are known by their ids."""
        looks = dict(known or {})
        return await self._read(lambda journal: tuple(_kept(journal, looks)), ())


def _own() -> str:
    return json.dumps(this_process().to_json())


def _writing(statement: str, cells: tuple[str | None, ...]) -> Write:
    def write(journal: sqlite3.Connection) -> None:
        journal.execute(statement, cells)

    return write


def _keep(journal: sqlite3.Connection, cells: tuple[str, str, str | None]) -> None:
    journal.execute(_KEEP, cells)
    journal.execute("DELETE FROM recreation_parts WHERE id = ?", cells[:1])


def _drop(journal: sqlite3.Connection, cell: str) -> None:
    journal.execute("DELETE FROM recreations WHERE id = ?", (cell,))
    journal.execute("DELETE FROM recreation_parts WHERE id = ?", (cell,))


def _moves(journal: sqlite3.Connection, cell: str) -> int | None:
    row = journal.execute("SELECT moves FROM recreations WHERE id = ?", (cell,)).fetchone()
    return None if row is None else int(row[0])


def _claimed(journal: sqlite3.Connection, cell: str, *, is_asked: bool) -> bool:
    row = journal.execute("SELECT owner FROM recreations WHERE id = ?", (cell,)).fetchone()
    if row is not None and row[0] is not None:
        standing = _standing(row[0])
        if standing not in FREE and not (is_asked and standing is Standing.ELSEWHERE):
            return False
    journal.execute(_CLAIM, (cell, _own()))
    return True


def _standing(owner: str) -> Standing:
    try:
        return standing_of(owner_from(from_text(owner)))
    except Unreadable:
        return Standing.GONE


def _kept(journal: sqlite3.Connection, known: Mapping[str, Look]) -> Iterator[KeptRun]:
    for cell, moves, owner in journal.execute("SELECT id, moves, owner FROM recreations ORDER BY number").fetchall():
        run_id, look = text_from_cell(cell), Look(moves, owner is not None and _standing(owner) not in FREE)
        if known.get(run_id) != look and (body := _body(journal, cell)) is not None:
            yield KeptRun(run_id, body, look)


def _body(journal: sqlite3.Connection, cell: str) -> Json:
    """The run with all that moved since it was kept whole; None where the text is not ours."""
    row = journal.execute("SELECT body, head FROM recreations WHERE id = ?", (cell,)).fetchone()
    parts = journal.execute("SELECT kind, name, body FROM recreation_parts WHERE id = ?", (cell,)).fetchall()
    try:
        whole, head = from_text(row[0]), None if row[1] is None else from_text(row[1])
        moved = [(kind, text_from_cell(name), from_text(body)) for kind, name, body in parts]
    except Unreadable:
        return None
    return _merged(whole, head, moved)


def _merged(whole: Json, head: Json, parts: list[tuple[str, str, Json]]) -> Json:
    if not isinstance(whole, dict):
        return whole
    merged: dict[str, Json] = {**whole, **(head if isinstance(head, dict) else {})}
    for kind, name, body in parts:
        before = merged.get(kind)
        merged[kind] = {**(before if isinstance(before, dict) else {}), name: body}
    return merged
