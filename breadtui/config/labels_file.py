"""Where labels lie and how they get there: a team's file beside its work, else one of the account's own."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from breadtui.config.files import PRIVATE_FILE, alone_in, write_atomically
from breadtui.domain.labels.file_text import ReadLabels, changed_text, read_labels
from breadtui.domain.labels.labels import LabelChange, Labelled
from breadtui.values import dataclass

TEAM_FOLDER = ".breadtui"
FILE_NAME = "labels.toml"
LONGEST_BYTES = 8_000_000
_SHARED_FILE = 0o644


def labels_path(here: Path, config: Path, account: str) -> Path:
    """The file of labels: in the nearest `.breadtui` folder from `here` upward, else the account's own.

    The search ends at the home folder, at the root, and where a folder cannot be looked into.
    """
    for folder in _upward(here):
        with contextlib.suppress(OSError):
            if (folder / TEAM_FOLDER).is_dir():
                return folder / TEAM_FOLDER / FILE_NAME
    return config / "labels" / f"{account}.toml"


def is_team_file(path: Path) -> bool:
    """The file is one that a team shares, not the account's own."""
    return path.parent.name == TEAM_FOLDER


def _upward(here: Path) -> Iterator[Path]:
    home = Path.home() if os.environ.get("HOME") else None
    for folder in (here, *here.parents):
        if folder == home:
            return
        yield folder


@dataclass(frozen=True, slots=True)
class FoundLabels:
    """What the file says; `stamp` is the file as it was then, by which a later look knows whether it moved."""

    read: ReadLabels
    stamp: tuple[int, ...]


class LabelsFile:
    """One file of labels, read and written line by line; several programs may do so at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def stamp(self) -> tuple[int, ...]:
        """The file as it is now: its number, length and time of change; empty where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return ()
        return (found.st_ino, found.st_size, found.st_mtime_ns)

    def read(
        self, known: tuple[int, ...] | None = None, waiting: Iterable[Mapping[Labelled, LabelChange]] = ()
    ) -> FoundLabels | None:
        """What it says with the changes that wait to be written; None where none do and it is as it was at `known`.

        No file says nothing. Raises: OSError.
        """
        stamp, changes = self.stamp(), tuple(waiting)
        if stamp == known and not changes:
            return None
        text = self._text()
        for each in changes:
            text = changed_text(text, each)
        return FoundLabels(read_labels(text), stamp)

    def change(self, changes: Mapping[Labelled, LabelChange]) -> None:
        """Make these changes to what the file says now; a file that says the same is not written.

        Others' lines and comments stay. Raises: OSError, and the file is untouched.
        """
        with alone_in(self.path.parent):
            before = self._text()
            after = changed_text(before, changes)
            if after != before and not (not before and after.count("\n") == 1):
                write_atomically(self._place(), after.encode(errors="surrogateescape"), self._mode())

    def _text(self) -> str:
        """The text; bytes that are none are kept as they are. Raises: OSError."""
        try:
            with self.path.open("rb") as file:
                content = file.read(LONGEST_BYTES + 1)
        except FileNotFoundError:
            return ""
        if len(content) > LONGEST_BYTES:
            raise OSError(f"over {LONGEST_BYTES // 1_000_000} MB")
        return content.decode("utf-8-sig", errors="surrogateescape")

    def _place(self) -> Path:
        """What is written: a link stays a link, but a team's may not lead out of the folder that it came with.

        Whoever hands a folder on could otherwise have any file of the person's written to. Raises: OSError.
        """
        place = self.path.resolve()
        if is_team_file(self.path) and not place.is_relative_to(self.path.parent.parent.resolve()):
            raise PermissionError(errno.EPERM, "it is a link that leads out of its folder")
        return place

    def _mode(self) -> int:
        try:
            return stat.S_IMODE(self.path.stat().st_mode)
        except OSError:
            return _SHARED_FILE if is_team_file(self.path) else PRIVATE_FILE
