"""How the recorder of an account says things stand, read in one glance by a program that does nothing else."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from breadtui.domain.answers import Recorder
from breadtui.journal.answered.recorder_row import recorder_of, row_of
from breadtui.journal.answered.rows import VERSION
from breadtui.journal.json_shapes import Unreadable

_PATIENCE_SECONDS = 0.1


def recorder_at(folder: Path, account_id: str, now: datetime) -> Recorder | None:
    """Who records the account now; None where nobody does, or it cannot be read at once."""
    path = folder / "journal" / f"{account_id}.answers.sqlite3"
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE_SECONDS)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                return None
            return recorder_of(row_of(connection), now)
        finally:
            connection.close()
    except (sqlite3.Error, Unreadable):
        return None
