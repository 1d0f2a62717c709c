"""JSON as JavaScript writes it, to the letter: bgit's names are hashes of such texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import isfinite

from breadtui.domain.json_values import Json

_LARGEST_INDEX = 2**32 - 2
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_ESCAPED = re.compile('["\\\\\x00-\x1f\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def script_json(value: Json) -> str:
    """The compact text of a value: numbers, order of keys and escapes as in JavaScript.

    Keys that read as an array's index come first, ascending, whatever the order they were written in. A number
    that is none becomes null. Source: the API contract, bgit files; ECMAScript's JSON.stringify.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return script_number(float(value))
    if isinstance(value, str):
        return script_text(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{script_text(key)}:{script_json(value[key])}" for key in script_keys(value)) + "}"
    return "[" + ",".join(script_json(one) for one in value) + "]"


def script_keys(keys: Iterable[str]) -> list[str]:
    """The order in which JavaScript walks the keys of an object that were set in this order."""
    known = list(keys)
    indices = sorted((key for key in known if _is_index(key)), key=int)
    return indices + [key for key in known if not _is_index(key)]


def in_script_order(keys: Iterable[str]) -> list[str]:
    """Keys sorted as JavaScript sorts texts: by UTF-16 units."""
    return sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def script_text(text: str) -> str:
    """A text in quotes; only what must be is escaped, and halves of surrogate pairs."""
    return '"' + _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text) + '"'


def script_number(value: float) -> str:
    """A number in the fewest digits that tell it apart; `1e-7`, `1e+21`, and no `.0`."""
    if not isfinite(value):
        return "null"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) if whole.strip("0") else len(digits) - len(part) + int(exponent or 0)
    digits = digits.rstrip("0") or "0"
    return sign + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    """The digits with the decimal point after so many of them, as ECMAScript's Number::toString places it."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    power = point - 1
    rest = f".{digits[1:]}" if count > 1 else ""
    return f"{digits[0]}{rest}e{'+' if power > 0 else '-'}{abs(power)}"


def _is_index(key: str) -> bool:
    return _INDEX.fullmatch(key) is not None and int(key) <= _LARGEST_INDEX
