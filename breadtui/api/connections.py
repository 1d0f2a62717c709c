"""Connections straight to a service, for `httpx`: HTTP/1.1 on asyncio alone.

What `httpx` brings for it is made for several kinds of loops, which costs a start forty milliseconds and each request
one. Proxies stay its own.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from typing import TypeAlias

import httpx

from breadtui.api.exchanges import Exchange
from breadtui.api.wires import wired

_PORTS = {"http": 80, "https": 443}
Address: TypeAlias = tuple[str, str, int]
"""Scheme, host and port."""


class Connections(httpx.AsyncBaseTransport):
    """At most so many connections at a time, each kept for further requests while it is quiet."""

    def __init__(self, tls: ssl.SSLContext | None, *, most: int, kept_seconds: float) -> None:
        if tls is not None:
            tls.set_alpn_protocols(["http/1.1"])
        self._tls = tls
        self._kept_seconds = kept_seconds
        self._turns = asyncio.Semaphore(most)
        self._resting: list[tuple[Address, Exchange]] = []
        self._busy: set[Exchange] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer with its body unread. Raises: what `httpx` raises, by the same names."""
        await self._wait_for_turn(request)
        exchange: Exchange | None = None
        try:
            address = _address_of(request.url)
            exchange = self._rested(address) or await self._opened(address, request)
            self._busy.add(exchange)
            head = await exchange.answered(request)
        except BaseException:
            if exchange is not None:
                self._busy.discard(exchange)
                exchange.close()
            self._turns.release()
            raise
        said = {"http_version": b"HTTP/" + head.http_version, "reason_phrase": head.reason}
        stream = _Body(self, address, exchange, request)
        return httpx.Response(head.status_code, headers=head.headers.raw_items(), stream=stream, extensions=said)

    def give_back(self, address: Address, exchange: Exchange) -> None:
        """Its answer was read, or will not be: others may have its turn, and the connection if it is good for more."""
        if exchange in self._busy:
            self._busy.remove(exchange)
            if exchange.rest():
                self._resting.append((address, exchange))
            self._turns.release()

    async def aclose(self) -> None:
        """End all connections."""
        for exchange in (*self._busy, *(exchange for _, exchange in self._resting)):
            exchange.close()
        self._resting.clear()
        await asyncio.sleep(0)  # the loop lets go of their sockets

    async def _wait_for_turn(self, request: httpx.Request) -> None:
        try:
            async with asyncio.timeout(_seconds(request, "pool")):
                await self._turns.acquire()
        except TimeoutError as error:
            raise httpx.PoolTimeout("", request=request) from error

    def _rested(self, address: Address) -> Exchange | None:
        """The connection to this address that rested last; those that rested too long or ended are closed."""
        now, usable = asyncio.get_running_loop().time(), []
        for place, exchange in self._resting:
            if exchange.is_quiet and now - exchange.rests_since <= self._kept_seconds:
                usable.append((place, exchange))
            else:
                exchange.close()
        self._resting = usable
        found = next((one for one in reversed(usable) if one[0] == address), None)
        if found is None:
            return None
        usable.remove(found)
        return found[1]

    async def _opened(self, address: Address, request: httpx.Request) -> Exchange:
        if (trace := request.extensions.get("trace")) is not None:
            await trace("connection.connect_tcp.started", {"request": request})
        scheme, host, port = address
        try:
            async with asyncio.timeout(_seconds(request, "connect")):
                return Exchange(await wired(host, port, self._tls if scheme == "https" else None))
        except TimeoutError as error:
            raise httpx.ConnectTimeout(str(error), request=request) from error
        except OSError as error:
            raise httpx.ConnectError(str(error), request=request) from error


class _Body(httpx.AsyncByteStream):
    """The body of an answer; who closes it gives the connection back."""

    def __init__(self, connections: Connections, address: Address, exchange: Exchange, request: httpx.Request) -> None:
        self._connections, self._address = connections, address
        self._exchange, self._request = exchange, request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces as they come. Raises: what `httpx` raises."""
        async for piece in self._exchange.body(self._request):
            yield piece

    async def aclose(self) -> None:
        """It was read to its end, or nobody wants the rest."""
        self._connections.give_back(self._address, self._exchange)


def _address_of(url: httpx.URL) -> Address:
    if url.scheme not in _PORTS:
        raise httpx.UnsupportedProtocol(f"{url.scheme} is not spoken here")
    return url.scheme, url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme]


def _seconds(request: httpx.Request, step: str) -> float | None:
    found = request.extensions.get("timeout", {}).get(step)
    return None if found is None else float(found)
