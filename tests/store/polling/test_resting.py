"""What is asked where nothing runs, and while the list of repositories is not there."""

from __future__ import annotations

import pytest

from breadtui.domain.errors import BreadError, NotBread, ServerFailed, Unauthorized, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, RepoName
from breadtui.domain.repos import Repo
from breadtui.store.events.event import RepoListAsked, RepoListFailed, RepoListLoaded
from breadtui.store.events.session import KeyChanged
from breadtui.store.facts.asks import AskRepos, AskTree
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, Degraded, LockedOut, Online, RepoContents
from breadtui.store.polling.ledger import Ledger, Look, left_out
from breadtui.store.polling.poller import Poller
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import NOW, a_job, a_loss, a_state, a_target_key, a_tree

REPO = Repo(RepoName("coder"), "base")


class Desk:
    """A poller on a state, a service in memory and a clock that stands still."""

    def __init__(self, state: AppState | None = None, api: FakeApi | None = None) -> None:
        self.store = Store(state or AppState())
        self.api = api or FakeApi(repos=[REPO])
        self.clock = ManualClock()
        self.poller = Poller(self.store, self.api, MemoryJournal(), self.clock, chance=lambda: 0.5)

    async def rounds(self, seconds: float) -> None:
        for _ in range(int(seconds)):
            await self.poller.poll_once()
            self.clock.jump(1)


def failed_list(error: BreadError) -> Desk:
    desk = Desk()
    desk.store.dispatch(RepoListAsked())
    desk.store.dispatch(RepoListFailed(error, desk.clock.now()))
    return desk


@pytest.mark.parametrize(
    "error", [Unreachable("cut"), ServerFailed("oven", status=500), NotBread("a page", status=200)]
)
async def test_a_list_that_failed_at_the_start_is_asked_for_until_it_comes(error: BreadError) -> None:
    desk = failed_list(error)
    desk.api.fail("repos", error, error)
    await desk.rounds(60)
    assert desk.store.state.repos == Ready((REPO,), desk.store.state.repos.at)  # type: ignore[union-attr]
    assert desk.api.counted("repos") == 3


async def test_a_service_that_stays_away_is_probed_calmly_and_told_to_be_away() -> None:
    desk = failed_list(Unreachable("cut"))
    desk.api.fail_always("repos", Unreachable("cut"))
    await desk.rounds(60)
    assert isinstance(desk.store.state.link, Degraded)
    desk.api.calls.clear()
    await desk.rounds(600)
    assert 5 <= desk.api.counted("repos") <= 25
    desk.api.heal()
    await desk.rounds(61)
    assert isinstance(desk.store.state.link, Online)
    assert isinstance(desk.store.state.repos, Ready)


async def test_a_key_refused_at_the_start_leaves_the_list_for_the_new_key() -> None:
    desk = failed_list(Unauthorized("no", status=401))
    desk.store.dispatch(KeyChanged())
    locked = replace(desk.store.state, link=LockedOut(NOW, Unauthorized("no", status=401)))
    away = Desk(locked)
    await away.rounds(60)
    assert away.api.calls == []
    away.store.dispatch(KeyChanged())
    await away.rounds(2)
    assert isinstance(away.store.state.repos, Ready)


async def test_an_account_without_repositories_shows_the_first_within_a_minute() -> None:
    desk = Desk()
    desk.store.dispatch(RepoListLoaded((), desk.clock.now()))
    await desk.rounds(62)
    assert desk.store.state.repos == Ready((REPO,), desk.store.state.repos.at)  # type: ignore[union-attr]


async def test_nobody_asks_for_a_list_that_nobody_wanted() -> None:
    desk = Desk()
    await desk.rounds(120)
    assert desk.api.calls == []


def test_closing_a_repository_keeps_the_look_at_the_list() -> None:
    ledger = Ledger({AskRepos(): Look(NOW), AskTree(REPO.name): Look(NOW)})
    assert left_out(ledger, {REPO.name: 1}, {}).looks == {AskRepos(): Look(NOW)}


def resting(repos: int, targets: int) -> Desk:
    """So many repositories whose bakes are complete, with targets nobody has started."""
    parts = [a_state(a_tree(repo=f"r{number}"), targets=()) for number in range(repos)]
    names = [RepoName(f"r{number}") for number in range(repos)]
    stages = [
        a_job(f"t{t}", JobStatus.NOT_STARTED, phase=phase, repo=repo)
        for repo in names
        for t in range(targets)
        for phase in (Phase.STIM, Phase.ROLLOUT)
    ]
    bakes = [a_job(bake, JobStatus.COMPLETE, repo=repo, loss=a_loss()) for repo in names for bake in a_tree().bakes]
    contents = RepoContents((), tuple(a_target_key(f"t{t}").name for t in range(targets)))
    state = a_state(a_tree(repo="r0"), [*stages, *bakes])
    trees = {repo: part.trees[repo] for repo, part in zip(names, parts, strict=True)}
    state = replace(
        state,
        repos=Ready(tuple(Repo(name) for name in names), NOW),
        opened={name: number + 1 for number, name in enumerate(names)},
        trees=trees,
        contents={name: Ready(contents, NOW) for name in names},
    )
    api = FakeApi(
        repos=[Repo(name) for name in names],
        trees=[a_tree(repo=name) for name in names],
        jobs=[seen.job for seen in state.jobs.values()],
    )
    return Desk(state, api)


@pytest.mark.parametrize(("repos", "targets"), [(1, 0), (1, 4), (4, 6), (12, 10)])
async def test_where_nothing_runs_at_most_one_request_a_minute_is_made(repos: int, targets: int) -> None:
    desk = resting(repos, targets)
    await desk.rounds(120)
    desk.api.calls.clear()
    await desk.rounds(3600)
    assert 30 <= len(desk.api.calls) <= 66
    trees = {about for name, about in desk.api.calls if name == "tree"}
    assert len(trees) == repos


async def test_what_runs_is_watched_at_its_own_pace_beside_what_rests() -> None:
    desk = resting(4, 2)
    running = a_job("busy", JobStatus.RUNNING, repo="r0")
    state = desk.store.state
    seen = replace(next(iter(state.jobs.values())), job=running)
    desk.store = Store(replace(state, jobs={**state.jobs, running.key: seen}))
    desk.api.jobs[running.key] = running
    desk.poller = Poller(desk.store, desk.api, MemoryJournal(), desk.clock, chance=lambda: 0.5)
    await desk.rounds(600)
    assert desk.api.calls.count(("job", running.key)) >= 19
    assert desk.api.calls.count(("tree", RepoName("r0"))) >= 19
    assert desk.api.calls.count(("tree", RepoName("r1"))) <= 4
