"""Drafts on disk: what was typed comes back exactly, and two windows never overwrite each other."""

import asyncio
import fcntl
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.config.files import write_atomically
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.journal import drafts as drafts_module
from breadtui.journal.disk import DiskThread
from breadtui.journal.drafts import DraftFiles
from breadtui.journal.owners import Owner, this_process
from breadtui.journal.prompt_json import draft_from_json, draft_to_json, from_text, to_text
from breadtui.values import replace
from tests.journal.slow_disk import SlowDisk

AT = datetime(2026, 11, 24, 9, 14, 0, 123456, tzinfo=UTC)
KEY = PromptKey(RepoName("yoda/../x"), PromptName("CON " + "n" * 5000))
ACCOUNT = "0123456789abcdef"


def a_draft(text: str = "Speak, you must.", key: PromptKey = KEY, at: datetime = AT) -> Draft:
    base = Prompt(key.name, (Message("system", "Speak."),))
    return Draft(key, base, replace(base, messages=(Message("system", text, {"cache": {"a": [1, None]}}),)), at)


class Desk:
    """Draft files in a folder, with what they complained of."""

    def __init__(self, folder: Path | None, read_only_folder: Path | None = None) -> None:
        self.told: list[str] = []
        self.disk = DiskThread(self.told.append)
        self.unkept: list[tuple[PromptKey, str]] = []
        self.files = DraftFiles(
            folder,
            ACCOUNT,
            self.disk,
            self.told.append,
            on_unkept=lambda key, reason: self.unkept.append((key, reason)),
            read_only_folder=read_only_folder,
        )
        self.folder = (folder or Path("/nonexistent")) / "drafts" / ACCOUNT

    def paths(self) -> list[Path]:
        return sorted(self.folder.glob("*")) if self.folder.exists() else []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found
    found.disk.stop()


def left_by(desk: Desk, draft: Draft, owner: Owner) -> Path:
    """Put the draft down as another process would have left it."""
    desk.folder.mkdir(parents=True, exist_ok=True)
    stem = desk.files._stem(draft.key)
    path = desk.folder / f"{stem}.{owner.token}.json"
    path.write_text(to_text({"version": 1, **draft_to_json(draft), "owner": owner.to_json()}))
    return path


def gone(number: int = 1) -> Owner:
    return replace(this_process(), start=-number)


def alive(monkeypatch: pytest.MonkeyPatch) -> Owner:
    return replace(this_process(), pid=os.getppid(), start=_start(os.getppid()))


def _start(pid: int) -> int | None:
    from breadtui.journal import owners

    return owners._start_of(pid)


async def test_a_kept_draft_comes_back_exactly(desk: Desk) -> None:
    desk.files.keep(a_draft())
    assert desk.files.flush()
    assert await desk.files.kept() == (a_draft(),)
    assert desk.told == []


async def test_the_last_of_many_keeps_is_on_disk(desk: Desk) -> None:
    for length in range(50):
        desk.files.keep(a_draft("x" * length))
    assert desk.files.flush()
    assert await desk.files.kept() == (a_draft("x" * 49),)
    assert len(desk.paths()) == 1


def test_names_stand_inside_the_file_and_not_in_its_name(desk: Desk) -> None:
    desk.files.keep(a_draft())
    desk.files.flush()
    (path,) = desk.paths()
    assert len(path.name) < 90
    assert json.loads(path.read_text())["repo"] == KEY.repo
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_dropped_draft_is_gone(desk: Desk) -> None:
    desk.files.keep(a_draft())
    desk.files.drop(KEY)
    desk.files.drop(PromptKey(RepoName("never"), PromptName("kept")))
    assert desk.files.flush()
    assert desk.paths() == []


def test_a_draft_removed_under_us_is_made_again(desk: Desk) -> None:
    desk.files.keep(a_draft())
    desk.files.flush()
    desk.paths()[0].unlink()
    desk.folder.rmdir()
    desk.files.keep(a_draft("again"))
    assert desk.files.flush()
    assert len(desk.paths()) == 1


async def test_drafts_of_another_account_stay_out_of_sight(desk: Desk, tmp_path: Path) -> None:
    DraftFiles(tmp_path, "another", desk.disk, desk.told.append).keep(a_draft())
    desk.files.flush()
    assert await desk.files.kept() == ()


async def test_a_draft_of_a_killed_session_is_taken_over(desk: Desk) -> None:
    old = left_by(desk, a_draft(), gone())
    assert await desk.files.kept() == (a_draft(),)
    assert not old.exists()
    desk.files.drop(KEY)
    desk.files.flush()
    assert desk.paths() == []


async def test_of_two_drafts_for_one_prompt_the_newer_is_shown_and_the_older_kept(desk: Desk) -> None:
    older = left_by(desk, a_draft("older"), gone(1))
    left_by(desk, a_draft("newer", at=AT.replace(hour=10)), gone(2))
    assert await desk.files.kept() == (a_draft("newer", at=AT.replace(hour=10)),)
    assert older.exists()
    assert str(older) in desk.told[0]


async def test_a_draft_open_in_another_window_is_left_to_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = left_by(desk, a_draft("theirs"), alive(monkeypatch))
    assert await desk.files.kept() == ()
    assert "open in another breadtui" in desk.told[0]
    desk.files.keep(a_draft("mine"))
    desk.files.flush()
    assert len(desk.paths()) == 2
    desk.files.drop(KEY)
    desk.files.flush()
    assert desk.paths() == [theirs]


async def test_a_draft_from_another_machine_is_a_copy_until_it_is_settled(desk: Desk) -> None:
    elsewhere = left_by(desk, a_draft(), replace(this_process(), host="elsewhere"))
    assert await desk.files.kept() == (a_draft(),)
    assert "another machine" in desk.told[0]
    assert elsewhere.exists()
    desk.files.drop(KEY)
    desk.files.flush()
    assert not elsewhere.exists()


async def test_a_copy_that_was_written_again_meanwhile_survives_our_drop(desk: Desk) -> None:
    owner = replace(this_process(), host="elsewhere")
    left_by(desk, a_draft(), owner)
    await desk.files.kept()
    elsewhere = left_by(desk, a_draft("typed on"), owner)
    desk.files.drop(KEY)
    desk.files.flush()
    assert elsewhere.exists()


async def test_of_windows_that_start_together_one_at_a_time_takes_drafts_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_by(desk, a_draft(), gone())
    kept_out: list[bool] = []

    def look_around(path: Path, content: bytes) -> None:
        folder = os.open(desk.folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            kept_out.append(True)
        finally:
            os.close(folder)
        write_atomically(path, content)

    monkeypatch.setattr(drafts_module, "write_atomically", look_around)
    assert await desk.files.kept() == (a_draft(),)
    assert kept_out == [True]


async def test_a_draft_that_was_dropped_is_not_found_though_the_disk_is_slow(desk: Desk) -> None:
    desk.files.keep(a_draft())
    assert desk.files.flush()
    slow = SlowDisk(desk.disk)
    desk.files.drop(KEY)
    finding = asyncio.create_task(desk.files.kept())
    await asyncio.sleep(0)
    slow.ends.set()
    assert await finding == ()


def test_a_draft_that_was_never_on_disk_and_is_dropped_is_missed_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts_module, "write_atomically", refuse)
    desk.files.keep(a_draft())
    assert not desk.files.flush()
    desk.files.drop(KEY)
    assert desk.files.flush()
    assert set(desk.unkept[:-1]) == {(KEY, "no space left on device")}, "at each try, and it may be tried again"
    assert desk.unkept[-1] == (KEY, "")


async def test_a_draft_lost_to_a_quicker_window_is_not_shown_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    left_by(desk, a_draft(), gone())

    def too_late(self: Path, target: Path) -> None:
        raise FileNotFoundError(self)

    monkeypatch.setattr(Path, "rename", too_late)
    assert await desk.files.kept() == ()


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[]", b"{}", b'{"version": 1, "repo": 3}', b"[" * 100_000])
async def test_a_damaged_draft_is_set_aside_and_told(desk: Desk, content: bytes) -> None:
    desk.folder.mkdir(parents=True)
    path = desk.folder / "f.json"
    path.write_bytes(content)
    assert await desk.files.kept() == ()
    (aside,) = desk.paths()
    assert aside.name.startswith("f.json.broken-")
    assert aside.read_bytes() == content
    assert str(aside) in desk.told[0]


async def test_a_huge_draft_is_set_aside_unread(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts_module, "LARGEST_FILE_BYTES", 10)
    left_by(desk, a_draft(), gone())
    assert await desk.files.kept() == ()
    assert ".broken-" in desk.told[0]


async def test_a_draft_of_a_later_version_is_left_alone(desk: Desk) -> None:
    path = left_by(desk, a_draft(), gone())
    path.write_text(json.dumps({"version": 2}))
    assert await desk.files.kept() == ()
    assert path.exists()
    assert "later breadtui" in desk.told[0]


def test_a_full_disk_keeps_the_old_draft_and_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.files.keep(a_draft("old"))
    desk.files.flush()
    with monkeypatch.context() as patched:

        def refuse(_: int) -> None:
            raise OSError(28, "No space left on device")

        patched.setattr("os.fsync", refuse)
        desk.files.keep(a_draft("new"))
        assert not desk.files.flush()
        assert "old" in desk.paths()[0].read_text()
    assert desk.files.flush()
    assert "new" in desk.paths()[0].read_text()
    assert len(desk.told) == 1
    assert set(desk.unkept[:-1]) == {(KEY, "no space left on device")}
    assert desk.unkept[-1] == (KEY, "")


async def test_without_a_folder_it_is_said_once_that_nothing_is_kept() -> None:
    desk = Desk(None)
    desk.files.keep(a_draft())
    desk.files.keep(a_draft())
    desk.files.drop(KEY)
    assert not desk.files.flush()
    assert await desk.files.kept() == ()
    assert len(desk.told) == 1
    assert desk.unkept == [*[(KEY, "no folder can be written")] * 2, (KEY, "")]


async def test_drafts_in_a_folder_that_can_only_be_read_come_back_and_stay_there(tmp_path: Path) -> None:
    usual = Desk(tmp_path / "usual")
    path = left_by(usual, a_draft("from before"), gone())
    for folder in (None, tmp_path / "session"):
        desk = Desk(folder, read_only_folder=tmp_path / "usual")
        assert [draft.mine.messages[0].text for draft in await desk.files.kept()] == ["from before"]
        assert path.exists()
        desk.disk.stop()
    newer = Desk(tmp_path / "session", read_only_folder=tmp_path / "usual")
    newer.files.keep(a_draft("since", at=AT + timedelta(seconds=1)))
    newer.files.flush()
    assert [draft.mine.messages[0].text for draft in await newer.files.kept()] == ["since"]
    newer.disk.stop()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=10,
)
json_objects = st.dictionaries(st.text(st.characters()), json_values, max_size=3)
messages = st.builds(Message, role=st.text(), content=json_values, extra=json_objects)
prompts = st.builds(
    Prompt,
    name=st.text(st.characters()).map(PromptName),
    messages=st.lists(messages, max_size=3).map(tuple),
    tools=st.none() | st.lists(json_objects, max_size=2).map(tuple),
)


@given(base=st.none() | prompts, mine=prompts)
def test_any_prompt_survives_the_file_unchanged(base: Prompt | None, mine: Prompt) -> None:
    draft = Draft(PromptKey(RepoName("r"), mine.name), base, mine, AT)
    assert draft_from_json(from_text(to_text(draft_to_json(draft)))) == draft
