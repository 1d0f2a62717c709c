"""The past of prompts in the journal: stays, looks, and what was written from here."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from breadtui.domain.names import Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.past import PromptPast, PromptStay, PromptWrite
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.sightings import PromptSighting
from breadtui.journal import schema
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.journal.tables.sightings import complete_jobs, put_version

AT = datetime(2026, 11, 24, 9, 14, 0, 123457, tzinfo=UTC)
KEY = PromptKey(RepoName("yoda\ud800"), PromptName("teacher"))


def text(words: str) -> Prompt:
    return Prompt(KEY.name, (Message("system", words),))


def at(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    told: list[str] = []
    disk = DiskThread(told.append)
    found = SqliteJournal(tmp_path, "0123456789abcdef", disk, told.append)
    yield found
    found.close()
    disk.stop()
    assert told == []


def see(journal: SqliteJournal, words: str, seconds: float) -> None:
    journal.record_prompt(PromptSighting(KEY, at(seconds), text(words)))


async def test_looks_at_one_text_are_one_stay_and_a_text_that_comes_back_is_another(journal: SqliteJournal) -> None:
    for seconds, words in enumerate(("one", "one", "two", "one")):
        see(journal, words, seconds)
    assert (await journal.prompt_past(KEY)).stays == (
        PromptStay(text("one"), at(0), at(1), 2),
        PromptStay(text("two"), at(2), at(2), 1),
        PromptStay(text("one"), at(3), at(3), 1),
    )


async def test_a_text_made_again_after_a_deletion_is_another_stay(journal: SqliteJournal) -> None:
    see(journal, "one", 0)
    journal.record_write(PromptWrite(KEY, at(1), text("one"), None))
    see(journal, "one", 2)
    assert [stay.first_at for stay in (await journal.prompt_past(KEY)).stays] == [at(0), at(2)]


async def test_writes_come_back_exactly_and_oldest_first(journal: SqliteJournal) -> None:
    writes = (
        PromptWrite(KEY, at(0), None, text("one")),
        PromptWrite(KEY, at(1), text("one"), text("two")),
        PromptWrite(KEY, at(2), text("two"), None),
    )
    for write in writes:
        journal.record_write(write)
    assert await journal.prompt_past(KEY) == PromptPast(KEY, (), writes)
    assert await journal.last_write() == writes[-1]


async def test_a_write_that_was_undone_is_no_longer_the_last(journal: SqliteJournal) -> None:
    first, second = PromptWrite(KEY, at(0), None, text("one")), PromptWrite(KEY, at(1), text("one"), text("two"))
    journal.record_write(first)
    journal.record_write(second)
    journal.close_write(second)
    journal.record_write(PromptWrite(KEY, at(2), text("two"), text("one"), is_closed=True))
    assert await journal.last_write() == first


async def test_an_empty_journal_has_no_last_write(journal: SqliteJournal) -> None:
    assert await journal.last_write() is None


async def test_what_an_older_journal_saw_becomes_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal" / "0123456789abcdef.sqlite3"
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        older.setattr(schema, "NEWEST_VERSION", 3)
        connection = schema.open_journal(path)
        for seconds in (0, 5):
            put_version(connection, PromptSighting(KEY, at(seconds), text("one")))
        connection.close()
    connection = schema.open_journal(path)
    assert connection.execute("SELECT looks FROM prompt_stays").fetchall() == [(2,)]
    assert isinstance(connection, sqlite3.Connection)
    connection.close()


def test_complete_jobs_of_a_long_journal_are_found_by_an_index() -> None:
    connection = schema.open_journal(None)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    complete_jobs(connection, Phase.BAKE, 50)
    connection.set_trace_callback(None)
    plan = connection.execute("EXPLAIN QUERY PLAN " + asked[0]).fetchall()
    assert any("USING INDEX job_sightings_of_ends (phase=?)" in row[3] for row in plan)
    connection.close()
