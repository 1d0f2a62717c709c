"""The watch that is kept, gaps in it, and the pace that earlier sessions saw."""

import asyncio
from datetime import timedelta

import pytest

from breadtui.domain.digest import Section
from breadtui.domain.estimates import Progress
from breadtui.domain.happenings import ALIVE_SECONDS, Gap, Happening, Watch, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.sightings import JobSighting
from breadtui.store.commands import Commands
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_job, a_key, a_seen, a_state, a_tree, after


class Desk:
    """Commands with their journal and clock."""

    def __init__(self, state: AppState | None = None) -> None:
        self.store = Store(state if state is not None else a_state(a_tree({"b": JobStatus.RUNNING})))
        self.journal = MemoryJournal()
        self.clock = ManualClock(NOW)
        self.commands = Commands(self.store, FakeApi(), self.journal, MemoryDrafts(), self.clock)


def look(key: JobKey, seconds: float, status: str = "running", percent: float | None = None) -> JobSighting:
    return JobSighting(key, after(seconds), status, percent, None, None, None)


async def test_a_watch_is_kept_every_minute_and_ended_in_order() -> None:
    desk = Desk()
    task = asyncio.create_task(desk.commands.keep_watching())
    await desk.clock.parked()
    for _ in range(3):
        await desk.clock.advance(ALIVE_SECONDS)
    (watch,) = desk.journal.watched
    assert (watch.began_at, watch.last_alive_at, watch.ended_at) == (NOW, after(180), None)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert desk.journal.watched[0].ended_at == after(180)
    assert REPO in desk.journal.known
    assert desk.journal.tidied == [after(120)]


async def test_gaps_are_what_nobody_watched_and_what_the_link_did_not_show() -> None:
    desk = Desk()
    desk.journal.watched = [Watch(after(-7_200), after(-3_600)), Watch(after(-600), NOW)]
    desk.journal.record_happenings([Happening(What.LINK_LOST, after(-5_000)), Happening(What.LINK_BACK, after(-4_000))])
    assert await desk.commands.gaps(after(-7_200)) == (
        Gap(after(-5_000), after(-4_000), is_link=True),
        Gap(after(-3_600), after(-600)),
    )


async def test_a_digest_says_how_long_a_run_took() -> None:
    desk = Desk()
    key = a_key("done")
    looks = [look(key, -3_000, "not_started"), look(key, -2_990), look(key, -210, percent=99.0)]
    desk.journal.record_jobs([*looks, look(key, -200, "complete")])
    (line,) = (await desk.commands.digest(after(-3_600))).of(Section.FINISHED)
    assert line.took is not None
    assert line.took.seconds == 2_790
    assert line.about == key


async def test_the_pace_of_earlier_sessions_goes_before_that_of_this_one() -> None:
    running = a_job("b", JobStatus.RUNNING, progress_percent=50.0)
    state = a_state(a_tree({"b": JobStatus.RUNNING}))
    key = a_key("b")
    desk = Desk(replace(state, jobs={key: a_seen(running, course=(Progress(NOW, 50.0),))}))
    desk.journal.jobs = [look(key, -2_000, percent=10.0), look(key, -1_000, percent=30.0), look(key, 0, percent=50.0)]
    done = JobKey(key.repo, Phase.BAKE, "done")
    desk.journal.jobs += [look(done, -9_000, "not_started"), look(done, -8_990), look(done, -5_010, percent=99.0)]
    desk.journal.jobs.append(look(done, -5_000, "complete"))
    await desk.commands.restore_pace()
    seen = desk.store.state.jobs[key]
    assert [point.percent for point in seen.course] == [10.0, 30.0, 50.0]
    assert [round(run.seconds) for run in desk.store.state.past_runs[Phase.BAKE]] == [3_990]
    generations = dict(desk.store.state.opened)
    later = replace(running, progress_percent=60.0)
    desk.store.dispatch(JobsPolled(generations, {key: later}, NOW + timedelta(seconds=500)))
    assert [point.percent for point in desk.store.state.jobs[key].course] == [10.0, 30.0, 50.0, 60.0]
