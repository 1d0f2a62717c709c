"""Checks that a JSON value has the shape a schema asks for; each gives the list of what does not fit."""

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any

from breadtui.demo.refusals import Problem, problem

Loc = tuple[str | int, ...]
Check = Callable[[Any, Loc], list[Problem]]

LARGEST_INTEGER = 2**53


def anything(_value: Any, _loc: Loc) -> list[Problem]:
    """Accept every value."""
    return []


def text(value: Any, loc: Loc) -> list[Problem]:
    """Accept text."""
    return [] if isinstance(value, str) else [problem(loc, "Input should be a valid string", "string_type")]


def boolean(value: Any, loc: Loc) -> list[Problem]:
    """Accept true and false."""
    return [] if isinstance(value, bool) else [problem(loc, "Input should be a valid boolean", "bool_type")]


def number(minimum: float | None = None, maximum: float | None = None) -> Check:
    """Accept numbers within the bounds, both included."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            return [problem(loc, "Input should be a valid number", "float_type")]
        return _bounds(value, minimum, maximum, loc)

    return check


def integer(minimum: int | None = None, maximum: int = LARGEST_INTEGER) -> Check:
    """Accept whole numbers within the bounds, both included; 2.0 is whole."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            return [problem(loc, "Input should be a valid integer", "int_type")]
        return _bounds(value, -LARGEST_INTEGER if minimum is None else minimum, maximum, loc)

    return check


def nullable(inner: Check) -> Check:
    """Accept null and whatever `inner` accepts."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        return [] if value is None else inner(value, loc)

    return check


def listing(inner: Check, length: int | None = None) -> Check:
    """Accept a list whose items `inner` accepts, of exactly `length` items when given."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        if not isinstance(value, list):
            return [problem(loc, "Input should be a valid list", "list_type")]
        if length is not None and len(value) != length:
            return [problem(loc, f"List should have {length} items", "list_length")]
        return _gather(inner(item, (*loc, index)) for index, item in enumerate(value))

    return check


def mapping(inner: Check) -> Check:
    """Accept an object with any keys, whose values `inner` accepts."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        if not isinstance(value, dict):
            return [problem(loc, "Input should be a valid dictionary", "dict_type")]
        return _gather(inner(item, (*loc, key)) for key, item in value.items())

    return check


def record(fields: Mapping[str, Check], *required: str, is_open: bool = False) -> Check:
    """Accept an object with these fields; others only when `is_open`."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        if not isinstance(value, dict):
            return [problem(loc, "Input should be a valid dictionary", "dict_type")]
        problems = [problem((*loc, key), "Field required", "missing") for key in required if key not in value]
        for key, item in value.items():
            if key in fields:
                problems += fields[key](item, (*loc, key))
            elif not is_open:
                problems.append(problem((*loc, key), "Extra inputs are not permitted", "extra_forbidden"))
        return problems

    return check


def either(*checks: Check) -> Check:
    """Accept what any of the checks accepts; otherwise tell what the first one misses."""

    def check(value: Any, loc: Loc) -> list[Problem]:
        outcomes = [inner(value, loc) for inner in checks]
        return [] if any(not problems for problems in outcomes) else outcomes[0]

    return check


def _gather(parts: Iterable[list[Problem]]) -> list[Problem]:
    return [entry for part in parts for entry in part]


def _is_finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:
        return False


def _bounds(value: float, minimum: float | None, maximum: float | None, loc: Loc) -> list[Problem]:
    if minimum is not None and value < minimum:
        text_ = f"Input should be greater than or equal to {minimum}"
        return [problem(loc, text_, "greater_than_equal")]
    if maximum is not None and value > maximum:
        return [problem(loc, f"Input should be less than or equal to {maximum}", "less_than_equal")]
    return []
