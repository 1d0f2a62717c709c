"""What `:sweep` takes: `FIELD=V1,V2` for a column with its values, `FIELD` for an empty one."""

from __future__ import annotations

import shlex

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey
from breadtui.domain.sweep.columns import NoColumn, column_named, columns_for
from breadtui.domain.sweep.sheet import Sheet, TooMany, sheet_from

FORM = "sweep [FIELD=V1,V2,…] …"


class NoSweep(Exception):
    """Words that make no sheet; the message says what is wrong."""


def sheet_asked(words: str, base: JobKey, config: JsonObject) -> Sheet:
    """The sheet that the words describe: a row for every combination. Raises: NoSweep.

    Values are separated by commas; those with blanks in them are put into quotes.
    """
    try:
        parts = shlex.split(words)
        pairs = [
            (name, text.split(",") if mark else []) for name, mark, text in (part.partition("=") for part in parts)
        ]
        fields = [(column_named(name, config), values) for name, values in pairs]
    except ValueError as problem:
        raise NoSweep(f"{problem}: {FORM}") from None
    except NoColumn as problem:
        raise NoSweep(str(problem)) from None
    sheet = sheet_from(base, config, (field for field, _ in fields))
    values = {field.label: [value.strip() for value in given if value.strip()] for field, given in fields}
    try:
        return sheet.filled(values)
    except TooMany as problem:
        raise NoSweep(str(problem)) from None


def sweep_completions(rest: str, config: JsonObject) -> tuple[str, ...]:
    """Whole texts that the words may become: the last one a field of the bake."""
    head, blank, last = rest.rpartition(" ")
    if "=" in last:
        return ()
    labels = (field.label for field in columns_for(config))
    return tuple(f"{head}{blank}{label}=" for label in labels if label.startswith(last))
