"""Prompts that are read again though nobody looks: few requests, the nearest first, and nothing told that is old."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized, Unreachable
from breadtui.domain.happenings import What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Repo
from breadtui.domain.sightings import PromptSighting
from breadtui.store.events.event import PromptLoaded, SaveStarted
from breadtui.store.facts.remote import Failed, Ready, last_ready, value_of
from breadtui.store.facts.state import AppState, LockedOut, RepoContents
from breadtui.store.polling.poller import Poller
from breadtui.store.polling.rereading import Rereading, prompts_due
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import NOW, REPO, a_draft, a_job, a_loss, a_prompt, a_prompt_key, a_state, a_tree, after

OTHER_REPO = RepoName("yoda")
NAMES = tuple(f"p{number}" for number in range(6))
HOUR_SECONDS = 3600


def two_repos(**parts: object) -> AppState:
    """Six prompts in each of two repositories; none of them is read yet, and something runs."""
    names = Ready(RepoContents(tuple(PromptName(name) for name in NAMES), ()), NOW)
    state = a_state(jobs=[a_job("busy", JobStatus.RUNNING)], **parts)  # type: ignore[arg-type]
    return replace(state, opened={REPO: 1, OTHER_REPO: 2}, contents={REPO: names, OTHER_REPO: names})


def one_repo(*prompts: Prompt, **parts: Any) -> AppState:
    """Prompts of one repository, in which something runs."""
    return a_state(prompts=prompts, jobs=[a_job("busy", JobStatus.RUNNING)], **parts)


class Window:
    """A window that reads prompts again, with its service, journal and clock."""

    def __init__(
        self,
        state: AppState,
        *,
        api: FakeApi | None = None,
        journal: MemoryJournal | None = None,
        clock: ManualClock | None = None,
        is_alone: bool = False,
    ) -> None:
        self.store = Store(state)
        keys = [a_prompt_key(name, repo) for repo in (REPO, OTHER_REPO) for name in NAMES]
        self.api = api or FakeApi(prompts={key: a_prompt("old", name=key.name) for key in keys})
        self.journal = journal or MemoryJournal()
        self.clock = clock or ManualClock(NOW)
        self.poller = Poller(self.store, self.api, self.journal, self.clock)
        self.rereading = Rereading(
            self.store, self.api, self.journal, self.clock, self.poller, chance=lambda: 0.5, is_alone=is_alone
        )

    async def works(self, seconds: float) -> None:
        task = asyncio.create_task(self.rereading.run())
        await self.clock.advance(seconds)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    def text_of(self, key: PromptKey) -> Prompt | None:
        return value_of(self.store.state.prompts[key])

    @property
    def asked(self) -> list[PromptKey]:
        return [about for name, about in self.api.calls if name == "prompt" and isinstance(about, PromptKey)]


async def test_an_hour_costs_two_requests_a_minute_and_half_of_it_where_nobody_looks() -> None:
    window = Window(two_repos())
    await window.works(HOUR_SECONDS)
    assert window.api.operations() == Counter(prompt=len(window.asked))
    assert 40 <= len(window.asked) <= 120
    unattended = Window(two_repos())
    unattended.poller.is_attended = False
    await unattended.works(HOUR_SECONDS)
    assert len(unattended.asked) <= 60


async def test_where_nothing_runs_all_that_is_asked_stays_below_one_request_a_minute() -> None:
    tree = a_tree()
    names = RepoContents(tuple(PromptName(name) for name in NAMES), ())
    chosen = a_prompt_key("p0")
    done = [a_job(name, JobStatus.COMPLETE, loss=a_loss()) for name in tree.bakes]
    state = replace(a_state(tree, done, chosen=chosen), contents={REPO: Ready(names, NOW)})
    keys = [a_prompt_key(name) for name in NAMES]
    api = FakeApi(
        repos=[Repo(REPO, "base")],
        trees=[tree],
        jobs=done,
        prompts={key: a_prompt("old", name=key.name) for key in keys},
    )
    window = Window(state, api=api)
    polling = asyncio.create_task(window.poller.run())
    await window.works(300)
    window.api.calls.clear()
    await window.works(4 * HOUR_SECONDS)
    polling.cancel()
    counts = window.api.operations()
    assert 40 <= counts["prompt"] <= 52, "a fifth of what may be asked"
    assert 4 * 30 <= counts.total() <= 4 * 60
    assert set(window.asked) == set(keys)
    assert Counter(window.asked).most_common(1)[0][0] == chosen


async def test_once_something_runs_prompts_are_read_twice_a_minute_at_once() -> None:
    window = Window(two_repos())
    busy = window.store.state.jobs
    window.store = window.rereading._store = Store(replace(window.store.state, jobs={}))
    await window.works(HOUR_SECONDS)
    assert 10 <= len(window.asked) <= 13
    window.api.calls.clear()
    window.rereading._store = Store(replace(window.store.state, jobs=busy))
    await window.works(600)
    assert len(window.asked) >= 10


async def test_every_prompt_has_its_turn_those_of_the_chosen_repository_first() -> None:
    window = Window(two_repos(chosen=OTHER_REPO))
    await window.works(6 * 30)
    assert {key.repo for key in window.asked} == {OTHER_REPO}
    assert len(set(window.asked)) == 6
    await window.works(HOUR_SECONDS)
    assert len(set(window.asked)) == 12


async def test_the_chosen_prompt_and_drafts_are_read_most_often() -> None:
    chosen, drafted = a_prompt_key("p1", OTHER_REPO), a_prompt_key("p2")
    draft = a_draft(a_prompt("mine", name="p2"), a_prompt("old", name="p2"))
    window = Window(two_repos(chosen=chosen, drafts=[draft]))
    await window.works(HOUR_SECONDS)
    counts = Counter(window.asked)
    assert {key for key, _ in counts.most_common(2)} == {chosen, drafted}
    assert len(counts) == 12


async def test_a_long_text_is_read_the_more_rarely() -> None:
    long, short = a_prompt("x" * 1_000_000, name="p0"), a_prompt("x", name="p1")
    keys = [a_prompt_key(prompt.name) for prompt in (long, short)]
    window = Window(one_repo(long, short), api=FakeApi(prompts=dict(zip(keys, (long, short), strict=True))))
    await window.works(HOUR_SECONDS)
    counts = Counter(window.asked)
    assert counts[keys[1]] >= 4
    assert counts[keys[0]] <= 1


async def test_what_somebody_else_wrote_is_shown_and_goes_into_the_journal() -> None:
    key = a_prompt_key()
    window = Window(one_repo(a_prompt("old"), chosen=key), api=FakeApi(prompts={key: a_prompt("new")}))
    await window.works(90)
    assert window.text_of(key) == a_prompt("new")
    assert [seen.prompt for seen in window.journal.prompts] == [a_prompt("new")]


async def test_a_draft_keeps_its_base_when_theirs_is_read_under_it() -> None:
    key, mine = a_prompt_key(), a_draft(a_prompt("mine"), a_prompt("old"))
    state = one_repo(a_prompt("old"), drafts=[mine])
    window = Window(state, api=FakeApi(prompts={key: a_prompt("new")}))
    await window.works(90)
    assert window.text_of(key) == a_prompt("new")
    assert window.store.state.drafts[key] == mine


async def test_an_answer_from_before_a_save_is_dropped() -> None:
    key = a_prompt_key()
    window = Window(one_repo(a_prompt("old"), chosen=key), api=FakeApi(prompts={key: a_prompt("old")}))
    saved = PromptLoaded(key, a_prompt("saved"), after(61))
    window.api.before("prompt", lambda: window.store.dispatch(saved))
    await window.works(61)
    assert len(window.asked) == 1
    assert window.text_of(key) == a_prompt("saved")
    assert window.journal.prompts == []


async def test_what_is_being_saved_is_left_alone() -> None:
    key = a_prompt_key()
    window = Window(one_repo(a_prompt("old"), chosen=key), api=FakeApi(prompts={key: a_prompt("old")}))
    window.store.dispatch(SaveStarted(key))
    await window.works(600)
    assert window.asked == []


async def test_a_prompt_that_is_gone_is_told_and_one_failure_is_repeated_in_its_turn() -> None:
    key = a_prompt_key()
    window = Window(one_repo(a_prompt("old"), chosen=key), api=FakeApi(prompts={key: a_prompt("new")}))
    window.api.fail("prompt", ServerFailed("oven", status=500), NotFound("gone", status=404))
    await window.works(90)
    assert isinstance(window.store.state.prompts[key], Ready)
    await window.works(60)
    assert isinstance(window.store.state.prompts[key], Failed)
    assert last_ready(window.store.state.prompts[key]) == Ready(a_prompt("old"), NOW)
    assert len(window.asked) == 2


async def test_nothing_is_asked_while_asking_is_off_the_key_is_refused_or_the_link_is_broken() -> None:
    window = Window(two_repos())
    window.poller.is_off = True
    await window.works(300)
    window.poller.is_off = False
    window.api.fail_always("*", Unreachable("cut"))
    for _ in range(4):
        await window.poller.poll_once()
    window.api.calls.clear()
    await window.works(300)
    assert window.asked == []
    refused = Window(two_repos())
    refused.api.fail("prompt", Unauthorized("no", status=401))
    await refused.works(300)
    assert len(refused.asked) == 1
    assert isinstance(refused.store.state.link, LockedOut)
    assert [one.what for one in refused.journal.happened] == [What.KEY_REFUSED]


async def test_what_another_window_saw_is_taken_and_not_asked_for_again() -> None:
    first = Window(two_repos())
    second = Window(two_repos(), api=first.api, journal=first.journal, clock=first.clock)
    tasks = [asyncio.create_task(window.rereading.run()) for window in (first, second)]
    await first.clock.advance(HOUR_SECONDS)
    for task in tasks:
        task.cancel()
    assert len(first.asked) <= 130
    assert len(second.store.state.prompts) == 12
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


async def test_where_a_recorder_looks_after_the_repository_its_sightings_are_all_that_is_read() -> None:
    key = a_prompt_key()
    window = Window(one_repo(a_prompt("old"), chosen=key), api=FakeApi(prompts={key: a_prompt("new")}))
    window.poller.is_spared = lambda wish: wish.ask.repo == REPO
    await window.works(90)
    assert window.text_of(key) == a_prompt("old")
    window.journal.record_prompt(PromptSighting(key, window.clock.now(), a_prompt("new")))
    await window.works(90)
    assert window.text_of(key) == a_prompt("new")
    assert window.asked == []


async def test_a_recorder_keeps_texts_in_the_journal_alone() -> None:
    recorder = Window(two_repos(), is_alone=True)
    await recorder.works(HOUR_SECONDS)
    assert recorder.store.state.prompts == {}
    assert {seen.key for seen in recorder.journal.prompts} == set(recorder.asked)
    assert len(set(recorder.asked)) == 12
    assert len(recorder.asked) <= 120


@pytest.mark.parametrize("count", [1, 10, 1000])
def test_however_many_prompts_there_are_none_is_due_twice_in_its_interval(count: int) -> None:
    prompts = [a_prompt("x", name=f"p{number}") for number in range(count)]
    state = a_state(prompts=prompts)
    assert not prompts_due(state, {}, after(1))
    assert len(prompts_due(state, {}, after(HOUR_SECONDS * 24))) == count
    looked_at = {a_prompt_key(one.name): after(HOUR_SECONDS * 24) for one in prompts}
    assert not prompts_due(state, looked_at, after(HOUR_SECONDS * 24))
