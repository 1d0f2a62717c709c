"""A bake's log and its state are followed alone: nothing else of the repository is asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from breadtui.domain.errors import NotFound, Unauthorized, Unreachable
from breadtui.domain.jobs import JobStatus, LossSummary
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.remote import Failed, Ready
from breadtui.store.facts.state import LockedOut
from breadtui.store.reading.log_watch import LogWatch
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.states import a_job, a_key

KEY, SECOND, ELSEWHERE = a_key(), a_key("coder_v8"), JobKey(RepoName("other"), Phase.BAKE, BakeName("coder_v1"))
LOSS = LossSummary(1.0, 1.0, 1.0)


def a_log(rows_count: int) -> MetricSeries:
    steps = tuple(float(step) for step in range(1, rows_count + 1))
    return MetricSeries(steps, {"loss": steps}, (), rows_count)


class Watching:
    """A watch on the demo's place in memory, its clock moved by the test."""

    def __init__(self, status: JobStatus, *keys: JobKey) -> None:
        keys = keys or (KEY,)
        self.api = FakeApi(jobs=[replace(a_job(key.name, status, loss=LOSS), key=key) for key in keys])
        self.api.series.update(dict.fromkeys(keys, a_log(3)))
        self.clock = ManualClock()
        self.store = Store()
        self.watch = LogWatch(self.store, self.api, self.clock, Intervals(), keys, chance=lambda: 0.5)
        self.error: BaseException | None = None

    @property
    def asked(self) -> Counter[str]:
        """How often each operation was called."""
        return Counter(name for name, _ in self.api.calls)

    async def run(self) -> None:
        try:
            await self.watch.run()
        except (NotFound, Unauthorized) as error:
            self.error = error


@asynccontextmanager
async def watching(
    status: JobStatus = JobStatus.RUNNING, *keys: JobKey, is_begun: bool = True
) -> AsyncIterator[Watching]:
    here = Watching(status, *keys)
    task = asyncio.create_task(here.run()) if is_begun else None
    await here.clock.parked()
    try:
        yield here
    finally:
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_log_and_bake_are_read_at_once_and_nothing_else_ever() -> None:
    async with watching() as here:
        assert here.asked == {"metrics": 1, "job": 1}
        await here.clock.advance(600)
        assert set(here.asked) == {"metrics", "job"}
        assert {about for _, about in here.api.calls} == {KEY}


async def test_what_runs_is_looked_at_as_often_as_a_cockpit_does() -> None:
    async with watching() as here:
        await here.clock.advance(300)
        assert 8 <= here.asked["metrics"] <= 13
        assert here.asked["job"] >= here.asked["metrics"]


async def test_of_what_ended_the_log_is_read_once_and_never_again() -> None:
    async with watching(JobStatus.COMPLETE) as here:
        await here.clock.advance(3_600)
        assert here.asked == {"metrics": 1, "job": 1}


async def test_growth_is_shown() -> None:
    async with watching() as here:
        here.api.series[KEY] = a_log(9)
        await here.clock.advance(60)
        log = here.store.state.metrics[KEY]
        assert isinstance(log, Ready)
        assert log.value.rows_count == 9


async def test_a_service_that_is_away_at_the_start_is_asked_again_ever_more_rarely() -> None:
    async with watching(is_begun=False) as here:
        here.api.fail_always("*", Unreachable("away"))
        task = asyncio.create_task(here.run())
        await here.clock.parked()
        assert isinstance(here.store.state.metrics[KEY], Failed)
        await here.clock.advance(3_600)
        assert 10 <= here.asked["job"] <= 20
        here.api.heal()
        await here.clock.advance(300)
        assert isinstance(here.store.state.metrics[KEY], Ready)
        assert KEY in here.store.state.jobs
        task.cancel()


async def test_a_bake_that_is_not_there_ends_the_watch() -> None:
    async with watching(is_begun=False) as here:
        here.api.jobs.clear()
        await here.run()
        assert isinstance(here.error, NotFound)
        assert here.asked["job"] == 1


async def test_a_refused_key_ends_it_too_wherever_it_is_refused() -> None:
    async with watching(is_begun=False) as here:
        here.api.fail("job", Unauthorized("no", status=401))
        await here.run()
        assert isinstance(here.error, Unauthorized)
    async with watching() as here:
        here.api.fail_always("*", Unauthorized("no", status=401))
        await here.clock.advance(120)
        assert isinstance(here.store.state.link, LockedOut)
        calls_count = len(here.api.calls)
        await here.clock.advance(3_600)
        assert len(here.api.calls) == calls_count


async def test_a_person_may_ask_again_once_in_five_seconds() -> None:
    async with watching(JobStatus.COMPLETE) as here:
        await here.clock.advance(120)
        before = here.asked["metrics"]
        await here.watch.look_again()
        await here.watch.look_again()
        assert here.asked["metrics"] == before + 1


@pytest.mark.parametrize("is_attended", [True, False])
async def test_where_nobody_looks_it_is_asked_half_as_often(is_attended: bool) -> None:
    async with watching() as here:
        here.watch.attend(is_attended=is_attended)
        await here.clock.advance(600)
        assert (here.asked["metrics"] > 15) is is_attended


async def test_every_row_is_read_for_an_export() -> None:
    async with watching(JobStatus.COMPLETE) as here:
        assert len(await here.watch.metric_rows(KEY)) == 0
        assert here.asked["metric_rows"] == 1


async def test_several_bakes_of_several_repositories_are_followed_and_nothing_else() -> None:
    async with watching(JobStatus.RUNNING, KEY, SECOND, ELSEWHERE) as here:
        assert here.asked == {"metrics": 3, "job": 3}
        here.api.series[ELSEWHERE] = a_log(9)
        await here.clock.advance(120)
        log = here.store.state.metrics[ELSEWHERE]
        assert isinstance(log, Ready)
        assert log.value.rows_count == 9
        assert {about for _, about in here.api.calls} == {KEY, SECOND, ELSEWHERE}
        assert set(here.asked) == {"metrics", "job"}
        before = here.asked["metrics"]
        await here.watch.look_again()
        assert here.asked["metrics"] == before + 3


async def test_one_that_cannot_be_read_yet_keeps_the_others_from_nothing() -> None:
    async with watching(JobStatus.RUNNING, KEY, SECOND, is_begun=False) as here:
        here.api.fail_always("job", Unreachable("away"), SECOND)
        task = asyncio.create_task(here.run())
        await here.clock.advance(300)
        assert sum(about == KEY for name, about in here.api.calls if name == "metrics") >= 8
        assert SECOND not in here.store.state.jobs
        here.api.heal()
        await here.clock.advance(300)
        assert SECOND in here.store.state.jobs
        task.cancel()


async def test_one_that_turns_out_not_to_be_there_ends_the_watch_of_all() -> None:
    async with watching(JobStatus.RUNNING, KEY, SECOND, is_begun=False) as here:
        here.api.fail_always("job", Unreachable("away"), SECOND)
        task = asyncio.create_task(here.run())
        await here.clock.advance(30)
        here.api.heal()
        del here.api.jobs[SECOND]
        await here.clock.advance(300)
        assert task.done()
        assert isinstance(here.error, NotFound)
