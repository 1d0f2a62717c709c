"""Rows of settled runs on disk, a hundred to a file, within a bound of bytes: the runs looked at last stay."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from breadtui.config.files import PRIVATE_FILE, make_private_folder, reason_of
from breadtui.domain.json_values import Json
from breadtui.domain.outputs.runs import PageRun
from breadtui.journal.disk import DiskThread
from breadtui.journal.prompt_json import to_text

MOST_BYTES = 200_000_000
_LONGEST_PAGE_BYTES = 256_000_000
_WRITES_BETWEEN_LOOKS = 50


class PageFiles:
    """The rows of one account under `folder`; None keeps nothing.

    Each file is packed, readable by its owner only, and whole or not there. One that cannot be read is removed and
    counts as not kept. Where the disk refuses, that is told once and nothing is kept any more: rows can be had again.
    """

    def __init__(
        self,
        folder: Path | None,
        account_id: str,
        disk: DiskThread,
        on_problem: Callable[[str], None],
        *,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._folder = None if folder is None else folder / "pages" / account_id
        self._disk = disk
        self._on_problem = on_problem
        self._most_bytes = most_bytes
        self._writes = 0

    async def kept(self, run: PageRun, number: int) -> tuple[Json, ...] | None:
        """The rows of one hundred, None where they are not kept or cannot be read."""
        folder = self._folder
        if folder is None:
            return None
        path = _path(folder, run, number)
        return await asyncio.wrap_future(self._disk.ask(lambda: _read(path)))

    def keep(self, run: PageRun, number: int, rows: Sequence[Json]) -> None:
        """Have rows written; returns at once."""
        folder = self._folder
        if folder is not None:
            path, content = _path(folder, run, number), tuple(rows)
            self._disk.put("rows that were read", lambda: self._write(folder, path, content), slot=path)

    def _write(self, folder: Path, path: Path, rows: Sequence[Json]) -> None:
        if self._folder is None:
            return
        try:
            if self._writes % _WRITES_BETWEEN_LOOKS == 0:
                _make_room(folder, self._most_bytes, path.parent)
            self._writes += 1
            _replace(path, zlib.compress(to_text(list(rows)).encode("ascii"), 1))
            os.utime(path.parent)
        except FileNotFoundError:
            return  # another window made room for its rows meanwhile
        except OSError as error:
            self._folder = None
            self._on_problem(
                f"Rows that were read are not kept on disk ({reason_of(error)}); they are asked for again."
            )


def _path(folder: Path, run: PageRun, number: int) -> Path:
    named = json.dumps([run.key.repo, run.key.phase.value, run.key.name, run.print])
    return folder / hashlib.sha256(named.encode("ascii")).hexdigest()[:32] / f"{number:07}.rows"


def _read(path: Path) -> tuple[Json, ...] | None:
    try:
        if path.stat().st_size > _LONGEST_PAGE_BYTES:
            return None
        rows = json.loads(zlib.decompress(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError, RecursionError):
        with contextlib.suppress(OSError):
            path.unlink()
        return None
    return tuple(rows) if isinstance(rows, list) else None


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place at once. It is not forced to the disk: after a loss of power it may be missing or broken."""
    make_private_folder(path.parent)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _make_room(folder: Path, most_bytes: int, current: Path) -> None:
    """Remove the runs looked at longest ago until the rest is within the bound."""
    if not folder.is_dir():
        return
    sizes = {run: _bytes_of(run) for run in folder.iterdir() if run.is_dir()}
    total = sum(sizes.values())
    for run in sorted(sizes, key=_moment_of):
        if total <= most_bytes:
            return
        if run != current:
            shutil.rmtree(run, ignore_errors=True)
            total -= sizes[run]
    if total > most_bytes:
        shutil.rmtree(current, ignore_errors=True)


def _bytes_of(run: Path) -> int:
    return sum(file.stat().st_size for file in run.iterdir())


def _moment_of(run: Path) -> float:
    return run.stat().st_mtime
