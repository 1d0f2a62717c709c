"""Rows of training data on their way to a file."""

from __future__ import annotations

from pathlib import Path

from breadtui.domain.json_values import Json
from breadtui.export.tables.rows_text import RowForm, RowLines
from breadtui.export.whole_file import WholeFile


class RowsFile(WholeFile):
    """Rows in a file that takes its name when it is whole. Raises: as `WholeFile`."""

    def __init__(self, path: Path, form: RowForm, *, replaces: bool = False) -> None:
        super().__init__(path, replaces=replaces)
        self._lines = RowLines(form, self.write)

    def put(self, place: int, row: Json) -> None:
        """Write a row. Raises: OSError."""
        self._lines.put(place, row)
