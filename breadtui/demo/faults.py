"""Faults on demand: the next answers of a path fail, come late, or never come."""

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from breadtui.demo.forging import Forger, seen_scope
from breadtui.demo.refusals import plain_body

Drop = Literal["before", "after", "cut"]

_MESSAGES: Mapping[int, str] = {
    401: "Invalid API key",
    402: "Insufficient credits",
    403: "Forbidden",
    404: "Resource not found",
    429: "Too many requests",
    500: "Internal server error",
    502: "Bad gateway",
    503: "Service unavailable",
    504: "Gateway timeout",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong.

    `status` answers in the service's place, with `body` (an error body by default) and `headers`.
    `delay_seconds` (real seconds) comes first in any case. `drop` ends the connection: "before" the request is
    looked at, "after" it was carried out but without an answer, or "cut" in the middle of the answer.
    `hides` names headers of the request that the service does not see, and `retells` headers of its answer that are
    told otherwise (None: not at all). `is_spoiled` turns a byte in the middle of the answer, `is_cut_short` leaves out
    its last quarter without a word, and `revision` answers with other weights of the same name. `told` answers with
    events that a test makes, as they come, and hangs up behind the last where `drop` is "cut".
    """

    status: int | None = None
    delay_seconds: float = 0.0
    drop: Drop | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    hides: frozenset[str] = frozenset()
    retells: Mapping[str, str | None] = field(default_factory=dict)
    is_spoiled: bool = False
    is_cut_short: bool = False
    revision: int = 0
    told: Callable[[], AsyncIterator[bytes]] | None = None

    @property
    def is_forgery(self) -> bool:
        """The service answers, but not as it would."""
        return bool(self.hides or self.retells or self.is_spoiled or self.is_cut_short or self.revision)


@dataclass(slots=True)
class _Pending:
    pattern: re.Pattern[str]
    method: str | None
    left: int | None
    fault: Fault


class Faults:
    """The faults waiting for their request; may be changed from another thread."""

    def __init__(self) -> None:
        self._pending: list[_Pending] = []
        self._lock = threading.Lock()

    def add(self, path: str, fault: Fault, *, times: int | None = 1, method: str | None = None) -> None:
        """Let the next `times` answers whose path matches the regular expression `path` go wrong.

        The expression is searched for, so "/tree$" is any repository's tree; `times` None is for ever.
        """
        with self._lock:
            self._pending.append(_Pending(re.compile(path), method, times, fault))

    def clear(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._pending.clear()

    def take_for(self, method: str, path: str, query: str) -> Fault | None:  # noqa: ARG002  for those who look at it
        """The same for a request with its query."""
        return self.take(method, path)

    def take(self, method: str, path: str) -> Fault | None:
        """Use up the first fault that waits for such a request."""
        with self._lock:
            for pending in self._pending:
                if pending.method not in (None, method) or not pending.pattern.search(path):
                    continue
                if pending.left is not None:
                    pending.left -= 1
                    if pending.left <= 0:
                        self._pending.remove(pending)
                return pending.fault
        return None


class FaultyService:
    """The service behind its faults."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it go wrong."""
        fault = None
        if scope["type"] == "http":
            fault = self._faults.take_for(scope["method"], scope["path"], scope["query_string"].decode("ascii"))
        if fault is None:
            await self._app(scope, receive, send)
            return
        if fault.delay_seconds > 0:
            await asyncio.sleep(fault.delay_seconds)
        if fault.is_forgery:
            scope, send = seen_scope(fault, scope), Forger(fault, send)
        if fault.told is not None:
            await _tell(fault.told(), send)
            await _hang_up(receive) if fault.drop == "cut" else await send({"type": "http.response.body"})
        elif fault.drop is not None:
            await self._drop(fault.drop, scope, receive, send)
        elif fault.status is not None:
            await _answer(fault, fault.status, send)
        else:
            await self._app(scope, receive, send)

    async def _drop(self, drop: Drop, scope: Scope, receive: Receive, send: Send) -> None:
        if drop != "before":
            messages: list[Message] = []

            async def collect(message: Message) -> None:
                messages.append(message)

            await self._app(scope, receive, collect)
            if drop == "cut":
                await _send_half(messages, send)
        await _hang_up(receive)


async def _answer(fault: Fault, status: int, send: Send) -> None:
    body = fault.body
    if body is None:
        body = json.dumps(plain_body(status, _MESSAGES.get(status, "Refused"))).encode()
    headers: dict[str, Any] = {"content-type": "application/json", "content-length": str(len(body))}
    headers |= {name.lower(): text for name, text in fault.headers.items()}
    raw = [(name.encode(), text.encode()) for name, text in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def _tell(events: AsyncIterator[bytes], send: Send) -> None:
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    async for event in events:
        await send({"type": "http.response.body", "body": event, "more_body": True})


async def _send_half(messages: list[Message], send: Send) -> None:
    start, *bodies = messages
    body = b"".join(message.get("body", b"") for message in bodies)
    await send(start)
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    await asyncio.sleep(0)


async def _hang_up(receive: Receive) -> None:
    # ASGI has no word for closing a connection without an answer; uvicorn's request object, which
    # `receive` is bound to, holds the transport. Elsewhere there is nothing to hang up.
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionAbortedError("the connection was dropped on demand")
    transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass
