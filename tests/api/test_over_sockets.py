"""Real connections on loopback: the idle-connection race, cut bodies, garbage, silence, and nobody there."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from breadtui.api import kinds
from breadtui.api.client import HttpApi
from breadtui.api.origin import origin_of
from breadtui.domain.calls import ApiCall
from breadtui.domain.errors import BreadError, NeverSent, NotBread, NotFound, Unclear, Unreachable
from breadtui.domain.names import JobKey, Phase, RepoName
from tests.api.service import PlainKey

BAKE = JobKey(RepoName("demo"), Phase.BAKE, "b1")
BODY = b'{"status": "running"}'
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)

Act = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Line:
    """A server that reads one request at a time and then does as its list says; the last for ever."""

    def __init__(self, acts: list[bytes]) -> None:
        self.acts = acts
        self.heads: list[bytes] = []
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
                act = self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]
                writer.write(act.removesuffix(b"CLOSE"))
                await writer.drain()
                if act.endswith(b"CLOSE"):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    @property
    def methods(self) -> list[bytes]:
        return [head.split(b" ")[0] for head in self.heads]


@asynccontextmanager
async def line(*acts: bytes, calls: list[ApiCall] | None = None) -> AsyncIterator[tuple[Line, HttpApi]]:
    served = Line(list(acts))
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    api = HttpApi(
        origin_of(f"http://127.0.0.1:{port}"),
        PlainKey(),
        sleep=_no_sleep,
        roll=lambda: 0.0,
        on_call=None if calls is None else calls.append,
    )
    try:
        yield served, api
    finally:
        await api.aclose()
        server.close()
        await server.wait_closed()


async def _no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


async def test_one_connection_serves_call_after_call() -> None:
    async with line(WHOLE) as (served, api):
        for _ in range(3):
            await api.job(BAKE)
        assert served.connections == 1


async def test_a_poll_survives_the_death_of_an_idle_connection() -> None:
    async with line(WHOLE, b"CLOSE", WHOLE) as (served, api):
        await api.job(BAKE)
        await api.job(BAKE)
        assert served.connections == 2
        assert len(served.heads) == 3


async def test_a_new_connection_that_dies_is_not_taken_for_an_idle_one() -> None:
    async with line(b"CLOSE") as (served, api):
        with pytest.raises(Unreachable):
            await api.job(BAKE)
        assert len(served.heads) == 1


async def test_a_start_on_a_dying_connection_is_read_back_and_never_sent_twice() -> None:
    async with line(WHOLE, b"CLOSE", WHOLE) as (served, api):
        await api.job(BAKE)
        job = await api.start(BAKE)
        assert job.status_text == "running"
        assert served.methods == [b"GET", b"POST", b"GET"]
        assert b"content-length: 0" in served.heads[1].lower()


async def test_a_start_without_any_answer_is_unclear() -> None:
    async with line(b"CLOSE") as (served, api):
        with pytest.raises(Unclear):
            await api.start(BAKE)
        assert served.methods.count(b"POST") == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{CLOSE", Unreachable),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}CLOSE", Unreachable),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}CLOSE", NotBread),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}   CLOSE", NotBread),
        (b"SSH-2.0-OpenSSH_9.9\r\n\r\nCLOSE", NotBread),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\nCLOSE", NotBread),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n{CLOSE", NotFound),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
            + gzip.compress(BODY)[:-3]
            + b"CLOSE",
            Unreachable,
        ),
    ],
    ids=["cut", "cut chunk", "bad chunk", "two lengths", "not http", "huge header", "cut error", "cut gzip"],
)
async def test_a_broken_answer_is_a_named_failure(answer: bytes, kind: type[BreadError]) -> None:
    async with line(answer) as (_, api):
        with pytest.raises(kind) as caught:
            await api.job(BAKE)
        assert type(caught.value) is kind


async def test_a_provisional_answer_is_passed_over() -> None:
    async with line(b"HTTP/1.1 102 Processing\r\n\r\n" + WHOLE) as (_, api):
        assert (await api.job(BAKE)).status_text == "running"


async def test_an_answer_that_ends_with_its_connection_is_whole() -> None:
    async with line(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BODY + b"CLOSE") as (_, api):
        assert (await api.job(BAKE)).status_text == "running"


async def test_silence_meets_the_deadline_and_frees_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breadtui.api.client.STATUS", kinds.CallKind("hasty", 5, 10, 0.05, 1000, tries=1))
    calls: list[ApiCall] = []
    async with line(b"", calls=calls) as (served, api):
        for _ in range(9):
            with pytest.raises(Unreachable, match=r"within 0\.05 s"):
                await api.job(BAKE)
        monkeypatch.setattr("breadtui.api.client.STATUS", kinds.STATUS)
        served.acts[:] = [WHOLE]
        assert (await api.job(BAKE)).status_text == "running"
    assert [call.outcome for call in calls] == ["Unreachable"] * 9 + ["200"]


async def test_a_read_that_stalls_is_told_from_a_missed_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breadtui.api.client.STATUS", kinds.CallKind("hasty", 5, 0.03, 10, 1000, tries=1))
    async with line(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{") as (_, api):
        with pytest.raises(Unreachable, match="stopped answering"):
            await api.job(BAKE)


async def test_nobody_there_is_a_refused_connection_and_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        api = HttpApi(origin_of(f"http://127.0.0.1:{taken.getsockname()[1]}"), PlainKey(), sleep=_no_sleep)
        with pytest.raises(NeverSent, match="refused") as caught:
            await api.start(BAKE)
        assert caught.value.code == "refused"
        await api.aclose()


async def test_a_plain_server_behind_an_https_address_is_told_and_not_asked_again() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    connections: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    api = HttpApi(origin_of(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"), PlainKey(), sleep=_no_sleep)
    with pytest.raises(NeverSent) as caught:
        await api.repo(RepoName("demo"))
    assert caught.value.code == "tls"
    assert "TLS" in caught.value.message
    assert len(connections) == 1
    await api.aclose()
    server.close()
    await server.wait_closed()


async def test_a_missing_certificate_file_is_a_named_failure_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    api = HttpApi(origin_of("https://bread.example"), PlainKey(), sleep=_no_sleep)
    with pytest.raises(NeverSent, match="SSL_CERT_FILE"):
        await api.health()


async def test_a_proxy_that_needs_a_missing_package_is_a_named_failure_of_the_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    api = HttpApi(origin_of("https://bread.example"), PlainKey(), sleep=_no_sleep)
    with pytest.raises(NeverSent, match="ALL_PROXY"):
        await api.health()


async def test_loopback_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with line(WHOLE) as (_, api):
        assert (await api.job(BAKE)).status_text == "running"
