"""Files written so that a crash leaves the old one or the new one, with modes that keep others out."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_STALE_SECONDS = 3600.0
LONGEST_LOCK_SECONDS, LOCK_AGAIN_SECONDS = 5.0, 0.02
"""A program that was suspended with a folder locked is not waited for longer: all that is typed waits behind it."""


def write_atomically(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Put `content` at `path` with exactly `mode`, whatever the umask; folders on the way are made private.

    A reader sees the old content or the new, also after a loss of power: the bytes and the rename are both synced.
    Raises: OSError, and the old content is untouched.
    """
    make_private_folder(path.parent)
    temporary = path.with_name(f".{path.name[:60]}.{os.urandom(4).hex()}.tmp")
    try:
        _write_synced(temporary, content, mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _write_synced(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), mode)
    with os.fdopen(descriptor, "wb") as file:
        path.chmod(mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last; file systems that cannot sync folders are let be."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep_temporaries(folder: Path) -> None:
    """Remove what writers that were killed left in `folder` over an hour ago; no living writer takes that long."""
    with contextlib.suppress(OSError):
        for path in folder.glob(".*.tmp"):
            if path.stat().st_mtime < time.time() - _STALE_SECONDS:
                path.unlink()


def make_private_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, each readable by its owner only; one that exists is left as it is.

    Raises: OSError.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(PRIVATE_FOLDER, exist_ok=True)
        each.chmod(PRIVATE_FOLDER)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """While it runs, no other program of ours is in the folder likewise; where that cannot be had, it goes on.

    The folder is made where there is none. Raises: OSError.
    """
    make_private_folder(folder)
    try:
        import fcntl  # noqa: F401, PLC0415  not on every system
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            last_seconds = time.monotonic() + LONGEST_LOCK_SECONDS
            while not _is_locked(descriptor) and time.monotonic() < last_seconds:
                time.sleep(LOCK_AGAIN_SECONDS)  # noqa: TID251  no loop runs in the disk thread
        yield
    finally:
        os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    """Lock an open folder; False where another program has it locked. Raises: OSError where there are no locks."""
    import fcntl  # noqa: PLC0415  not on every system

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def secret_place_problem(path: Path) -> str | None:
    """Why nothing secret may lie at `path` (a folder or a file): a link, somebody else's, or open to be written."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{path} cannot be looked at ({reason_of(error)})"
    if stat.S_ISLNK(found.st_mode):
        return f"{path} is a symbolic link"
    if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        return f"{path} belongs to somebody else"
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"{path} can be written by others"
    return None


def set_aside(path: Path, now_seconds: float | None = None) -> Path:
    """Rename a file that cannot be read to `<name>.broken-<time>` beside it; what is returned is its new place.

    Raises: OSError.
    """
    moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime(time.time() if now_seconds is None else now_seconds))
    place = path.with_name(f"{path.name}.broken-{moment}")
    number = 1
    while place.exists():
        number += 1
        place = path.with_name(f"{path.name}.broken-{moment}-{number}")
    path.rename(place)
    return place


def reason_of(error: OSError) -> str:
    """The system's own words for what went wrong, without file names and numbers."""
    return (error.strerror or type(error).__name__).lower()
