"""Small facts of a session in the journal's file: what a person did here counts at once, whatever the disk says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeAlias

from breadtui.domain.json_values import Json
from breadtui.journal.journal_file import JournalFile
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.journal.tables.cells import text_to_cell

Change: TypeAlias = Callable[[Json], Json]

_PUT = "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class FactFile(JournalFile):
    """Facts by their names, which several windows may change."""

    def record_fact(self, name: str, value: Json) -> None:
        """Keep a small fact of this session; returns at once."""
        self.change_fact(name, lambda _kept: value)

    def change_fact(self, name: str, change: Change) -> None:
        """Keep what `change` makes of the fact as it is kept by then, other windows kept out; returns at once.

        One that cannot be read any more is begun anew.
        """
        waiting = self._fact_changes.setdefault(name, [])
        # An object of its own, so that the same change made twice is two.
        asked = partial(change)
        waiting.append(asked)
        self._put_in_turn("a fact of this session", lambda: self._make_change(name, waiting, asked))

    async def fact(self, name: str) -> Json:
        """A fact of the last session, with what was changed here and is not on disk yet; None where there is none."""
        return await self._read(lambda journal: _after(self._fact_changes.get(name, ()), _fact(journal, name)), None)

    def _make_change(self, name: str, waiting: list[Change], change: Change) -> None:
        def put(journal: sqlite3.Connection) -> None:
            kept: Json = None
            with suppress(Unreadable):
                kept = _fact(journal, name)
            journal.execute(_PUT, (text_to_cell(name), to_text(change(kept))))

        try:
            self._mended(partial(self._write, put))
        except (OSError, sqlite3.Error, MemoryError):
            raise  # it is tried again
        except BaseException:
            waiting.remove(change)
            raise
        waiting.remove(change)


def _fact(journal: sqlite3.Connection, name: str) -> Json:
    row = journal.execute("SELECT value FROM facts WHERE name = ?", (text_to_cell(name),)).fetchone()
    return None if row is None else from_text(row[0])


def _after(changes: Sequence[Change], kept: Json) -> Json:
    for change in tuple(changes):
        kept = change(kept)
    return kept
