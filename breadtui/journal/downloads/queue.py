"""The queue of one account's downloads on disk: which there are, how far, and which process drives each."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from breadtui.domain.downloading.as_json import download_from_json, download_to_json
from breadtui.domain.downloading.downloads import Download, Wish
from breadtui.domain.downloading.kept import KeptDownload
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.owners import Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.journal.schema import BUSY_SECONDS, is_broken, set_journal_aside, touch_private, transaction
from breadtui.journal.tables.cells import text_to_cell

T = TypeVar("T")

FREE = frozenset({Standing.SELF, Standing.GONE})
_TABLE = """CREATE TABLE IF NOT EXISTS downloads (
    number INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, body TEXT NOT NULL, owner TEXT, wish TEXT)"""
_KEEP = """INSERT INTO downloads (place, body, owner) VALUES (?, ?, ?)
    ON CONFLICT (place) DO UPDATE SET body = excluded.body, owner = excluded.owner"""


class DownloadFile:
    """One SQLite file an account beside its journal; None as folder keeps the queue in memory.

    All of it runs in the disk thread. Where the disk cannot be used, downloads go on and are known here alone.
    """

    def __init__(self, folder: Path | None, account_id: str, disk: DiskThread) -> None:
        self._path = None if folder is None else folder / "journal" / f"{account_id}.downloads.sqlite3"
        self._disk = disk
        self._connection: sqlite3.Connection | None = None

    def keep(self, download: Download, *, is_driven: bool) -> None:
        """Keep how far it is, and whether this process drives it; returns at once."""
        cells = (text_to_cell(download.place), to_text(download_to_json(download)), _own() if is_driven else None)
        self._put(lambda queue: queue.execute(_KEEP, cells), ("download", download.place))

    def forget(self, place: str) -> None:
        """Keep nothing of it any more; returns at once."""
        cells = (text_to_cell(place),)
        self._put(lambda queue: queue.execute("DELETE FROM downloads WHERE place = ?", cells), ("download", place))

    def wish(self, place: str, wish: Wish) -> None:
        """Ask the process that drives it; returns at once."""
        cells = (wish.value, text_to_cell(place))
        self._put(lambda queue: queue.execute("UPDATE downloads SET wish = ? WHERE place = ?", cells), None)

    async def claim(self, download: Download, *, is_asked: bool = False) -> bool:
        """Become the one that drives it; False where another living process does.

        One of another machine counts as living unless a person asks. Where the disk cannot be used, nobody is kept
        from driving.
        """

        def claimed(queue: sqlite3.Connection) -> bool:
            with transaction(queue):
                return _is_taken(queue, download, is_asked=is_asked)

        return await self._asked(claimed, otherwise=True)

    async def claim_left(self, left: Download) -> bool:
        """The same, of one that was read from the queue; False too where it moved or ended since it was read."""

        def claimed(queue: sqlite3.Connection) -> bool:
            with transaction(queue):
                return left in {kept.download for kept in _kept(queue)} and _is_taken(queue, left, is_asked=False)

        return await self._asked(claimed, otherwise=True)

    async def kept(self) -> tuple[KeptDownload, ...]:
        """All, oldest first."""
        return await self._asked(lambda queue: tuple(sorted(_kept(queue), key=_asked_at)), (), is_look=True)

    async def wishes(self, places: Sequence[str]) -> Mapping[str, Wish]:
        """What other windows ask of downloads that are driven here, each told once."""
        cells = {text_to_cell(place): place for place in places}
        return await self._asked(lambda queue: _taken(queue, cells), {})

    def close(self) -> None:
        """Close the file after what waits."""
        self._disk.put("the end of the downloads", self._close)

    def _put(self, write: Callable[[sqlite3.Connection], object], slot: Hashable | None) -> None:
        def work() -> None:
            queue = self._opened()
            with transaction(queue):
                write(queue)

        self._disk.put("how far a download is", lambda: self._mended(work), slot)

    async def _asked(self, read: Callable[[sqlite3.Connection], T], otherwise: T, *, is_look: bool = False) -> T:
        """What is read, in the disk thread; a look makes no file where there is none."""

        def work() -> T:
            is_missing = self._connection is None and self._path is not None and not self._path.exists()
            return otherwise if is_look and is_missing else read(self._opened())

        asked = self._disk.ask(lambda: self._mended(work))
        try:
            return await asyncio.wrap_future(asked)
        except (sqlite3.Error, OSError, Unreadable):
            return otherwise

    def _mended(self, work: Callable[[], T]) -> T:
        """The outcome of `work`, once more with a new file where the old one turns out damaged."""
        try:
            return work()
        except sqlite3.Error as error:
            if self._path is None or not is_broken(error):
                raise
            self._close()
            set_journal_aside(self._path)
            return work()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _open(self._path)
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _open(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        touch_private(path)
    place = ":memory:" if path is None else path
    connection = sqlite3.connect(place, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
    except BaseException:
        connection.close()
        raise
    return connection


def _own() -> str:
    return json.dumps(this_process().to_json())


def _is_taken(queue: sqlite3.Connection, download: Download, *, is_asked: bool) -> bool:
    cells = (text_to_cell(download.place), to_text(download_to_json(download)), _own())
    row = queue.execute("SELECT owner FROM downloads WHERE place = ?", cells[:1]).fetchone()
    standing = Standing.GONE if row is None else _standing(row[0])
    if standing not in FREE and not (is_asked and standing is Standing.ELSEWHERE):
        return False
    queue.execute(_KEEP, cells)
    queue.execute("UPDATE downloads SET wish = NULL WHERE place = ?", cells[:1])
    return True


def _standing(owner: str | None) -> Standing:
    if owner is None:
        return Standing.GONE
    try:
        return standing_of(owner_from(from_text(owner)))
    except Unreadable:
        return Standing.GONE


def _kept(queue: sqlite3.Connection) -> Iterator[KeptDownload]:
    for owner, body, wish in queue.execute("SELECT owner, body, wish FROM downloads ORDER BY number").fetchall():
        with contextlib.suppress(Unreadable):
            if (download := download_from_json(from_text(body))) is not None:
                is_elsewhere = owner is not None and _standing(owner) not in FREE
                yield KeptDownload(download, is_elsewhere, Wish(wish) if wish in set(Wish) else None)


def _asked_at(kept: KeptDownload) -> datetime:
    return kept.download.asked_at


def _taken(queue: sqlite3.Connection, cells: Mapping[str, str]) -> dict[str, Wish]:
    rows = queue.execute("SELECT place, wish FROM downloads WHERE wish IS NOT NULL").fetchall()
    mine = {cell: Wish(wish) for cell, wish in rows if cell in cells and wish in set(Wish)}
    for cell in mine:
        queue.execute("UPDATE downloads SET wish = NULL WHERE place = ?", (cell,))
    return {cells[cell]: wish for cell, wish in mine.items()}
