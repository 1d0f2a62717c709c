"""Paths as people type them after a command: how a beginning may go on, and which file is meant."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from itertools import islice
from pathlib import Path

MOST_OFFERED = 200
MOST_LOOKED_AT = 5_000


def path_completions(typed: str) -> tuple[str, ...]:
    """Whole paths that a beginning may become, folders with a slash at the end; hidden ones only after a dot."""
    folder, slash, begun = typed.rpartition("/")
    try:
        with os.scandir(_expanded(folder + slash) if slash else Path.cwd()) as entries:
            found = [_shown(entry) for entry in islice(entries, MOST_LOOKED_AT) if _fits(entry.name, begun)]
    except OSError:
        return ()
    return tuple(f"{folder}{slash}{name}" for name in sorted(found)[:MOST_OFFERED] if name != begun)


def path_of(typed: str, default: str = "") -> Path:
    """The place meant: as typed, `~` and the current folder counted in; a folder takes the default name.

    What ends with a slash is a folder, also where there is none yet.
    """
    path = Path.cwd() / _expanded(typed or default)
    return path / default if default and (typed.endswith("/") or path.is_dir()) else path


def pasted_path(typed: str) -> Path:
    """The file meant, also by a path in quotes or with backslashes, as a file manager or a shell hands it over."""
    path = path_of(typed)
    if path.exists():
        return path
    with suppress(ValueError):
        words = shlex.split(typed)
        if len(words) == 1 and words[0]:
            return path_of(words[0])
    return path


def _expanded(typed: str) -> Path:
    path = Path(typed)
    with suppress(RuntimeError):  # no such user: then it is the name of a file
        path = path.expanduser()
    return path


def _fits(name: str, begun: str) -> bool:
    return name.startswith(begun) and (begun.startswith(".") or not name.startswith("."))


def _shown(entry: os.DirEntry[str]) -> str:
    try:
        return f"{entry.name}/" if entry.is_dir() else entry.name
    except OSError:
        return entry.name
