"""Bodies of answers, read whole or not at all: capped, decompressed, checked for cuts."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing
from typing import TypeAlias

import httpx

from breadtui.api.answer import Body
from breadtui.domain.calls import KEPT_BODY_BYTES
from breadtui.domain.errors import NotBread, Unreachable
from breadtui.values import dataclass, field

CUT = "cut"
LONGEST_ERROR_BYTES = 64_000
_PIECE_BYTES = 1_000_000
_STARTING_BYTES = KEPT_BODY_BYTES + 1024


@dataclass(slots=True)
class Meter:
    """What came of a body: its bytes on the wire, its bytes after decompression, and the first of these."""

    received_bytes: int = 0
    whole_bytes: int = 0
    start: bytearray = field(default_factory=bytearray)

    def read(self, piece: bytes) -> None:
        """Count a piece after decompression, and keep it where it is of the beginning."""
        self.whole_bytes += len(piece)
        if (room := _STARTING_BYTES - len(self.start)) > 0:
            self.start += piece[:room]


class Inflater:
    """A gzip body in pieces of at most a megabyte, so that a small bomb never becomes a large string."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    @property
    def is_whole(self) -> bool:
        """The last member's end was seen; zlib itself is silent about a cut."""
        return self._stream.eof

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """The decompressed bytes of one chunk. Raises: NotBread where it is no gzip."""
        try:
            while chunk:
                if self._stream.eof:
                    self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
                yield self._stream.decompress(chunk, _PIECE_BYTES)
                chunk = self._stream.unconsumed_tail or self._stream.unused_data
        except zlib.error:
            raise NotBread("the answer's compression is broken", code="gzip") from None


Taking: TypeAlias = Callable[[httpx.Response, int, Meter], Awaitable[Body]]
"""Takes the body of a success, or as much of it as it wants, and gives what is kept of it, at least its beginning."""


async def whole_body(response: httpx.Response, longest_bytes: int, meter: Meter) -> bytearray:
    """The decoded body, in the buffer that it grew in: a copy of a long one would double its memory.

    Raises: NotBread over `longest_bytes` or for a broken encoding, Unreachable where the body was cut.
    """
    body = bytearray()
    async for piece in decoded(response, longest_bytes, meter):
        body += piece
    return body


async def beginning(response: httpx.Response, meter: Meter) -> tuple[bytes, bool]:
    """The first 64 kB of an error's body and whether more was left; a cut or broken one ends where it broke."""
    body = bytearray()
    try:
        async with aclosing(decoded(response, LONGEST_ERROR_BYTES * 1000, meter)) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) > LONGEST_ERROR_BYTES:
                    return bytes(body[:LONGEST_ERROR_BYTES]), True
    except (NotBread, Unreachable, httpx.HTTPError):
        return bytes(body), True
    return bytes(body), False


async def decoded(response: httpx.Response, longest_bytes: int, meter: Meter) -> AsyncGenerator[bytes, None]:
    """The body piece by piece with all checks of `whole_body`."""
    inflater = _inflater_of(response)
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise NotBread("the answer has no body to read")
    async for chunk in stream:
        meter.received_bytes += len(chunk)
        for piece in (chunk,) if inflater is None else inflater.pieces(chunk):
            meter.read(piece)
            if max(meter.whole_bytes, meter.received_bytes) > longest_bytes:
                raise NotBread(f"an answer of over {longest_bytes / 1e6:g} MB was stopped", code="too_long")
            yield piece
            if len(piece) >= _PIECE_BYTES:
                await asyncio.sleep(0)
    _check_whole(response, inflater, meter)


def _inflater_of(response: httpx.Response) -> Inflater | None:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        return Inflater()
    if encoding in {"", "identity"}:
        return None
    raise NotBread("the answer has an encoding that was not asked for", code="encoding")


def _check_whole(response: httpx.Response, inflater: Inflater | None, meter: Meter) -> None:
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) != meter.received_bytes:
        raise Unreachable("the answer was cut before its end", code=CUT)
    if inflater is not None and meter.received_bytes and not inflater.is_whole:
        raise Unreachable("the answer was cut before its end", code=CUT)
