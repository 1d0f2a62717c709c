"""Reading requests and writing answers: JSON bodies, query values, the refusals in between."""

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from breadtui.demo.records import JsonObject
from breadtui.demo.refusals import Problem, malformed, problem
from breadtui.demo.shapes import Check

DEEPEST_NESTING = 100

_TRUE = frozenset({"true", "1", "yes", "on", "t", "y"})
_FALSE = frozenset({"false", "0", "no", "off", "f", "n"})


def json_answer(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Write an answer as compact JSON; half surrogate pairs, which UTF-8 cannot carry, are escaped."""
    try:
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        body = json.dumps(content, separators=(",", ":")).encode()
    return bytes_answer(body, status, headers)


def bytes_answer(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Write an answer that is JSON already."""
    return Response(body, status, headers, media_type="application/json")


async def read_body(request: Request, check: Check) -> JsonObject:
    """Read a JSON body and check it.

    Raises:
        Refusal: 422 listing every place that does not fit.
    """
    try:
        value = json.loads(await request.body(), parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise malformed([problem(["body"], "JSON decode error", "json_invalid")]) from None
    if _is_too_deep(value):
        raise malformed([problem(["body"], "Nested too deeply", "recursion")])
    problems = check(value, ("body",))
    if problems:
        raise malformed(problems)
    body: JsonObject = value
    return body


def query_integer(
    request: Request, name: str, *, default: int | None, minimum: int, maximum: int | None = None
) -> int | None:
    """Read a whole number from the query; an empty value counts as absent.

    Raises:
        Refusal: 422 for text, and for a number out of bounds.
    """
    text = request.query_params.get(name, "")
    if not text:
        return default
    try:
        value = int(text)
    except ValueError:
        raise malformed([_query_problem(name, "Input should be a valid integer", "int_parsing")]) from None
    if value < minimum:
        message = f"Input should be greater than or equal to {minimum}"
        raise malformed([_query_problem(name, message, "greater_than_equal")])
    if maximum is not None and value > maximum:
        message = f"Input should be less than or equal to {maximum}"
        raise malformed([_query_problem(name, message, "less_than_equal")])
    return value


def query_boolean(request: Request, name: str) -> bool:
    """Read a yes or no from the query; absent and empty are no.

    Raises:
        Refusal: 422 for any other word.
    """
    text = request.query_params.get(name, "").lower()
    if text in _TRUE:
        return True
    if text and text not in _FALSE:
        raise malformed([_query_problem(name, "Input should be a valid boolean", "bool_parsing")])
    return False


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST_NESTING):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    match value:
        case dict():
            return value.values()
        case list():
            return value
        case _:
            return ()


def _query_problem(name: str, message: str, kind: str) -> Problem:
    return problem(["query", name], message, kind)


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _finite(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError(text)
    return value
