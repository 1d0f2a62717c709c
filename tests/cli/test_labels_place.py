"""The file of labels on the disk thread: what moved is told once, and to somebody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.cli.labels_place import DiskLabels
from breadtui.domain.labels.file_text import ReadLabels
from breadtui.domain.labels.labels import LabelChange
from breadtui.journal.disk import DiskThread
from tests.fakes.states import a_prompt_key

TEXT = 'coder.prompts.teacher = {note = "ask"}\n'


@pytest.fixture
def disk() -> Iterator[DiskThread]:
    disk = DiskThread(lambda sentence: None)
    yield disk
    disk.stop()


@pytest.fixture
def place(disk: DiskThread, tmp_path: Path) -> DiskLabels:
    (tmp_path / "labels.toml").write_text(TEXT)
    return DiskLabels(tmp_path / "labels.toml", disk, lambda sentence: None)


def note_of(read: ReadLabels | None) -> str:
    return "" if read is None else read.labels[a_prompt_key()].note


async def test_a_file_that_did_not_move_is_told_once(place: DiskLabels) -> None:
    assert note_of(await place.moved()) == "ask"
    assert await place.moved() is None


async def test_what_a_look_found_that_was_given_up_is_told_by_the_next(place: DiskLabels, disk: DiskThread) -> None:
    given_up = asyncio.ensure_future(place.moved())
    await asyncio.sleep(0)
    assert disk.flush(30)  # the loop stands still meanwhile
    given_up.cancel()
    await asyncio.wait([given_up])
    assert given_up.cancelled()
    assert note_of(await place.moved()) == "ask"


async def test_what_the_disk_refuses_counts_here_and_is_written_in_its_order(
    place: DiskLabels, disk: DiskThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert note_of(await place.moved()) == "ask"
    with monkeypatch.context() as full:

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        full.setattr("breadtui.config.labels_file.write_atomically", refuse)
        place.change({a_prompt_key(): LabelChange(note="first")})
        assert note_of(await place.moved()) == "first"
        place.change({a_prompt_key(): LabelChange(note="second")})
        assert note_of(await place.moved()) == "second"
        assert not await place.is_written()
    assert disk.flush(30)
    assert await place.is_written()
    assert note_of(await place.moved()) == "second"
    assert 'note = "second"' in (tmp_path / "labels.toml").read_text()
