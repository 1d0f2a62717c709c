"""Raw texts on disk: what was typed comes back to the next session, and to no other."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.raw_texts import RawText
from breadtui.journal import raw_texts
from breadtui.journal.disk import DiskThread
from breadtui.journal.owners import this_process
from breadtui.journal.raw_texts import RawTexts
from breadtui.values import replace
from tests.journal.slow_disk import SlowDisk

KEY = PromptKey(RepoName("yoda"), PromptName("a/../b"))
OTHER = PromptKey(RepoName("yoda"), PromptName("other"))
TEXT = RawText("json", '{"messages": [\ud800')


class Desk:
    """Raw texts in a folder, with what they complained of."""

    def __init__(self, folder: Path | None) -> None:
        self.told: list[str] = []
        self.disk = DiskThread(self.told.append)
        self.texts = RawTexts(folder, "0123456789abcdef", self.disk, self.told.append)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found
    found.disk.stop()


def by_a_process_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_texts, "this_process", lambda: replace(this_process(), pid=2**22 + 7))


def files_in(home: Path) -> list[Path]:
    return list(home.rglob("*.json"))


async def test_what_a_process_left_is_given_to_the_next_and_goes_when_it_is_settled(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        by_a_process_that_is_gone(patched)
        desk.texts.keep(KEY, RawText("yaml", "older"))
        desk.texts.keep(KEY, TEXT)
        assert desk.disk.flush()
    (path,) = files_in(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await desk.texts.left(KEY) == TEXT
    assert await desk.texts.left(OTHER) is None
    desk.texts.keep(KEY, RawText("json", "going on"))
    desk.texts.drop(KEY)
    assert desk.disk.flush()
    assert files_in(tmp_path) == []
    assert await desk.texts.left(KEY) is None


async def test_what_was_settled_is_not_given_again_though_the_disk_is_slow(desk: Desk) -> None:
    desk.texts.keep(KEY, TEXT)
    assert desk.disk.flush()
    slow = SlowDisk(desk.disk)
    desk.texts.drop(KEY)
    asked = asyncio.create_task(desk.texts.left(KEY))
    await asyncio.sleep(0)
    slow.ends.set()
    assert await asked is None


async def test_what_cannot_be_read_or_is_of_a_process_that_lives_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.texts.keep(KEY, TEXT)
    assert desk.disk.flush()
    (path,) = files_in(tmp_path)
    text = path.read_text()
    for content in ("{", "[]", text.replace('"version":1', '"version":2'), text.replace('"form":"json"', '"form":1')):
        path.write_text(content)
        assert await desk.texts.left(KEY) is None
        assert path.exists()


async def test_without_a_folder_nothing_is_kept() -> None:
    desk = Desk(None)
    desk.texts.keep(KEY, TEXT)
    desk.texts.drop(KEY)
    assert await desk.texts.left(KEY) is None
    assert desk.told == []
