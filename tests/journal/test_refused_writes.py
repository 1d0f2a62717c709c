"""What a disk refuses for a while: nothing of it is lost, undone, or put after what is newer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from breadtui.domain.happenings import What
from breadtui.domain.json_values import Json
from breadtui.domain.kept import Part
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.sightings import JobSighting
from breadtui.journal import journal_file, schema
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.values import replace

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
JOB = JobKey(RepoName("yoda"), Phase.BAKE, "coder_v7")
SEEN = JobSighting(JOB, AT, "running", 12.5, 150, 1.4e-7, None)
PROMPT = PromptKey(RepoName("yoda"), PromptName("teacher"))


class FullDisk:
    """A journal whose file is refused as often as is said; what was read of it before can be read still."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.refusals = 0
        self.told: list[str] = []
        self.disk = DiskThread(self.told.append)
        self.journal = SqliteJournal(folder, "ada", self.disk, self.told.append)
        self._begin = schema.transaction
        monkeypatch.setattr(journal_file, "transaction", self._transaction)

    def _transaction(self, connection: sqlite3.Connection) -> object:
        if self.refusals:
            self.refusals -= 1
            raise sqlite3.OperationalError("database or disk is full")
        return self._begin(connection)

    def close(self) -> None:
        self.journal.close()
        self.disk.stop()


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FullDisk]:
    found = FullDisk(tmp_path, monkeypatch)
    yield found
    found.refusals = 0
    found.close()


def one_more(kept: Json) -> Json:
    return [*(kept if isinstance(kept, list) else []), "more"]


async def test_a_fact_counts_here_though_the_disk_refuses_it(full: FullDisk) -> None:
    full.journal.record_fact("watched", ["old"])
    assert await full.journal.fact("watched") == ["old"]
    full.refusals = 1
    full.journal.change_fact("watched", one_more)
    assert await full.journal.fact("watched") == ["old", "more"]
    assert full.disk.flush()
    assert await full.journal.fact("watched") == ["old", "more"]


async def test_a_fact_that_was_refused_does_not_replace_a_newer_one(full: FullDisk) -> None:
    full.refusals = 1
    full.journal.record_fact("monitor", "by name")
    assert await full.journal.fact("monitor") == "by name"
    full.journal.record_fact("monitor", "by age")
    assert full.disk.flush()
    assert await full.journal.fact("monitor") == "by age"


async def test_a_fact_that_is_damaged_is_begun_anew(full: FullDisk, tmp_path: Path) -> None:
    full.journal.record_fact("watched", ["old"])
    assert full.disk.flush()
    peer = sqlite3.connect(tmp_path / "journal" / "ada.sqlite3")
    with peer:
        peer.execute("UPDATE facts SET value = 'no JSON'")
    peer.close()
    assert await full.journal.fact("watched") is None
    full.journal.change_fact("watched", one_more)
    assert await full.journal.fact("watched") == ["more"]


async def test_a_look_that_was_refused_is_not_written_after_a_newer_one(full: FullDisk) -> None:
    full.refusals = 1
    full.journal.record_jobs([SEEN])
    assert await full.journal.job_history(JOB) == ()
    full.journal.record_jobs([replace(SEEN, seen_at=AT + timedelta(seconds=30), status="complete")])
    assert full.disk.flush()
    assert [one.what for one in reversed(await full.journal.happenings())] == [What.RUNNING, What.FINISHED]


async def test_what_was_undone_cannot_be_undone_again_though_its_writing_was_refused(full: FullDisk) -> None:
    write = PromptWrite(PROMPT, AT, None, Prompt(PROMPT.name, (Message("system", "Wise."),)))
    full.refusals = 1
    full.journal.record_write(write)
    assert await full.journal.last_write() is None
    full.journal.close_write(write)
    assert full.disk.flush()
    assert await full.journal.last_write() is None


async def test_a_run_whose_beginning_was_refused_stands_where_it_came_to(full: FullDisk) -> None:
    full.refusals = 1
    full.journal.keep_plan_run("a", {"standing": "running", "steps": {"1": "waiting"}}, is_driven=True)
    assert await full.journal.kept_plan_runs() == ()
    full.journal.move_plan_run("a", {"standing": "stopped"}, {Part("steps", "1"): "sent"}, is_driven=True)
    assert full.disk.flush()
    (kept,) = await full.journal.kept_plan_runs()
    assert kept.body == {"standing": "stopped", "steps": {"1": "sent"}}


async def test_what_is_known_of_a_repository_holds_up_nothing(full: FullDisk) -> None:
    full.refusals = 1
    full.journal.record_last_known(None, (), AT)
    full.journal.record_jobs([SEEN])
    assert await full.journal.job_history(JOB) == (SEEN,)
