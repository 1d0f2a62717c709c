"""Streams: events out of bytes, pieces out of events, and an end that is noticed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.api.events import EventParser, EventTooLong
from breadtui.domain import errors
from breadtui.domain.errors import BreadError, NotBread, Unreachable
from breadtui.domain.inference import ChatPiece, ChatTurn
from breadtui.domain.prompt.prompts import Message
from tests.api.service import Chunks, Script, ok, page, refused, sent, service

TURN = ChatTurn("u/r/b/1", (Message("user", "Why?"),), temperature=0.7, max_tokens=9, is_thinking=False)
DONE = b"data: [DONE]\n\n"


def events(raw: bytes, size: int = 10**9) -> list[str]:
    parser = EventParser()
    found = [event for at in range(0, len(raw), size) for event in parser.feed(raw[at : at + size])]
    return [*found, *parser.close()]


def chunk(text: str | None = None, finish: str | None = None, index: int = 0) -> bytes:
    choice = {"index": index, "delta": {} if text is None else {"content": text}, "finish_reason": finish}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


def stream(*chunks: bytes, error: Exception | None = None, kind: str = "text/event-stream") -> httpx.Response:
    return httpx.Response(200, stream=Chunks(chunks, error), headers={"content-type": kind})


async def heard(bread: Script) -> list[ChatPiece]:
    return [piece async for piece in bread.api().chat(TURN)]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"data: a\n\ndata: b\n\n", ["a", "b"]),
        (b"data: a\r\n\r\ndata: b\r\rdata: c\n\n", ["a", "b", "c"]),
        (b": hello\nevent: x\nid: 1\nretry: 3\ndata:a\n\n", ["a"]),
        (b"data: a\ndata: b\n\n", ["a\nb"]),
        (b"data:  a\n\n", [" a"]),
        (b"data\n\n", [""]),
        (b"\n\n\n", []),
        (b"\xef\xbb\xbfdata: a\n\n", ["a"]),
        (b"data: a", ["a"]),
        (b"dat: a\n\n", []),
        ("data: é…\n\n".encode(), ["é…"]),
        (b"data: \xff\n\n", ["\ufffd"]),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 10**9])
def test_events_are_found_in_any_chunks(raw: bytes, found: list[str], size: int) -> None:
    assert events(raw, size) == found


@given(st.binary(), st.integers(1, 7))
def test_any_bytes_give_the_same_events_in_any_chunks(raw: bytes, size: int) -> None:
    assert events(raw, size) == events(raw)


def test_an_event_without_end_is_stopped() -> None:
    with pytest.raises(EventTooLong):
        events(b"data: " + b"x" * 5_000_000, 1_000_000)


async def test_pieces_come_in_order_until_done() -> None:
    role = b'data: {"choices": [{"delta": {"role": "assistant"}}]}\n\n'
    empty = b'data: {"choices": [], "usage": {}}\n\n: keep alive\n\n'
    bread = service(stream(role, chunk("Hm"), empty, chunk("m", index=1), chunk("m."), chunk(finish="stop"), DONE))
    assert await heard(bread) == [ChatPiece("Hm"), ChatPiece("m."), ChatPiece("", "stop")]
    [request] = bread.asked
    assert request.url.raw_path == b"/prefix/v1/chat/completions"
    assert request.headers["accept"] == "text/event-stream"
    assert sent(request) == {
        "model": "u/r/b/1",
        "messages": [{"role": "user", "content": "Why?"}],
        "stream": True,
        "temperature": 0.7,
        "max_tokens": 9,
        "chat_template_kwargs": {"enable_thinking": False},
    }


async def test_what_is_left_to_the_service_is_not_sent() -> None:
    bread = service(stream(DONE))
    _ = [piece async for piece in bread.api().chat(ChatTurn("m", ()))]
    assert sent(bread.asked[0]) == {"model": "m", "messages": [], "stream": True}


async def test_an_answer_that_is_not_streamed_is_one_piece() -> None:
    bread = service(ok({"choices": [{"message": {"role": "assistant", "content": "All at once."}}]}))
    assert await heard(bread) == [ChatPiece("All at once.", "stop")]


async def test_a_finished_answer_without_done_is_whole() -> None:
    assert await heard(service(stream(chunk("a", "length")))) == [ChatPiece("a", "length")]


@pytest.mark.parametrize("error", [None, httpx.ReadError("reset")])
async def test_a_stream_cut_before_its_end_says_so_and_is_not_begun_anew(error: Exception | None) -> None:
    bread = service(stream(chunk("a"), error=error))
    pieces = bread.api().chat(TURN)
    assert await anext(pieces) == ChatPiece("a")
    with pytest.raises(Unreachable):
        await anext(pieces)
    assert len(bread.asked) == 1
    assert bread.calls[0].outcome == "Unreachable"


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ({"error": {"message": "too long", "code": 400}}, errors.Invalid, "too long"),
        ({"error": {"message": "busy", "code": 429}}, errors.RateLimited, "busy"),
        ({"error": {"message": "m", "code": "c"}}, errors.ServerFailed, "m"),
        ({"error": "out of memory"}, errors.ServerFailed, "out of memory"),
        ({"error": {}, "choices": []}, errors.Unreachable, "cut"),
        ({"error": [1]}, errors.ServerFailed, "error"),
    ],
)
async def test_an_error_in_the_stream_is_raised(body: object, kind: type[BreadError], message: str) -> None:
    with pytest.raises(kind, match=message):
        await heard(service(stream(b"data: " + json.dumps(body).encode() + b"\n\n")))


@pytest.mark.parametrize("data", [b"{", b"[]", b"null", b"1", b"[" * 50_000])
async def test_a_piece_that_is_not_as_published_is_not_bread(data: bytes) -> None:
    with pytest.raises(NotBread):
        await heard(service(stream(b"data: " + data + b"\n\n")))


@pytest.mark.parametrize("step", [page(200, "x"), stream(b"<html>", kind="text/html"), page(404, "x")])
async def test_a_page_instead_of_a_stream_is_not_bread(step: httpx.Response) -> None:
    with pytest.raises(NotBread):
        await heard(service(step))


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, errors.Invalid), (401, errors.Unauthorized), (404, errors.NotFound), (503, errors.ServerFailed)],
)
async def test_a_refusal_before_the_stream_is_raised_once(status: int, kind: type[BreadError]) -> None:
    bread = service(refused(status, {"error": {"message": "m", "type": "t", "param": None, "code": "c"}}))
    with pytest.raises(kind, match="m"):
        await heard(bread)
    assert len(bread.asked) == 1


async def test_leaving_the_stream_closes_its_connection_at_once() -> None:
    class Endless(httpx.AsyncByteStream):
        is_closed = False

        async def __aiter__(self) -> AsyncIterator[bytes]:
            while True:
                yield chunk("a")

        async def aclose(self) -> None:
            self.is_closed = True

    body = Endless()
    bread = service(httpx.Response(200, stream=body))
    pieces = bread.api().chat(TURN)
    async with aclosing(pieces):
        async for _ in pieces:
            break
    assert body.is_closed
    assert bread.calls[0].outcome == "200"


async def test_counts_of_tokens_come_with_the_piece_or_alone() -> None:
    usage = {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}
    alone = b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\n"
    silent = b'data: {"choices": [], "usage": null}\n\n'
    pieces = await heard(service(stream(chunk("a"), silent, chunk(None, "stop"), alone, DONE)))
    assert pieces == [ChatPiece("a"), ChatPiece("", "stop"), ChatPiece("", None, 7, 2)]
    whole = {"choices": [{"message": {"content": "b"}}], "usage": {"prompt_tokens": True, "completion_tokens": -1}}
    assert await heard(service(ok(whole))) == [ChatPiece("b", "stop")]


def reasoned(key: str, text: str) -> bytes:
    return b"data: " + json.dumps({"choices": [{"delta": {key: text, "content": None}}]}).encode() + b"\n\n"


@pytest.mark.parametrize("key", ["reasoning_content", "reasoning"])
async def test_thinking_that_is_sent_apart_stands_in_front_of_the_text_between_its_marks(key: str) -> None:
    bread = service(stream(reasoned(key, "Hm"), reasoned(key, "m."), chunk("Yes"), chunk(".", "stop"), DONE))
    assert "".join(piece.text for piece in await heard(bread)) == "<think>\nHmm.\n</think>\n\nYes."


async def test_thinking_that_never_comes_to_words_is_closed_with_the_answer() -> None:
    bread = service(stream(reasoned("reasoning", "Hm"), chunk(None, "length"), DONE))
    assert "".join(piece.text for piece in await heard(bread)) == "<think>\nHm\n</think>\n\n"


async def test_a_refusal_is_told_at_once_and_not_slept_through() -> None:
    bread = service(refused(429, {"error": {"message": "slow down"}}))
    with pytest.raises(errors.RateLimited):
        await heard(bread)
    assert len(bread.asked) == 1
