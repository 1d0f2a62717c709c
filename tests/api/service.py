"""A scripted service for tests of the client: it answers from a list and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from breadtui.api.client import HttpApi
from breadtui.api.origin import Origin, origin_of
from breadtui.domain.calls import ApiCall

KEY = "sk-test-0123456789"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ORIGIN = origin_of("https://bread.example/prefix")


class PlainKey:
    """A key as the client takes it."""

    def __init__(self, key: str = KEY) -> None:
        self._key = key

    def reveal(self) -> str:
        return self._key


class Chunks(httpx.AsyncByteStream):
    """A body that comes in pieces; `error` breaks it at its end."""

    def __init__(self, chunks: Iterable[bytes], error: Exception | None = None) -> None:
        self._chunks = list(chunks)
        self._error = error
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk
        if self._error is not None:
            raise self._error

    async def aclose(self) -> None:
        self.is_closed = True


Step = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


@dataclass
class Script:
    """Answers in order, the last one for ever; `asked` are the requests that came, `slept` the waits between."""

    steps: list[Step]
    asked: list[httpx.Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    calls: list[ApiCall] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, httpx.Response) else step(request)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def api(self, origin: Origin = ORIGIN, key: str = KEY) -> HttpApi:
        return HttpApi(
            origin,
            PlainKey(key),
            on_call=self.calls.append,
            transport=httpx.MockTransport(self.answer),
            sleep=self.sleep,
            now=lambda: NOW,
            roll=lambda: 1.0,
        )

    @property
    def lines(self) -> list[str]:
        return [f"{request.method} {request.url.raw_path.decode()}" for request in self.asked]


def service(*steps: Step) -> Script:
    """A service that answers with these, one after the other."""
    return Script(list(steps))


def ok(body: object, status: int = 200) -> httpx.Response:
    """A JSON answer."""
    return httpx.Response(status, json=body)


def refused(status: int, body: object = None, **headers: str) -> httpx.Response:
    """An error answer."""
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json={"message": "no", "code": None} if body is None else body, headers=spelled)


def page(status: int, title: str) -> httpx.Response:
    """Somebody else's web page."""
    return httpx.Response(status, html=f"<!doctype html><html><title>{title}</title><body>secret</body></html>")


def sent(request: httpx.Request) -> object:
    """The JSON a request carried, None without a body."""
    return json.loads(request.content) if request.content else None
