"""Sending: caps, cuts, redirects, deadlines, breakage, and a key that goes nowhere else."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import traceback
from collections.abc import AsyncIterator

import httpx
import pytest

from breadtui.api import kinds
from breadtui.api.answer import Ask
from breadtui.api.breakage import breakage_of
from breadtui.api.client import HttpApi
from breadtui.domain import errors
from breadtui.domain.errors import BreadError, NeverSent, NotBread, Unauthorized, Unreachable
from breadtui.domain.names import JobKey, Phase, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from tests.api.service import KEY, ORIGIN, Chunks, PlainKey, ok, refused, service

REPO = RepoName("demo")
BAKE = JobKey(REPO, Phase.BAKE, "b1")
GOOD = b'{"repo_name": "demo"}'
GZIP = {"content-encoding": "gzip"}


def streamed(*chunks: bytes, error: Exception | None = None, **headers: str) -> httpx.Response:
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(200, stream=Chunks(chunks, error), headers=spelled)


class TestBodies:
    """A body is read whole, within its cap, or not at all."""

    async def test_gzip_is_read_in_any_chunks_and_in_several_members(self) -> None:
        packed = gzip.compress(GOOD[:9]) + gzip.compress(GOOD[9:])
        answer = streamed(*(packed[i : i + 1] for i in range(len(packed))), content_encoding="gzip")
        assert (await service(answer).api().repo(REPO)).name == "demo"

    async def test_bytes_are_counted_as_on_the_wire(self) -> None:
        packed = gzip.compress(GOOD + b" " * 10_000)
        bread = service(streamed(packed, content_encoding="gzip"))
        await bread.api().repo(REPO)
        assert bread.calls[0].received_bytes == len(packed)

    async def test_a_gzip_bomb_is_stopped_at_the_cap(self) -> None:
        bomb = gzip.compress(b" " * 80_000_000, compresslevel=1)
        answer = streamed(bomb, content_encoding="gzip")
        with pytest.raises(NotBread, match="over 2 MB"):
            await service(answer).api().job(BAKE)
        assert isinstance(answer.stream, httpx.AsyncByteStream)

    async def test_a_body_over_the_cap_is_stopped_and_closed(self) -> None:
        body = Chunks([b" " * 500_000] * 10)
        with pytest.raises(NotBread, match="over 2 MB"):
            await service(httpx.Response(200, stream=body)).api().job(BAKE)
        assert body.is_closed

    @pytest.mark.parametrize("kept", [5, 12, -8, -1])
    async def test_a_cut_gzip_is_a_failure(self, kept: int) -> None:
        bread = service(streamed(gzip.compress(GOOD)[:kept], content_encoding="gzip"))
        with pytest.raises(Unreachable, match="cut"):
            await bread.api().repo(REPO)
        assert len(bread.asked) == 3
        assert bread.calls[0].outcome == "Unreachable"

    async def test_a_corrupt_gzip_is_not_bread(self) -> None:
        with pytest.raises(NotBread, match="compression"):
            await service(streamed(b"\x1f\x8bgarbage", content_encoding="gzip")).api().repo(REPO)

    async def test_an_encoding_nobody_asked_for_is_not_bread(self) -> None:
        with pytest.raises(NotBread, match="encoding"):
            await service(streamed(b"x", content_encoding="br")).api().repo(REPO)

    @pytest.mark.parametrize("length", ["999", "1"])
    async def test_a_length_that_is_not_kept_is_a_cut(self, length: str) -> None:
        with pytest.raises(Unreachable, match="cut"):
            await service(streamed(GOOD, content_length=length)).api().repo(REPO)

    async def test_a_break_in_the_middle_never_gives_half_an_answer(self) -> None:
        bread = service(streamed(GOOD, error=httpx.ReadError("reset")))
        with pytest.raises(Unreachable):
            await bread.api().repo(REPO)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b" ",
            GOOD[:-1],
            GOOD + b"x",
            GOOD.decode().encode("utf-16"),
            b'{"repo_name": "d\xe9mo"}',
            b"null",
            b'"x"',
            b"[]",
            b"{}",
            b"[" * 100_000,
            b'{"repo_name": ' + b"9" * 5000 + b"}",
        ],
    )
    async def test_what_is_not_the_published_json_is_not_bread(self, body: bytes) -> None:
        with pytest.raises(NotBread):
            await service(streamed(body)).api().repo(REPO)

    async def test_a_byte_order_mark_and_a_wrong_content_type_do_no_harm(self) -> None:
        answer = streamed(b"\xef\xbb\xbf" + GOOD, content_type="text/html")
        assert (await service(answer).api().repo(REPO)).name == "demo"

    async def test_a_long_answer_is_read_off_the_loop(self) -> None:
        names = [f"repo-{number}" for number in range(100_000)]
        assert len(await service(ok({"repos": names})).api().repo_names()) == 100_000


class TestRedirects:
    """Reads follow within the origin, writes never, nothing ever leaves it."""

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    async def test_a_read_follows_within_the_origin(self, status: int) -> None:
        bread = service(httpx.Response(status, headers={"location": "../moved?x=1"}), streamed(GOOD))
        assert (await bread.api().repo(REPO)).name == "demo"
        assert bread.lines[1] == "GET /prefix/v1/moved?x=1"
        assert [call.outcome for call in bread.calls] == [str(status), "200"]

    @pytest.mark.parametrize(
        "location",
        [
            "https://evil.example/v1/repo/demo",
            "http://bread.example/v1/repo/demo",
            "//evil.example/",
            "https://bread.example:444/",
            "https://me@bread.example/",
            "file:///etc/passwd",
            "https://bread.example:bad/",
            "",
        ],
    )
    async def test_nothing_reaches_another_place(self, location: str) -> None:
        bread = service(httpx.Response(307, headers={"location": location}), streamed(GOOD))
        with pytest.raises(NotBread):
            await bread.api().repo(REPO)
        assert len(bread.asked) == 1

    async def test_a_circle_is_named(self) -> None:
        bread = service(httpx.Response(302, headers={"location": "/prefix/v1/repo/demo"}))
        with pytest.raises(NotBread, match="circles"):
            await bread.api().repo(REPO)
        assert len(bread.asked) == 4

    @pytest.mark.parametrize("status", [307, 308])
    async def test_a_text_is_never_sent_on(self, status: int) -> None:
        bread = service(httpx.Response(status, headers={"location": "/v1/elsewhere"}))
        with pytest.raises(NotBread):
            await bread.api().replace_prompt(REPO, Prompt(PromptName("p"), (Message("user", "private"),)))
        assert len(bread.asked) == 1


class TestStaleConnections:
    """A read that met a closed connection is asked once more at once."""

    @pytest.mark.parametrize("stale", [httpx.RemoteProtocolError("Server disconnected"), httpx.ReadError("reset")])
    async def test_a_poll_survives_one(self, stale: Exception) -> None:
        bread = service(stale, ok({"status": "running"}))
        await bread.api().job(BAKE)
        assert bread.slept == []
        assert [(call.outcome, call.attempt) for call in bread.calls] == [("Unreachable", 1), ("200", 1)]

    async def test_but_not_two(self) -> None:
        bread = service(httpx.ReadError("reset"), httpx.ReadError("reset"), ok({"status": "running"}))
        with pytest.raises(Unreachable):
            await bread.api().job(BAKE)

    async def test_a_write_is_not_repeated(self) -> None:
        bread = service(httpx.ReadError("reset"), ok({}))
        with pytest.raises(Unreachable):
            await bread.api().delete_bake(BAKE)
        assert len(bread.asked) == 1


class TestDeadlines:
    """A whole answer in time, or none."""

    async def test_a_trickle_meets_the_deadline(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Trickle(httpx.AsyncByteStream):
            is_closed = False

            async def __aiter__(self) -> AsyncIterator[bytes]:
                while True:
                    yield b" "
                    await asyncio.sleep(0)

            async def aclose(self) -> None:
                self.is_closed = True

        body = Trickle()
        bread = service(httpx.Response(200, stream=body))
        hasty = kinds.CallKind("hasty", 5, 10, 0.05, 10**9, tries=3)
        monkeypatch.setattr("breadtui.api.client.STATUS", hasty)
        with pytest.raises(Unreachable, match=r"within 0\.05 s"):
            await bread.api().job(BAKE)
        assert body.is_closed
        assert [call.outcome for call in bread.calls] == ["Unreachable"]

    async def test_each_call_carries_the_limits_of_its_kind(self) -> None:
        bread = service(ok({"status": "running"}))
        await bread.api().job(BAKE)
        assert bread.asked[0].extensions["timeout"] == {"connect": 5, "read": 10, "write": 10, "pool": 5}

    async def test_four_calls_are_under_way_at_once_and_the_rest_wait(self) -> None:
        under_way, most = 0, 0
        gate = asyncio.Event()

        async def slow(_: httpx.Request) -> httpx.Response:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            if most == 4:
                asyncio.get_running_loop().call_soon(gate.set)
            await gate.wait()
            under_way -= 1
            return ok({"status": "running"})

        api = HttpApi(ORIGIN, PlainKey(), transport=httpx.MockTransport(slow))
        await asyncio.gather(*(api.job(BAKE) for _ in range(12)))
        assert most == 4
        await api.aclose()

    async def test_a_cancelled_call_is_cancelled_and_said_to_be(self) -> None:
        calls: list[str] = []

        async def never(_: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError

        api = HttpApi(
            ORIGIN, PlainKey(), transport=httpx.MockTransport(never), on_call=lambda call: calls.append(call.outcome)
        )
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(api.job(BAKE), 0.02)
        assert calls == ["cancelled"]


class TestKeys:
    """The key goes to the origin in one header and is nowhere else."""

    @pytest.mark.parametrize("key", ["", " ", "sk-ä", "sk-\n1", "sk-\x00", "sk-\ud800"])
    async def test_a_key_no_header_can_carry_is_refused_before_any_request(self, key: str) -> None:
        bread = service(ok({}))
        with pytest.raises(Unauthorized):
            await bread.api(key=key).repo(REPO)
        assert bread.asked == []

    @pytest.mark.parametrize("step", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), refused(500), streamed(b"{")])
    async def test_a_failure_does_not_hold_the_key(self, step: httpx.Response | Exception) -> None:
        bread = service(step)
        api = bread.api()
        with pytest.raises(BreadError) as caught:
            await api.repo(REPO)
        report = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        ours = [line for line in report.format() if "tests" not in line]
        assert KEY not in "".join(ours)
        assert KEY not in repr(bread.calls)
        assert KEY not in repr(api)

    async def test_no_cookie_is_ever_sent_back(self) -> None:
        bread = service(httpx.Response(200, content=GOOD, headers={"set-cookie": "a=b"}))
        api = bread.api()
        await api.repo(REPO)
        await api.repo(REPO)
        assert "cookie" not in bread.asked[1].headers


class TestBreakage:
    """Exceptions of the way become named failures with one sentence."""

    @pytest.mark.parametrize(
        ("error", "kind", "words"),
        [
            (httpx.ConnectTimeout("x"), NeverSent, "silent"),
            (httpx.PoolTimeout("x"), NeverSent, "busy"),
            (httpx.ReadTimeout("x"), Unreachable, "stopped answering"),
            (httpx.WriteTimeout("x"), Unreachable, "stopped answering"),
            (httpx.ReadError("x"), Unreachable, "cut"),
            (httpx.WriteError("x"), Unreachable, "cut"),
            (httpx.CloseError("x"), Unreachable, "cut"),
            (httpx.RemoteProtocolError("Server disconnected without sending a response."), Unreachable, "closed"),
            (httpx.RemoteProtocolError("peer closed connection without sending"), Unreachable, "closed"),
            (httpx.RemoteProtocolError("illegal status line"), NotBread, "HTTP"),
            (httpx.LocalProtocolError("x"), NeverSent, "could not be made"),
            (httpx.ProxyError("407 Proxy Authentication Required"), NeverSent, "407"),
            (httpx.UnsupportedProtocol("x"), NeverSent, "could not be made"),
            (UnicodeError("label too long"), NeverSent, "could not be made"),
            (OSError("x"), NeverSent, "cannot connect"),
        ],
    )
    def test_each_has_its_sentence(self, error: Exception, kind: type[BreadError], words: str) -> None:
        found = breakage_of(error, "bread.example")
        assert type(found) is kind
        assert words in found.message
        assert "bread.example" in found.message

    def test_a_cause_is_found_beneath_and_in_groups(self) -> None:
        group = ExceptionGroup("all", [OSError("x"), ConnectionRefusedError("no")])
        wrapped = httpx.ConnectError("x")
        wrapped.__cause__ = OSError("all failed")
        wrapped.__cause__.__cause__ = group
        assert breakage_of(wrapped, "h").code == "refused"
        lost = httpx.ConnectError("x")
        lost.__context__ = socket.gaierror(-2, "Name or service not known")
        assert breakage_of(lost, "h") == NeverSent("cannot find the host h", code="dns")

    @pytest.mark.parametrize(
        ("verify_code", "words"),
        [
            (10, "expired"),
            (9, "clock"),
            (62, "not for h"),
            (18, "SSL_CERT_FILE"),
            (20, "SSL_CERT_FILE"),
            (7, "trusted"),
        ],
    )
    def test_each_fault_of_a_certificate_is_told(self, verify_code: int, words: str) -> None:
        fault = ssl.SSLCertVerificationError()
        fault.verify_code = verify_code
        found = breakage_of(httpx.ConnectError("x"), "h")
        assert found.code == "connect"
        error = httpx.ConnectError("x")
        error.__cause__ = fault
        assert words in breakage_of(error, "h").message

    @pytest.mark.parametrize(
        ("reason", "words"),
        [("WRONG_VERSION_NUMBER", "does not speak TLS"), ("TLSV1_ALERT_PROTOCOL_VERSION", "outdated"), ("X", "secure")],
    )
    def test_each_fault_of_tls_is_told(self, reason: str, words: str) -> None:
        fault = ssl.SSLError()
        fault.reason = reason
        found = breakage_of(fault, "h")
        assert words in found.message
        assert found.code == "tls"


async def test_a_closed_client_says_so() -> None:
    bread = service(ok({"repo_name": "demo"}))
    api = bread.api()
    await api.repo(REPO)
    await api.aclose()
    await api.aclose()
    with pytest.raises(NeverSent):
        await api.repo(REPO)


async def test_what_json_cannot_carry_is_refused_before_any_request() -> None:
    bread = service(ok({}))
    api = bread.api()
    for text in ("\ud800", float("nan"), {1, 2}):
        with pytest.raises(errors.Invalid):
            await api.create_prompt(REPO, Prompt(PromptName("p"), (Message("user", text),)))  # type: ignore[arg-type]  # hostile on purpose
    assert bread.asked == []


def test_an_ask_does_not_show_its_body() -> None:
    assert "private" not in repr(Ask("POST", "/v1/repo", kinds.ACT, b"private"))
