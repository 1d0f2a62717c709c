"""Downloads and the disk: full, taken, foreign, gone; two processes, a process that is killed."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.domain.downloading.downloads import Download, Standing, Wish
from breadtui.domain.downloading.kept import KeptDownload
from breadtui.journal.downloads import parts as download_parts
from breadtui.journal.downloads.queue import DownloadFile
from tests.faults.weights_bench import BAKE, CHECKPOINT, DEADLINE_SECONDS, Bench, bench, content

SLOW = Fault(delay_seconds=600.0)


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key="sk-demo-0123456789", instant=True)) as served:
        yield served


@pytest.fixture
async def here(demo: DemoServer, tmp_path: Path) -> AsyncIterator[Bench]:
    (tmp_path / "down").mkdir()
    async with bench(demo, tmp_path / "down", state=tmp_path / "state") as made:
        yield made


async def half_done(here: Bench) -> asyncio.Task[None]:
    """A download of which half is there, and whose next byte does not come."""
    here.fault(Fault(drop="cut"))
    here.fault(SLOW)
    task = asyncio.create_task(here.commands.download(BAKE, CHECKPOINT, str(here.place)))
    await here.until(lambda one: one.standing is Standing.HELD)
    async with asyncio.timeout(DEADLINE_SECONDS):
        while here.demo.faults._pending:  # noqa: ASYNC110  the demo's thread sets no event
            await asyncio.sleep(0.01)
    return task


# -- a full disk ------------------------------------------------------------------------------------------------------


async def test_without_room_nothing_is_written_and_it_goes_on_once_there_is(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [1000]
    monkeypatch.setattr(download_parts, "_free_bytes", lambda folder: free[0])
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
    monkeypatch.setattr(download_parts, "_free_bytes", lambda folder: 0 if is_full[0] and here.seen_bytes else 10**9)
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
    monkeypatch.setattr(download_parts, "_free_bytes", free_bytes)
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
    here.fault(Fault(delay_seconds=0.5))
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


# -- stops ------------------------------------------------------------------------------------------------------------


async def test_one_that_is_paused_keeps_its_part_and_goes_on_from_there(here: Bench) -> None:
    task = await half_done(here)
    await here.commands.pause_download(str(here.place))
    await task
    assert here.download.standing is Standing.PAUSED
    size = here.part.stat().st_size
    assert size > 0
    await here.go_on()
    here.assert_done()
    assert here.noted.ranges[-1] == f"bytes={size}-"


async def test_one_that_is_given_up_leaves_nothing(here: Bench) -> None:
    task = await half_done(here)
    await here.commands.cancel_download(str(here.place))
    await task
    assert here.store.state.downloads == {}
    assert list(here.folder.iterdir()) == []
    assert await here.queue.kept() == ()


async def test_one_that_is_done_leaves_the_queue_and_its_file_stays(here: Bench) -> None:
    await here.fetch()
    await here.commands.cancel_download(str(here.place))
    assert here.store.state.downloads == {}
    assert here.place.read_bytes() == content()


async def test_what_a_process_leaves_another_goes_on_with(demo: DemoServer, here: Bench, tmp_path: Path) -> None:
    task = await half_done(here)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    size = here.part.stat().st_size
    async with bench(demo, here.folder, state=tmp_path / "state") as other:
        (left,) = await other.commands.left_downloads()
        assert left.standing is Standing.RUNNING
        await other.commands.go_on_with_download(left)
        other.assert_done()
        assert other.noted.ranges == [f"bytes={size}-"]
    await here.commands.look_at_downloads()
    assert here.download.standing is Standing.DONE


@pytest.mark.parametrize("wish", list(Wish))
async def test_what_was_asked_of_a_process_that_died_before_it_heard_is_done_by_the_next(
    demo: DemoServer, here: Bench, tmp_path: Path, wish: Wish
) -> None:
    task = await half_done(here)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    here.queue.wish(str(here.place), wish)
    assert here.disk.flush()
    async with bench(demo, here.folder, state=tmp_path / "state") as other:
        assert await other.commands.left_downloads() == ()
        assert other.noted.requests == []
        assert other.disk.flush()
        await here.commands.look_at_downloads()
        assert here.part.exists() is (wish is Wish.PAUSE)
        standings = [one.standing for one in here.store.state.downloads.values()]
        assert standings == ([Standing.PAUSED] if wish is Wish.PAUSE else [])


@pytest.fixture
def may_go_on(here: Bench, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Nothing is written into the part until this is set."""
    append, event = download_parts.PartFile._append, threading.Event()

    def append_then(part: download_parts.PartFile, piece: bytes) -> None:
        assert event.wait(DEADLINE_SECONDS)
        append(part, piece)

    monkeypatch.setattr(download_parts.PartFile, "_append", append_then)
    return event


def kept_before_its_end(
    here: Bench, may_go_on: threading.Event, task: asyncio.Task[Download]
) -> Callable[[], Awaitable[tuple[KeptDownload, ...]]]:
    """A reading of the queue whose answer comes only once the download has ended."""
    kept = here.queue.kept

    async def read() -> tuple[KeptDownload, ...]:
        answer = await kept()
        may_go_on.set()
        await task
        return answer

    return read


async def test_one_that_ends_while_the_queue_is_read_stays_done(
    here: Bench, may_go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = asyncio.create_task(here.fetch())
    await here.until(lambda one: one.total_bytes is not None)
    monkeypatch.setattr(here.queue, "kept", kept_before_its_end(here, may_go_on, task))
    await here.commands.look_at_downloads()
    here.assert_done()


async def test_one_that_ends_while_the_queue_is_read_was_not_left(
    here: Bench, may_go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = asyncio.create_task(here.fetch())
    await here.until(lambda one: one.total_bytes is not None)
    monkeypatch.setattr(here.queue, "kept", kept_before_its_end(here, may_go_on, task))
    assert await here.commands.left_downloads() == ()
    (now,) = await DownloadFile.kept(here.queue)
    assert now.download.standing is Standing.DONE


async def test_one_that_another_process_took_and_ended_is_not_left(here: Bench) -> None:
    done = await here.fetch()
    left = replace(done, standing=Standing.RUNNING, ended_at=None)
    assert not await here.queue.claim_left(left)
    here.queue.keep(left, is_driven=False)
    assert await here.queue.claim_left(left)


async def test_of_two_processes_one_downloads_and_the_other_is_told(demo: DemoServer, here: Bench) -> None:
    task = await half_done(here)
    async with bench(demo, here.folder) as other:
        failed = await other.fetch()
        assert failed.standing is Standing.FAILED
        assert failed.words == f"another process downloads to {here.place}"
        assert other.noted.requests == []
    await here.commands.pause_download(str(here.place))
    await task
    await here.go_on()
    here.assert_done()


async def test_another_window_pauses_and_gives_up_what_is_driven_elsewhere(
    demo: DemoServer, here: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await half_done(here)
    async with bench(demo, here.folder, state=tmp_path / "state") as other:
        monkeypatch.setattr(other.queue, "claim", _never)
        await other.commands.look_at_downloads()
        assert other.download.place == str(here.place)
        await other.commands.pause_download(str(here.place))
        await task
        assert here.download.standing is Standing.PAUSED
        assert here.disk.flush()
        await other.commands.look_at_downloads()
        assert other.download.standing is Standing.PAUSED
        monkeypatch.undo()
        await other.commands.cancel_download(str(here.place))
        assert other.disk.flush()
        await here.commands.look_at_downloads()
        assert here.store.state.downloads == {}
        assert list(here.folder.iterdir()) == []


async def _never(*_: object, **__: object) -> bool:
    return False


async def test_several_go_on_two_at_a_time_and_all_arrive(here: Bench) -> None:
    places = [here.folder / f"{number}.tar.gz" for number in range(5)]
    here.fault(Fault(drop="cut"), times=3)
    async with asyncio.timeout(60):
        await asyncio.gather(*(here.commands.download(BAKE, CHECKPOINT, str(place)) for place in places))
    assert all(place.read_bytes() == content() for place in places)
    assert [one.standing for one in here.store.state.downloads.values()] == [Standing.DONE] * 5
    going = [[one.standing for one in state] for state in here.states]
    assert max(sum(standing is Standing.RUNNING for standing in each) for each in going) == 2
