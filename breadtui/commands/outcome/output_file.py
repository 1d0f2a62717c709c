"""What a command writes, into a pipe or a file that is there once it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from breadtui.domain.unsafe_text import visible_lines
from breadtui.export.whole_file import WholeFile

Written = Iterable[str] | bytes
"""Texts one after another, or the bytes of a picture."""


class NoPlaceForBytes(Exception):
    """A picture cannot go to a terminal; the text is a sentence."""


def writer_to(out: TextIO) -> Callable[[str], object]:
    """What writes text there: as it is, on a terminal with control characters shown instead of obeyed."""
    return (lambda text: out.write(visible_lines(text))) if out.isatty() else out.write


def put_out(content: Written, out: TextIO, file: Path | None, *, is_forced: bool) -> None:
    """Write it; on a terminal control characters are shown instead of obeyed.

    Raises: FileExistsError, another OSError, NoPlaceForBytes; then there is no half of a file.
    """
    if isinstance(content, bytes):
        _put_bytes(content, out, file, is_forced=is_forced)
    elif file is None:
        write = writer_to(out)
        for text in content:
            write(text)
        out.flush()
    else:
        _put_texts(content, file, is_forced=is_forced)


def _put_texts(texts: Iterable[str], path: Path, *, is_forced: bool) -> None:
    file = WholeFile(path, replaces=is_forced)
    with ExitStack() as undoing:
        undoing.callback(file.give_up)
        for text in texts:
            file.write(text)
        file.finish()
        undoing.pop_all()


def _put_bytes(content: bytes, out: TextIO, path: Path | None, *, is_forced: bool) -> None:
    if path is None:
        pipe = getattr(out, "buffer", None)
        if pipe is None or out.isatty():
            raise NoPlaceForBytes("a picture goes into a file or a pipe: say -o FILE.png.")
        pipe.write(content)
        pipe.flush()
        return
    if is_forced:
        path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)
