"""Conversations on disk, a file each, readable by their owner only, so that no drop and no kill loses an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from breadtui.config.files import reason_of, sweep_temporaries, write_atomically
from breadtui.domain.chatting.growth import Growth, grown
from breadtui.domain.chatting.threads import Thread, closed
from breadtui.domain.json_values import JsonObject
from breadtui.journal.chats.as_json import thread_from_json, thread_to_json
from breadtui.journal.chats.growths import ENDING, add_growths, growths_in
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable, object_of, text_of
from breadtui.journal.owners import Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import from_text, to_text

_VERSION = 1
_LARGEST_FILE_BYTES = 64_000_000
MOST_READ = 500
"""Conversations that are listed: those that were kept last."""


class ChatFiles:
    """The conversations of one account under `folder`; None keeps nothing, which is told once.

    Each conversation has a file of its own, which no other process writes: one that goes on with a kept conversation
    writes a new one that names it.
    """

    def __init__(
        self, folder: Path | None, account_id: str, disk: DiskThread, on_problem: Callable[[str], None]
    ) -> None:
        self._folder = None if folder is None else folder / "chats" / account_id
        self._disk = disk
        self._on_problem = on_problem
        self._is_told = False
        self._growths: dict[Path, list[Growth]] = {}

    def keep(self, thread: Thread) -> None:
        """Have it written; returns at once. What waits to be written of the same conversation is replaced."""
        if self._folder is None:
            self._tell_unkept()
            return
        path = self._folder / f"{thread.id}.json"
        self._disk.put("a conversation", lambda: _write(path, thread), slot=path, is_text=True)

    def grow(self, thread_id: str, growth: Growth) -> None:
        """Have what came of an answer added to what is written; returns at once. What waits is written together."""
        if self._folder is not None:
            path = self._folder / f"{thread_id}{ENDING}"
            waiting = self._growths.setdefault(path, [])
            waiting.append(growth)
            self._disk.put("what came of an answer", lambda: _grow(path, waiting), slot=path, is_text=True)

    def drop(self, thread: Thread) -> None:
        """Have it removed, and what it went on with: nothing is left in it, or a person wants it gone."""
        if self._folder is not None:
            path = self._folder / f"{thread.id}.json"
            if (waiting := self._growths.pop(path.with_suffix(ENDING), None)) is not None:
                waiting.clear()  # refused before, it would be written after the end
            self._disk.put(
                "the end of a conversation", lambda: _remove(path, thread.came_from), slot=path, is_text=True
            )

    async def kept(self, most: int | None = None) -> tuple[Thread, ...]:
        """The conversations of sessions that ended, newest first; those of a window that is open are left to it.

        Of the files the newest `most` are looked at. One that another goes on with is left out.
        """
        folder = self._folder
        if folder is None:
            return ()
        found = await asyncio.wrap_future(
            self._disk.ask(lambda: self._read_all(folder, min(most or MOST_READ, MOST_READ)), is_text=True)
        )
        continued = {thread.came_from for thread in found}
        return tuple(thread for thread in found if thread.id not in continued)

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        """Wait until all is on disk; False where it could not be written in time."""
        return self._disk.flush(timeout_seconds, of_texts=True)

    def _read_all(self, folder: Path, most: int) -> tuple[Thread, ...]:
        sweep_temporaries(folder)
        newest = sorted(folder.glob("*.json"), key=_changed_seconds, reverse=True)[:most]
        return tuple(thread for path in newest if (thread := self._read(path)) is not None)

    def _read(self, path: Path) -> Thread | None:
        try:
            content = from_text(path.read_bytes()) if path.stat().st_size <= _LARGEST_FILE_BYTES else None
            if not isinstance(content, Mapping) or content.get("version") != _VERSION:
                return None
            if standing_of(owner_from(content.get("owner"))) is Standing.ALIVE:
                return None
            return closed(grown(thread_from_json(content.get("thread")), growths_in(path.with_suffix(ENDING))))
        except FileNotFoundError:
            return None
        except (Unreadable, OSError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            self._on_problem(f"A kept conversation cannot be read ({reason}): {path}")
            return None

    def _tell_unkept(self) -> None:
        if not self._is_told:
            self._is_told = True
            self._on_problem("Conversations are in memory only: no folder can be written.")


def _write(path: Path, thread: Thread) -> None:
    write_atomically(path, _encoded(thread))
    if not thread.is_open:
        path.with_suffix(ENDING).unlink(missing_ok=True)


def _grow(path: Path, waiting: list[Growth]) -> None:
    if taken := tuple(waiting):
        add_growths(path, taken)
        del waiting[: len(taken)]


def _remove(path: Path, came_from: str) -> None:
    """Remove a conversation's files and those of the one that it went on with, and so on, the first of them first.

    Else a program killed in between would leave one that nobody goes on with any more, and that is shown again.
    """
    line = [path]
    while came_from.isalnum() and (before := path.with_name(f"{came_from}.json")) not in line and before.exists():
        line.append(before)
        came_from = _came_from(before)
    for each in reversed(line):
        each.with_suffix(ENDING).unlink(missing_ok=True)
        each.unlink(missing_ok=True)


def _came_from(path: Path) -> str:
    try:
        content = from_text(path.read_bytes())
        return text_of(object_of(object_of(content).get("thread")).get("came_from"))
    except (Unreadable, OSError):
        return ""


def _encoded(thread: Thread) -> bytes:
    content: JsonObject = {"version": _VERSION, "owner": this_process().to_json(), "thread": thread_to_json(thread)}
    return to_text(content).encode("ascii")


def _changed_seconds(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0
