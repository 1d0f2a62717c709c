"""An answer's body read into a domain value, off the loop where it is long."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pydantic import ValidationError

from breadtui.api.answer import Body
from breadtui.api.large_blocks import give_back_large_blocks
from breadtui.domain.errors import Invalid, NotBread
from breadtui.domain.json_reading import parsed_json

T = TypeVar("T")

_LONG_BYTES = 1_000_000

_THREAD = ThreadPoolExecutor(1, "reading")
"""One for all long bodies: each thread keeps the memory it once needed, which for a large tree is tens of megabytes."""


async def read(body: Body, to_domain: Callable[[object], T], what: str) -> T:
    """The domain value in a body; `what` names the operation. Raises: NotBread where there is none."""
    return await read_body(body, lambda body: to_domain(parsed_json(body.decode("utf-8-sig"))), what)


async def read_body(body: Body, of_body: Callable[[Body], T], what: str) -> T:
    """The same, where `of_body` parses the body itself."""
    if len(body) > _LONG_BYTES:
        return await begun(_read_now, body, of_body, what)
    return _read_now(body, of_body, what)


def begun(read: Callable[..., T], *about: object) -> asyncio.Future[T]:
    """Reading that is done in the one thread for long bodies, in the order in which it was begun, awaited or not."""
    give_back_large_blocks()
    return asyncio.get_running_loop().run_in_executor(_THREAD, _unwatched, read, *about)


def _unwatched(read: Callable[..., T], *about: object) -> T:
    """The same without the garbage collector, which would walk through all that is read again and again."""
    is_watched = gc.isenabled()
    gc.disable()
    try:
        return read(*about)
    finally:
        if is_watched:
            gc.enable()


def _read_now(body: Body, of_body: Callable[[Body], T], what: str) -> T:
    """Complaints name the field, never what it held."""
    if not body or body.isspace():
        raise NotBread(f"the answer for {what} is empty", code="empty")
    try:
        return of_body(body)
    except ValidationError as error:
        raise NotBread(f"the answer for {what} is not as published: {_complaint(error)}", code="shape") from None
    except RecursionError:
        raise NotBread(f"the answer for {what} is nested too deeply", code="json") from None
    except ValueError:
        raise NotBread(f"the answer for {what} is not readable as JSON", code="json") from None


def body_of(value: object) -> bytes:
    """JSON to send. Raises: Invalid for what JSON or UTF-8 cannot carry."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("the text holds half a character (a lone surrogate), which cannot be sent") from None
    except (ValueError, TypeError, RecursionError):
        raise Invalid("the value cannot be written as JSON") from None


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


def _plain(value: object) -> object:
    """Mappings and sequences that json itself does not know."""
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {key: value[key] for key in value.keys()}  # noqa: SIM118 (a Mapping only by its methods)
    raise TypeError(type(value).__name__)
