"""Files from the store behind presigned links: asked for without the key, streamed as they are on the wire."""

from __future__ import annotations

import asyncio
import ipaddress
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

import httpx

from breadtui import __version__
from breadtui.api.breakage import BREAKS, breakage_of
from breadtui.api.environment import check_proxies, tls_context
from breadtui.api.origin import OriginProblem
from breadtui.api.retry import ENVIRONMENT, retry_after_seconds
from breadtui.domain.downloading.answers import StoreAnswer
from breadtui.domain.errors import NeverSent, NotBread
from breadtui.values import dataclass

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=0)


@dataclass(slots=True)
class FetchedAnswer:
    """An answer of the store whose body is still to come; `place` is its host, the only part of a link ever named."""

    answer: StoreAnswer
    place: str
    retry_after_seconds: float | None
    _response: httpx.Response

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it came over the wire. Raises: Unreachable where it is cut, or silent for a minute."""
        try:
            async for chunk in self._response.aiter_raw():
                yield chunk
        except BREAKS as error:
            raise breakage_of(error, self.place) from None


class StoreFetcher:
    """Connections to whichever store a link names. Nothing of the service's key is known here.

    No link, nor the query of one, is in any message, log or repr. Use it from one event loop only.
    """

    def __init__(self, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._clients: dict[bool, httpx.AsyncClient] = {}
        self._building = asyncio.Lock()

    @asynccontextmanager
    async def opened(self, url: str, *, offset: int = 0, etag: str = "") -> AsyncIterator[FetchedAnswer]:
        """The answer to asking for a file from `offset` on, if it still has this ETag, else for the whole of it.

        Raises: Unreachable, NeverSent or NotBread. Leaving closes the connection.
        """
        place = _parsed(url)
        is_plain = place.scheme == "http"
        headers = _headers(offset, etag)
        for _ in range(_MOST_REDIRECTS + 1):
            async with AsyncExitStack() as stack:
                response = await self._sent(place, headers, stack)
                onward = _onward(response, is_plain=is_plain)
                if onward is None:
                    yield _fetched(response, place.host)
                    return
            place = onward
        raise NotBread("the store sends us in circles", code="redirect")

    async def aclose(self) -> None:
        """Close all connections."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def _sent(self, place: httpx.URL, headers: httpx.Headers, stack: AsyncExitStack) -> httpx.Response:
        client = await self._client_for(is_direct=_is_loopback(place.host))
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        request = httpx.Request("GET", place, headers=headers, extensions={"timeout": timeout.as_dict()})
        try:
            response = await client.send(request, stream=True, auth=None)
        except BREAKS as error:
            raise breakage_of(error, place.host) from None
        stack.push_async_callback(response.aclose)
        return response

    async def _client_for(self, *, is_direct: bool) -> httpx.AsyncClient:
        async with self._building:
            if is_direct not in self._clients:
                self._clients[is_direct] = await asyncio.to_thread(self._build, is_direct)
            return self._clients[is_direct]

    def _build(self, is_direct: bool) -> httpx.AsyncClient:
        if self._transport is not None:
            return httpx.AsyncClient(transport=self._transport, trust_env=False)
        try:
            if not is_direct:
                check_proxies(os.environ)
            verify = tls_context(os.environ)
            return httpx.AsyncClient(verify=verify, trust_env=not is_direct, limits=_LIMITS, follow_redirects=False)
        except OriginProblem as problem:
            raise NeverSent(str(problem), code=ENVIRONMENT) from None
        except (ImportError, ValueError, httpx.InvalidURL):
            raise NeverSent("a proxy variable of the environment cannot be used", code=ENVIRONMENT) from None


def _headers(offset: int, etag: str) -> httpx.Headers:
    headers = httpx.Headers({"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": f"breadtui/{__version__}"})
    if offset > 0:
        headers["Range"] = f"bytes={offset}-"
        if etag:
            headers["If-Range"] = etag
    return headers


def _fetched(response: httpx.Response, host: str) -> FetchedAnswer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    wait_seconds = retry_after_seconds(response.headers, datetime.now(UTC))
    return FetchedAnswer(StoreAnswer(response.status_code, headers), host, wait_seconds, response)


def _parsed(url: str) -> httpx.URL:
    """The link, which must be https; plain http is for a store on this machine. Raises: NotBread."""
    try:
        place = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        raise NotBread("the link to the weights is no address", code="link") from None
    if place.userinfo or not place.host or not (place.scheme == "https" or _is_plain_loopback(place)):
        raise NotBread("the link to the weights is not an https address", code="link")
    return place


def _onward(response: httpx.Response, *, is_plain: bool) -> httpx.URL | None:
    """Where a redirect leads: https only, unless the store is on this machine. None where it is none."""
    if response.status_code not in _REDIRECTS:
        return None
    try:
        onward = response.url.join(response.headers.get("location", ""))
    except (httpx.InvalidURL, UnicodeError):
        raise _refused_redirect(response) from None
    is_safe = onward.scheme == "https" or (is_plain and _is_plain_loopback(onward))
    if not response.headers.get("location") or onward.userinfo or not onward.host or not is_safe:
        raise _refused_redirect(response)
    return onward


def _refused_redirect(response: httpx.Response) -> NotBread:
    return NotBread(
        "the store sends us to an address that is not https, which is not followed",
        status=response.status_code,
        code="redirect",
    )


def _is_plain_loopback(place: httpx.URL) -> bool:
    return place.scheme == "http" and _is_loopback(place.host)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
