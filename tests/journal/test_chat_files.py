"""Conversations on disk: whole, the owner's alone, and left to the window that writes them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain import errors
from breadtui.domain.chatting.growth import Growth
from breadtui.domain.chatting.threads import ChatSettings, Exchange, Reply, RowPlace, Stage, Thread, closed
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.chats.as_json import thread_from_json, thread_to_json
from breadtui.journal.chats.files import ChatFiles
from breadtui.journal.chats.growths import add_growths
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.owners import Standing
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.values import replace
from tests.journal.slow_disk import SlowDisk

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ROW = RowPlace(JobKey(RepoName("yoda"), Phase.ROLLOUT, "wise"), 41)
TALK = Thread(
    "a1",
    ("ada/yoda/v1/40", "Qwen/Qwen3-32B"),
    NOW,
    ChatSettings("Be brief.", 0.3, 100, is_thinking=False, own_systems=(("Qwen/Qwen3-32B", "Be \ud800 wise."),)),
    (
        Exchange(
            "Why?",
            NOW,
            ChatSettings(),
            (Reply("ada/yoda/v1/40", NOW, Stage.SPEAKING, "Becau", first_seconds=0.5), Reply("b", NOW, Stage.DONE)),
            (Reply("b", NOW, Stage.STOPPED, "old", finish_reason="stop", prompt_tokens=1, completion_tokens=2),),
            ROW,
        ),
    ),
    (Exchange("Whyy?", NOW, ChatSettings()),),
    "half typ\ud800",
    "a0",
)


def as_of_another_process(path: Path) -> None:
    """The file as if its window had gone."""
    content = json.loads(path.read_text())
    content["owner"]["pid"] = 2**22 + 1
    path.write_text(json.dumps(content))


def files(folder: Path | None, told: list[str] | None = None) -> tuple[ChatFiles, DiskThread]:
    problems = [] if told is None else told
    disk = DiskThread(problems.append)
    return ChatFiles(folder, "acc", disk, problems.append), disk


@pytest.mark.parametrize(
    "error",
    [
        errors.NotFound("gone", status=404, code="RESOURCE_NOT_FOUND"),
        errors.Invalid("no", status=422, fields={"max_tokens": "too many"}),
        errors.RateLimited("slow"),
        errors.Unreachable("cut", code="cut"),
        BreadError("odd"),
    ],
)
def test_a_conversation_comes_back_as_it_was_with_its_errors(error: BreadError) -> None:
    failed = replace(TALK.exchanges[0], replies=(Reply("b", NOW, Stage.FAILED, error=error),))
    talk = replace(TALK, exchanges=(failed,))
    found = thread_from_json(from_text(to_text(thread_to_json(talk))))
    assert found == talk
    got = found.exchanges[0].replies[0].error
    assert type(got) is type(error)
    if isinstance(error, errors.Invalid):
        assert isinstance(got, errors.Invalid)
        assert got.fields == error.fields


FIELDS = st.sampled_from(["id", "models", "settings", "exchanges", "replies", "stage", "error", "source"])
PLAIN = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner)))
def test_what_is_no_conversation_is_unreadable_and_nothing_else(value: object) -> None:
    with pytest.raises(Unreadable):
        thread_from_json(value)  # type: ignore[arg-type]  # anything may lie in a file


async def test_the_next_session_finds_it_cut_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    kept, disk = files(tmp_path)
    kept.keep(TALK)
    assert kept.flush()
    path = tmp_path / "chats" / "acc" / "a1.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    as_of_another_process(path)
    (found,) = await kept.kept()
    assert found.exchanges[0].replies[0].stage is Stage.CUT
    assert found.exchanges[0].replies[0].text == "Becau"
    assert found.unsent == TALK.unsent
    disk.stop()


async def test_one_that_a_living_window_writes_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, disk = files(tmp_path)
    kept.keep(TALK)
    monkeypatch.setattr("breadtui.journal.chats.files.standing_of", lambda _: Standing.ALIVE)
    assert await kept.kept() == ()
    disk.stop()


async def test_one_that_another_goes_on_with_is_left_out_and_a_dropped_one_is_gone(tmp_path: Path) -> None:
    kept, disk = files(tmp_path)
    for talk in (replace(TALK, came_from=""), replace(TALK, id="a2", came_from="a1"), replace(TALK, id="a3")):
        kept.keep(talk)
    kept.drop(replace(TALK, id="a3"))
    assert kept.flush()
    folder = tmp_path / "chats" / "acc"
    for path in folder.glob("*.json"):
        as_of_another_process(path)
    assert [thread.id for thread in await kept.kept()] == ["a2"]
    disk.stop()


async def test_a_broken_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    told: list[str] = []
    kept, disk = files(tmp_path, told)
    kept.keep(TALK)
    assert kept.flush()
    folder = tmp_path / "chats" / "acc"
    as_of_another_process(folder / "a1.json")
    (folder / "b.json").write_text("{")
    (folder / "c.json").write_text('{"version": 99}')
    assert [thread.id for thread in await kept.kept()] == ["a1"]
    assert len(told) == 1
    assert "cannot be read" in told[0]
    disk.stop()


async def test_without_a_folder_that_is_told_once() -> None:
    told: list[str] = []
    kept, _ = files(None, told)
    kept.keep(TALK)
    kept.keep(TALK)
    assert len(told) == 1
    assert await kept.kept() == ()


async def test_what_came_is_added_to_what_is_written_and_found_after_a_kill(tmp_path: Path) -> None:
    keeper, disk = files(tmp_path)
    keeper.keep(TALK)
    keeper.grow("a1", Growth(0, "ada/yoda/v1/40", NOW, 5, "se "))
    keeper.grow("a1", Growth(0, "ada/yoda/v1/40", NOW, 8, "\ud800é"))
    assert disk.flush()
    folder = tmp_path / "chats" / "acc"
    grown_file = folder / "a1.grown"
    assert grown_file.stat().st_mode & 0o777 == 0o600
    as_of_another_process(folder / "a1.json")
    with grown_file.open("ab") as file:
        file.write(b'[0,"ada/yoda/v1/40","2026-01-05T12:00:00+00:00",10,"half a li')
    (found,) = await keeper.kept()
    reply = found.exchanges[0].replies[0]
    assert (reply.text, reply.stage) == ("Because \ud800é", Stage.CUT)


def test_a_conversation_that_is_whole_and_one_that_is_dropped_leave_nothing_beside_them(tmp_path: Path) -> None:
    keeper, disk = files(tmp_path)
    for is_whole in (True, False):
        keeper.keep(TALK)
        keeper.grow("a1", Growth(0, "ada/yoda/v1/40", NOW, 5, "se "))
        assert disk.flush()
        assert len(list((tmp_path / "chats" / "acc").iterdir())) == 2
        keeper.keep(closed(TALK)) if is_whole else keeper.drop(TALK)
        assert disk.flush()
        assert not list((tmp_path / "chats" / "acc").glob("*.grown"))


async def test_what_is_deleted_takes_with_it_what_it_went_on_with(tmp_path: Path) -> None:
    keeper, disk = files(tmp_path)
    for name, before in (("t0", ""), ("t1", "t0"), ("t2", "t1"), ("t9", "../x")):
        keeper.keep(replace(TALK, id=name, came_from=before))
    keeper.drop(replace(TALK, id="t2", came_from="t1"))
    keeper.drop(replace(TALK, id="nothing"))
    assert disk.flush()
    assert [path.stem for path in (tmp_path / "chats" / "acc").iterdir()] == ["t9"]


async def test_what_came_on_a_slow_disk_is_written_together_and_nothing_of_it_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, disk = files(tmp_path)
    written: list[int] = []

    def count(path: Path, growths: Sequence[Growth]) -> None:
        written.append(len(growths))
        add_growths(path, growths)

    monkeypatch.setattr("breadtui.journal.chats.files.add_growths", count)
    slow = SlowDisk(disk)
    keeper.keep(TALK)
    for begins in range(5, 105):
        keeper.grow("a1", Growth(0, "ada/yoda/v1/40", NOW, begins, "."))
    keeper.keep(TALK)
    slow.ends.set()
    assert disk.flush()
    assert written == [100]
    as_of_another_process(tmp_path / "chats" / "acc" / "a1.json")
    (found,) = await keeper.kept()
    assert found.exchanges[0].replies[0].text == "Becau" + "." * 100


def test_what_came_and_was_refused_is_not_written_once_its_conversation_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, disk = files(tmp_path)
    keeper.keep(TALK)
    with monkeypatch.context() as patched:

        def refuse(path: Path, growths: Sequence[Growth]) -> None:
            raise OSError(28, "No space left on device")

        patched.setattr("breadtui.journal.chats.files.add_growths", refuse)
        keeper.grow("a1", Growth(0, "ada/yoda/v1/40", NOW, 5, "se "))
        assert not disk.flush()
    keeper.drop(TALK)
    assert disk.flush()
    assert list((tmp_path / "chats" / "acc").iterdir()) == []


def test_a_program_killed_while_it_deletes_leaves_nothing_that_nobody_goes_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, disk = files(tmp_path)
    for name, before in (("t0", ""), ("t1", "t0"), ("t2", "t1")):
        keeper.keep(replace(TALK, id=name, came_from=before))
    assert disk.flush()
    gone: list[str] = []
    unlink = Path.unlink

    def note(path: Path, *, missing_ok: bool = False) -> None:
        if path.suffix == ".json":
            gone.append(path.stem)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", note)
    keeper.drop(replace(TALK, id="t2", came_from="t1"))
    assert disk.flush()
    assert gone == ["t0", "t1", "t2"]


async def test_the_newest_are_read_where_few_are_wanted(tmp_path: Path) -> None:
    keeper, disk = files(tmp_path)
    for number in range(3):
        keeper.keep(replace(TALK, id=f"t{number}", came_from=""))
    assert disk.flush()
    for number in range(3):
        path = tmp_path / "chats" / "acc" / f"t{number}.json"
        as_of_another_process(path)
        os.utime(path, (number, number))
    assert [thread.id for thread in await keeper.kept(2)] == ["t2", "t1"]
    assert len(await keeper.kept()) == 3
