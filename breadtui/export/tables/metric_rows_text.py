"""A training log as texts: a list in JSON, an object a line, a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from enum import Enum
from math import isfinite

from breadtui.domain.metric.rows import MetricRows, names_of


class MetricForm(Enum):
    """How rows of metrics are written out; the value is also the ending of a file."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def metric_texts(rows: MetricRows, form: MetricForm) -> Iterator[str]:
    """The text of the rows, in their order, a row at a time.

    JSON is ASCII, and what is not finite is null in it; in CSV that is empty, as is what a row lacks or has as null,
    and a list or an object is its JSON.
    """
    match form:
        case MetricForm.JSON:
            return _json_texts(rows)
        case MetricForm.JSONL:
            return (f"{_json(row)}\n" for row in rows)
        case MetricForm.CSV:
            return _csv_texts(rows)


def _json_texts(rows: MetricRows) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + _json(row)
        before = ",\n"
    yield "\n]\n" if len(rows) else "[]\n"


def _csv_texts(rows: MetricRows) -> Iterator[str]:
    names = names_of(rows)
    yield _csv_line([_carried(name) for name in names])
    for row in rows:
        yield _csv_line([_cell(row.get(name)) for name in names])


def _json(value: object) -> str:
    try:
        return json.dumps(value, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), allow_nan=False)


def _cell(value: object) -> str | int | float | None:
    match value:
        case None:
            return None
        case bool() | list() | dict():
            return _json(value)
        case float():
            return value if isfinite(value) else None
        case int():
            return value
        case _:
            return _carried(str(value))


def _carried(text: str) -> str:
    """Halves of characters written out, since UTF-8 cannot carry them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _csv_line(cells: list[str] | list[str | int | float | None]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return value
