"""Prompts being written as raw text, kept on disk until they are applied or given up: they may say no prompt yet."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from breadtui.config.files import reason_of, sweep_temporaries, write_atomically
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.raw_texts import RawText
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.owners import Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.values import dataclass

_VERSION = 1
_LARGEST_FILE_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class _Left:
    text: RawText
    path: Path
    changed_seconds: float


class RawTexts:
    """The raw texts of one account under `folder`; None keeps nothing.

    Each process writes a file of its own for a prompt, readable by its owner only. One whose process is gone is given
    to whoever opens the raw text of that prompt next, and goes when it is applied or given up.
    """

    def __init__(
        self, folder: Path | None, account_id: str, disk: DiskThread, on_problem: Callable[[str], None]
    ) -> None:
        self._folder = None if folder is None else folder / "raw" / account_id
        self._disk = disk
        self._on_problem = on_problem
        self._given: dict[PromptKey, list[Path]] = {}

    def keep(self, key: PromptKey, text: RawText) -> None:
        """Have it written; returns at once."""
        if self._folder is None:
            return
        path = self._folder / f"{_stem(key)}.{this_process().token}.json"
        content: JsonObject = {
            "version": _VERSION,
            "form": text.form,
            "text": text.text,
            "owner": this_process().to_json(),
        }
        what = f"the raw text of {key.repo}/{key.name}"
        self._disk.put(what, lambda: write_atomically(path, to_text(content).encode("ascii")), slot=path, is_text=True)

    def drop(self, key: PromptKey) -> None:
        """Have it removed, and what was given of earlier sessions."""
        if self._folder is None:
            return
        path = self._folder / f"{_stem(key)}.{this_process().token}.json"
        paths = [path, *self._given.pop(key, [])]
        self._disk.put(
            f"the end of the raw text of {key.repo}/{key.name}", lambda: _unlink(paths), slot=path, is_text=True
        )

    async def left(self, key: PromptKey) -> RawText | None:
        """What an earlier session left of this prompt, the newest; None where it left nothing."""
        folder = self._folder
        if folder is None:
            return None
        return await asyncio.wrap_future(self._disk.ask(lambda: self._left_in(folder, key), is_text=True))

    def _left_in(self, folder: Path, key: PromptKey) -> RawText | None:
        sweep_temporaries(folder)
        found = [left for path in sorted(folder.glob(f"{_stem(key)}.*.json")) if (left := self._read(path)) is not None]
        self._given[key] = [left.path for left in found]
        newest = max(found, key=lambda left: left.changed_seconds, default=None)
        return None if newest is None else newest.text

    def _read(self, path: Path) -> _Left | None:
        try:
            status = path.stat()
            content = from_text(path.read_bytes()) if status.st_size <= _LARGEST_FILE_BYTES else None
        except Unreadable:
            return None
        except OSError as error:
            self._on_problem(f"A raw text of an earlier session cannot be read ({reason_of(error)}): {path}")
            return None
        if not isinstance(content, Mapping) or content.get("version") != _VERSION:
            return None
        form, text = content.get("form"), content.get("text")
        is_left = standing_of(owner_from(content.get("owner"))) is not Standing.ALIVE
        if not is_left or not isinstance(form, str) or not isinstance(text, str):
            return None
        return _Left(RawText(form, text), path, status.st_mtime)


def _stem(key: PromptKey) -> str:
    return hashlib.sha256(f"{to_text(key.repo)}\n{to_text(key.name)}".encode("ascii")).hexdigest()


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
