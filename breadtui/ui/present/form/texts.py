"""Values of fields that are written as a text of their own: JSON, or one text a line."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.forms.places import is_list
from breadtui.domain.forms.words import plain_json
from breadtui.domain.json_values import Json
from breadtui.export.prompts.json_text import json_text, json_value
from breadtui.export.prompts.shapes import Misread, Unwritable
from breadtui.ui.present.clean import clean
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says: a value, or the sentence and the place that is wrong (both count from 1).

    An empty text says None: nothing is given.
    """

    value: Json
    sentence: str
    is_wrong: bool = False
    line: int = 1
    column: int = 1


def lines_text(value: Json) -> str:
    """A list of texts, one a line; a line break inside one is written as an escape."""
    return "\n".join(_one_line(str(one)) for one in value) if is_list(value) else ""


def read_lines(text: str) -> Written:
    """One text a line, empty lines left out."""
    found = [_written_out(line.strip()) for line in text.split("\n") if line.strip()]
    return Written(found or None, f"{len(found)} {'line' if len(found) == 1 else 'lines'}")


def value_json(value: Json) -> str:
    """A value as JSON to edit; nothing for None, and for what JSON cannot say."""
    if value is None:
        return ""
    try:
        return json_text(plain_json(value))
    except Unwritable:
        return ""


def read_json(text: str, *, is_object: bool = False) -> Written:
    """The value of a JSON text; where `is_object`, nothing but an object will do."""
    if not text.strip():
        return Written(None, "nothing is given")
    try:
        value = json_value(text)
    except Misread as problem:
        return Written(None, clean(str(problem)), is_wrong=True, line=problem.line, column=problem.column)
    except RecursionError:
        return Written(None, "it is nested too deeply", is_wrong=True)
    if is_object and not isinstance(value, Mapping):
        return Written(None, "an object is wanted: { … }", is_wrong=True)
    return Written(value, "JSON as it should be")


def _one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")


def _written_out(line: str) -> str:
    out, rest = "", line
    while (at := rest.find("\\")) >= 0 and at + 1 < len(rest):
        sign = rest[at + 1]
        out += rest[:at] + {"n": "\n", "\\": "\\"}.get(sign, f"\\{sign}")
        rest = rest[at + 2 :]
    return out + rest
