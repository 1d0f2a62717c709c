"""Connections straight to a service: how many there are, which are used again, and what is told of broken ones."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from breadtui.api.connections import Connections
from breadtui.api.wires import wired
from breadtui.values import dataclass

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
REFUSED = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!"
LATE = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
TIMES = {"connect": 5.0, "read": 5.0, "write": 5.0, "pool": 5.0}

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Bench:
    """The connections that are looked at, and the service behind them."""

    connections: Connections
    port: int
    client: httpx.AsyncClient
    opened_count: int = 0

    def request(self, body: bytes | None = None, **times: float | None) -> httpx.Request:
        method = "GET" if body is None else "POST"
        extensions = {"timeout": {**TIMES, **times}}
        url = f"http://127.0.0.1:{self.port}/"
        return httpx.Request(method, url, content=body, extensions=extensions)

    async def opened(self, body: bytes | None = None, **times: float | None) -> httpx.Response:
        """An answer whose body is unread."""
        return await self.client.send(self.request(body=body, **times), stream=True)

    async def ask(self, body: bytes | None = None, **times: float | None) -> tuple[int, bytes]:
        """Ask, and read the answer to its end."""
        response = await self.opened(body, **times)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Let the loop go on until it is so."""
        async with asyncio.timeout(20):
            while not is_so():  # noqa: ASYNC110  sockets tell nobody
                await asyncio.sleep(0)


@asynccontextmanager
async def bench(serve: Serve, *, most: int = 8, kept_seconds: float = 60) -> AsyncIterator[Bench]:
    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here.opened_count += 1
        try:
            await serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(counted, "127.0.0.1", 0)
    connections = Connections(None, most=most, kept_seconds=kept_seconds)
    client = httpx.AsyncClient(transport=connections, trust_env=False)
    here = Bench(connections, server.sockets[0].getsockname()[1], client)
    try:
        yield here
    finally:
        await client.aclose()
        server.close()
        await server.wait_closed()


async def head(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


async def always(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer whatever is asked, again and again."""
    while True:
        await head(reader)
        writer.write(OK)


async def never(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Hear and say nothing, until the other side is gone."""
    while await reader.read(1000):
        pass


async def test_one_connection_answers_one_request_after_another() -> None:
    async with bench(always) as here:
        assert [await here.ask() for _ in range(5)] == [(200, b"{}")] * 5
        assert here.opened_count == 1


async def test_requests_at_a_time_have_connections_of_their_own_which_are_used_again() -> None:
    async with bench(always) as here:
        await asyncio.gather(*(here.ask() for _ in range(3)))
        await asyncio.gather(*(here.ask() for _ in range(3)))
        assert here.opened_count == 3


async def test_more_than_are_allowed_wait_for_their_turn() -> None:
    async with bench(always, most=2) as here:
        assert len(await asyncio.gather(*(here.ask() for _ in range(9)))) == 9
        assert here.opened_count == 2


async def test_who_waits_too_long_for_a_turn_is_told_so_and_takes_none() -> None:
    async with bench(always, most=1) as here:
        unread = await here.opened()
        with pytest.raises(httpx.PoolTimeout):
            await here.ask(pool=0.01)
        await unread.aclose()
        assert await here.ask() == (200, b"{}")


async def test_an_answer_that_is_left_unread_costs_its_connection() -> None:
    async with bench(always) as here:
        unread = await here.opened()
        await unread.aclose()
        await here.ask()
        assert here.opened_count == 2


async def test_a_connection_that_rested_too_long_is_not_used_again() -> None:
    async with bench(always, kept_seconds=-1) as here:
        await here.ask()
        await here.ask()
        assert here.opened_count == 2


async def test_what_a_service_says_unasked_is_no_answer_to_the_next_request() -> None:
    async def complaining(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(OK)
        await writer.drain()
        told.set()
        await complains.wait()
        writer.write(LATE)
        await writer.drain()

    told, complains = asyncio.Event(), asyncio.Event()
    async with bench(complaining) as here:
        assert await here.ask() == (200, b"{}")
        await told.wait()
        complains.set()
        (_, resting), *_ = here.connections._resting
        await here.until(lambda: not resting.is_quiet)
        assert await here.ask() == (200, b"{}")
        assert here.opened_count == 2


async def test_a_refusal_is_heard_though_the_body_was_not_taken() -> None:
    async def refusing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(REFUSED)
        await writer.drain()
        await reader.read()

    async with bench(refusing) as here:
        assert await here.ask(body=b"x" * 4_000_000) == (413, b"no!")


async def test_a_long_body_arrives_whole_on_both_sides() -> None:
    async def echoing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        body = await reader.readexactly(3_000_000)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + body)
        await writer.drain()

    sent = bytes(range(256)) * 12_000
    async with bench(echoing) as here:
        assert await here.ask(body=sent[:3_000_000]) == (200, sent[:3_000_000])


async def test_a_service_waits_while_nobody_takes_what_it_says() -> None:
    said_bytes = 0

    async def talking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal said_bytes
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 100_000)
            await writer.drain()
            said_bytes += 100_000

    async with bench(talking) as here:
        response = await here.opened()
        last = -1
        while said_bytes != last:
            last = said_bytes
            for _ in range(200):
                await asyncio.sleep(0)
        assert said_bytes < 30_000_000
        await response.aclose()


async def test_silence_is_told_as_late_and_frees_the_turn() -> None:
    async with bench(never, most=1) as here:
        for _ in range(2):
            with pytest.raises(httpx.ReadTimeout):
                await here.ask(read=0.01)
        assert here.opened_count == 2


async def test_who_gives_up_closes_the_connection_and_frees_the_turn() -> None:
    gone = asyncio.Event()

    async def heard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await never(reader, writer)
        finally:
            gone.set()

    async with bench(heard, most=1) as here:
        asking = asyncio.create_task(here.ask())
        await here.until(lambda: bool(here.opened_count))
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.wait_for(gone.wait(), 10)
        assert not here.connections._busy
        assert not here.connections._turns.locked()


async def test_an_end_in_the_middle_of_a_body_is_a_broken_answer() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234")

    async with bench(half) as here:
        with pytest.raises(httpx.RemoteProtocolError):
            await here.ask()


async def test_what_is_no_http_is_a_broken_answer() -> None:
    async def greeting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"220 mail.example ready\r\n")

    async with bench(greeting) as here:
        with pytest.raises(httpx.RemoteProtocolError):
            await here.ask()


async def test_all_connections_end_together() -> None:
    async def beginning(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234")
        await never(reader, writer)

    async with bench(beginning) as here:
        unread = await here.opened()
        await here.connections.aclose()
        with pytest.raises(httpx.HTTPError):
            await unread.aread()
        assert not here.connections._turns.locked()


async def test_a_host_with_several_addresses_that_all_refuse_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refusing(*_: object, **__: object) -> None:
        raise OSError(
            ", ".join([f"Multiple exceptions: [Errno {errno.ECONNREFUSED}] Connect call failed ('::1', 9)"] * 2)
        )

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "create_connection", refusing)
    with pytest.raises(ConnectionRefusedError):
        await wired("localhost", 9, None)


async def test_only_addresses_of_the_web_are_spoken_to() -> None:
    async with bench(always) as here:
        with pytest.raises(httpx.UnsupportedProtocol):
            await here.connections.handle_async_request(httpx.Request("GET", "ftp://127.0.0.1/"))
        assert await here.ask() == (200, b"{}")
