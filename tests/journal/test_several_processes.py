"""One journal under several real processes: nothing is lost, nothing is told twice, and a killed one breaks nothing."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal import schema
from breadtui.journal.disk import DiskThread
from breadtui.journal.schema import MIGRATIONS, NEWEST_VERSION
from breadtui.journal.sightings import SqliteJournal

ACCOUNT = "0123456789abcdef"
AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
JOBS, LOOKS, PROCESSES = 10, 20, 4

WRITER = """
import asyncio, sys
from datetime import datetime, timedelta, UTC
from pathlib import Path
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal

async def main(folder, mine):
    disk = DiskThread(print)
    journal = SqliteJournal(Path(folder), "0123456789abcdef", disk, print)
    at = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
    if mine:
        journal.keep_watch(at)
    for look in range(%(looks)d):
        status = "running" if look < %(looks)d - 1 else "complete"
        seen_at = at + timedelta(minutes=look)
        for number in range(%(jobs)d):
            key = JobKey(RepoName("yoda"), Phase.BAKE, f"b{number}")
            own = JobKey(RepoName("yoda"), Phase.BAKE, f"p{mine}_{number}")
            percent = 100.0 * look / %(looks)d
            journal.record_jobs([JobSighting(one, seen_at, status, percent, None, None, None) for one in (key, own)])
    claimed = [await journal.claim(f"told {number}", at) for number in range(50)]
    journal.close(30)
    disk.stop(30)
    print(sum(claimed))

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


def writers(folder: Path, count: int) -> list[subprocess.Popen[str]]:
    code = WRITER % {"looks": LOOKS, "jobs": JOBS}
    return [
        subprocess.Popen([sys.executable, "-c", code, str(folder), str(mine)], stdout=subprocess.PIPE, text=True)
        for mine in range(1, count + 1)
    ]


class Reader:
    """A window that reads what others wrote."""

    def __init__(self, folder: Path) -> None:
        self.told: list[str] = []
        self.disk = DiskThread(self.told.append)
        self.journal = SqliteJournal(folder, ACCOUNT, self.disk, self.told.append)

    def close(self) -> None:
        self.journal.close()
        self.disk.stop()


def path_in(folder: Path) -> Path:
    return folder / "journal" / f"{ACCOUNT}.sqlite3"


async def test_four_processes_that_begin_together_write_everything_and_tell_it_once(tmp_path: Path) -> None:
    running = writers(tmp_path, PROCESSES)
    said = [await asyncio.to_thread(one.communicate, timeout=60) for one in running]
    assert [one.returncode for one in running] == [0] * PROCESSES
    lines = [out.strip().splitlines() for out, _ in said]
    assert all(len(line) == 1 for line in lines), lines  # nobody complained
    assert sum(int(line[0]) for line in lines) == 50
    reader = Reader(tmp_path)
    happened = await reader.journal.happenings_after(0, 10_000)
    finished = [one.about for one in happened if one.what is What.FINISHED]
    assert len(finished) == len(set(finished)) == JOBS * (PROCESSES + 1)
    history = await reader.journal.job_history(JobKey(RepoName("yoda"), Phase.BAKE, "p1_0"))
    assert len(history) == LOOKS
    assert len(await reader.journal.watches(AT)) == PROCESSES
    reader.close()
    assert reader.told == []


async def test_a_process_killed_in_the_middle_leaves_a_whole_journal(tmp_path: Path) -> None:
    (running,) = writers(tmp_path, 1)
    path = path_in(tmp_path)
    while not path.exists() or path.stat().st_size + _wal_bytes(path) < 100_000:
        if running.poll() is not None:
            break
        await asyncio.sleep(0)
    running.send_signal(signal.SIGKILL)
    await asyncio.to_thread(running.communicate)
    with sqlite3.connect(path) as journal:
        assert journal.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    journal.close()
    (after,) = writers(tmp_path, 1)
    out, _ = await asyncio.to_thread(after.communicate, timeout=60)
    assert out.strip().splitlines()[-1].isdigit()
    reader = Reader(tmp_path)
    assert len(await reader.journal.job_history(JobKey(RepoName("yoda"), Phase.BAKE, "b0"))) >= LOOKS
    reader.close()


def _wal_bytes(path: Path) -> int:
    side = path.with_name(path.name + "-wal")
    return side.stat().st_size if side.exists() else 0


async def test_who_holds_the_file_for_a_while_delays_a_write_and_loses_none(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    await reader.journal.happenings()
    other = sqlite3.connect(path_in(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    reader.journal.keep_watch(AT)
    assert not reader.disk.flush(0.2)
    other.execute("COMMIT")
    other.close()
    assert len(await reader.journal.watches(AT)) == 1
    reader.close()
    assert reader.told == []


async def test_a_file_of_every_earlier_version_becomes_a_current_one(tmp_path: Path) -> None:
    for version in range(1, NEWEST_VERSION):
        folder = tmp_path / str(version)
        path = path_in(folder)
        path.parent.mkdir(parents=True)
        old = sqlite3.connect(path, isolation_level=None)
        for statements in MIGRATIONS[:version]:
            for statement in statements:
                old.execute(statement)
        old.execute(
            "INSERT INTO job_sightings (repo, phase, name, seen_at, last_seen_at, status)"
            " VALUES ('yoda', 'bake', 'b', 1.0, 1.0, 'running')"
        )
        old.execute(f"PRAGMA user_version = {version}")
        old.close()
        reader = Reader(folder)
        (seen,) = await reader.journal.job_history(JobKey(RepoName("yoda"), Phase.BAKE, "b"))
        assert (seen.status, seen.run_id) == ("running", None)
        assert await reader.journal.happenings() == ()
        reader.close()
        assert reader.told == []
        with sqlite3.connect(path) as journal:
            assert journal.execute("PRAGMA user_version").fetchone() == (NEWEST_VERSION,)
            assert journal.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        journal.close()


async def test_a_damaged_file_is_set_aside_and_events_go_on_in_a_new_one(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 100)
    reader = Reader(tmp_path)
    reader.journal.keep_watch(AT)
    assert len(await reader.journal.watches(AT)) == 1
    assert await reader.journal.claim("told 1", AT)
    reader.close()
    (said,) = reader.told
    assert "set aside" in said
    assert any(one.read_bytes().startswith(b"no database") for one in path.parent.iterdir() if one != path)


async def test_a_journal_of_a_later_version_is_read_and_claims_are_everybodys(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.journal.keep_watch(AT)
    await reader.journal.watches(AT)
    reader.close()
    with sqlite3.connect(path_in(tmp_path)) as journal:
        journal.execute(f"PRAGMA user_version = {schema.NEWEST_VERSION + 1}")
    journal.close()
    later = Reader(tmp_path)
    later.journal.end_watch(AT)
    assert [watch.ended_at for watch in await later.journal.watches(AT)] == [None]
    assert await later.journal.claim("told 1", AT)
    assert await later.journal.claim("told 1", AT)
    later.close()


async def test_of_two_windows_that_notice_the_damage_one_sets_the_file_aside(tmp_path: Path) -> None:
    one, other = Reader(tmp_path), Reader(tmp_path)
    for reader in (one, other):
        reader.journal.keep_watch(AT)
        assert len(await reader.journal.watches(AT)) == 1
    one.journal._close()
    path = path_in(tmp_path)
    for side in ("", "-wal", "-shm"):
        place = path.with_name(path.name + side)
        if place.exists():
            place.write_bytes(b"\x00garbage" * 2_000)
    for reader in (one, other):
        reader.journal.keep_watch(AT)
        assert len(await reader.journal.watches(AT)) == 1
    for reader in (one, other):
        reader.close()
    assert len([said for said in (*one.told, *other.told) if "set aside" in said]) == 1


async def test_events_of_a_journal_begun_anew_come_after_all_that_anybody_has_read(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.journal.record_happenings([Happening(What.NOTE, AT, detail=str(count)) for count in range(50)])
    (newest,) = await reader.journal.happenings(most=1)
    reader.close()
    path_in(tmp_path).write_bytes(b"no database at all" * 100)
    again = Reader(tmp_path)
    again.journal.record_happenings([Happening(What.NOTE, AT, detail="after the damage")])
    assert [one.detail for one in await again.journal.happenings_after(newest.number)] == ["after the damage"]
    again.close()
