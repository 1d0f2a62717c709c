"""An archive of weights unpacked into a folder beside it: all of it or nothing, and nothing outside that folder."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from breadtui.config.files import reason_of
from breadtui.domain.downloading.troubles import DownloadTrouble, Trouble
from breadtui.domain.downloading.unpacking import MOST_ENTRIES, folder_name, most_bytes, safe_parts
from breadtui.domain.downloading.words import size_words
from breadtui.journal.downloads.lock import is_locked
from breadtui.values import dataclass

_PIECE_BYTES = 1_048_576
_LOCK = "breadtui-unpacks-here"
TOO_MUCH = "it would unpack to far more than weights can be"


class Stopped(Exception):
    """Nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The archive as it is read, the folder that is being filled, and who is told."""

    file: BinaryIO
    into: Path
    is_stopped: Callable[[], bool]
    tell: Callable[[int], None]


def unpacked(place: Path, is_stopped: Callable[[], bool], tell: Callable[[int], None]) -> Path:
    """The folder that now holds what the archive held; a single folder at its top is left out.

    `tell` is told how many bytes of the archive were read. Only files and folders are taken: links and devices are
    refused, and so is what lies outside, or is far larger than weights can be.
    Raises: DownloadTrouble; Stopped.
    """
    folder = place.with_name(folder_name(place.name))
    if os.path.lexists(folder):
        raise DownloadTrouble(Trouble.EXISTS, f"{folder} is there already")
    prefix = f".{folder.name[:80]}."
    _sweep(place.parent, prefix)
    try:
        with (
            tempfile.TemporaryDirectory(prefix=prefix, dir=place.parent) as made,
            (Path(made) / _LOCK).open("xb") as lock,
        ):
            is_locked(lock)
            into = Path(made) / "weights"
            into.mkdir()
            with place.open("rb") as file, tarfile.open(fileobj=file, mode="r:gz") as archive:
                _fill(_Counted(file, into, is_stopped, tell), archive, most_bytes(place.stat().st_size))
            _inner(into).rename(folder)
    except (tarfile.TarError, zlib.error, EOFError) as error:
        raise DownloadTrouble(Trouble.WRONG, f"{place.name} cannot be unpacked ({error})") from None
    except OSError as error:
        raise DownloadTrouble(Trouble.UNWRITABLE, f"{folder} cannot be written ({reason_of(error)})") from None
    return folder


def _sweep(folder: Path, prefix: str) -> None:
    """Remove what processes that were killed had unpacked so far, which may be as much as the weights themselves."""
    for left in folder.glob(f"{glob.escape(prefix)}*"):
        with contextlib.suppress(OSError), (left / _LOCK).open("r+b") as lock:
            if is_locked(lock):
                shutil.rmtree(left, ignore_errors=True)


def _fill(counted: _Counted, archive: tarfile.TarFile, left_bytes: int) -> None:
    for number, (entry, parts) in enumerate(_entries(archive)):
        left_bytes -= max(entry.size, 0)
        if left_bytes < 0 or number >= MOST_ENTRIES:
            raise DownloadTrouble(Trouble.WRONG, TOO_MUCH)
        target = counted.into.joinpath(*parts)
        if entry.isdir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        _need_room(counted.into, entry.size)
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(counted, cast("BinaryIO", archive.extractfile(entry)), target)
    _read_to_end(counted, cast("BinaryIO", archive.fileobj), left_bytes)


def _read_to_end(counted: _Counted, rest: BinaryIO, left_bytes: int) -> None:
    """Read what is behind the last entry: the archive's own checksum comes last."""
    while piece := rest.read(_PIECE_BYTES):
        left_bytes -= len(piece)
        if left_bytes < 0:
            raise DownloadTrouble(Trouble.WRONG, TOO_MUCH)
        if counted.is_stopped():
            raise Stopped


def _entries(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, tuple[str, ...]]]:
    """What is in it, each with its place; `r:gz` reads it from front to end. Raises: DownloadTrouble."""
    for entry in archive:
        parts = safe_parts(entry.name)
        if parts is None or not (entry.isreg() or entry.isdir()):
            raise DownloadTrouble(
                Trouble.WRONG, f"it holds {entry.name[:80]!r}, which is no plain file below its folder"
            )
        if parts or entry.isdir():
            yield entry, parts


def _copy(counted: _Counted, source: BinaryIO, target: Path) -> None:
    with source, target.open("xb") as file:
        while piece := source.read(_PIECE_BYTES):
            if counted.is_stopped():
                raise Stopped
            file.write(piece)
            counted.tell(counted.file.tell())


def _need_room(folder: Path, size_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if size_bytes > free:
        words = f"no room to unpack: {size_words(size_bytes)} are to come, {size_words(free)} are free"
        raise DownloadTrouble(Trouble.FULL, words, missing_bytes=size_bytes)


def _inner(folder: Path) -> Path:
    """The one folder in it, where there is nothing else; else itself."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder
