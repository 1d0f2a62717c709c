"""A file that takes its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TextIO

from breadtui.config.files import sync_folder

_MOST_PARTS = 100


class WholeFile:
    """Text on its way to a file: `.part` beside it until `finish`, nothing at all after `give_up`.

    Raises: FileExistsError where there is such a file and it is not to be replaced; another OSError.
    """

    def __init__(self, path: Path, *, replaces: bool = False) -> None:
        if not replaces and path.exists():
            raise FileExistsError(path)
        self.path = path
        self._replaces = replaces
        self.part, self._file = _begun(path)

    def write(self, text: str) -> None:
        """Write more of it; what UTF-8 cannot carry is escaped. Raises: OSError."""
        self._file.write(text)

    def finish(self) -> None:
        """Give the file its name. Raises: FileExistsError where one of that name came meanwhile; it is not replaced."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if self._replaces:
            self.part.replace(self.path)
        else:
            _named_newly(self.part, self.path)
        sync_folder(self.path.parent)

    def give_up(self) -> None:
        """Leave nothing."""
        with contextlib.suppress(OSError):
            self._file.close()
        self.part.unlink(missing_ok=True)


def _begun(path: Path) -> tuple[Path, TextIO]:
    """A fresh `.part`; one that lies there, since another export writes it or was killed, is left alone."""
    for number in range(_MOST_PARTS):
        part = path.with_name(f"{path.name}.part{number or ''}")
        with contextlib.suppress(FileExistsError):
            return part, part.open("x", encoding="utf-8", errors="backslashreplace", newline="")
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
