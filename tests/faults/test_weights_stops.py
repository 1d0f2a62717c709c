"""Downloads paused, given up, left by their process and taken up by another, under the real queue."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.downloading.downloads import Download, Standing, Wish
from breadtui.domain.downloading.kept import KeptDownload
from breadtui.domain.downloading.part_note import PartNote, note_to_json
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.journal.downloads import parts as download_parts
from breadtui.journal.downloads.queue import DownloadFile
from breadtui.journal.downloads.weight_files import WeightFiles
from breadtui.store.downloads.driving import DownloadDriver
from breadtui.values import replace
from tests.faults.weights_bench import BAKE, CHECKPOINT, DEADLINE_SECONDS, SLOW, Bench, bench, content, half_done


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


@pytest.mark.parametrize("is_gone_on_with_first", [True, False])
async def test_one_that_is_given_up_while_it_is_gone_on_with_leaves_nothing(
    here: Bench, is_gone_on_with_first: bool
) -> None:
    task = await half_done(here)
    await here.commands.pause_download(str(here.place))
    await task
    here.fault(SLOW)
    wishes = [here.commands.resume_download(str(here.place)), here.commands.cancel_download(str(here.place))]
    async with asyncio.timeout(DEADLINE_SECONDS):
        await asyncio.gather(*(wishes if is_gone_on_with_first else reversed(wishes)))
    assert here.store.state.downloads == {}
    assert [*here.folder.iterdir()] == []
    assert await here.queue.kept() == ()


async def test_one_that_is_being_given_up_is_not_gone_on_with(here: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    task = await half_done(here)
    await here.commands.pause_download(str(here.place))
    await task
    begin, begun, may_go_on = WeightFiles.begin, asyncio.Event(), asyncio.Event()

    async def begin_slowly(files: WeightFiles, download: Download) -> download_parts.PartFile:
        begun.set()
        await may_go_on.wait()
        return await begin(files, download)

    monkeypatch.setattr(WeightFiles, "begin", begin_slowly)
    giving_up = asyncio.create_task(here.commands.cancel_download(str(here.place)))
    async with asyncio.timeout(DEADLINE_SECONDS):
        await begun.wait()
        await here.commands.resume_download(str(here.place))
        may_go_on.set()
        await giving_up
    assert here.store.state.downloads == {}
    assert [*here.folder.iterdir()] == []
    assert await here.queue.kept() == ()


@pytest.mark.parametrize("wish", list(Wish))
async def test_one_whose_last_bytes_do_not_fit_is_ended_as_was_asked(
    here: Bench, monkeypatch: pytest.MonkeyPatch, wish: Wish
) -> None:
    begun = asyncio.Event()

    async def drive(driver: DownloadDriver) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            raise DownloadTrouble(Trouble.FULL, "no space left on device")

    monkeypatch.setattr(DownloadDriver, "drive", drive)
    fetching = asyncio.create_task(here.commands.download(BAKE, CHECKPOINT, str(here.place)))
    end = here.commands.pause_download if wish is Wish.PAUSE else here.commands.cancel_download
    async with asyncio.timeout(DEADLINE_SECONDS):
        await begun.wait()
        await end(str(here.place))
        await fetching
    standings = [one.standing for one in here.store.state.downloads.values()]
    assert standings == ([Standing.PAUSED] if wish is Wish.PAUSE else [])
    assert here.told == []


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
    assert here.disk.flush()
    async with bench(demo, here.folder, state=tmp_path / "state") as other:
        (left,) = await other.commands.left_downloads()
        assert left.standing is Standing.RUNNING
        await other.commands.go_on_with_download(left)
        other.assert_done()
        assert other.noted.ranges == [f"bytes={size}-"]
    await here.commands.look_at_downloads()
    assert here.download.standing is Standing.DONE


@pytest.mark.parametrize("beside", [("part", "note"), ("note",), ()])
async def test_what_a_process_had_named_and_not_told_as_it_died_is_done_and_not_fetched_again(
    demo: DemoServer, here: Bench, tmp_path: Path, beside: tuple[str, ...]
) -> None:
    done = await here.fetch()
    here.queue.keep(replace(done, standing=Standing.CHECKING, checked="", sha256="", ended_at=None), is_driven=False)
    if "part" in beside:
        here.part.hardlink_to(here.place)
    if "note" in beside:
        here.note.write_text(json.dumps(note_to_json(PartNote(BAKE, CHECKPOINT, "", done.total_bytes, ()))))
    assert here.disk.flush()
    async with bench(demo, here.folder, state=tmp_path / "state") as other:
        (left,) = await other.commands.left_downloads()
        await other.commands.go_on_with_download(left)
        other.assert_done()
        assert (other.download.checked, other.download.sha256) == (done.checked, done.sha256)
        assert len(other.noted.requests) == 1  # its head alone


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


async def test_several_go_on_two_at_a_time_and_all_arrive(here: Bench, may_go_on: threading.Event) -> None:
    places = [here.folder / f"{number}.tar.gz" for number in range(5)]
    here.fault(Fault(drop="cut"), times=3)
    tasks = [asyncio.create_task(here.commands.download(BAKE, CHECKPOINT, str(place))) for place in places]
    async with asyncio.timeout(DEADLINE_SECONDS):
        while [one.standing for one in here.store.state.downloads.values()].count(Standing.RUNNING) < 2:
            await here.moved()
        may_go_on.set()
        await asyncio.gather(*tasks)
    assert all(place.read_bytes() == content() for place in places)
    assert [one.standing for one in here.store.state.downloads.values()] == [Standing.DONE] * 5
    going = [[one.standing for one in state] for state in here.states]
    assert max(sum(standing is Standing.RUNNING for standing in each) for each in going) == 2
