"""Downloads and the disk: full, taken, foreign, gone; two processes, a process that is killed."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import threading
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.domain.downloading.downloads import Standing
from breadtui.journal.downloads import parts as download_parts
from tests.faults.weights_bench import BAKE, CHECKPOINT, DEADLINE_SECONDS, Bench, content, half_done

# -- a full disk ------------------------------------------------------------------------------------------------------


async def test_without_room_nothing_is_written_and_it_goes_on_once_there_is(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [1000]
    monkeypatch.setattr(download_parts, "free_bytes_at", lambda folder: free[0])
    task = asyncio.create_task(here.fetch())
    await here.until(lambda one: one.standing is Standing.HELD)
    assert here.download.words.startswith("no room: 3.1")
    assert "1.00 kB are free" in here.download.words
    assert here.part.stat().st_size == 0
    assert len(here.noted.requests) == 1
    free[0] = 10**9
    await task
    here.assert_done()


async def test_a_disk_that_fills_up_meanwhile_holds_the_download_and_loses_nothing(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = download_parts.PartFile._append
    is_full = [True]

    def append_until_full(part: download_parts.PartFile, piece: bytes) -> None:
        if is_full[0] and part.size_bytes > 1_000_000:
            os.write(part._file.fileno(), piece[:1000])
            part._file.truncate(part.size_bytes)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        append(part, piece)

    monkeypatch.setattr(download_parts.PartFile, "_append", append_until_full)
    monkeypatch.setattr(download_parts, "free_bytes_at", lambda folder: 0 if is_full[0] and here.seen_bytes else 10**9)
    task = asyncio.create_task(here.fetch())
    await here.until(lambda one: one.standing is Standing.HELD)
    assert "no space left on device" in here.download.words
    kept = here.part.stat().st_size
    assert kept > 1_000_000
    is_full[0] = False
    await task
    here.assert_done()
    assert here.noted.ranges == [None, f"bytes={kept}-"]


async def test_two_that_fit_alone_but_not_together_come_one_after_the_other(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = here.folder / "other.tar.gz"
    append, may_go_on = download_parts.PartFile._append, threading.Event()

    def append_once_the_other_waits(part: download_parts.PartFile, piece: bytes) -> None:
        if part.place == here.place:
            assert may_go_on.wait(DEADLINE_SECONDS)
        append(part, piece)

    def free_bytes(folder: Path) -> int:
        return 10**9 if here.place.exists() else len(content()) * 3 // 2

    monkeypatch.setattr(download_parts.PartFile, "_append", append_once_the_other_waits)
    monkeypatch.setattr(download_parts, "free_bytes_at", free_bytes)
    task = asyncio.create_task(here.fetch())
    await here.until(lambda one: one.total_bytes is not None)
    beside = asyncio.create_task(here.commands.download(BAKE, CHECKPOINT, str(other)))
    waits = "of them for other downloads"
    await here.until(lambda _: waits in str(here.store.state.downloads.get(str(other))))
    may_go_on.set()
    async with asyncio.timeout(DEADLINE_SECONDS):
        await asyncio.gather(task, beside)
    assert here.place.read_bytes() == other.read_bytes() == content()


# -- places -----------------------------------------------------------------------------------------------------------


async def test_a_file_that_is_there_is_not_overwritten_unasked(here: Bench) -> None:
    here.place.write_text("mine")
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "is there already" in failed.words
    assert here.place.read_text() == "mine"
    assert here.noted.requests == []
    assert [path.name for path in here.folder.iterdir()] == [here.place.name]


async def test_a_file_is_replaced_once_the_new_one_is_whole(here: Bench) -> None:
    here.place.write_text("mine")
    here.fault(Fault(is_spoiled=True))
    failed = await here.fetch(is_replacing=True)
    assert failed.standing is Standing.FAILED
    assert here.place.read_text() == "mine"
    await here.go_on()
    here.assert_done()


async def test_a_file_that_came_meanwhile_is_not_overwritten_and_the_part_is_kept(here: Bench) -> None:
    task = await half_done(here)
    here.place.write_text("theirs")
    await here.commands.pause_download(str(here.place))
    await task
    part = here.part.stat().st_size
    failed = await here.go_on()
    assert failed.standing is Standing.FAILED
    assert here.place.read_text() == "theirs"
    assert here.part.stat().st_size == part
    await here.commands.resume_download(str(here.place), is_replacing=True)
    here.assert_done()


async def test_a_part_of_something_else_is_left_alone(here: Bench) -> None:
    here.part.write_bytes(b"somebody's")
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "nothing says what of" in failed.words
    assert here.part.read_bytes() == b"somebody's"


async def test_a_part_of_another_checkpoint_is_left_alone(here: Bench) -> None:
    task = await half_done(here)
    await here.commands.pause_download(str(here.place))
    await task
    before = here.part.read_bytes()
    await here.commands.download(BAKE, 118, str(here.place))
    assert here.download.standing is Standing.FAILED
    assert f"is a part of yoda_repo/coder_v6@{CHECKPOINT}" in here.download.words
    assert here.part.read_bytes() == before


async def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(here: Bench) -> None:
    here.folder.rmdir()
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert failed.words == f"there is no folder {here.folder}"
    assert here.links == []
    here.folder.mkdir()


async def test_a_folder_that_goes_away_meanwhile_fails_the_download_by_name(here: Bench) -> None:
    task = await half_done(here)
    shutil.rmtree(here.folder)
    await here.commands.pause_download(str(here.place))
    await task
    failed = await here.go_on()
    assert failed.standing is Standing.FAILED
    assert failed.words == f"there is no folder {here.folder}"
    here.folder.mkdir()


async def test_a_part_that_is_removed_meanwhile_is_told_before_more_is_written_into_nothing(here: Bench) -> None:
    here.fault(Fault(drop="cut"))
    here.fault(Fault(delay_seconds=3.0))
    task = asyncio.create_task(here.fetch())
    await here.until(lambda one: one.standing is Standing.HELD)
    here.part.unlink()
    failed = await task
    assert failed.standing is Standing.FAILED
    assert failed.words == f"{here.part} was removed meanwhile"
    assert not here.place.exists()
    await here.go_on()
    here.assert_done()


async def test_a_link_where_the_part_should_be_is_not_followed(here: Bench, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    here.part.symlink_to(tmp_path / "precious")
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert (tmp_path / "precious").read_text() == "mine"
