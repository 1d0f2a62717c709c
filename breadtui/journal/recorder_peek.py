"""How the recorder of an account says things stand, read in one glance by a program that does nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.domain.answers import Recorder

_PATIENCE_SECONDS = 0.1


def recorder_at(folder: Path, account_id: str, now: datetime) -> Recorder | None:
    """Who records the account now; None where nobody does, or it cannot be read at once."""
    path = folder / "journal" / f"{account_id}.answers.sqlite3"
    if not path.exists():
        return None
    # Where nobody records, the file is not there and none of this is worth loading.
    import sqlite3  # noqa: PLC0415

    from breadtui.journal.answered.recorder_row import recorder_of, row_of  # noqa: PLC0415
    from breadtui.journal.answered.rows import VERSION  # noqa: PLC0415
    from breadtui.journal.json_shapes import Unreadable  # noqa: PLC0415

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
