"""A file that takes its name when it is whole; what has no name to take is written to as it is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.export.whole_file import WholeFile, write_whole


def texts_that_fail() -> Iterator[str]:
    yield "half"
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("replaces", [False, True])
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path, *, replaces: bool) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(["one\n", "two\n"], pipe, replaces=replaces)
    reader.join(10)
    assert read == [b"one\ntwo\n"]
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_device_is_written_to_and_stays_one() -> None:
    null = Path(os.devnull)
    write_whole(b"one", null, replaces=True)
    assert null.is_char_device()
    WholeFile(null, replaces=True).give_up()
    assert null.is_char_device()


def test_a_full_device_is_an_error() -> None:
    full = Path("/dev/full")
    if not full.is_char_device():
        full = Path(os.devnull) / "nothing"  # where there is none, any place that cannot be written to
    with pytest.raises(OSError, match=r"No space|Not a directory"):
        write_whole(b"one", full, replaces=True)


@pytest.mark.parametrize("content", [b"new", ["n", "ew"]])
def test_what_is_replaced_keeps_its_mode_and_the_link_to_it(tmp_path: Path, content: bytes | list[str]) -> None:
    file, link = tmp_path / "a", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole(content, link, replaces=True)
    assert (file.read_text(), file.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    assert {each.name for each in tmp_path.iterdir()} == {"a", "link"}


def test_of_what_fails_nothing_is_left_and_the_old_one_stays(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    with pytest.raises(OSError, match="No space"):
        write_whole(texts_that_fail(), file, replaces=True)
    with pytest.raises(OSError, match="No space"):
        write_whole(texts_that_fail(), tmp_path / "b", replaces=False)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a", "old")]
