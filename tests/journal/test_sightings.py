"""The journal: only changes are kept, texts once, and a damaged file costs the past but not the present."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal import schema
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.journal.tables.cells import text_from_cell, text_to_cell
from breadtui.values import replace

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
JOB = JobKey(RepoName("yoda"), Phase.BAKE, "coder_v7")
PROMPT = PromptKey(RepoName("yoda"), PromptName("teacher"))
SEEN = JobSighting(JOB, AT, "running", 12.5, 150, 1.4e-7, None)


class Desk:
    """A journal in a folder, with what it complained of."""

    def __init__(self, folder: Path | None) -> None:
        self.told: list[str] = []
        self.disk = DiskThread(self.told.append)
        self.journal = SqliteJournal(folder, "0123456789abcdef", self.disk, self.told.append)
        self.path = (folder or Path("/nonexistent")) / "journal" / "0123456789abcdef.sqlite3"

    def close(self) -> None:
        self.journal.close()
        self.disk.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found
    found.close()


def later(sighting: JobSighting, seconds: float, **changes: object) -> JobSighting:
    return replace(sighting, seen_at=sighting.seen_at + timedelta(seconds=seconds), **changes)  # type: ignore[arg-type]  # per field


def saw(text: str, seconds: float = 0.0) -> PromptSighting:
    prompt = Prompt(PROMPT.name, (Message("system", text),))
    return PromptSighting(PROMPT, AT + timedelta(seconds=seconds), prompt)


async def test_what_was_seen_comes_back_in_order(desk: Desk) -> None:
    seen = (SEEN, later(SEEN, 30, progress_percent=20.0), later(SEEN, 60, status="failed", error="CUDA out of memory"))
    desk.journal.record_jobs(seen)
    assert await desk.journal.job_history(JOB) == seen
    assert desk.told == []


async def test_only_changes_are_kept(desk: Desk) -> None:
    for seconds in (0, 30, 60):
        desk.journal.record_jobs([later(SEEN, seconds)])
    desk.journal.record_jobs([later(SEEN, 90, lines=151), later(SEEN, 120, lines=151)])
    assert await desk.journal.job_history(JOB) == (SEEN, later(SEEN, 90, lines=151))


async def test_a_tree_that_says_less_of_a_job_is_no_change_of_it(desk: Desk) -> None:
    bare = later(SEEN, 30, progress_percent=None, lines=None, loss=None)
    desk.journal.record_jobs([SEEN, bare, later(SEEN, 60), later(bare, 60, status="complete")])
    kept = await desk.journal.job_history(JOB)
    assert [(seen.status, seen.progress_percent) for seen in kept] == [("running", 12.5), ("complete", None)]


async def test_the_newest_changes_come_in_the_order_in_which_they_were_seen(desk: Desk) -> None:
    seen = [later(SEEN, 30 * count, progress_percent=20.0 + count) for count in range(5)]
    desk.journal.record_jobs(seen)
    assert await desk.journal.last_looks(JOB, 2) == tuple(seen[-2:])
    assert await desk.journal.last_looks(JOB, 9) == tuple(seen)


async def test_a_job_that_went_back_to_an_earlier_state_changed_twice(desk: Desk) -> None:
    seen = (SEEN, later(SEEN, 1, status="complete"), later(SEEN, 2))
    desk.journal.record_jobs(seen)
    assert await desk.journal.job_history(JOB) == seen


async def test_figures_that_are_not_numbers_are_kept_as_unknown_once(desk: Desk) -> None:
    odd = replace(SEEN, loss=float("nan"), lines=10**30)
    desk.journal.record_jobs([odd, later(odd, 30)])
    (kept,) = await desk.journal.job_history(JOB)
    assert kept.loss is None
    assert kept.lines == 2**63 - 1


async def test_jobs_with_one_name_in_different_phases_are_told_apart(desk: Desk) -> None:
    desk.journal.record_jobs([SEEN, replace(SEEN, key=JOB._replace(phase=Phase.STIM))])
    assert len(await desk.journal.job_history(JOB)) == 1


async def test_the_complete_jobs_of_a_phase_come_last_seen_first_with_all_their_changes(desk: Desk) -> None:
    for number, name in enumerate(("a", "b", "c")):
        job = replace(SEEN, key=JobKey(JOB.repo, Phase.STIM, name))
        desk.journal.record_jobs([job, later(job, 60 + number, status="complete")])
    desk.journal.record_jobs([SEEN, replace(SEEN, key=JobKey(JOB.repo, Phase.STIM, "runs"))])
    found = await desk.journal.complete_jobs(Phase.STIM, 2)
    assert [[one.key.name for one in history] for history in found] == [["c", "c"], ["b", "b"]]
    assert await desk.journal.complete_jobs(Phase.BAKE, 2) == ()


async def test_each_text_of_a_prompt_is_kept_once(desk: Desk) -> None:
    for seconds, text in enumerate(("one", "two", "one", "two")):
        desk.journal.record_prompt(saw(text, seconds))
    assert await desk.journal.prompt_history(PROMPT) == (saw("one"), saw("two", 1))


async def test_a_prompt_comes_back_exactly(desk: Desk) -> None:
    parts: Json = [{"type": "text", "text": "a\ud800\x00\r\n\t"}, {"type": "image", "url": None}]
    prompt = Prompt(
        PROMPT.name,
        (Message("user", parts, {"name": "x", "tool_calls": [{"id": 1}]}), Message("assistant", None)),
        ({"type": "function", "function": {"name": "f", "parameters": {}}},),
    )
    desk.journal.record_prompt(PromptSighting(PROMPT, AT, prompt))
    assert await desk.journal.prompt_history(PROMPT) == (PromptSighting(PROMPT, AT, prompt),)


async def test_no_tools_and_an_empty_list_of_tools_stay_different(desk: Desk) -> None:
    for tools in (None, ()):
        prompt = Prompt(PROMPT.name, (), tools)
        desk.journal.record_prompt(PromptSighting(PROMPT, AT, prompt))
    assert [seen.prompt.tools for seen in await desk.journal.prompt_history(PROMPT)] == [None, ()]


async def test_a_fact_is_replaced_by_its_newer_self(desk: Desk) -> None:
    assert await desk.journal.fact("open") is None
    desk.journal.record_fact("open", ["yoda"])
    desk.journal.record_fact("open", ["yoda", "\ud800"])
    assert await desk.journal.fact("open") == ["yoda", "\ud800"]


async def test_the_next_session_knows_what_this_one_saw(desk: Desk, tmp_path: Path) -> None:
    desk.journal.record_jobs([SEEN])
    desk.close()
    again = Desk(tmp_path)
    assert await again.journal.job_history(JOB) == (SEEN,)
    again.close()


async def test_two_windows_share_one_file(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path)
    desk.journal.record_jobs([SEEN])
    assert await desk.journal.job_history(JOB) == (SEEN,)
    other.journal.record_jobs([later(SEEN, 30), later(SEEN, 60, status="complete")])
    assert len(await other.journal.job_history(JOB)) == 2
    assert len(await desk.journal.job_history(JOB)) == 2
    other.close()


async def test_two_windows_that_change_one_fact_lose_nothing_of_each_other(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path)

    def with_one_more(kept: Json) -> Json:
        return (kept if isinstance(kept, int) else 0) + 1

    for _ in range(20):
        desk.journal.change_fact("count", with_one_more)
        other.journal.change_fact("count", with_one_more)
    await desk.journal.fact("count")
    await other.journal.fact("count")
    assert await desk.journal.fact("count") == 40
    other.close()


async def test_the_file_is_private_and_in_wal_mode(desk: Desk) -> None:
    desk.journal.record_fact("a", 1)
    assert await desk.journal.fact("a") == 1
    for path in desk.path.parent.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(desk.path) as peer:
        assert peer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    peer.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to have a header" * 50, b"\x00" * 5000])
async def test_a_damaged_file_is_set_aside_told_and_begun_anew(desk: Desk, content: bytes) -> None:
    desk.path.parent.mkdir(parents=True)
    desk.path.write_bytes(content)
    desk.journal.record_jobs([SEEN])
    assert await desk.journal.job_history(JOB) == (SEEN,)
    (aside,) = desk.path.parent.glob("*.broken-*")
    assert aside.read_bytes() == content
    assert len(desk.told) == 1
    assert str(aside) in desk.told[0]


async def test_a_file_damaged_in_the_middle_is_set_aside_when_it_is_noticed(desk: Desk, tmp_path: Path) -> None:
    desk.journal.record_jobs([later(SEEN, number, lines=number) for number in range(500)])
    desk.close()
    content = bytearray(desk.path.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    desk.path.write_bytes(content)
    again = Desk(tmp_path)
    again.journal.record_jobs([SEEN])
    assert await again.journal.job_history(JOB) == (SEEN,)
    assert "set aside" in again.told[0]
    again.close()


async def test_a_file_of_a_later_version_is_read_and_not_written(desk: Desk, tmp_path: Path) -> None:
    desk.journal.record_jobs([SEEN])
    desk.close()
    with sqlite3.connect(desk.path) as peer:
        peer.execute(f"PRAGMA user_version = {schema.NEWEST_VERSION + 1}")
    peer.close()
    again = Desk(tmp_path)
    again.journal.record_jobs([later(SEEN, 1, status="complete")])
    assert await again.journal.job_history(JOB) == (SEEN,)
    assert len(again.told) == 1
    assert "later breadtui" in again.told[0]
    again.close()


async def test_an_older_file_is_brought_up_to_date(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    desk.journal.record_jobs([SEEN])
    desk.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE labels (name TEXT)",)))
    later = schema.NEWEST_VERSION + 1
    monkeypatch.setattr(schema, "NEWEST_VERSION", later)
    schema.open_journal(desk.path).close()
    with sqlite3.connect(desk.path) as peer:
        assert peer.execute("PRAGMA user_version").fetchone() == (later,)
        assert peer.execute("SELECT count(*) FROM job_sightings, labels").fetchone() == (0,)
    peer.close()


def test_a_migration_that_breaks_off_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.sqlite3"
    schema.open_journal(path).close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE labels (name TEXT)", "NONSENSE")))
    before = schema.NEWEST_VERSION
    monkeypatch.setattr(schema, "NEWEST_VERSION", before + 1)
    with pytest.raises(sqlite3.OperationalError):
        schema.open_journal(path)
    peer = sqlite3.connect(path)
    assert peer.execute("PRAGMA user_version").fetchone() == (before,)
    assert peer.execute("SELECT name FROM sqlite_master WHERE name = 'labels'").fetchone() is None
    peer.close()


async def test_a_refused_write_is_told_and_done_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:

        def refuse(_: Path | None) -> sqlite3.Connection:
            raise sqlite3.OperationalError("database or disk is full")

        patched.setattr("breadtui.journal.journal_file.open_journal", refuse)
        desk.journal.record_jobs([SEEN])
        assert not desk.disk.flush()
        assert await desk.journal.job_history(JOB) == ()
    assert "what was seen of jobs (database or disk is full)" in desk.told[0]
    assert desk.disk.flush()
    assert await desk.journal.job_history(JOB) == (SEEN,)


async def test_a_journal_in_memory_lasts_as_long_as_the_program() -> None:
    desk = Desk(None)
    desk.journal.record_jobs([SEEN])
    assert await desk.journal.job_history(JOB) == (SEEN,)
    assert desk.told == []
    desk.close()


@given(st.text(st.characters()))
def test_any_text_fits_into_a_cell_and_comes_back(text: str) -> None:
    cell = text_to_cell(text)
    assert cell.isascii()
    assert text_from_cell(cell) == text
