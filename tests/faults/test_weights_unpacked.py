"""Archives of weights unpacked: all of it or nothing, and never outside the folder beside the file."""

from __future__ import annotations

import asyncio
import gzip
import io
import tarfile
from pathlib import Path
from typing import NamedTuple

import pytest

from breadtui.domain.downloading.downloads import Standing
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.journal.downloads import unpack
from breadtui.journal.downloads.lock import is_locked
from breadtui.journal.downloads.unpack import Stopped, unpacked
from tests.faults.weights_bench import BAKE, CHECKPOINT, DEADLINE_SECONDS, Bench

FILES = ["README.md", "adapter_config.json", "adapter_model.safetensors"]


class Entry(NamedTuple):
    """One thing in an archive."""

    name: str
    kind: bytes = tarfile.REGTYPE
    content: bytes = b"weights"
    link: str = ""
    mode: int = 0o644


def pack(place: Path, *entries: Entry) -> Path:
    with tarfile.open(place, "w:gz") as tar:
        for entry in entries:
            member = tarfile.TarInfo(entry.name)
            member.type, member.linkname, member.mode = entry.kind, entry.link, entry.mode
            member.size = len(entry.content) if entry.kind == tarfile.REGTYPE else 0
            tar.addfile(member, io.BytesIO(entry.content) if member.size else None)
    return place


def opened(place: Path) -> Path:
    return unpacked(place, lambda: False, lambda _: None)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "w.tar.gz"


def beside(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir())


# -- the archive ------------------------------------------------------------------------------------------------------


def test_the_one_folder_in_it_takes_the_name_of_the_file(place: Path) -> None:
    pack(place, Entry("v6-354", tarfile.DIRTYPE), Entry("v6-354/a.json"), Entry("v6-354/deep/b.bin", content=b"b"))
    folder = opened(place)
    assert folder == place.parent / "w"
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) == ["a.json", "deep", "deep/b.bin"]
    assert (folder / "deep" / "b.bin").read_bytes() == b"b"
    assert beside(place) == ["w", "w.tar.gz"]


@pytest.mark.parametrize(
    ("name", "folder"), [("w.tgz", "w"), ("W.TAR.GZ", "W"), ("weights", "weights.unpacked"), (".tgz", ".tgz.unpacked")]
)
def test_a_file_of_any_name_has_a_folder_of_its_own(tmp_path: Path, name: str, folder: str) -> None:
    assert opened(pack(tmp_path / name, Entry("./a"), Entry("b"))) == tmp_path / folder


@pytest.mark.parametrize(
    "entry",
    [
        Entry("../outside"),
        Entry("a/../../outside"),
        Entry("/etc/outside"),
        Entry("a\\..\\outside"),
        Entry("c:outside"),
        Entry("link", tarfile.SYMTYPE, link="/etc/passwd"),
        Entry("link", tarfile.SYMTYPE, link="a.json"),
        Entry("link", tarfile.LNKTYPE, link="a.json"),
        Entry("pipe", tarfile.FIFOTYPE),
        Entry("disk", tarfile.BLKTYPE),
    ],
)
def test_what_is_no_plain_file_below_its_folder_refuses_all_of_it(place: Path, entry: Entry) -> None:
    pack(place, Entry("a.json"), entry)
    with pytest.raises(DownloadTrouble, match="no plain file below its folder") as caught:
        opened(place)
    assert caught.value.kind is Trouble.WRONG
    assert beside(place) == ["w.tar.gz"]


def test_nothing_in_it_may_be_run_or_belongs_to_others(place: Path) -> None:
    folder = opened(pack(place, Entry("x.sh", mode=0o6777), Entry("y")))
    assert (folder / "x.sh").stat().st_mode & 0o7111 == 0


def test_what_would_fill_the_disk_is_refused_before_it_is_written(place: Path) -> None:
    pack(place, Entry("zeros", content=bytes(30_000_000)))
    with pytest.raises(DownloadTrouble, match="far more than weights can be"):
        opened(place)
    assert beside(place) == ["w.tar.gz"]


def test_without_room_nothing_is_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(place, Entry("a", content=bytes(5000)))
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Room", (), {"free": 1000}))
    with pytest.raises(DownloadTrouble, match=r"no room to unpack: 5.00 kB are to come, 1.00 kB are free") as caught:
        opened(place)
    assert caught.value.kind is Trouble.FULL
    assert beside(place) == ["w.tar.gz"]


@pytest.mark.parametrize("kept", [100, 1_000])
def test_an_archive_that_lacks_its_end_leaves_nothing(place: Path, kept: int) -> None:
    pack(place, Entry("a", content=bytes(range(256)) * 100))
    place.write_bytes(place.read_bytes()[:kept] if kept < place.stat().st_size else place.read_bytes()[:-9])
    with pytest.raises(DownloadTrouble, match="cannot be unpacked"):
        opened(place)
    assert beside(place) == ["w.tar.gz"]


@pytest.mark.parametrize("content", [b"no archive", gzip.compress(b"no tar inside" * 100)], ids=["text", "gzip"])
def test_what_is_no_archive_is_said_to_be_none(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(DownloadTrouble, match="cannot be unpacked"):
        opened(place)


def test_what_a_killed_process_had_unpacked_so_far_goes_and_what_another_unpacks_stays(place: Path) -> None:
    pack(place, Entry("a"))
    for name in (".w.killed", ".w.another", ".w.mine"):
        (place.parent / name / "weights").mkdir(parents=True)
    for name in (".w.killed", ".w.another"):
        (place.parent / name / unpack._LOCK).touch()
    with (place.parent / ".w.another" / unpack._LOCK).open("r+b") as held:
        assert is_locked(held)
        opened(place)
    assert beside(place) == [".w.another", ".w.mine", "w", "w.tar.gz"]


def test_a_folder_that_is_there_is_left_as_it_is(place: Path) -> None:
    pack(place, Entry("a"))
    mine = place.parent / "w" / "mine"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(DownloadTrouble, match="is there already"):
        opened(place)
    assert [path.name for path in mine.parent.iterdir()] == ["mine"]


def test_one_that_nobody_wants_any_more_leaves_nothing(place: Path) -> None:
    pack(place, Entry("a", content=bytes(3_000_000)))
    with pytest.raises(Stopped):
        unpacked(place, lambda: True, lambda _: None)
    assert beside(place) == ["w.tar.gz"]


# -- the download -----------------------------------------------------------------------------------------------------


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_weights_are_unpacked_once_they_are_whole_where_that_is_wanted(here: Bench) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        await here.commands.download(BAKE, CHECKPOINT, str(here.place), is_unpacking=True)
    folder = here.folder / "weights"
    assert held(folder) == FILES
    assert (here.download.standing, here.download.unpacked_to) == (Standing.DONE, str(folder))
    assert here.told[-1] == f"the weights of yoda_repo/coder_v6@{CHECKPOINT} are unpacked to {folder}"
    (kept,) = await here.queue.kept()
    assert kept.download.unpacked_to == str(folder)


async def test_what_is_done_is_unpacked_when_asked_and_what_stands_against_it_is_told(here: Bench) -> None:
    await here.fetch()
    (here.folder / "weights").mkdir()
    await here.commands.unpack_download(str(here.place))
    assert here.download.words == f"not unpacked: {here.folder / 'weights'} is there already"
    assert here.download.standing is Standing.DONE
    (here.folder / "weights").rmdir()
    await here.commands.unpack_download(str(here.place))
    assert held(here.folder / "weights") == FILES


async def test_one_that_is_stopped_while_it_is_unpacked_stays_a_file(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.fetch()
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    copy = unpack._copy

    def slowly(counted: unpack._Counted, *rest: object) -> None:
        loop.call_soon_threadsafe(begun.set)
        while not counted.is_stopped():
            pass
        copy(counted, *rest)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(unpack, "_copy", slowly)
    task = asyncio.create_task(here.commands.unpack_download(str(here.place)))
    async with asyncio.timeout(DEADLINE_SECONDS):
        await begun.wait()
        await here.commands.cancel_download(str(here.place))
        await task
        assert here.download.words == "not unpacked: stopped"
        while held(here.folder) != [here.place.name]:  # noqa: ASYNC110  the thread that tidies up sets no event
            await asyncio.sleep(0.01)
