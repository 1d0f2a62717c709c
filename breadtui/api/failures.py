"""HTTP answers that are refusals, as the domain's errors: four envelopes, plain text, and pages of strangers."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from breadtui.api.answer import Answer, Body
from breadtui.api.retry import retry_after_seconds
from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Forbidden,
    Invalid,
    NotBread,
    NotFound,
    NotSupported,
    OutOfCredit,
    RateLimited,
    ServerFailed,
    Unauthorized,
)
from breadtui.values import dataclass, field

_BY_STATUS: Mapping[int, type[BreadError]] = {
    401: Unauthorized,
    402: OutOfCredit,
    403: Forbidden,
    404: NotFound,
    405: NotSupported,
    409: Conflict,
    410: NotFound,
}
_INVALID = frozenset({400, 413, 414, 422, 431})
_A_GATEWAYS_OWN = frozenset({408, 413, 425, 429})
"""Statuses below 500 that a gateway before the service gives with a page of its own, and that mean what they say."""

_TITLE = r"(?is)<title[^>]*>(.*?)</title"
_PLACES = frozenset({"body", "query", "path", "header"})
_LONGEST_TITLE = 120
_MOST_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Refusal:
    """The words of an error's body, whatever its envelope."""

    message: str = ""
    code: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def failure_of(answer: Answer, now: datetime) -> BreadError | None:
    """The error an answer stands for, None for a success that is no web page.

    The message is the service's own text, unchanged.
    """
    if answer.is_success:
        return not_bread_page(answer) if _starts_as_markup(answer.body) else None
    if answer.status < 200 or 300 <= answer.status < 400 or answer.status == 407:
        return _stranger(answer)
    if looks_like_page(answer) and answer.status < 500 and answer.status not in _A_GATEWAYS_OWN:
        return not_bread_page(answer)
    refusal = refusal_in(answer)
    message = refusal.message.strip() or phrase_of(answer.status)
    return error_for(answer.status, message, refusal, retry_after_seconds(answer.headers, now))


def error_for(status: int, message: str, refusal: Refusal, wait_seconds: float | None = None) -> BreadError:
    """The domain's error for a status; `wait_seconds` is what the service asked to wait."""
    if status in _INVALID:
        return Invalid(message, status=status, code=refusal.code, fields=refusal.fields)
    if status == 429:
        return RateLimited(message, retry_after_seconds=wait_seconds, code=refusal.code)
    if status in _BY_STATUS:
        return _BY_STATUS[status](message, status=status, code=refusal.code)
    return ServerFailed(message, status=status, code=refusal.code, retry_after_seconds=wait_seconds)


def refusal_in(answer: Answer) -> Refusal:
    """The words in an answer's body: JSON by its envelope, a page by its title, else the text itself."""
    text = answer.body.decode("utf-8-sig", errors="replace")
    if looks_like_page(answer):
        return Refusal(title_of(text))
    try:
        return refusal_of(json.loads(text))
    except (ValueError, RecursionError):
        return Refusal(phrase_of(answer.status) if _is_broken_json(text) else text)


def refusal_of(body: object) -> Refusal:
    """The words in a JSON body.

    Source: the API contract, errors: `message` and `code`; `error` as text; `detail` as a list of complaints;
    `error` as an object in the style of inference; also `detail` as text or object.
    """
    if isinstance(body, str):
        return Refusal(body)
    if not isinstance(body, Mapping):
        return Refusal()
    for key in ("error", "detail"):
        inner = body.get(key)
        if isinstance(inner, str) and inner:
            return Refusal(inner, _code(body.get("code")))
        if isinstance(inner, Mapping):
            return _from_object(inner)
        if isinstance(inner, list):
            return _from_complaints(inner)
    return _from_object(body)


def looks_like_page(answer: Answer) -> bool:
    """The body is HTML or XML, by its first character or its declared type."""
    kind = answer.headers.get("content-type", "").lower()
    return _starts_as_markup(answer.body) or ("html" in kind and not _start(answer.body).startswith((b"{", b"[")))


def not_bread_page(answer: Answer) -> NotBread:
    """A page of somebody else, told by its title alone: the rest is never shown."""
    title = title_of(answer.body.decode("utf-8", errors="replace"))
    told = f": {title}" if title else ""
    return NotBread(f"this is not the Bread API but a web page (of a proxy?){told}", status=answer.status, code="page")


def title_of(text: str) -> str:
    """The first line of a page's title, or empty text."""
    found = re.search(_TITLE, text)
    words = html.unescape(found.group(1)).strip() if found else ""
    return words.splitlines()[0].strip()[:_LONGEST_TITLE] if words else ""


def phrase_of(status: int) -> str:
    """A status in words, e.g. `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"


def _start(body: Body) -> Body:
    return body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")


def _starts_as_markup(body: Body) -> bool:
    return _start(body).startswith(b"<")


def _stranger(answer: Answer) -> NotBread:
    if answer.status == 407:
        return NotBread("the proxy asks for a login", status=407, code="proxy")
    if answer.status < 200:
        return NotBread(f"an unexpected {phrase_of(answer.status)}", status=answer.status, code="protocol")
    return NotBread(
        "the service sends us to another address, which is not followed", status=answer.status, code="redirect"
    )


def _from_object(body: Mapping[str, object]) -> Refusal:
    message = next((word for key in ("message", "msg", "detail") if isinstance(word := body.get(key), str)), "")
    param = body.get("param")
    fields = {param: message} if isinstance(param, str) and param else {}
    return Refusal(message, _code(body.get("code")), fields)


def _from_complaints(complaints: list[object]) -> Refusal:
    fields: dict[str, str] = {}
    for complaint in complaints[:_MOST_FIELDS]:
        if isinstance(complaint, Mapping):
            words = complaint.get("msg")
            fields[_dotted(complaint.get("loc"))] = words if isinstance(words, str) else "not accepted"
        elif isinstance(complaint, str):
            fields[""] = complaint
    told = "; ".join(f"{name}: {words}" if name else words for name, words in fields.items())
    return Refusal(told, None, {name: words for name, words in fields.items() if name})


def _dotted(location: object) -> str:
    parts = [str(part) for part in location] if isinstance(location, list) else []
    return ".".join(parts[1:] if parts and parts[0] in _PLACES else parts)


def _code(code: object) -> str | None:
    if isinstance(code, str):
        return code or None
    return str(code) if isinstance(code, int) and not isinstance(code, bool) else None


def _is_broken_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}
