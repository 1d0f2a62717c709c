"""A sheet of bakes to be created: a row each, a column for every field in which they differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import TypeVar

from breadtui.domain.forms.fields import Field
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import LONGEST_NAME, JobKey
from breadtui.domain.sweep.columns import short_name
from breadtui.values import dataclass, replace

NAME = -1
"""The column of the names."""

MOST_ROWS = 500
T = TypeVar("T")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class TooMany(Exception):
    """More rows than one sheet takes; the message says how many."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bake: cells as they were typed, empty where it is as the base; a name that `is_given` stays."""

    name: str
    cells: tuple[str, ...]
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Bakes to be created from a base, which is their template. Every change gives another sheet."""

    base: JobKey
    config: JsonObject
    columns: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()

    def text_at(self, row: int, column: int) -> str:
        """What stands in a cell."""
        return self.rows[row].name if column == NAME else self.rows[row].cells[column]

    def with_text(self, row: int, column: int, text: str) -> Sheet:
        """With other text in a cell; an emptied name is proposed again."""
        old, text = self.rows[row], text.strip()
        if column == NAME:
            return self.with_row(row, replace(old, name=text, is_given=bool(text)))
        cells = tuple(text if at == column else cell for at, cell in enumerate(old.cells))
        return self.with_row(row, replace(old, cells=cells))

    def with_column(self, field: Field) -> Sheet:
        """With one more column, empty; unchanged where it is there."""
        if any(column.place == field.place for column in self.columns):
            return self
        rows = tuple(replace(row, cells=(*row.cells, "")) for row in self.rows)
        return replace(self, columns=(*self.columns, field), rows=rows)

    def without_column(self, column: int) -> Sheet:
        """Without a column and what stood there."""
        rows = tuple(replace(row, cells=_without(row.cells, column)) for row in self.rows)
        return replace(self, columns=_without(self.columns, column), rows=rows)

    def with_row_after(self, row: int, like: Row | None = None) -> Sheet:
        """With one more row below `row`, with the cells of `like` or empty. Raises: TooMany."""
        new = Row("", like.cells if like is not None else ("",) * len(self.columns))
        return self._with_rows((*self.rows[: row + 1], new, *self.rows[row + 1 :]))

    def without_row(self, row: int) -> Sheet:
        """Without a row."""
        return replace(self, rows=_without(self.rows, row))

    def filled(self, values: Mapping[str, Sequence[str]]) -> Sheet:
        """A row for every combination of the values, by the columns' labels, the last varying fastest.

        Columns that are not named stay empty. Raises: TooMany.
        """
        choices = [tuple(values.get(column.label) or ("",)) for column in self.columns]
        count = 1
        for choice in choices:
            count *= len(choice)
        if count > MOST_ROWS:
            raise TooMany(f"that would be {count} bakes; a sheet takes {MOST_ROWS}")
        return replace(self, rows=tuple(Row("", cells) for cells in product(*choices)))

    def pasted(self, row: int, column: int, table: Sequence[Sequence[str]]) -> Sheet:
        """With a table laid over the cells from there on; rows are added below, what is too wide is cut.

        Raises: TooMany.
        """
        sheet = self
        while len(sheet.rows) < row + len(table):
            sheet = sheet.with_row_after(len(sheet.rows) - 1)
        for down, line in enumerate(table):
            for right, text in enumerate(line[: len(self.columns) - column]):
                sheet = sheet.with_text(row + down, column + right, text)
        return sheet

    def named(self, taken: Collection[str] = ()) -> Sheet:
        """With a name proposed for every row that was not given one: from the values that vary, unlike all others."""
        varying = self._varying()
        used = {*taken, *(row.name for row in self.rows if row.is_given)}
        rows: list[Row] = []
        for row in self.rows:
            name = row.name if row.is_given else _free(self._proposed(row, varying), used)
            used.add(name)
            rows.append(replace(row, name=name))
        return replace(self, rows=tuple(rows))

    def pinned(self, names: Collection[str]) -> Sheet:
        """With these names as given: bakes that were created are called so for good."""
        if all(row.is_given for row in self.rows if row.name in names):
            return self
        return replace(self, rows=tuple(replace(row, is_given=row.is_given or row.name in names) for row in self.rows))

    def _varying(self) -> frozenset[int]:
        """The columns in which rows differ; all where none do."""
        found = {at for at in range(len(self.columns)) if len({row.cells[at] for row in self.rows}) > 1}
        return frozenset(found or range(len(self.columns)))

    def _proposed(self, row: Row, varying: Collection[int]) -> str:
        named = ((at, cell) for at, cell in enumerate(row.cells) if at in varying and cell.strip())
        parts = [f"{short_name(self.columns[at])}{cell}" for at, cell in named]
        tail = _NOT_IN_NAMES.sub("-", "_".join(parts)).strip("-")
        room = LONGEST_NAME - 8
        return f"{self.base.name[: max(room - len(tail) - 1, 8)]}_{tail or 'sweep'}"[:room]

    def with_row(self, at: int, row: Row) -> Sheet:
        """With another row in the place of one."""
        return replace(self, rows=(*self.rows[:at], row, *self.rows[at + 1 :]))

    def _with_rows(self, rows: tuple[Row, ...]) -> Sheet:
        if len(rows) > MOST_ROWS:
            raise TooMany(f"a sheet takes {MOST_ROWS} bakes")
        return replace(self, rows=rows)


def _free(name: str, used: Collection[str]) -> str:
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def _without(items: tuple[T, ...], at: int) -> tuple[T, ...]:
    return (*items[:at], *items[at + 1 :])


def sheet_from(base: JobKey, config: JsonObject, fields: Iterable[Field]) -> Sheet:
    """An empty sheet with these columns, each once."""
    sheet = Sheet(base, config)
    for field in fields:
        sheet = sheet.with_column(field)
    return sheet
