"""Files written atomically, with modes that hold whatever the umask."""

import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.config.files import alone_in, secret_place_problem, set_aside, sweep_temporaries, write_atomically


@pytest.fixture(params=[0o000, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_file_and_new_folders_are_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "one" / "two" / "file"
    write_atomically(path, b"x")
    assert mode_of(path) == 0o600
    assert mode_of(path.parent) == mode_of(path.parent.parent) == 0o700


def test_new_content_replaces_old_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_breaks_off_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, refuse)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_name_still_has_a_temporary_name(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_atomically(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_file_set_aside_twice_in_one_second_is_kept_twice(tmp_path: Path) -> None:
    places = []
    for content in ("one", "two"):
        path = tmp_path / "file.json"
        path.write_text(content)
        places.append(set_aside(path, now_seconds=0.0))
    assert [place.read_text() for place in places] == ["one", "two"]
    assert places[0].name == "file.json.broken-19700101T000000"


def test_a_link_or_an_open_folder_is_no_place_for_a_secret(tmp_path: Path) -> None:
    folder, link, open_folder = tmp_path / "folder", tmp_path / "link", tmp_path / "open"
    folder.mkdir(0o700)
    link.symlink_to(folder)
    open_folder.mkdir()
    open_folder.chmod(0o777)
    assert secret_place_problem(folder) is None
    assert secret_place_problem(tmp_path / "none") is None
    assert "symbolic link" in str(secret_place_problem(link))
    assert "by others" in str(secret_place_problem(open_folder))


def test_somebody_elses_folder_is_no_place_for_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.geteuid()
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    assert "somebody else" in str(secret_place_problem(tmp_path))


def test_what_killed_writers_left_is_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    old, new, kept = tmp_path / ".a.1.tmp", tmp_path / ".a.2.tmp", tmp_path / "a"
    for path in (old, new, kept):
        path.write_text("")
    for path in (old, kept):
        os.utime(path, (0, 0))
    sweep_temporaries(tmp_path)
    assert sorted(tmp_path.iterdir()) == [new, kept]


def test_a_folder_that_another_program_keeps_locked_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("breadtui.config.files.time.sleep", waits.append)
    monkeypatch.setattr("breadtui.config.files.time.monotonic", lambda: float(len(waits)))
    monkeypatch.setattr("breadtui.config.files.LONGEST_LOCK_SECONDS", 3.0)
    held = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        with alone_in(tmp_path):
            assert len(waits) == 3
        fcntl.flock(held, fcntl.LOCK_UN)
        waits.clear()
        with alone_in(tmp_path):
            pass
        assert not waits
    finally:
        os.close(held)
