"""The file of labels on the disk thread: changes are written in order, and what others wrote is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.config.files import reason_of
from breadtui.config.labels_file import LabelsFile, is_team_file, labels_path

if TYPE_CHECKING:
    from breadtui.config.labels_file import FoundLabels
    from breadtui.domain.labels.file_text import ReadLabels
    from breadtui.domain.labels.labels import LabelChange, Labelled
    from breadtui.journal.disk import DiskThread


class DiskLabels:
    """One file of labels; what cannot be read is told once, what cannot be written is tried again and counts here."""

    def __init__(self, path: Path, disk: DiskThread, tell: Callable[[str], None]) -> None:
        self.name = _near(path)
        self.is_shared = is_team_file(path)
        self._file = LabelsFile(path)
        self._disk = disk
        self._tell = tell
        self._stamp: tuple[int, ...] | None = None
        self._told = ""
        self._waiting: dict[object, Mapping[Labelled, LabelChange]] = {}

    def change(self, changes: Mapping[Labelled, LabelChange]) -> None:
        """Have these changes written soon, on top of what the file says then."""
        asked = object()
        self._waiting[asked] = changes
        self._disk.put(f"the labels in {self.name}", lambda: self._make(asked), is_text=True, lane=self)

    async def is_written(self) -> bool:
        """Whether all that was changed is in the file; what the disk refuses is not waited for."""
        return await asyncio.wrap_future(self._disk.ask(lambda: not self._waiting, is_text=True))

    async def moved(self) -> ReadLabels | None:
        """What the file says, None where it did not move or cannot be read."""
        known = self._stamp
        found = await asyncio.wrap_future(self._disk.ask(lambda: self._read(known), is_text=True))
        if found is None:
            return None
        # Only now: what nobody heard, because the look was given up, is told by the next one.
        self._stamp = found.stamp
        return found.read

    def _make(self, asked: object) -> None:
        try:
            self._file.change(self._waiting[asked])
        except OSError:
            raise  # it is tried again, and counts until then
        except BaseException:
            del self._waiting[asked]
            raise
        del self._waiting[asked]

    def _read(self, known: tuple[int, ...] | None) -> FoundLabels | None:
        try:
            found = self._file.read(known, tuple(self._waiting.values()))
        except OSError as error:
            problem = f"The labels in {self.name} cannot be read: {reason_of(error)}."
            if problem != self._told:
                self._told = problem
                self._tell(problem)
            return None
        if found is not None:
            self._told = ""
        return found


def labels_place(config: Path, account: str, disk: DiskThread, tell: Callable[[str], None]) -> DiskLabels:
    """The labels of this run: the team's where there is a folder for them, else the account's own."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        here = Path("/")  # the folder was removed under us
    return DiskLabels(labels_path(here, config, account), disk, tell)


def _near(path: Path) -> str:
    """The path as short as it is clear."""
    for start, sign in ((Path.cwd, ""), (Path.home, "~/")):
        try:
            return f"{sign}{path.relative_to(start())}"
        except (ValueError, OSError, RuntimeError):
            continue
    return str(path)
