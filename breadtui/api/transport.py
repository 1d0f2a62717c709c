"""The one place that sends: a request to the origin and nowhere else, and the whole of its answer back."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol, TypeAlias

import httpx

from breadtui import __version__
from breadtui.api.answer import Answer, Ask
from breadtui.api.bodies import CUT, Meter, Taking, beginning, whole_body
from breadtui.api.breakage import BREAKS, breakage_of
from breadtui.api.environment import check_proxies, proxy_variable, tls_context
from breadtui.api.kinds import CallKind
from breadtui.api.origin import Origin, OriginProblem
from breadtui.api.retry import ENVIRONMENT
from breadtui.domain.calls import LONGEST_WORD, SECRET_MARK, TOLD_WORDS, ApiCall, body_kept
from breadtui.domain.errors import BreadError, Invalid, NeverSent, NotBread, Unauthorized, Unreachable
from breadtui.values import dataclass

_LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=75)
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STALE = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)

OnCall = Callable[[ApiCall], None]
Words: TypeAlias = tuple[tuple[str, str], ...]
"""Headers of an answer."""


class Key(Protocol):
    """The API key, which shows itself only when asked."""

    def reveal(self) -> str:
        """The key in clear."""
        ...


@dataclass(slots=True)
class _Trace:
    """Whether a request had to open a connection: one that failed on a used connection may have met its end."""

    is_new: bool = False

    async def __call__(self, event: str, _details: object) -> None:
        if event.startswith("connection.connect"):
            self.is_new = True


@dataclass(slots=True)
class Opened:
    """An answer whose body is still to come."""

    response: httpx.Response
    meter: Meter


class Transport:
    """Connections to one origin, opened when first needed."""

    def __init__(
        self,
        origin: Origin,
        key: Key,
        *,
        now: Callable[[], datetime],
        on_call: OnCall | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._origin = origin
        self._key = key
        self._now = now
        self._on_call = on_call
        self._transport = transport
        self._client: httpx.AsyncClient | None = None
        self._building = asyncio.Lock()
        self._is_closed = False
        through = proxy_variable(origin, os.environ) if transport is None else None
        self.place = f"{origin.host} (by the proxy in {through})" if through else origin.host

    async def answer(self, ask: Ask, attempt: int = 1, until: float | None = None, take: Taking = whole_body) -> Answer:
        """One try: the answer of whatever status, its body whole, redirects within the origin followed for reads.

        `until` is the loop's time at which the caller gives up, so that the transcript can tell that from a cancel.
        Who wants the body of a success while it comes gives a `take`, which is called anew with each try.
        Raises: Unreachable, NeverSent or NotBread, and Unauthorized for a key that no header can carry.
        """
        async with self.opened(ask, attempt, until) as opened:
            return await self._read(opened, ask.kind, take)

    @asynccontextmanager
    async def opened(self, ask: Ask, attempt: int = 1, until: float | None = None) -> AsyncIterator[Opened]:
        """The answer with its body unread; leaving closes the connection unless the body was read to its end."""
        url = self._url(ask.path)
        for _ in range(_MOST_REDIRECTS + 1):
            record = _Record(self._now(), time.perf_counter(), ask, url, attempt, until)
            async with self._recorded(record) as opened:
                onward = self._onward(ask, opened.response)
                if onward is None:
                    yield opened
                    return
            url = onward
        raise NotBread("the service sends us in circles", code="redirect")

    async def aclose(self) -> None:
        """Close all connections; later calls fail as never sent."""
        self._is_closed = True
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    @asynccontextmanager
    async def _recorded(self, record: _Record) -> AsyncIterator[Opened]:
        """One exchange with its line in the transcript, whatever its end."""
        meter = Meter()
        outcome = "broken"
        words: Words = ()
        try:
            response = await self._send(record)
            outcome, words = str(response.status_code), _words_of(response)
            try:
                yield Opened(response, meter)
            finally:
                await response.aclose()
        except BREAKS as error:
            failure = breakage_of(error, self.place)
            outcome = type(failure).__name__
            raise failure from None
        except BreadError as failure:
            outcome = type(failure).__name__
            raise
        except asyncio.CancelledError:
            outcome = record.cancelled_by()
            raise
        finally:
            self._tell(record.ended(outcome, meter, self._key, words))

    async def _send(self, record: _Record) -> httpx.Response:
        """Send, and for a read once more at once where a used connection turned out to be dead."""
        client = await self._ready()
        trace = _Trace()
        try:
            return await client.send(self._request(record, trace), stream=True)
        except _STALE as error:
            if record.ask.method != "GET" or trace.is_new or breakage_of(error, "").code != CUT:
                raise
        self._tell(record.ended(Unreachable.__name__, Meter(), self._key))
        return await client.send(self._request(record, _Trace()), stream=True)

    def _tell(self, call: ApiCall) -> None:
        if self._on_call is not None:
            self._on_call(call)

    def _request(self, record: _Record, trace: _Trace) -> httpx.Request:
        ask, kind = record.ask, record.ask.kind
        timeout = httpx.Timeout(kind.read_seconds, connect=kind.connect_seconds, pool=kind.connect_seconds)
        extensions = {"timeout": timeout.as_dict(), "trace": trace}
        return httpx.Request(
            ask.method, record.url, headers=self._headers(ask), content=ask.body, extensions=extensions
        )

    def _headers(self, ask: Ask) -> httpx.Headers:
        """Headers that hide the key in their repr."""
        key = self._key
        if not _is_sendable(key):
            raise Unauthorized("the key is empty or holds characters that no key has")
        headers = httpx.Headers({"Accept": ask.accept, "User-Agent": f"breadtui/{__version__}"})
        headers["Accept-Encoding"] = "gzip" if ask.accept == "application/json" else "identity"
        headers["Authorization"] = f"Bearer {key.reveal()}"
        if ask.body is not None:
            headers["Content-Type"] = "application/json"
        if ask.idempotency_key is not None:
            headers["Idempotency-Key"] = ask.idempotency_key
        return headers

    async def _ready(self) -> httpx.AsyncClient:
        """The client, built in a thread: reading the trusted certificates takes tens of milliseconds."""
        async with self._building:
            if self._is_closed:
                raise NeverSent("the connection was closed", code="closed")
            if self._client is None:
                self._client = await self._built()
            return self._client

    async def _built(self) -> httpx.AsyncClient:
        if self._transport is not None:
            return httpx.AsyncClient(transport=self._transport, trust_env=False)
        return await asyncio.to_thread(self._build)

    def _build(self) -> httpx.AsyncClient:
        # A proxy between here and loopback would only ever see the key in clear.
        trust_env = not self._origin.is_loopback
        try:
            if trust_env:
                check_proxies(os.environ)
            verify = tls_context(os.environ) if trust_env or self._origin.url.startswith("https:") else False
            return httpx.AsyncClient(verify=verify, trust_env=trust_env, limits=_LIMITS, follow_redirects=False)
        except OriginProblem as problem:
            raise NeverSent(str(problem), code=ENVIRONMENT) from None
        except (ImportError, ValueError, httpx.InvalidURL):
            raise NeverSent("a proxy variable of the environment cannot be used", code=ENVIRONMENT) from None

    async def _read(self, opened: Opened, kind: CallKind, take: Taking) -> Answer:
        response = opened.response
        if 200 <= response.status_code < 300:
            body = await take(response, kind.longest_bytes, opened.meter)
            return Answer(response.status_code, response.headers, body)
        start, is_cut = await beginning(response, opened.meter)
        return Answer(response.status_code, response.headers, start, is_cut)

    def _onward(self, ask: Ask, response: httpx.Response) -> httpx.URL | None:
        """Where a redirect leads, None where the answer is no redirect. Raises: NotBread for one we refuse."""
        if response.status_code not in _REDIRECTS:
            return None
        location = response.headers.get("location")
        if ask.method != "GET" or not location:
            raise _refused_redirect(response)
        try:
            onward = response.url.join(location)
        except (httpx.InvalidURL, UnicodeError):
            raise _refused_redirect(response) from None
        if not self._origin.is_same(onward) or onward.userinfo:
            raise _refused_redirect(response)
        return onward

    def _url(self, path: str) -> httpx.URL:
        try:
            return self._origin.address_of(path)
        except httpx.InvalidURL:
            raise Invalid("the name makes an address too long to ask for") from None


@dataclass(frozen=True, slots=True)
class _Record:
    at: datetime
    started_seconds: float
    ask: Ask
    url: httpx.URL
    attempt: int
    until: float | None

    def cancelled_by(self) -> str:
        """The deadline counts as unreachable, anything else as a person's wish."""
        is_late = self.until is not None and asyncio.get_running_loop().time() >= self.until
        return Unreachable.__name__ if is_late else "cancelled"

    def ended(self, outcome: str, meter: Meter, key: Key, words: Words = ()) -> ApiCall:
        sent, secrets = self.ask.body or b"", (key.reveal(),)
        return ApiCall(
            at=self.at,
            method=self.ask.method,
            path=self.url.raw_path.decode("ascii"),
            outcome=outcome,
            milliseconds=(time.perf_counter() - self.started_seconds) * 1000,
            sent_bytes=len(sent),
            received_bytes=meter.received_bytes,
            attempt=self.attempt,
            ask_number=self.ask.number,
            sent=body_kept(sent, len(sent), secrets),
            received=body_kept(meter.start, meter.whole_bytes, secrets),
            words=tuple((name, word.replace(key.reveal(), SECRET_MARK.decode())) for name, word in words),
        )


def _words_of(response: httpx.Response) -> Words:
    return tuple((name, word[:LONGEST_WORD]) for name in TOLD_WORDS if (word := response.headers.get(name)))


def _is_sendable(key: Key) -> bool:
    return bool(key.reveal().strip()) and key.reveal().isascii() and key.reveal().isprintable()


def _refused_redirect(response: httpx.Response) -> NotBread:
    return NotBread(
        "the service sends us to another address, which is not followed", status=response.status_code, code="redirect"
    )
