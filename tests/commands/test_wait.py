"""`wait`: patient over a bad link, prompt about an outcome, exact about its exit code."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest

from breadtui.commands.running import wait
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError, NotFound, OutOfCredit, RateLimited, Unauthorized, Unreachable
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import Phase
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.states import a_job, a_key

KEY = a_key("v1")
RUNNING, COMPLETE = a_job("v1", progress_percent=10.0), a_job("v1", JobStatus.COMPLETE)


class Waiting:
    """A `wait` under way, with its clock, its service and what it said."""

    def __init__(self, job: Job | None = RUNNING, **arguments: Any) -> None:
        self.api = FakeApi(jobs=[] if job is None else [job])
        self.clock = ManualClock()
        self.out, self.told = io.StringIO(), list[str]()
        self.settings = Settings(Folders(Path("/none"), Path("/none")))
        self.args = wait.Arguments(KEY, **arguments)
        self.task: asyncio.Task[int] | None = None

    def begin(self) -> "Waiting":
        self.task = asyncio.ensure_future(
            wait.run(self.api, self.settings, self.args, self.out, clock=self.clock, tell=self.told.append)
        )
        return self

    def becomes(self, job: Job) -> None:
        self.api.jobs[KEY] = job

    async def code(self) -> int:
        await self.clock.parked()
        assert self.task is not None
        assert self.task.done(), "still waiting"
        return self.task.result()

    async def is_waiting(self) -> bool:
        await self.clock.parked()
        return self.task is not None and not self.task.done()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


async def test_a_job_that_is_complete_already_ends_it_at_once() -> None:
    waiting = Waiting(COMPLETE).begin()
    assert await waiting.code() == 0
    assert waiting.out.getvalue() == "0:00:00  coder/v1  bake  complete  100%\n"


async def test_a_job_that_becomes_complete_ends_it_with_0() -> None:
    waiting = Waiting(is_json=True).begin()
    await waiting.clock.advance(30)
    waiting.becomes(COMPLETE)
    await waiting.clock.advance(30)
    assert await waiting.code() == 0
    assert [record["outcome"] for record in waiting.records] == ["waiting", "complete"]
    assert waiting.records[-1]["elapsed_seconds"] == 60.0


async def test_a_failed_job_ends_it_with_1_and_its_reason() -> None:
    waiting = Waiting(a_job("v1", JobStatus.FAILED, error="CUDA out of\x1b memory\nTraceback")).begin()
    assert await waiting.code() == 1
    assert waiting.told == ["it failed: CUDA out of␛ memory"]


@pytest.mark.parametrize("error", ["", None, "\n"])
async def test_a_failure_without_a_reason_is_said_so(error: str | None) -> None:
    waiting = Waiting(a_job("v1", JobStatus.FAILED, error=error)).begin()
    assert await waiting.code() == 1
    assert waiting.told == ["it failed: no reason given"]


@pytest.mark.parametrize("phase", list(Phase))
async def test_it_asks_as_often_as_the_service_advises(phase: Phase) -> None:
    waiting = Waiting(a_job("v1", phase=phase))
    waiting.args = wait.Arguments(a_key("v1", phase))
    waiting.begin()
    await waiting.clock.advance(60)
    advised = {Phase.STIM: 13, Phase.ROLLOUT: 7, Phase.BAKE: 3}
    assert waiting.api.counted("job") == advised[phase]
    assert waiting.task is not None
    waiting.task.cancel()


@pytest.mark.parametrize(("typed", "configured", "expected"), [(7.0, 9.0, 7.0), (None, 9.0, 9.0), (0.0, 9.0, 1.0)])
def test_the_interval_is_as_typed_else_as_configured(typed: float | None, configured: float, expected: float) -> None:
    settings = Settings(Folders(Path("/"), Path("/")), poll_seconds={"bake_seconds": configured})
    assert wait.every_seconds(settings, wait.Arguments(KEY, every_seconds=typed)) == expected


async def test_time_that_runs_out_ends_it_with_124_and_the_last_state() -> None:
    waiting = Waiting(is_json=True, timeout_seconds=40.0).begin()
    await waiting.clock.advance(39.9)
    assert await waiting.is_waiting()
    await waiting.clock.advance(0.1)
    assert await waiting.code() == 124
    assert waiting.records[-1]["outcome"] == "timeout"
    assert waiting.api.counted("job") == 3


async def test_a_job_that_settles_at_the_last_moment_is_still_seen() -> None:
    waiting = Waiting(timeout_seconds=40.0).begin()
    await waiting.clock.advance(35)
    waiting.becomes(COMPLETE)
    await waiting.clock.advance(5)
    assert await waiting.code() == 0


async def test_a_timeout_of_nothing_looks_once() -> None:
    waiting = Waiting(timeout_seconds=0.0).begin()
    assert await waiting.code() == 124
    assert waiting.api.counted("job") == 1


async def test_a_link_that_breaks_is_borne_and_said_once_each_way() -> None:
    waiting = Waiting().begin()
    await waiting.clock.parked()
    waiting.api.fail_always("job", Unreachable("reset"))
    await waiting.clock.advance(3600)
    assert await waiting.is_waiting()
    asked = waiting.api.counted("job")
    assert asked < 20
    waiting.api.heal()
    waiting.becomes(COMPLETE)
    await waiting.clock.advance(300)
    assert await waiting.code() == 0
    assert waiting.told == ["no answer (reset); asking again.", "the service answers again."]


async def test_no_answer_ever_ends_it_after_three_tries() -> None:
    waiting = Waiting()
    waiting.api.fail_always("job", Unreachable("refused"))
    waiting.begin()
    await waiting.clock.advance(5)
    assert waiting.api.counted("job") == 3
    assert waiting.task is not None
    assert isinstance(waiting.task.exception(), Unreachable)


@pytest.mark.parametrize("error", [Unauthorized("no"), NotFound("no"), OutOfCredit("no")])
async def test_what_asking_again_cannot_change_ends_it_at_once(error: BreadError) -> None:
    waiting = Waiting()
    waiting.api.fail("job", error)
    waiting.begin()
    await waiting.clock.parked()
    assert waiting.task is not None
    assert waiting.task.exception() == error


async def test_a_service_that_asks_for_patience_gets_it() -> None:
    waiting = Waiting().begin()
    await waiting.clock.parked()
    waiting.api.fail("job", RateLimited("slow", retry_after_seconds=600.0))
    await waiting.clock.advance(30 + 599)
    assert waiting.api.counted("job") == 2
    await waiting.clock.advance(1)
    assert waiting.api.counted("job") == 3
    assert waiting.task is not None
    waiting.task.cancel()


async def test_only_changes_are_written() -> None:
    waiting = Waiting(is_json=True).begin()
    await waiting.clock.advance(90)
    waiting.becomes(a_job("v1", progress_percent=20.0))
    await waiting.clock.advance(90)
    assert [record["progress_percent"] for record in waiting.records] == [10.0, 20.0]
    assert waiting.task is not None
    waiting.task.cancel()


@pytest.mark.parametrize("status", [JobStatus.PENDING, JobStatus.UNKNOWN])
async def test_a_state_that_is_not_settled_is_waited_for(status: JobStatus) -> None:
    waiting = Waiting(a_job("v1", status)).begin()
    assert await waiting.is_waiting()
    assert waiting.task is not None
    waiting.task.cancel()


async def test_a_job_nobody_started_is_waited_for_and_said() -> None:
    waiting = Waiting(a_job("v1", JobStatus.NOT_STARTED)).begin()
    assert await waiting.is_waiting()
    assert waiting.told == ["it is not started yet; waiting for somebody to start it."]
    assert waiting.task is not None
    waiting.task.cancel()
