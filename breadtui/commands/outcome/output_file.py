"""What a command writes, into a pipe or a file that is there once it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from breadtui.domain.unsafe_text import visible_lines
from breadtui.export.whole_file import write_whole

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
    if file is not None:
        write_whole(content, file, replaces=is_forced)
    elif isinstance(content, bytes):
        _put_bytes(content, out)
    else:
        write = writer_to(out)
        for text in content:
            write(text)
        out.flush()


def _put_bytes(content: bytes, out: TextIO) -> None:
    pipe = getattr(out, "buffer", None)
    if pipe is None or out.isatty():
        raise NoPlaceForBytes("a picture goes into a file or a pipe: say -o FILE.png.")
    pipe.write(content)
    pipe.flush()
