"""Settled jobs stay until a person is done with them, and come back when they run again."""

from __future__ import annotations

import asyncio
from types import MappingProxyType

import pytest

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.monitor.arrangement import USUAL, SortBy
from breadtui.domain.names import JobKey
from breadtui.store.commands import Commands
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.dismissals import (
    DISMISSED_FACT,
    dismissals_changed,
    dismissals_from,
    dismissals_json,
    is_dismissed,
)
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal, SlowJournal
from tests.fakes.states import REPO, a_job, a_key, a_seen, a_state, a_tree, after

DONE, FAILED, RUNS = a_key("done_1"), a_key("failed_1"), a_key("run_1")
JOBS = (a_job("done_1", JobStatus.COMPLETE, job_id=7), a_job("failed_1", JobStatus.FAILED), a_job("run_1"))


def desk(journal: MemoryJournal | None = None) -> tuple[Commands, Store, MemoryJournal]:
    store, journal = Store(a_state(a_tree(), JOBS)), journal or MemoryJournal()
    return Commands(store, FakeApi(), journal, MemoryDrafts(), ManualClock()), store, journal


def looks(store: Store, job: Job) -> None:
    store.dispatch(JobsPolled({REPO: store.state.opened[REPO]}, {job.key: job}, after(60)))


def is_away(store: Store, key: JobKey) -> bool:
    return is_dismissed(store.state.dismissed, store.state.jobs[key])


def test_what_settled_is_put_away_and_what_runs_is_not() -> None:
    commands, store, _ = desk()
    assert commands.dismiss([DONE, RUNS, FAILED]) == (DONE, FAILED)
    assert [is_away(store, key) for key in (DONE, FAILED, RUNS)] == [True, True, False]


def test_undoing_brings_exactly_those_back_and_nothing_named_brings_all() -> None:
    commands, store, _ = desk()
    commands.dismiss([DONE])
    put_away = commands.dismiss([DONE, FAILED])
    assert put_away == (FAILED,)
    assert commands.undismiss(put_away) == 1
    assert is_away(store, DONE)
    assert not is_away(store, FAILED)
    assert commands.undismiss() == 1
    assert store.state.dismissed == {}


def test_a_job_that_runs_again_is_listed_when_it_settles_again() -> None:
    commands, store, _ = desk()
    commands.dismiss([FAILED])
    looks(store, a_job("failed_1", JobStatus.RUNNING))
    looks(store, a_job("failed_1", JobStatus.FAILED))
    assert not is_away(store, FAILED)


def test_a_later_run_nobody_saw_running_is_listed_as_well() -> None:
    commands, store, _ = desk()
    commands.dismiss([DONE])
    looks(store, a_job("done_1", JobStatus.COMPLETE, job_id=8))
    assert not is_away(store, DONE)


async def test_dismissals_outlive_the_session() -> None:
    commands, _, journal = desk()
    commands.dismiss([DONE, FAILED])
    later, store, its_journal = desk()
    its_journal.facts = journal.facts
    await later.restore_dismissals()
    assert [is_away(store, key) for key in (DONE, FAILED, RUNS)] == [True, True, False]


async def test_a_running_job_is_not_put_away_by_what_an_earlier_session_kept() -> None:
    commands, store, journal = desk()
    journal.facts[DISMISSED_FACT] = dismissals_json({RUNS: None})
    await commands.restore_dismissals()
    assert RUNS not in store.state.dismissed


def test_what_is_kept_follows_what_comes_back_by_itself() -> None:
    commands, _, journal = desk()
    commands.dismiss([DONE, FAILED])
    commands.undismiss([DONE])
    assert dismissals_from(journal.facts[DISMISSED_FACT]) == {FAILED: None}


async def test_two_windows_that_put_jobs_away_keep_both_and_bring_back_only_what_is_brought_back() -> None:
    (mine, my_store, journal), (theirs, their_store, their_journal) = desk(), desk()
    their_journal.facts = journal.facts
    mine.dismiss([DONE])
    theirs.dismiss([FAILED])
    assert set(dismissals_from(journal.facts[DISMISSED_FACT])) == {DONE, FAILED}
    await mine.restore_dismissals()
    await theirs.restore_dismissals()
    assert set(my_store.state.dismissed) == set(their_store.state.dismissed) == {DONE, FAILED}
    theirs.undismiss([DONE])
    assert set(dismissals_from(journal.facts[DISMISSED_FACT])) == {FAILED}
    await mine.restore_dismissals()
    assert set(my_store.state.dismissed) == {FAILED}


async def test_what_is_put_away_during_a_look_stays_away() -> None:
    commands, store, journal = desk(SlowJournal())
    commands.dismiss([DONE])
    looking = asyncio.ensure_future(commands.restore_dismissals())
    await asyncio.sleep(0)
    commands.dismiss([FAILED])
    await looking
    assert set(store.state.dismissed) == {DONE, FAILED}
    commands.undismiss([DONE])
    assert set(dismissals_from(journal.facts[DISMISSED_FACT])) == {FAILED}


async def test_looking_again_at_what_is_known_changes_nothing_and_writes_nothing() -> None:
    commands, store, journal = desk()
    commands.dismiss([DONE])
    before = store.state
    journal.facts = MappingProxyType(journal.facts)  # type: ignore[assignment]  # a write would fail
    await commands.restore_dismissals()
    assert store.state is before


def test_a_later_run_that_is_put_away_takes_the_place_of_the_one_before() -> None:
    kept = dismissals_json({DONE: 7, RUNS: None})
    assert dismissals_from(dismissals_changed({DONE: 7}, {DONE: 8}, kept)) == {DONE: 8, RUNS: None}


async def test_a_journal_that_keeps_nothing_leaves_dismissals_as_they_are() -> None:
    commands, store, journal = desk()
    commands.dismiss([DONE])
    journal.facts.clear()
    await commands.restore_dismissals()
    assert set(store.state.dismissed) == {DONE}


@pytest.mark.parametrize(
    "fact", [None, 3, "x", {}, [3], [["coder", "bake"]], [["coder", "fun", "a", 1]], [[1, 2, 3, 4]]]
)
def test_what_cannot_be_read_is_left_out(fact: Json) -> None:
    assert dismissals_from(fact) == {}


def test_a_job_that_is_gone_may_be_put_away() -> None:
    gone = a_seen(a_job("run_1"), is_gone=True)
    assert is_dismissed({RUNS: None}, gone)


async def test_the_arrangement_outlives_the_session() -> None:
    commands, _, journal = desk()
    assert await commands.kept_arrangement() == USUAL
    commands.keep_arrangement(USUAL.sorted_by(SortBy.LOSS))
    later, _, its_journal = desk()
    its_journal.facts = journal.facts
    assert (await later.kept_arrangement()).sort is SortBy.LOSS
