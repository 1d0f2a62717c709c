"""A wait that the service asked for holds for every call of the client."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from breadtui.domain import errors
from breadtui.domain.names import JobKey, Phase, RepoName
from tests.api.service import Script, ok, refused, service

REPO, OTHER = RepoName("coder"), RepoName("yoda")
BAKE = JobKey(REPO, Phase.BAKE, "v1")
GOOD = ok({"repo_name": "coder", "base_model": "Qwen"})


class Sleeper:
    """Sleeps that end when a test says so."""

    def __init__(self, bread: Script) -> None:
        self._bread = bread
        self._wakes: list[asyncio.Event] = []

    async def sleep(self, seconds: float) -> None:
        self._bread.slept.append(seconds)
        wake = asyncio.Event()
        self._wakes.append(wake)
        await wake.wait()

    async def wake_all(self) -> None:
        for wake in self._wakes:
            wake.set()
        await settle()


async def settle() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def begun(call: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    task = asyncio.create_task(call)
    await settle()
    return task


def sleepy(*steps: Any) -> tuple[Script, Sleeper, Any]:
    bread = service(*steps)
    sleeper = Sleeper(bread)
    bread.sleep = sleeper.sleep  # type: ignore[method-assign]
    return bread, sleeper, bread.api()


async def test_nothing_is_asked_while_another_call_waits_as_it_was_asked_to() -> None:
    bread, sleeper, api = sleepy(refused(429, retry_after="20"), GOOD)
    first = await begun(api.repo(REPO))
    second = await begun(api.repo(OTHER))
    assert len(bread.asked) == 1
    assert bread.slept == [20.0, pytest.approx(20.0, abs=1.0)]
    await sleeper.wake_all()
    await asyncio.gather(first, second)
    assert len(bread.asked) == 3


async def test_a_wait_that_another_program_was_asked_for_holds_here_too_but_not_what_a_person_asks_by_hand() -> None:
    bread, sleeper, api = sleepy(GOOD, GOOD)
    api.hear_wait(20.0)
    held = await begun(api.repo(REPO))
    assert bread.asked == []
    assert bread.slept == [pytest.approx(20.0, abs=1.0)]
    api.ask_anyway()
    await api.repo(OTHER)
    assert len(bread.asked) == 1
    await sleeper.wake_all()
    await held
    assert len(bread.asked) == 2


async def test_a_call_given_up_for_a_newer_one_leaves_its_wait_behind() -> None:
    bread, sleeper, api = sleepy(refused(429, retry_after="20"), GOOD)
    first = await begun(api.repo(REPO))
    first.cancel()
    second = await begun(api.repo(OTHER))
    assert len(bread.asked) == 1
    await sleeper.wake_all()
    await second
    assert len(bread.asked) == 2


async def test_what_is_asked_again_by_itself_is_refused_without_asking() -> None:
    bread, _, api = sleepy(refused(429, retry_after="20"))
    waiting = await begun(api.repo(REPO))
    with pytest.raises(errors.RateLimited, match="no") as caught:
        await api.job(BAKE)
    assert caught.value.retry_after_seconds == pytest.approx(20.0, abs=1.0)
    assert len(bread.asked) == 1
    waiting.cancel()


async def test_a_wait_longer_than_a_call_may_last_is_told_without_asking() -> None:
    bread = service(refused(429, retry_after="300"), GOOD)
    api = bread.api()
    for _ in range(3):
        with pytest.raises(errors.RateLimited):
            await api.repo(REPO)
    assert (len(bread.asked), bread.slept) == (1, [])
    assert api.wait_seconds() == pytest.approx(300.0, abs=1.0)


async def test_a_person_may_ask_anyway_but_not_again_and_again() -> None:
    bread = service(refused(429, retry_after="300"), refused(429, retry_after="300"), GOOD)
    api = bread.api()
    with pytest.raises(errors.RateLimited):
        await api.job(BAKE)
    for _ in range(4):
        api.ask_anyway()
        with pytest.raises(errors.RateLimited):
            await api.job(BAKE)
    assert len(bread.asked) == 2


async def test_what_stood_in_the_queue_is_held_back_as_well() -> None:
    gate = asyncio.Event()
    bread, sleeper, api = sleepy(refused(429, retry_after="20"), GOOD)
    answers = [refused(429, retry_after="20"), *([GOOD] * 9)]

    async def slow(request: Any) -> Any:
        bread.asked.append(request)
        mine = answers[len(bread.asked) - 1]
        await gate.wait()
        return mine

    bread.answer = slow  # type: ignore[method-assign, assignment]
    api = bread.api()
    calls = [await begun(api.repo(REPO)) for _ in range(6)]
    assert len(bread.asked) == 4, "four at a time"
    gate.set()
    await settle()
    assert len(bread.asked) == 4
    await sleeper.wake_all()
    await asyncio.gather(*calls)
    assert len(bread.asked) == 7
