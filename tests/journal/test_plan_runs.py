"""Remakings on disk: kept, given back in order, and driven by one process at a time."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from breadtui.domain.json_values import Json
from breadtui.domain.kept import Part
from breadtui.journal import owners, plan_runs
from breadtui.journal.disk import DiskThread
from breadtui.journal.owners import Owner, this_process
from breadtui.journal.prompt_json import to_text
from breadtui.journal.sightings import SqliteJournal


def _fail(sentence: str) -> None:
    raise AssertionError(sentence)


@pytest.fixture
def disk() -> DiskThread:
    return DiskThread(_fail)


@pytest.fixture
def journal(disk: DiskThread, tmp_path: Path) -> SqliteJournal:
    return SqliteJournal(tmp_path, "ada", disk, _fail)


def owned_by(path: Path, owner: Owner) -> None:
    """Another process takes the remaking over."""
    peer = sqlite3.connect(path / "journal" / "ada.sqlite3")
    with peer:
        peer.execute("UPDATE recreations SET owner = ?", (json.dumps(owner.to_json()),))
    peer.close()


async def bodies(journal: SqliteJournal) -> list[Json]:
    return [kept.body for kept in await journal.kept_plan_runs()]


async def test_a_step_is_written_without_the_plan(journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: dict[str, Json] = {
        "plan": {"steps": ["long"]},
        "standing": "running",
        "steps": {"1": {"state": "waiting"}},
        "models": {},
    }
    journal.keep_plan_run("a", whole, is_driven=True)
    written: list[Json] = []

    def noted(value: Json) -> str:
        written.append(value)
        return to_text(value)

    monkeypatch.setattr(plan_runs, "to_text", noted)
    moved: dict[Part, Json] = {Part("steps", "1"): {"state": "done"}, Part("steps", "99999999999999999999"): {}}
    journal.move_plan_run("a", {"standing": "done"}, moved, is_driven=False)
    journal.move_plan_run("a", {"standing": "done"}, {Part("models", "\ud800"): ["m/1"]}, is_driven=False)
    steps = {"1": {"state": "done"}, "99999999999999999999": {}}
    assert await bodies(journal) == [{**whole, "standing": "done", "steps": steps, "models": {"\ud800": ["m/1"]}}]
    assert not any("plan" in str(value) for value in written)
    journal.keep_plan_run("a", whole, is_driven=True)
    assert await bodies(journal) == [whole]
    journal.forget_plan_run("a")
    journal.keep_plan_run("a", whole, is_driven=True)
    assert await bodies(journal) == [whole]
    journal.close()


async def test_what_did_not_move_since_the_last_look_is_not_read_again(journal: SqliteJournal, tmp_path: Path) -> None:
    journal.keep_plan_run("a", {"n": 1}, is_driven=True)
    journal.keep_plan_run("b", {"n": 2}, is_driven=True)
    known = {kept.run_id: kept.look for kept in await journal.kept_plan_runs()}
    assert await journal.kept_plan_runs(known) == ()
    journal.move_plan_run("b", {"n": 3}, {}, is_driven=True)
    assert [kept.body for kept in await journal.kept_plan_runs(known)] == [{"n": 3}]
    owned_by(tmp_path, _parent())
    assert [kept.look.is_driven_elsewhere for kept in await journal.kept_plan_runs(known)] == [True, True]
    owned_by(tmp_path, _gone())
    assert [kept.look.is_driven_elsewhere for kept in await journal.kept_plan_runs()] == [False, False]
    journal.close()


async def test_what_is_kept_comes_back_in_the_order_of_its_beginning(journal: SqliteJournal) -> None:
    journal.keep_plan_run("b", {"step": 1}, is_driven=True)
    assert await bodies(journal) == [{"step": 1}]
    journal.keep_plan_run("a", {"name": "\ud800"}, is_driven=False)
    journal.keep_plan_run("b", {"step": 2}, is_driven=True)
    assert await bodies(journal) == [{"step": 2}, {"name": "\ud800"}]
    journal.forget_plan_run("b")
    assert await bodies(journal) == [{"name": "\ud800"}]
    journal.close()


async def test_a_claim_alone_is_no_remaking_yet(journal: SqliteJournal) -> None:
    assert await journal.claim_plan_run("a")
    assert await journal.kept_plan_runs() == ()
    assert await journal.claim_plan_run("a")
    journal.close()


def _parent() -> Owner:
    return Owner(os.getppid(), this_process().host, owners._start_of(os.getppid()))


def _gone() -> Owner:
    return Owner(os.getppid(), this_process().host, 1)


def _far() -> Owner:
    return Owner(7, "another machine", 1)


@pytest.mark.parametrize(
    ("owner", "is_asked", "is_ours"),
    [
        (_parent, False, False),
        (_parent, True, False),
        (_gone, False, True),
        (_far, False, False),
        (_far, True, True),
    ],
)
async def test_only_one_living_process_drives_a_remaking(
    journal: SqliteJournal, tmp_path: Path, owner: Callable[[], Owner], is_asked: bool, is_ours: bool
) -> None:
    journal.keep_plan_run("a", {}, is_driven=True)
    assert await journal.claim_plan_run("a")
    owned_by(tmp_path, owner())
    assert await journal.claim_plan_run("a", is_asked=is_asked) is is_ours
    journal.close()


async def test_one_that_moved_since_it_was_read_is_not_taken_up(journal: SqliteJournal) -> None:
    journal.keep_plan_run("a", {"standing": "running"}, is_driven=False)
    (kept,) = await journal.kept_plan_runs()
    journal.keep_plan_run("a", {"standing": "stopped"}, is_driven=False)
    assert not await journal.claim_plan_run("a", known=kept.look)
    (kept,) = await journal.kept_plan_runs()
    assert await journal.claim_plan_run("a", known=kept.look)
    journal.forget_plan_run("a")
    assert not await journal.claim_plan_run("a", known=kept.look)
    journal.close()


async def test_one_that_nobody_drives_is_free(journal: SqliteJournal, tmp_path: Path) -> None:
    journal.keep_plan_run("a", {}, is_driven=True)
    await journal.kept_plan_runs()
    owned_by(tmp_path, _parent())
    assert not await journal.claim_plan_run("a")
    journal.keep_plan_run("a", {}, is_driven=False)
    assert await journal.claim_plan_run("a")
    journal.close()


async def test_what_was_kept_is_on_disk_once_that_was_waited_for(journal: SqliteJournal, tmp_path: Path) -> None:
    journal.keep_plan_run("a", {"standing": "running"}, is_driven=True)
    await journal.plan_runs_written()
    peer = sqlite3.connect(tmp_path / "journal" / "ada.sqlite3")
    assert peer.execute("SELECT id FROM recreations").fetchall() == [("a",)]
    peer.close()


async def test_a_disk_that_hangs_is_not_waited_for_long(
    journal: SqliteJournal, disk: DiskThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_runs, "WRITTEN_SECONDS", 0.01)
    ends = threading.Event()
    disk.put("what hangs", lambda: (ends.wait(30), None)[1])
    await journal.plan_runs_written()
    assert not disk.flush(0.0)
    ends.set()
    assert disk.flush()
