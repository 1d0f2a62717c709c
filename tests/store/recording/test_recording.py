"""The recorder watches everything, and a window that follows it asks nothing."""

from __future__ import annotations

import asyncio
from datetime import datetime

from breadtui.domain.errors import RateLimited, Unauthorized, Unreachable
from breadtui.domain.happenings import What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import Repo
from breadtui.store.events.event import Chosen, RepoOpened, TreeLoaded
from breadtui.store.facts.remote import Ready, value_of
from breadtui.store.facts.state import AppState, Degraded, Online
from breadtui.store.recording.recorder import Ended
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_tree
from tests.store.recorders import Shop, Window

LAB = RepoName("lab")
RUNNING, COMPLETE = JobStatus.RUNNING, JobStatus.COMPLETE


def a_shop(**bakes: JobStatus) -> Shop:
    """A service with two repositories, the first with these bakes."""
    tree = a_tree(bakes or {"a": RUNNING})
    jobs = [a_job(name, bake.status, progress_percent=10.0) for name, bake in tree.bakes.items()]
    return Shop(FakeApi(repos=[Repo(REPO), Repo(LAB)], trees=[tree, a_tree({}, repo=LAB)], jobs=jobs))


def finish(shop: Shop, name: str) -> None:
    """The bake completes on the service."""
    shop.api.jobs[a_key(name)] = a_job(name, COMPLETE, loss=a_loss(), progress_percent=100.0)
    tree = shop.api.trees[REPO]
    done = a_tree({name: COMPLETE}).bakes[BakeName(name)]
    shop.api.trees[REPO] = replace(tree, bakes={**tree.bakes, BakeName(name): done})


def facts(state: AppState) -> dict[str, object]:
    """What a person sees of the service, without the times at which it was looked at."""
    return {
        "jobs": {key: (seen.job, seen.is_gone, seen.told_status) for key, seen in state.jobs.items()},
        "trees": {repo: value_of(tree) for repo, tree in state.trees.items()},
        "contents": {repo: value_of(contents) for repo, contents in state.contents.items()},
        "lineages": dict(state.lineages),
    }


def wait_of(window: Window) -> tuple[datetime | None, bool]:
    """Until when the recorder is told to wait, and whether the window asks nothing meanwhile."""
    return window.store.state.recorder_quiet_until, not window.poller.may_ask


async def test_every_repository_is_opened_and_its_jobs_are_followed_to_their_end() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(60)
        assert set(shop.store.state.opened) == {REPO, LAB}
        finish(shop, "a")
        await shop.clock.advance(60)
        assert shop.store.state.jobs[a_key("a")].job.status is COMPLETE
    assert [one.what for one in shop.heard if one.about == a_key("a")][-1] is What.FINISHED


async def test_what_is_known_of_each_repository_is_kept_when_it_ends() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(60)
    assert set(shop.journal.known) == {None, REPO, LAB}


async def test_only_the_repositories_that_were_named_are_watched() -> None:
    shop = a_shop()
    recording = shop.recording(only=frozenset({LAB}))
    await recording.begin()
    task = asyncio.create_task(recording.run(shop.stop))
    await shop.clock.advance(120)
    shop.stop.set()
    assert await task is Ended.STOPPED
    assert set(shop.store.state.opened) == {LAB}


async def test_a_window_that_follows_asks_nothing_and_sees_the_same() -> None:
    shop = a_shop(a=RUNNING, b=COMPLETE)
    async with shop.recorded():
        await shop.clock.advance(30)
        async with shop.window(REPO, LAB) as window:
            await shop.clock.advance(300)
            finish(shop, "a")
            await shop.clock.advance(300)
            assert window.api.calls == []
            assert facts(window.store.state) == facts(shop.store.state)
            assert window.store.state.notices[-1].text == "a finished"


async def test_what_the_recorder_asked_long_ago_is_told_to_a_window_that_has_seen_the_tree_alone() -> None:
    shop = a_shop(a=RUNNING, done=COMPLETE, queued=JobStatus.PENDING)
    shop.api.jobs[a_key("done")] = a_job("done", COMPLETE, loss=a_loss())
    shop.api.jobs[a_key("queued")] = a_job("queued", JobStatus.NOT_STARTED)
    async with shop.recorded():
        await shop.clock.advance(30)
        async with shop.window() as window:
            window.store.dispatch(RepoOpened(REPO))
            generation = window.store.state.opened[REPO]
            window.store.dispatch(TreeLoaded(generation, shop.api.trees[REPO], shop.clock.now()))
            await shop.clock.advance(3)
            jobs = window.store.state.jobs
            assert jobs[a_key("done")].job.loss == a_loss()
            assert jobs[a_key("queued")].job.status is JobStatus.NOT_STARTED


async def test_five_windows_cost_no_more_than_one() -> None:
    alone = a_shop()
    async with alone.recorded():
        await alone.clock.advance(600)
    shared = a_shop()
    async with shared.recorded():
        await shared.clock.advance(10)
        windows = [shared.window(REPO, LAB) for _ in range(5)]
        opened = [await window.__aenter__() for window in windows]
        await shared.clock.advance(590)
        assert [window.api.calls for window in opened] == [[]] * 5
        for window in windows:
            await window.__aexit__(None, None, None)
    assert len(shared.api.calls) == len(alone.api.calls)


async def test_a_repository_opened_later_shows_what_the_recorder_knows_of_it() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(60)
        async with shop.window(LAB) as window:
            await shop.clock.advance(5)
            window.store.dispatch(RepoOpened(REPO))
            await shop.clock.advance(2)
            assert window.store.state.jobs[a_key("a")].job.progress_percent == 10.0
            assert window.api.calls == []


async def test_when_the_recorder_dies_its_windows_take_over_within_an_interval() -> None:
    shop = a_shop()
    async with shop.recorded() as task:
        await shop.clock.advance(60)
        async with shop.window(REPO) as window:
            await shop.clock.advance(60)
            shop.stop.set()
            await task
            finish(shop, "a")
            await shop.clock.advance(61)
            assert window.store.state.jobs[a_key("a")].job.status is COMPLETE
            assert window.api.calls


async def test_a_window_goes_back_to_reading_once_somebody_records_again() -> None:
    shop = a_shop()
    async with shop.window(REPO) as window:
        await shop.clock.advance(60)
        assert window.api.calls
        async with shop.recorded():
            await shop.clock.advance(10)
            window.api.calls.clear()
            await shop.clock.advance(120)
            assert window.api.calls == []


async def test_the_metrics_a_window_looks_at_are_read_by_the_recorder_and_dropped_afterwards() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(20)
        async with shop.window(REPO) as window:
            window.store.dispatch(Chosen(a_key("a")))
            await shop.clock.advance(120)
            assert window.api.counted("metrics") <= 1
            assert shop.api.counted("metrics") >= 3
            assert isinstance(window.store.state.metrics[a_key("a")], Ready)
        shop.answers.wished = frozenset()
        await shop.clock.advance(5)
        assert shop.store.state.metrics == {}


async def test_the_recorders_broken_link_is_the_windows_and_so_is_its_mending() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(30)
        async with shop.window(REPO) as window:
            shop.api.fail_always("*", Unreachable("cut"))
            await shop.clock.advance(120)
            assert isinstance(window.store.state.link, Degraded)
            shop.api.heal()
            await shop.clock.advance(120)
            assert isinstance(window.store.state.link, Online)
            assert window.api.calls == []


async def test_a_wait_that_the_recorder_was_asked_for_is_told_and_kept_by_its_windows_and_is_no_broken_link() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(30)
        async with shop.window(REPO) as window:
            window.store.dispatch(Chosen(a_key("a")))  # its metrics are nobody's yet: the window asks
            shop.api.fail_always("*", RateLimited("slow", retry_after_seconds=90.0))
            await shop.clock.advance(60)
            until = shop.store.state.quiet_until
            assert until is not None
            assert wait_of(window) == (until, True)
            assert len(window.api.heard_waits) == 1  # told once: what a person asks by hand after that goes out
            notes = [one.detail for one in shop.heard if one.what is What.NOTE]
            assert notes == [f"the service asked to wait: nothing is asked of it before {until.astimezone():%H:%M:%S}"]
            assert isinstance(window.store.state.link, Online)
            window.api.calls.clear()
            shop.api.heal()
            await shop.clock.advance((until - shop.clock.now()).total_seconds() - 1)
            assert window.api.calls == []
            await shop.clock.advance(4)
            assert wait_of(window) == (None, False)


async def test_a_recorder_that_is_gone_leaves_no_wait_behind() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(30)
        async with shop.window(REPO) as window:
            shop.api.fail_always("*", RateLimited("slow", retry_after_seconds=90.0))
            await shop.clock.advance(60)
            assert wait_of(window)[0] is not None
            shop.answers.end()
            await shop.clock.advance(10)
            assert wait_of(window)[0] is None


async def test_the_service_may_be_away_for_days() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(30)
        shop.api.fail_always("*", Unreachable("cut"))
        await shop.clock.advance(600)
        before = len(shop.api.calls)
        await shop.clock.advance(3600)
        assert len(shop.api.calls) - before <= 61
        finish(shop, "a")
        shop.api.heal()
        await shop.clock.advance(120)
        assert shop.store.state.jobs[a_key("a")].job.status is COMPLETE
    assert [one.what for one in shop.heard if one.about is None] == [What.LINK_LOST, What.LINK_BACK]


async def test_a_recorder_may_begin_while_the_service_is_away() -> None:
    shop = a_shop()
    shop.api.fail_always("*", Unreachable("cut"))
    async with shop.recorded():
        await shop.clock.advance(300)
        assert shop.store.state.opened == {}
        shop.api.heal()
        await shop.clock.advance(120)
        assert set(shop.store.state.opened) == {REPO, LAB}
        assert a_key("a") in shop.store.state.jobs


async def test_a_repository_that_is_not_there_is_told_once_and_watched_when_it_is() -> None:
    shop = a_shop()
    recording = shop.recording(only=frozenset({LAB, RepoName("new")}))
    await recording.begin()
    task = asyncio.create_task(recording.run(shop.stop))
    await shop.clock.advance(60)
    assert [one.detail for one in shop.heard] == ["there is no repository named new yet"]
    shop.api.repo_list = (*shop.api.repo_list, Repo(RepoName("new")))
    shop.api.trees[RepoName("new")] = a_tree({}, repo="new")
    await shop.clock.advance(1300)
    assert set(shop.store.state.opened) == {LAB, "new"}
    shop.stop.set()
    await task


async def test_a_refused_key_ends_the_recorder() -> None:
    shop = a_shop()
    recording = shop.recording()
    await recording.begin()
    shop.api.fail_always("*", Unauthorized("no", status=401))
    task = asyncio.create_task(recording.run(shop.stop))
    await shop.clock.advance(5)
    assert await task is Ended.REFUSED
    assert shop.answers.found is None


async def test_a_recorder_whose_place_was_taken_ends() -> None:
    shop = a_shop()
    recording = shop.recording()
    await recording.begin()
    task = asyncio.create_task(recording.run(shop.stop))
    await shop.clock.advance(5)
    shop.answers.is_taken = True
    await shop.clock.advance(15)
    assert await task is Ended.REPLACED


async def test_where_somebody_records_already_nothing_is_begun() -> None:
    shop = a_shop()
    async with shop.recorded():
        other = await shop.recording().begin()
        assert other is not None
        assert other.pid == 7


async def test_a_repository_that_is_gone_is_closed_and_a_new_one_opened() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(30)
        shop.api.repo_list = (Repo(REPO), Repo(RepoName("new")))
        shop.api.trees[RepoName("new")] = a_tree({"x": RUNNING}, repo="new")
        shop.api.jobs[a_key("x", repo="new")] = a_job("x", RUNNING, repo="new")
        await shop.clock.advance(1300)
        assert set(shop.store.state.opened) == {REPO, "new"}
        assert a_key("x", repo="new") in shop.store.state.jobs


async def test_the_figures_say_how_things_stand() -> None:
    shop = a_shop(a=RUNNING, b=COMPLETE, c=JobStatus.FAILED, d=JobStatus.PENDING)
    async with shop.recorded():
        await shop.clock.advance(30)
        found = shop.answers.found
        assert found is not None
        assert found.bearing.tally is not None
        tally = found.bearing.tally
        assert (tally.running, tally.queued, tally.failed, tally.done, tally.repos) == (1, 1, 1, 1, 2)
        assert tally.by_repo == {REPO: {"running": 1, "pending": 1}}


async def test_a_recorder_that_begins_anew_counts_the_stalls_that_stood_open() -> None:
    shop = a_shop()
    async with shop.recorded():
        await shop.clock.advance(900)
        assert shop.answers.found is not None
        assert shop.answers.found.bearing.tally is not None
        assert shop.answers.found.bearing.tally.stalled == 1
    told = [one.what for one in shop.journal.happened if one.what in {What.ALARM, What.CALM}]
    again = Shop(shop.api, shop.clock, journal=shop.journal)
    async with again.recorded():
        await shop.clock.advance(30)
        assert again.answers.found is not None
        assert again.answers.found.bearing.tally is not None
        assert again.answers.found.bearing.tally.stalled == 1
    assert told == [What.ALARM]
    assert [one.what for one in shop.journal.happened if one.what in {What.ALARM, What.CALM}] == told
