"""What the transcript gets of each call: beginnings of bodies, the number of the call, and never the key."""

from __future__ import annotations

import gzip
import json

import httpx
import pytest

from breadtui.domain.calls import KEPT_BODY_BYTES
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.names import PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from tests.api.service import KEY, ok, refused, service

REPO = RepoName("demo")
GOOD = {"repo_name": "demo"}


async def test_both_bodies_are_kept_as_they_were_before_compression() -> None:
    packed = gzip.compress(json.dumps({"prompt_name": "p", "messages": []}).encode())
    bread = service(httpx.Response(200, content=packed, headers={"content-encoding": "gzip"}))
    await bread.api().create_prompt(REPO, Prompt(PromptName("p"), (Message("user", "hello"),)))
    (call,) = bread.calls
    assert json.loads(call.sent.start)["messages"] == [{"role": "user", "content": "hello"}]
    assert json.loads(call.received.start) == {"prompt_name": "p", "messages": []}
    assert call.received_bytes == len(packed)


async def test_of_a_long_answer_only_the_beginning_is_kept() -> None:
    bread = service(ok({**GOOD, "more": "x" * 300_000}))
    await bread.api().repo(REPO)
    (call,) = bread.calls
    assert len(call.received.start) == KEPT_BODY_BYTES
    assert call.received.is_cut
    assert call.received.whole_bytes > 300_000


async def test_the_body_of_a_refusal_is_kept_too() -> None:
    bread = service(refused(401, {"message": f"the key {KEY} is not known"}))
    with pytest.raises(Unauthorized):
        await bread.api().repo(REPO)
    (call,) = bread.calls
    assert "is not known" in call.received.start.decode()
    assert KEY not in repr(call) + call.received.start.decode()


async def test_all_tries_of_a_call_bear_its_number_and_other_calls_another() -> None:
    bread = service(refused(503), refused(503), ok(GOOD))
    api = bread.api()
    await api.repo(REPO)
    await api.repo(REPO)
    first, second, third, other = bread.calls
    assert [call.attempt for call in bread.calls] == [1, 2, 3, 1]
    assert first.ask_number == second.ask_number == third.ask_number != other.ask_number


async def test_the_words_for_a_bug_report_come_along_and_no_others() -> None:
    answer = httpx.Response(200, json=GOOD, headers={"x-request-id": "r-1", "set-cookie": "hush", "server": KEY})
    bread = service(answer)
    await bread.api().repo(REPO)
    words = dict(bread.calls[0].words)
    assert words["x-request-id"] == "r-1"
    assert "set-cookie" not in words
    assert KEY not in words["server"]


async def test_a_call_that_never_was_answered_has_no_body() -> None:
    bread = service(httpx.ConnectError("no"))
    with pytest.raises(BreadError):
        await bread.api().repo(REPO)
    assert {call.received.whole_bytes for call in bread.calls} == {0}
