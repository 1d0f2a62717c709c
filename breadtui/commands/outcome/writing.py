"""What a command writes: JSON for programs, aligned columns for people, nothing a terminal would obey."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TextIO

from breadtui.domain.json_values import Json
from breadtui.domain.unsafe_text import visible_line


def put_json(out: TextIO, value: Json) -> None:
    """One line of ASCII JSON; a figure that is not a number becomes null, which every reader takes."""
    try:
        text = json.dumps(value, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), allow_nan=False)
    out.write(text + "\n")
    out.flush()


def put_line(out: TextIO, line: str) -> None:
    """One line of text, made harmless."""
    out.write(visible_line(line) + "\n")
    out.flush()


def put_columns(out: TextIO, rows: Sequence[Sequence[str]], numeric: frozenset[int] = frozenset()) -> None:
    """Rows with their columns aligned, those in `numeric` to the right; text is made harmless."""
    shown = [[visible_line(cell) for cell in row] for row in rows]
    widths = [max(cells_of(cell) for cell in column) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [_padded(cell, widths[place], place in numeric) for place, cell in enumerate(row)]
        out.write("  ".join(cells).rstrip() + "\n")
    out.flush()


def cells_of(text: str) -> int:
    """How many cells a terminal gives to a text, near enough for columns."""
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, width: int, is_right: bool) -> str:
    gap = " " * (width - cells_of(text))
    return gap + text if is_right else text + gap


def _finite(value: Json) -> Json:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(each) for each in value]
    return value
