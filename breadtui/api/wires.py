"""One connection to a service, as bytes: opened, written to, read from, closed."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import ssl

_MOST_WAITING_BYTES = 256 * 1024
"""With so much that nobody has taken the other side is made to wait."""
_NEXT_ADDRESS_SECONDS = 0.25
"""How long an address may be silent before the next one of the same host is tried beside it (RFC 8305)."""


class Wire(asyncio.Protocol):
    """A connection's bytes both ways. One reads and one writes at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._came: list[bytes] = []
        self._came_bytes = 0
        self._is_over = False
        self._is_full = False
        self._error: Exception | None = None
        self._reading: asyncio.Future[None] | None = None
        self._writing: asyncio.Future[None] | None = None

    @property
    def is_quiet(self) -> bool:
        """It stands, and nothing came that nobody asked for: the end, or a complaint before it."""
        return self._transport is not None and not (self._is_over or self._came)

    async def write(self, piece: bytes) -> None:
        """Hand bytes over, and wait while the other side takes none. Raises: OSError where the connection is over."""
        if self._transport is None:
            raise self._broken()
        self._transport.write(piece)
        if self._is_full:
            self._writing = self._loop.create_future()
            await self._writing
            if self._transport is None:
                raise self._broken()

    async def read(self) -> bytes:
        """What came since the last time, at least a byte; nothing at the end. Raises: OSError for a broken end."""
        if not self._came and not self._is_over:
            self._reading = self._loop.create_future()
            await self._reading
        if not self._came:
            if self._error is not None:
                raise self._broken()
            return b""
        piece = self._came[0] if len(self._came) == 1 else b"".join(self._came)
        self._came, self._came_bytes = [], 0
        if self._transport is not None:
            self._transport.resume_reading()
        return piece

    def close(self) -> None:
        """End it at once; what was not sent yet is dropped."""
        if self._transport is not None:
            self._transport.abort()

    def _broken(self) -> Exception:
        error = self._error
        return (
            error if isinstance(error, OSError) else ConnectionResetError(errno.ECONNRESET, str(error or "it is over"))
        )

    # What the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self._came.append(data)
        self._came_bytes += len(data)
        if self._came_bytes >= _MOST_WAITING_BYTES and self._transport is not None:
            self._transport.pause_reading()
        _wake(self._reading)

    def eof_received(self) -> None:
        """Nothing more will come; asyncio closes the connection."""
        self._is_over = True
        _wake(self._reading)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over, for that reason if there is one."""
        self._is_over, self._error, self._transport = True, exc, None
        _wake(self._reading)
        _wake(self._writing)

    def pause_writing(self) -> None:
        """The other side takes nothing."""
        self._is_full = True

    def resume_writing(self) -> None:
        """It takes something again."""
        self._is_full = False
        _wake(self._writing)


async def wired(host: str, port: int, tls: ssl.SSLContext | None) -> Wire:
    """A connection to the first address of a host that answers, secured where there is a `tls`.

    Raises: OSError, of which a refusal, an unknown host and a failure of TLS are kinds.
    """
    loop = asyncio.get_running_loop()
    try:
        _, wire = await loop.create_connection(
            Wire,
            host,
            port,
            ssl=tls,
            server_hostname=None if tls is None else host,
            happy_eyeballs_delay=None if _is_address(host) else _NEXT_ADDRESS_SECONDS,
        )
    except OSError as error:
        # Where several addresses fail, asyncio tells of them in words alone.
        if error.errno is None and f"[Errno {errno.ECONNREFUSED}]" in str(error):
            raise ConnectionRefusedError(errno.ECONNREFUSED, str(error)) from error
        raise
    return wire


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)
