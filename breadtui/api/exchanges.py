"""HTTP/1.1 over one connection: a request sent, its answer's head read, its body read piece by piece."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TypeAlias

import h11
import httpx

from breadtui.api.wires import Wire

_LONGEST_HEAD_BYTES = 100 * 1024
_NO_ANSWER = "Server disconnected without sending a response."
Seconds: TypeAlias = "float | None"
"""How long one step may take; None as long as it likes."""


class Exchange:
    """One connection, on which one request after another may be answered. Raises what `httpx` would."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD_BYTES)
        self.rests_since = 0.0
        """When the last answer was read to its end, by the loop's clock."""

    @property
    def is_quiet(self) -> bool:
        """It may be asked something: it stands, and nothing came since its last answer."""
        return self._wire.is_quiet

    async def answered(self, request: httpx.Request) -> h11.Response:
        """Send a request and read the head of its answer."""
        timeouts = request.extensions.get("timeout", {})
        with contextlib.suppress(httpx.WriteError):  # a service may refuse what it has not read yet, and say why
            await self._send(request, timeouts.get("write"))
        while True:
            event = await self._next(request, timeouts.get("read"))
            if isinstance(event, h11.Response):
                return event

    async def body(self, request: httpx.Request) -> AsyncIterator[bytes]:
        """The body of the answer as it comes, freed of its framing."""
        seconds = request.extensions.get("timeout", {}).get("read")
        while True:
            event = await self._next(request, seconds)
            if isinstance(event, h11.Data):
                yield bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                return

    def rest(self) -> bool:
        """Be ready for the next request; False where the connection cannot take one, and was closed."""
        is_whole = self._http.our_state is h11.DONE and self._http.their_state is h11.DONE
        if is_whole and self.is_quiet:
            self._http.start_next_cycle()
            self.rests_since = asyncio.get_running_loop().time()
            return True
        self.close()
        return False

    def close(self) -> None:
        """End the connection."""
        self._wire.close()

    async def _send(self, request: httpx.Request, seconds: Seconds) -> None:
        try:
            head = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
            await self._write(request, self._http.send(head), seconds)
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error), request=request) from error
        if not isinstance(request.stream, httpx.AsyncByteStream):
            raise httpx.LocalProtocolError("the request has no body that can be sent", request=request)
        async for piece in request.stream:
            await self._write(request, self._http.send(h11.Data(piece)), seconds)
        await self._write(request, self._http.send(h11.EndOfMessage()), seconds)

    async def _write(self, request: httpx.Request, piece: bytes | None, seconds: Seconds) -> None:
        if piece:
            async with _within(seconds, httpx.WriteTimeout, httpx.WriteError, request):
                await self._wire.write(piece)

    async def _next(self, request: httpx.Request, seconds: Seconds) -> h11.Event:
        try:
            while not isinstance(event := self._http.next_event(), h11.Event):
                if event is h11.PAUSED:
                    raise httpx.RemoteProtocolError("more came than was asked for", request=request)
                async with _within(seconds, httpx.ReadTimeout, httpx.ReadError, request):
                    piece = await self._wire.read()
                if not piece and self._http.their_state is h11.SEND_RESPONSE:
                    raise httpx.RemoteProtocolError(_NO_ANSWER, request=request)
                self._http.receive_data(piece)
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error
        return event


@contextlib.asynccontextmanager
async def _within(
    seconds: Seconds,
    late: type[httpx.TimeoutException],
    broken: type[httpx.NetworkError],
    request: httpx.Request,
) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise late(str(error), request=request) from error
    except OSError as error:
        raise broken(str(error), request=request) from error
