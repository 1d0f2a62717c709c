"""A sheet as text and back: CSV with a heading for files, tab-separated cells for the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from breadtui.domain.sweep.columns import NoColumn, column_named
from breadtui.domain.sweep.sheet import MOST_ROWS, NAME, Row, Sheet, TooMany, sheet_from

NAME_HEADING = "name"


class NoSheet(Exception):
    """A text that is no sheet; the message says in which line, and why."""


def cells_text(sheet: Sheet) -> str:
    """All cells separated by tabs, the names first, without a heading: what a spreadsheet takes and gives."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows((row.name, *row.cells) for row in sheet.rows)
    return out.getvalue()


def table_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of pasted text: tabs between them, a line each; quotes may hold either. Never fails."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    try:
        return tuple(tuple(line) for line in csv.reader(lines, delimiter="\t", strict=True))
    except csv.Error:
        return tuple(tuple(line.split("\t")) for line in lines)


def sheet_csv(sheet: Sheet) -> str:
    """The sheet as CSV (RFC 4180 but for its line ends), names in the first column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((NAME_HEADING, *(column.label for column in sheet.columns)))
    writer.writerows((row.name, *row.cells) for row in sheet.rows)
    return out.getvalue()


def read_csv(text: str, like: Sheet) -> Sheet:
    """The sheet that a CSV describes, on the base of `like`. Names may be missing. Raises: NoSheet."""
    lines = _lines(text)
    if not lines:
        raise NoSheet("the file is empty")
    headings = [heading.strip() for heading in lines[0]]
    if len(set(headings)) < len(headings):
        raise NoSheet("line 1: two columns have the same heading")
    try:
        fields = [column_named(heading, like.config) for heading in headings if heading != NAME_HEADING]
    except NoColumn as problem:
        raise NoSheet(f"line 1: {problem}") from None
    sheet = sheet_from(like.base, like.config, fields)
    if len(sheet.columns) < len(fields):
        raise NoSheet("line 1: two headings mean the same field")
    return _with_rows(sheet, headings, lines[1:])


def _with_rows(sheet: Sheet, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> Sheet:
    places = [at for at, heading in enumerate(headings) if heading != NAME_HEADING]
    name_at = headings.index(NAME_HEADING) if NAME_HEADING in headings else NAME
    if len(lines) > MOST_ROWS:
        raise NoSheet(f"{len(lines)} rows; a sheet takes {MOST_ROWS}")
    for number, line in enumerate(lines, start=2):
        if len(line) != len(headings):
            raise NoSheet(f"line {number}: {len(line)} cells under {len(headings)} headings")
        name = line[name_at].strip() if name_at != NAME else ""
        row = Row(name, tuple(line[at].strip() for at in places), is_given=bool(name))
        try:
            sheet = sheet.with_row_after(len(sheet.rows) - 1)
        except TooMany as problem:
            raise NoSheet(str(problem)) from None
        sheet = sheet.with_row(len(sheet.rows) - 1, row)
    return sheet


def _lines(text: str) -> list[list[str]]:
    try:
        return [line for line in csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True) if any(line)]
    except csv.Error as problem:
        raise NoSheet(f"no CSV: {problem}") from None
