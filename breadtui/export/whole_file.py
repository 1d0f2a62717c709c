"""A file that takes its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from breadtui.config.files import sync_folder

_MOST_PARTS = 100


class WholeFile:
    """Content on its way to a file: `.part` beside it until `finish`, nothing at all after `give_up`.

    One that is replaced keeps its mode, and is the one that a link leads to. A device or a pipe is written to as it is:
    it has no name to take. Raises: FileExistsError where there is such a file and it is not to be replaced; another
    OSError.
    """

    def __init__(self, path: Path, *, replaces: bool = False) -> None:
        self.path = path
        self._replaces = replaces
        self._is_stream = path.exists() and not path.is_file() and not path.is_dir()
        if not replaces and not self._is_stream and path.exists():
            raise FileExistsError(path)
        self._place = path.resolve() if replaces else path
        self.part, self._file = (path, path.open("wb")) if self._is_stream else _begun(self._place)

    def write(self, text: str) -> None:
        """Write more of it; what UTF-8 cannot carry is escaped. Raises: OSError."""
        self.write_bytes(text.encode(errors="backslashreplace"))

    def write_bytes(self, content: bytes) -> None:
        """Write more of it. Raises: OSError."""
        self._file.write(content)

    def finish(self) -> None:
        """Give the file its name. Raises: FileExistsError where one of that name came meanwhile; it is not replaced."""
        self._file.flush()
        if not self._is_stream:
            os.fsync(self._file.fileno())
        self._file.close()
        if not self._is_stream:
            self._take_name()

    def _take_name(self) -> None:
        if self._replaces:
            with contextlib.suppress(FileNotFoundError):
                self.part.chmod(self._place.stat().st_mode & 0o777)
            self.part.replace(self._place)
        else:
            _named_newly(self.part, self._place)
        sync_folder(self._place.parent)

    def give_up(self) -> None:
        """Leave nothing."""
        with contextlib.suppress(OSError):
            self._file.close()
        if not self._is_stream:
            self.part.unlink(missing_ok=True)


def write_whole(content: Iterable[str] | bytes, path: Path, *, replaces: bool) -> None:
    """Write texts one after another, or bytes, to a `WholeFile`. Raises: as that, and there is no half of a file."""
    file = WholeFile(path, replaces=replaces)
    with contextlib.ExitStack() as undoing:
        undoing.callback(file.give_up)
        for piece in (content,) if isinstance(content, bytes) else content:
            file.write_bytes(piece) if isinstance(piece, bytes) else file.write(piece)
        file.finish()
        undoing.pop_all()


def _begun(path: Path) -> tuple[Path, BinaryIO]:
    """A fresh `.part`; one that lies there, since another export writes it or was killed, is left alone."""
    for number in range(_MOST_PARTS):
        part = path.with_name(f"{path.name}.part{number or ''}")
        with contextlib.suppress(FileExistsError):
            return part, part.open("xb")
    raise FileExistsError(f"{path}.part")


def _named_newly(part: Path, path: Path) -> None:
    """Give a file its name without replacing another. Raises: FileExistsError, and the part is left."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: between the look and the renaming somebody may come, which is rare.
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
    else:
        part.unlink()
