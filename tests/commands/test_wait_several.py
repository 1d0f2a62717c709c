"""`wait` for bakes and targets by their names, several at once."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest

from breadtui.commands.running import wait_several
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from tests.store.chain_desk import BAKE, REPO, ChainDesk, rollout, stim

COMPLETE, RUNNING, FAILED = JobStatus.COMPLETE, JobStatus.RUNNING, JobStatus.FAILED


class Waiting:
    """A `wait` on a service with two targets and a bake; nothing ends by itself."""

    def __init__(self, *names: str, **arguments: Any) -> None:
        self.desk = ChainDesk(2)
        self.desk.api.hangs = True
        self.out, self.told = io.StringIO(), list[str]()
        self.args = wait_several.Arguments([(REPO, name) for name in names], **arguments)

    def begin(self) -> asyncio.Task[int]:
        settings = Settings(Folders(Path("/none"), Path("/none")))
        wish = wait_several.run(self.desk.api, settings, self.args, self.out, self.told.append, self.desk.clock)
        return asyncio.create_task(wish)

    @property
    def seen(self) -> list[str]:
        return [" ".join(line.split()[1:4]) for line in self.out.getvalue().splitlines()]


async def test_a_name_is_the_bake_of_that_name() -> None:
    waiting = Waiting("v8")
    waiting.desk.put(BAKE, COMPLETE)
    assert await waiting.begin() == 0
    assert waiting.seen == ["coder/v8 bake complete"]


async def test_a_target_is_waited_for_through_its_rollout() -> None:
    waiting = Waiting("t0")
    waiting.desk.put(stim("t0"), RUNNING)
    task = waiting.begin()
    await waiting.desk.clock.advance(10)
    waiting.desk.put(stim("t0"), COMPLETE)
    waiting.desk.put(rollout("t0"), RUNNING)
    await waiting.desk.clock.advance(30)
    assert not task.done()
    waiting.desk.put(rollout("t0"), COMPLETE)
    await waiting.desk.clock.advance(30)
    assert task.done()
    assert task.result() == 0
    assert waiting.seen[-1] == "coder/t0 rollout complete"


async def test_a_target_whose_rollout_nobody_started_ends_with_its_stim() -> None:
    waiting = Waiting("t0")
    waiting.desk.put(stim("t0"), COMPLETE)
    assert await waiting.begin() == 0
    assert waiting.seen == ["coder/t0 stim complete"]


async def test_several_are_waited_for_at_once_and_a_failure_is_the_outcome() -> None:
    waiting = Waiting("t0", "t1", "v8")
    waiting.desk.put(rollout("t0"), RUNNING)
    waiting.desk.put(rollout("t1"), FAILED, error="no credits")
    waiting.desk.put(BAKE, RUNNING)
    task = waiting.begin()
    await waiting.desk.clock.advance(30)
    assert not task.done()
    waiting.desk.put(rollout("t0"), COMPLETE)
    waiting.desk.put(BAKE, COMPLETE)
    await waiting.desk.clock.advance(60)
    assert task.done()
    assert task.result() == 1
    assert waiting.told == ["coder/t1: it failed: no credits"]


async def test_time_is_counted_once_for_all_of_a_target() -> None:
    waiting = Waiting("t0", timeout_seconds=40)
    waiting.desk.put(stim("t0"), RUNNING)
    task = waiting.begin()
    await waiting.desk.clock.advance(30)
    waiting.desk.put(stim("t0"), COMPLETE)
    waiting.desk.put(rollout("t0"), RUNNING)
    await waiting.desk.clock.advance(11)
    assert task.done()
    assert task.result() == 124


async def test_a_phase_that_is_named_is_taken_as_it_is() -> None:
    waiting = Waiting("t0", phase=Phase.STIM)
    waiting.desk.put(stim("t0"), COMPLETE)
    waiting.desk.put(rollout("t0"), RUNNING)
    assert await waiting.begin() == 0


async def test_what_is_neither_bake_nor_target_is_told() -> None:
    waiting = Waiting("nope")
    with pytest.raises(NotFound, match="there is no bake or target nope in coder"):
        await waiting.begin()


async def test_the_same_name_twice_is_once() -> None:
    waiting = Waiting("v8", "v8")
    waiting.desk.put(BAKE, COMPLETE)
    assert await waiting.begin() == 0
    assert waiting.seen == ["coder/v8 bake complete"]


async def test_a_link_that_is_broken_at_first_is_borne() -> None:
    waiting = Waiting("v8")
    waiting.desk.put(BAKE, COMPLETE)
    waiting.desk.api.fail("job", Unreachable("cut"), Unreachable("cut"))
    task = waiting.begin()
    await waiting.desk.clock.advance(10)
    assert task.done()
    assert task.result() == 0


async def test_a_service_that_never_answers_is_told() -> None:
    waiting = Waiting("v8")
    waiting.desk.api.fail_always("job", Unreachable("gone"))
    task = waiting.begin()
    await waiting.desk.clock.advance(60)
    with pytest.raises(Unreachable):
        await task
