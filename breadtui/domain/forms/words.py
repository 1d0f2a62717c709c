"""Values of fields as a person writes them, and back, with the sentence that says what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from math import isfinite

from breadtui.domain.forms.fields import Field, Kind, Limits
from breadtui.domain.forms.places import is_list
from breadtui.domain.json_values import Json

_NUMBER = re.compile(r"[+-]?(\d[\d_]*\.?\d*|\.\d+)([eE][+-]?\d+)?")
_BETWEEN = re.compile(r"[\s,;]+")


class NotThis(Exception):
    """What was written is no value of the field; the message says what would be."""


def read_value(field: Field, text: str) -> Json:
    """The value that a line stands for. Raises: NotThis.

    Of numbers, `1_000` and `2e-4` are read; a whole number may be written `1e3`. A list of numbers is written
    with blanks or commas between, in brackets or not.
    """
    value = _read(field, text.strip() if field.kind is not Kind.TEXT else text)
    if problem := value_problem(field, value):
        raise NotThis(problem)
    return value


def value_text(value: Json) -> str:
    """A value as it is written in one line; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return number_text(value)
    if is_list(value) and all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in value):
        return " ".join(value_text(one) for one in value)
    return json.dumps(plain_json(value), ensure_ascii=False)


def number_text(value: float) -> str:
    """A number in as few signs as tell it apart: `0.008`, `1e-07`, `3`."""
    return repr(value).removesuffix(".0")


def plain_json(value: Json) -> Json:
    """The same in dicts and lists, which is what JSON is written from."""
    if isinstance(value, Mapping):
        return {key: plain_json(one) for key, one in value.items()}
    return [plain_json(one) for one in value] if is_list(value) else value


def value_problem(field: Field, value: Json) -> str:
    """Why a value cannot stand in the field; empty where it can. None, which is no value, always can."""
    judge = _JUDGES.get(field.kind)
    return "" if value is None or judge is None else judge(field, value)


def _read(field: Field, text: str) -> Json:
    match field.kind:
        case Kind.INTEGER | Kind.NUMBER:
            return _number(text, is_whole=field.kind is Kind.INTEGER)
        case Kind.NUMBERS:
            return [_number(one, is_whole=False) for one in _BETWEEN.split(text.strip("[]() ,;")) if one]
        case Kind.WORD:
            return _word(text)
        case _:
            return text


def _word(text: str) -> Json:
    if not text.startswith(("[", "{")):
        return text
    try:
        value: Json = json.loads(text)
    except ValueError as error:
        raise NotThis(f"neither a word nor JSON: {error}") from None
    return value


def _number(text: str, *, is_whole: bool) -> int | float:
    wanted = "a whole number" if is_whole else "a number, as 0.008 or 2e-4"
    if not _NUMBER.fullmatch(text):
        raise NotThis(wanted)
    bare = text.replace("_", "")
    if re.fullmatch(r"[+-]?\d+", bare) and len(bare) <= 18:
        return int(bare)
    value = float(bare)
    if not isfinite(value):
        raise NotThis("too large")
    if is_whole:
        if not value.is_integer() or abs(value) > 1e15:
            raise NotThis(wanted)
        return int(value)
    return value


def _number_problem(field: Field, value: Json) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "a whole number" if field.kind is Kind.INTEGER else "a number"
    if isinstance(value, float) and (not isfinite(value) or (field.kind is Kind.INTEGER and not value.is_integer())):
        return "a whole number" if field.kind is Kind.INTEGER else "a finite number"
    return limits_problem(field.limits, value)


def limits_problem(limits: Limits, value: float) -> str:
    """Why a number lies outside; empty where it does not."""
    least, most = limits.least, limits.most
    is_low = least is not None and (value < least or (limits.is_above and value == least))
    if not is_low and (most is None or value <= most):
        return ""
    if least is None:
        return f"at most {number_text(most or 0)}"
    lower = f"more than {number_text(least)}" if limits.is_above else f"at least {number_text(least)}"
    if most is None:
        return lower
    return (
        f"{lower}, at most {number_text(most)}" if limits.is_above else f"{number_text(least)} to {number_text(most)}"
    )


def _numbers_problem(field: Field, value: Json) -> str:
    if not is_list(value) or any(isinstance(one, bool) or not isinstance(one, (int, float)) for one in value):
        return "numbers, with blanks between"
    if field.count is not None and len(value) != field.count:
        return f"{field.count} numbers, with blanks between"
    found = (limits_problem(field.limits, one) for one in value if isinstance(one, (int, float)))
    return next((f"each {problem}" for problem in found if problem), "")


def _text_problem(field: Field, value: Json) -> str:
    if not isinstance(value, str):
        return "a text"
    if not value and not field.is_empty_allowed:
        return "something, or reset it"
    if field.kind is Kind.CHOICE and not field.is_open and not field.picker and value not in field.choices:
        return f"one of {', '.join(field.choices)}"
    return ""


def _switch_problem(_: Field, value: Json) -> str:
    return "" if isinstance(value, bool) else "yes or no"


def _lines_problem(_: Field, value: Json) -> str:
    return "" if is_list(value) and all(isinstance(one, str) for one in value) else "a list of texts"


def _items_problem(_: Field, value: Json) -> str:
    return "" if is_list(value) and all(isinstance(one, Mapping) for one in value) else "a list of objects"


_JUDGES: Mapping[Kind, Callable[[Field, Json], str]] = {
    Kind.INTEGER: _number_problem,
    Kind.NUMBER: _number_problem,
    Kind.NUMBERS: _numbers_problem,
    Kind.SWITCH: _switch_problem,
    Kind.TEXT: _text_problem,
    Kind.CHOICE: _text_problem,
    Kind.LINES: _lines_problem,
    Kind.ITEMS: _items_problem,
}
