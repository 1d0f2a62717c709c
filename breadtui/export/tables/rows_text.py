"""Rows of training data as texts: a line of JSON each, a line of CSV each, or a page of Markdown."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from breadtui.domain.json_values import Json
from breadtui.domain.outputs.conversation import Answer, OutputRow, Side, read_row
from breadtui.export.markdown_text import code, document, fenced

CSV_COLUMNS = (
    "row",
    "question",
    "answer",
    "thinking",
    "tool_calls",
    "finish_reason",
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
)


class RowForm(Enum):
    """How rows are written out; the value is also the ending of a file."""

    JSONL = "jsonl"
    CSV = "csv"


def head_of(form: RowForm) -> str:
    """What stands before the rows."""
    return _csv_line(CSV_COLUMNS) if form is RowForm.CSV else ""


def line_of(form: RowForm, place: int, row: Json) -> str:
    """A row with its line end: as the service sent it, or its question and answer in columns."""
    return _csv_line(_cells(place, read_row(row))) if form is RowForm.CSV else f"{row_json(row)}\n"


def row_json(row: Json, indent: int | None = None) -> str:
    """A row as JSON; what UTF-8 cannot carry is escaped, a figure that is no number becomes null."""
    try:
        text = json.dumps(row, ensure_ascii=False, allow_nan=False, indent=indent, default=dict)
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(row, allow_nan=False, indent=indent, default=dict)
    except ValueError:
        return row_json(_finite(row), indent)
    return text


def row_markdown(place: int, raw: Json) -> str:
    """A row as a page: question, thinking, answer, calls, then what teacher and student were told."""
    row = read_row(raw)
    blocks: list[list[str]] = [[f"# Row {place + 1}"], ["## Question"], _block(row.question)]
    if row.answer is not None:
        blocks += _answer_blocks(row.answer)
    blocks += _side_blocks("Teacher prompt", row.teacher)
    blocks += _side_blocks("Student prompt", row.student)
    if not row.is_known:
        blocks += [["## JSON"], fenced(row_json(raw, indent=2).split("\n"), "json")]
    return document(*blocks)


def _answer_blocks(answer: Answer) -> list[list[str]]:
    blocks = [["## Thinking"], _block(answer.thinking)] if answer.thinking else []
    blocks.append(["## Answer"])
    if answer.text or not answer.tool_calls:
        blocks.append(_block(answer.text))
    return [*blocks, *(_block(f"{call.name}({call.arguments})") for call in answer.tool_calls)]


def _side_blocks(name: str, side: Side | None) -> list[list[str]]:
    if side is None or not side.prompt:
        return []
    messages = [block for one in side.prompt for block in ([code(one.role or "?")], _block(one.text))]
    return [[f"## {name}"], *messages]


def _block(text: str) -> list[str]:
    return fenced(text.split("\n")) if text else ["(empty)"]


def _cells(place: int, row: OutputRow) -> Sequence[str | int | None]:
    answer = row.answer
    if answer is None:
        return (place + 1, row.question, *([None] * (len(CSV_COLUMNS) - 2)))
    calls = [{"name": call.name, "arguments": call.arguments} for call in answer.tool_calls]
    return (
        place + 1,
        row.question,
        answer.text,
        answer.thinking,
        row_json(calls) if calls else None,
        answer.finish_reason,
        answer.prompt_tokens,
        answer.completion_tokens,
        answer.total_tokens,
    )


def _csv_line(cells: Sequence[str | int | None]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _finite(value: Json) -> Json:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return value


class RowLines:
    """Writes rows to whatever takes text."""

    def __init__(self, form: RowForm, write: Callable[[str], object]) -> None:
        self._form = form
        self._write = write
        if head := head_of(form):
            write(head)

    def put(self, place: int, row: Json) -> None:
        """Write a row."""
        self._write(line_of(self._form, place, row))
