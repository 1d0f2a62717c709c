"""Parts of files on disk: `.part` and a note beside it, written by one process at a time, named only when whole."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar

from breadtui.config.files import reason_of, sync_folder, write_atomically
from breadtui.domain.downloading.downloads import Download
from breadtui.domain.downloading.hashes import Hash
from breadtui.domain.downloading.kept import Checked
from breadtui.domain.downloading.part_note import PartNote, note_from_json, note_to_json
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.journal.downloads.check import checked
from breadtui.journal.downloads.lock import is_locked

T = TypeVar("T")

PART_ENDING, NOTE_ENDING = ".part", ".part.json"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LONGEST_NOTE_BYTES = 64_000


class PartFile:
    """One open part. It may be closed from the loop while a thread still writes: the write is waited for."""

    def __init__(self, place: Path, file: BinaryIO, note: PartNote | None) -> None:
        self.place = place
        self.note = note
        status = os.fstat(file.fileno())
        self.size_bytes, self.disk = status.st_size, status.st_dev
        self._file = file
        self._lock = threading.Lock()
        self._is_closing = False

    async def restart(self) -> None:
        """Give up what is there."""
        await self._do(self._truncated)

    async def keep_note(self, note: PartNote) -> None:
        """Keep beside the part what it is of."""
        self.note = note
        await self._do(lambda: write_atomically(self._note_path, json.dumps(note_to_json(note)).encode()))

    async def write(self, piece: bytes) -> None:
        """Add this at the end; what did not fit on the disk is taken away again."""
        await self._do(lambda: self._append(piece))

    async def free_bytes(self) -> int:
        """The room that is left on its disk."""
        return await self._do(lambda: free_bytes_at(self.place.parent))

    async def check(self, hashes: Sequence[Hash], tell: Callable[[int], None]) -> Checked:
        """Read it back and hold it against what the store said. Raises: DownloadTrouble, WRONG."""

        def read(count_bytes: int) -> None:
            if self._is_closing:
                raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR))
            tell(count_bytes)

        return await self._do(lambda: checked(self._file, hashes, read))

    async def finish(self, *, is_replacing: bool) -> None:
        """Give it its name. Raises: DownloadTrouble, EXISTS where one of that name came meanwhile."""
        await self._do(lambda: self._named(is_replacing))

    async def discard(self) -> None:
        """Leave nothing of it."""
        await self._do(self._removed)

    def close(self) -> None:
        """Let other processes have it; one that holds nothing is taken away."""
        self._is_closing = True
        with self._lock, contextlib.suppress(OSError):
            if self.size_bytes == 0 and self.note is None:
                self._part_path.unlink(missing_ok=True)
            self._file.close()

    @property
    def _note_path(self) -> Path:
        return self.place.with_name(self.place.name + NOTE_ENDING)

    @property
    def _part_path(self) -> Path:
        return self.place.with_name(self.place.name + PART_ENDING)

    async def _do(self, work: Callable[[], T]) -> T:
        def locked() -> T:
            with self._lock, _told(self.place):
                return work()

        return await asyncio.to_thread(locked)

    def _truncated(self) -> None:
        self._file.truncate(0)
        self.size_bytes = 0
        if self.note is not None:
            self.note = None
            self._note_path.unlink(missing_ok=True)

    def _append(self, piece: bytes) -> None:
        if os.name != "nt" and os.fstat(self._file.fileno()).st_nlink == 0:
            raise DownloadTrouble(Trouble.UNWRITABLE, f"{self._part_path} was removed meanwhile")
        self._file.seek(self.size_bytes)
        try:
            rest = memoryview(piece)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self.size_bytes)
            raise
        self.size_bytes += len(piece)

    def _named(self, is_replacing: bool) -> None:
        os.fsync(self._file.fileno())
        if os.name == "nt":  # nothing open can be renamed there
            self._file.close()
        if is_replacing:
            self._part_path.replace(self.place)
        else:
            _named_newly(self._part_path, self.place)
        self._note_path.unlink(missing_ok=True)
        sync_folder(self.place.parent)

    def _removed(self) -> None:
        self._part_path.unlink(missing_ok=True)
        self._note_path.unlink(missing_ok=True)


def let_go(opened: asyncio.Future[PartFile]) -> None:
    """Give a part free that nobody waits for any more."""
    if not opened.cancelled() and opened.exception() is None:
        opened.result().close()


def begun(download: Download) -> PartFile:
    """The part of a download, open and locked. Raises: DownloadTrouble."""
    place = Path(download.place)
    with _told(place):
        if not download.is_replacing and os.path.lexists(place):
            raise DownloadTrouble(Trouble.EXISTS, f"{place} is there already; it is not overwritten unasked")
        if place.is_dir():
            raise DownloadTrouble(Trouble.UNWRITABLE, f"{place} is a folder")
        if not place.parent.is_dir():
            raise DownloadTrouble(Trouble.UNWRITABLE, f"there is no folder {place.parent}")
        file = _locked(place)
        try:
            note = _note_beside(place)
            _refuse_foreign(place, file, note, download)
            return PartFile(place, file, note)
        except BaseException:
            file.close()
            raise


def _locked(place: Path) -> BinaryIO:
    """The part, open and locked; it may have been named by its writer between the opening and the lock."""
    path = place.with_name(place.name + PART_ENDING)
    while True:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)
        if not is_locked(file):
            file.close()
            raise DownloadTrouble(Trouble.TAKEN, f"another process downloads to {place}")
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _refuse_foreign(place: Path, file: BinaryIO, note: PartNote | None, download: Download) -> None:
    """A part of something else is left alone."""
    if note is not None and not note.is_of(download.key, download.checkpoint):
        of = f"{note.key.repo}/{note.key.name}@{note.checkpoint}"
        raise DownloadTrouble(Trouble.FOREIGN, f"{place.name}{PART_ENDING} is a part of {of}: name another file")
    if note is None and os.fstat(file.fileno()).st_size > 0:
        words = f"{place.name}{PART_ENDING} is there, and nothing says what of: name another file, or remove it"
        raise DownloadTrouble(Trouble.FOREIGN, words)


def _note_beside(place: Path) -> PartNote | None:
    try:
        with place.with_name(place.name + NOTE_ENDING).open("rb") as file:
            return note_from_json(json.loads(file.read(_LONGEST_NOTE_BYTES)))
    except (FileNotFoundError, ValueError, RecursionError):
        return None


def _named_newly(part: Path, place: Path) -> None:
    """Give a file its name without replacing another."""
    try:
        place.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: between the look and the renaming somebody may come, which is rare.
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from None
        part.rename(place)
    else:
        part.unlink()


def same(place: Path, total_bytes: int | None, hashes: Sequence[Hash]) -> Checked | None:
    """How a file that is there was checked; None where its size or a hash is another."""
    try:
        is_so_long = place.is_file() and total_bytes in {None, place.stat().st_size}
        if not (hashes and is_so_long):
            return None
        with place.open("rb") as file:
            return checked(file, hashes, lambda _: None)
    except (OSError, ValueError, DownloadTrouble):
        return None


def make_folder(folder: Path) -> None:
    """Make a folder with those above it. Raises: DownloadTrouble."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise DownloadTrouble(Trouble.UNWRITABLE, f"the folder {folder} cannot be made ({reason})") from None


def nearest_folder(folder: Path) -> Path:
    """The folder, or the one above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)


def free_bytes_at(folder: Path) -> int:
    """The room on the disk of a folder."""
    return shutil.disk_usage(folder).free


@contextlib.contextmanager
def _told(place: Path) -> Iterator[None]:
    """What the system refuses, as a trouble of the download."""
    try:
        yield
    except FileExistsError:
        raise DownloadTrouble(Trouble.EXISTS, f"{place} is there meanwhile; it is not overwritten unasked") from None
    except OSError as error:
        kind = Trouble.FULL if error.errno in _FULL else Trouble.UNWRITABLE
        raise DownloadTrouble(kind, f"{place} cannot be written ({reason_of(error)})") from None
    except ValueError as error:
        raise DownloadTrouble(Trouble.UNWRITABLE, f"{place} cannot be written ({error})") from None
