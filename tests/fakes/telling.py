"""A model of the demo that says what a test wrote, over the socket: piece by piece, slowly, for ever, or cut."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer

CHAT = "/v1/chat/completions$"


def piece_of(text: str, finish_reason: str | None = None) -> bytes:
    """One event of a stream. Source: the API contract, samples."""
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish_reason}
    return f"data: {json.dumps({'choices': [choice]})}\n\n".encode()


Events = Callable[[], AsyncIterator[bytes]]


def told(pieces: Iterable[str], *, seconds: float = 0.0, stays_open: bool = False) -> Events:
    """Say these, so long apart; then end as models do, or `stays_open` and say no more."""

    async def events() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece_of(piece)
            await asyncio.sleep(seconds)
        if stays_open:
            await asyncio.sleep(600)
        yield piece_of("", "stop")
        yield b"data: [DONE]\n\n"

    return events


def let_say(demo: DemoServer, *pieces: str, seconds: float = 0.0, stays_open: bool = False) -> None:
    """The next answer of whichever model is asked."""
    demo.faults.add(CHAT, Fault(told=told(pieces, seconds=seconds, stays_open=stays_open)))


def let_cut(demo: DemoServer, *pieces: str) -> None:
    """The next answer is these, and then the connection is gone."""
    demo.faults.add(CHAT, Fault(told=_without_end(pieces), drop="cut"))


def _without_end(pieces: Iterable[str]) -> Events:
    async def events() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece_of(piece)
            await asyncio.sleep(0)

    return events
