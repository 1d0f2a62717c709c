"""A start is sent once; a lost answer is read back; an unclear one stays unclear."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from breadtui.domain import errors
from breadtui.domain.errors import BreadError, Unclear
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from tests.api.service import Step, ok, page, refused, service

BAKE = JobKey(RepoName("demo"), Phase.BAKE, "b1")
RUNNING, IDLE = ok({"status": "running"}), ok({"status": "not_started"})
LOST: list[Step] = [httpx.ReadTimeout("late"), httpx.ReadError("cut"), httpx.RemoteProtocolError("Server disconnected")]


@pytest.mark.parametrize("lost", [*LOST, refused(500), refused(503), page(200, "x"), ok(None), httpx.Response(200)])
async def test_a_lost_answer_is_read_back_and_nothing_is_sent_twice(lost: Step) -> None:
    bread = service(lost, RUNNING)
    job = await bread.api().start(BAKE)
    assert job.status is JobStatus.RUNNING
    assert [request.method for request in bread.asked] == ["POST", "GET"]


@pytest.mark.parametrize("word", ["complete", "pending", "queued"])
async def test_whatever_is_under_way_counts_as_started(word: str) -> None:
    job = await service(LOST[0], ok({"status": word})).api().start(BAKE)
    assert job.status_text == word


async def test_a_second_look_comes_five_seconds_later() -> None:
    bread = service(LOST[0], IDLE, RUNNING)
    await bread.api().start(BAKE)
    assert bread.slept == [5.0]
    assert [request.method for request in bread.asked] == ["POST", "GET", "GET"]


@pytest.mark.parametrize("seen", [IDLE, ok({"status": "failed"}), refused(503), refused(401), httpx.ReadTimeout("x")])
async def test_what_cannot_be_seen_to_run_is_unclear(seen: Step) -> None:
    bread = service(LOST[0], seen)
    with pytest.raises(Unclear):
        await bread.api().start(BAKE)
    assert [request.method for request in bread.asked].count("POST") == 1


async def test_asking_again_after_an_unclear_start_uses_the_same_key() -> None:
    bread = service(LOST[0], IDLE, IDLE, RUNNING)
    api = bread.api()
    with pytest.raises(Unclear):
        await api.start(BAKE)
    await api.start(BAKE)
    await api.start(BAKE)
    first, second, third = (request for request in bread.asked if request.method == "POST")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert third.headers["idempotency-key"] != first.headers["idempotency-key"]


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422])
async def test_a_clear_refusal_is_not_read_back(status: int) -> None:
    bread = service(refused(status))
    with pytest.raises(BreadError):
        await bread.api().start(BAKE)
    assert len(bread.asked) == 1


async def test_a_start_that_was_never_sent_is_tried_again_and_then_told() -> None:
    bread = service(httpx.ConnectError("refused"))
    with pytest.raises(errors.NeverSent):
        await bread.api().start(BAKE)
    assert [request.method for request in bread.asked] == ["POST"] * 3


async def test_a_redirected_start_goes_nowhere() -> None:
    bread = service(httpx.Response(307, headers={"location": "/v1/elsewhere"}))
    with pytest.raises(errors.NotBread):
        await bread.api().start(BAKE)
    assert len(bread.asked) == 1


async def test_a_cancelled_start_stays_cancelled() -> None:
    async def never(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        return RUNNING

    from breadtui.api.client import HttpApi
    from tests.api.service import ORIGIN, PlainKey

    api = HttpApi(ORIGIN, PlainKey(), transport=httpx.MockTransport(never))
    starting = asyncio.create_task(api.start(BAKE))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    await api.aclose()
