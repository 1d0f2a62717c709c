"""Rows on disk: found again, private, within their bound, and never trusted where they are damaged."""

from __future__ import annotations

import os
import shutil
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.config.files import make_private_folder
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.outputs.runs import PageRun
from breadtui.journal.disk import DiskThread
from breadtui.journal.pages import PageFiles

RUN = PageRun(JobKey(RepoName("r"), Phase.STIM, "t"), "one")
OTHER = PageRun(RUN.key, "two")
ROWS: tuple[Json, ...] = ("plain", {"question": "whý\ud800", "n": 1.5}, None)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def disk(told: list[str]) -> Iterator[DiskThread]:
    thread = DiskThread(told.append)
    yield thread
    assert thread.stop()


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_rows_are_found_again_by_their_run_and_number(tmp_path: Path, disk: DiskThread, told: list[str]) -> None:
    pages = PageFiles(tmp_path, "a", disk, told.append)
    pages.keep(RUN, 3, ROWS)
    assert await pages.kept(RUN, 3) == ROWS
    assert await pages.kept(RUN, 2) is None
    assert await pages.kept(OTHER, 3) is None
    assert await PageFiles(tmp_path, "b", disk, told.append).kept(RUN, 3) is None
    assert told == []


async def test_only_their_owner_reads_them_and_no_half_file_is_left(tmp_path: Path, disk: DiskThread) -> None:
    pages = PageFiles(tmp_path / "state", "a", disk, print)
    pages.keep(RUN, 0, ROWS)
    assert disk.flush()
    (path,) = files_in(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", [b"", b"no", zlib.compress(b"[1"), zlib.compress(b"[1]")[:-2], zlib.compress(b"{}")]
)
async def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, disk: DiskThread, content: bytes) -> None:
    pages = PageFiles(tmp_path, "a", disk, print)
    pages.keep(RUN, 0, ROWS)
    assert disk.flush()
    files_in(tmp_path)[0].write_bytes(content)
    assert await pages.kept(RUN, 0) is None
    pages.keep(RUN, 0, ROWS)
    assert await pages.kept(RUN, 0) == ROWS


async def test_runs_looked_at_longest_ago_go_first(tmp_path: Path, disk: DiskThread) -> None:
    rows = [os.urandom(10_000).hex()]
    pages = PageFiles(tmp_path, "a", disk, print)
    for age, name in enumerate(("newest", "older", "oldest")):
        run = PageRun(RUN.key, name)
        pages.keep(run, 0, rows)
        assert disk.flush()
        folder = max((path.parent for path in files_in(tmp_path)), key=lambda path: path.stat().st_mtime)
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    PageFiles(tmp_path, "a", disk, print, most_bytes=15_000).keep(RUN, 0, rows)
    assert disk.flush()
    kept = [await pages.kept(PageRun(RUN.key, name), 0) is not None for name in ("newest", "older", "oldest", "one")]
    assert kept == [True, False, False, True]


async def test_a_disk_that_refuses_is_told_of_once_and_not_asked_again(tmp_path: Path, disk: DiskThread) -> None:
    told: list[str] = []
    (tmp_path / "pages").write_text("in the way")
    pages = PageFiles(tmp_path, "a", disk, told.append)
    pages.keep(RUN, 0, ROWS)
    pages.keep(RUN, 1, ROWS)
    assert disk.flush()
    assert len(told) == 1
    assert await pages.kept(RUN, 0) is None


async def test_rows_are_still_kept_after_another_window_made_room_in_between(
    tmp_path: Path, disk: DiskThread, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = PageFiles(tmp_path, "a", disk, told.append)
    with monkeypatch.context() as patched:

        def make_and_remove(folder: Path) -> None:
            make_private_folder(folder)
            shutil.rmtree(folder)

        patched.setattr("breadtui.journal.pages.make_private_folder", make_and_remove)
        pages.keep(RUN, 0, ROWS)
        assert await pages.kept(RUN, 0) is None
    pages.keep(RUN, 0, ROWS)
    assert await pages.kept(RUN, 0) == ROWS
    assert told == []


async def test_without_a_folder_nothing_is_kept(disk: DiskThread) -> None:
    pages = PageFiles(None, "a", disk, print)
    pages.keep(RUN, 0, ROWS)
    assert await pages.kept(RUN, 0) is None
