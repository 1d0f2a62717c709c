"""The queue of downloads on disk: what is kept, which process drives, what windows ask of one another."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from breadtui.domain.downloading.downloads import Download, Standing, Wish
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.disk import DiskThread
from breadtui.journal.downloads.queue import DownloadFile
from breadtui.values import replace

ACCOUNT = "0123456789abcdef"
AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
ONE = Download(JobKey(RepoName("yoda"), Phase.BAKE, "v6"), 354, "/home/ada/one.tar.gz", AT)
OTHER = replace(ONE, place="/home/ada/other.tar.gz", asked_at=AT + timedelta(minutes=1), standing=Standing.PAUSED)
HOSTILE = replace(ONE, place="/home/ada/\udcff'; --\n.gz", words="\ud800 \x1b[2J")

OWNER = """
import asyncio, sys
from pathlib import Path
from breadtui.journal.disk import DiskThread
from breadtui.journal.downloads.queue import DownloadFile
from tests.journal.test_download_queue import ACCOUNT, ONE

async def main(folder):
    disk = DiskThread(print)
    queue = DownloadFile(Path(folder), ACCOUNT, disk)
    print(await queue.claim(ONE), flush=True)
    while sys.stdin.readline():
        print(*(await queue.wishes((ONE.place,))).values(), flush=True)

asyncio.run(main(sys.argv[1]))
"""


class Window:
    """One window of this process, with what went wrong in it."""

    def __init__(self, folder: Path | None) -> None:
        self.told: list[str] = []
        self.disk = DiskThread(self.told.append)
        self.queue = DownloadFile(folder, ACCOUNT, self.disk)

    @property
    def file(self) -> sqlite3.Connection:
        assert self.queue._path is not None
        return sqlite3.connect(self.queue._path)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    made = Window(tmp_path)
    yield made
    made.queue.close()
    made.disk.stop()
    assert made.told == []


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that drives the one download, and is killed at the end."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", OWNER, str(folder)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert said(process) == "True"
        yield process
        process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def asked(process: subprocess.Popen[str]) -> str:
    """What the other process finds asked of it."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return said(process)


async def test_what_is_kept_comes_back_in_the_order_in_which_it_was_asked_for(window: Window) -> None:
    window.queue.keep(ONE, is_driven=True)
    window.queue.keep(OTHER, is_driven=False)
    window.queue.keep(replace(ONE, done_bytes=7), is_driven=True)
    assert [(each.download, each.is_driven_elsewhere) for each in await window.queue.kept()] == [
        (replace(ONE, done_bytes=7), False),
        (OTHER, False),
    ]


async def test_any_place_and_any_words_are_kept_as_they_are(window: Window) -> None:
    window.queue.keep(HOSTILE, is_driven=False)
    (kept,) = await window.queue.kept()
    assert kept.download == HOSTILE
    window.queue.forget(HOSTILE.place)
    assert await window.queue.kept() == ()


def test_nothing_is_made_by_looking(tmp_path: Path, window: Window) -> None:
    assert asyncio.run(window.queue.kept()) == ()
    assert list(tmp_path.iterdir()) == []


async def test_nobody_else_may_read_the_file(window: Window) -> None:
    assert await window.queue.claim(ONE)
    assert window.queue._path is not None
    assert window.queue._path.stat().st_mode & 0o077 == 0


async def test_without_a_folder_it_lasts_as_long_as_the_program() -> None:
    window, other = Window(None), Window(None)
    assert await window.queue.claim(ONE)
    assert len(await window.queue.kept()) == 1
    assert await other.queue.kept() == ()
    for each in (window, other):
        each.queue.close()
        each.disk.stop()


async def test_what_a_living_process_drives_is_no_one_elses_until_it_is_gone(tmp_path: Path, window: Window) -> None:
    with another_process(tmp_path) as process:
        (kept,) = await window.queue.kept()
        assert kept.is_driven_elsewhere
        assert not await window.queue.claim(ONE)
        assert not await window.queue.claim(ONE, is_asked=True)
        process.kill()
        process.wait()
        (kept,) = await window.queue.kept()
        assert not kept.is_driven_elsewhere
        assert await window.queue.claim(ONE)


async def test_what_is_let_go_of_is_free_at_once(tmp_path: Path, window: Window) -> None:
    with another_process(tmp_path):
        window.queue.keep(ONE, is_driven=False)
        assert await window.queue.claim(ONE)


async def test_a_wish_reaches_the_process_that_drives_once(tmp_path: Path, window: Window) -> None:
    with another_process(tmp_path) as process:
        assert asked(process) == ""
        window.queue.wish(ONE.place, Wish.PAUSE)
        window.queue.wish("/nowhere", Wish.CANCEL)
        assert window.disk.flush()
        assert asked(process) == "pause"
        assert asked(process) == ""


async def test_the_last_wish_counts(tmp_path: Path, window: Window) -> None:
    with another_process(tmp_path) as process:
        window.queue.wish(ONE.place, Wish.PAUSE)
        window.queue.wish(ONE.place, Wish.CANCEL)
        assert window.disk.flush()
        assert asked(process) == "cancel"


async def test_an_old_wish_does_not_meet_who_takes_it_up_again(window: Window) -> None:
    window.queue.keep(ONE, is_driven=False)
    window.queue.wish(ONE.place, Wish.PAUSE)
    assert await window.queue.claim(ONE)
    assert await window.queue.wishes((ONE.place,)) == {}


async def test_one_of_another_machine_is_taken_only_where_a_person_asks(window: Window) -> None:
    assert await window.queue.claim(ONE)
    with window.file as file:
        file.execute("""UPDATE downloads SET owner = '{"pid": 1, "host": "elsewhere", "start": 1}'""")
    (kept,) = await window.queue.kept()
    assert kept.is_driven_elsewhere
    assert not await window.queue.claim(ONE)
    assert await window.queue.claim(ONE, is_asked=True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE downloads SET body = '{'",
        "UPDATE downloads SET body = '[]'",
        "UPDATE downloads SET body = x'00'",
        "UPDATE downloads SET owner = 'nobody', wish = 'fly'",
    ],
)
async def test_a_row_that_makes_no_sense_hides_no_other(window: Window, change: str) -> None:
    window.queue.keep(ONE, is_driven=False)
    assert window.disk.flush()
    with window.file as file:
        file.execute(change)
    window.queue.keep(OTHER, is_driven=False)
    assert OTHER in [each.download for each in await window.queue.kept()]
    assert await window.queue.wishes((ONE.place,)) == {}
    assert await window.queue.claim(ONE)
    assert len(await window.queue.kept()) == 2


async def test_a_file_that_is_damaged_is_set_aside_and_a_new_one_begun(tmp_path: Path, window: Window) -> None:
    path = window.queue._path
    assert path is not None
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 100)
    assert await window.queue.claim(ONE)
    assert [each.download for each in await window.queue.kept()] == [ONE]
    assert any(each.read_bytes().startswith(b"no database") for each in path.parent.iterdir() if each != path)


async def test_a_folder_that_cannot_be_written_keeps_nobody_from_downloading(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file where the folder should be")
    window = Window(tmp_path)
    assert await window.queue.claim(ONE)
    assert await window.queue.kept() == ()
    assert await window.queue.wishes((ONE.place,)) == {}
    window.disk.stop()
