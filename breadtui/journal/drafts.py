"""Unsaved prompt texts on disk, one file each, so that a lost connection or a killed program loses nothing typed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from breadtui.config.files import alone_in, reason_of, set_aside, sweep_temporaries, write_atomically
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable, object_of
from breadtui.journal.owners import Owner, Standing, owner_from, standing_of, this_process
from breadtui.journal.prompt_json import draft_from_json, draft_to_json, from_text, to_text
from breadtui.values import dataclass

FORMAT_VERSION = 1
LARGEST_FILE_BYTES = 64_000_000
_NOWHERE = "no folder can be written"


class Newer(Exception):
    """A file of a later breadtui: left alone."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One draft file as found: the draft, who wrote it, where it lies."""

    draft: Draft
    owner: Owner | None
    path: Path


class DraftFiles:
    """Drafts of one account under `folder`; None keeps them in memory only, which is said once.

    Each process writes files of its own, so two windows editing one prompt never overwrite each other. A draft
    whose process is gone is taken over by the first to ask; one whose process still runs is left to it, and told.
    `read_only_folder` holds drafts of earlier sessions that can be read and not be changed any more.
    `on_problem` and `on_unkept` may be called from any thread; the latter says of which draft and why it is in memory
    only, and with an empty reason that it is on disk again.
    """

    def __init__(
        self,
        folder: Path | None,
        account_id: str,
        disk: DiskThread,
        on_problem: Callable[[str], None],
        *,
        on_unkept: Callable[[PromptKey, str], None] = lambda _key, _reason: None,
        read_only_folder: Path | None = None,
    ) -> None:
        self._folder = None if folder is None else folder / "drafts" / account_id
        self._account_id = account_id
        self._disk = disk
        self._on_problem = on_problem
        self._on_unkept = on_unkept
        self._unkept: set[PromptKey] = set()
        self._read_only_folder = None if read_only_folder is None else read_only_folder / "drafts" / account_id
        self._taken_over: dict[PromptKey, list[KeptDraft]] = {}
        self._is_told_of_memory = False

    def keep(self, draft: Draft) -> None:
        """Have the draft written at once by the disk thread; of several that wait, the last is written."""
        if self._folder is None:
            self._tell_of_memory()
            self._on_unkept(draft.key, _NOWHERE)
            return
        path = self._own_path(self._folder, draft.key)
        what = f"the draft of {draft.key.repo}/{draft.key.name}"
        self._disk.put(what, lambda: self._write(path, draft), slot=path, is_text=True)

    def drop(self, key: PromptKey) -> None:
        """Have the draft's files removed, those taken over from earlier sessions included."""
        if self._folder is None:
            self._on_unkept(key, "")
        else:
            path = self._own_path(self._folder, key)
            self._disk.put(
                f"the end of the draft of {key.repo}/{key.name}",
                lambda: self._remove(path, key),
                slot=path,
                is_text=True,
            )

    async def kept(self) -> tuple[Draft, ...]:
        """Drafts of earlier sessions, one a prompt; what cannot be read is set aside and told."""
        return await asyncio.wrap_future(self._disk.ask(self._all_kept, is_text=True))

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        """Wait until all is on disk; False where it could not be written in time, or nowhere is to write."""
        return self._disk.flush(timeout_seconds, of_texts=True) and not self._is_told_of_memory

    def _own_path(self, folder: Path, key: PromptKey) -> Path:
        return folder / f"{self._stem(key)}.{this_process().token}.json"

    def _stem(self, key: PromptKey) -> str:
        named = "\n".join((self._account_id, to_text(key.repo), to_text(key.name)))
        return hashlib.sha256(named.encode("ascii")).hexdigest()

    def _write(self, path: Path, draft: Draft) -> None:
        content = {"version": FORMAT_VERSION, **draft_to_json(draft), "owner": this_process().to_json()}
        try:
            write_atomically(path, to_text(content).encode("ascii"))
        except OSError as error:
            self._unkept.add(draft.key)
            self._on_unkept(draft.key, reason_of(error))
            raise
        self._is_kept(draft.key)
        self._forget_taken_over(draft.key, path)

    def _remove(self, path: Path, key: PromptKey) -> None:
        path.unlink(missing_ok=True)
        self._is_kept(key)
        self._forget_taken_over(key, path)

    def _is_kept(self, key: PromptKey) -> None:
        """The disk has what there is of it, be it nothing."""
        if key in self._unkept:
            self._unkept.discard(key)
            self._on_unkept(key, "")

    def _forget_taken_over(self, key: PromptKey, own_path: Path) -> None:
        """Remove what our own file has replaced, unless somebody wrote it again meanwhile."""
        for found in self._taken_over.pop(key, ()):
            if found.path != own_path and _is_unchanged(found):
                found.path.unlink(missing_ok=True)

    def _all_kept(self) -> tuple[Draft, ...]:
        taken = () if self._folder is None else self._taken_alone(self._folder)
        newest = {draft.key: draft for draft in taken}
        for found in [] if self._read_only_folder is None else self._readable(self._read_only_folder):
            draft = found.draft
            if draft.key not in newest or newest[draft.key].changed_at < draft.changed_at:
                newest[draft.key] = draft
        return tuple(newest.values())

    def _taken_alone(self, folder: Path) -> tuple[Draft, ...]:
        """What is taken over here, with other windows kept out: a file taken names its new owner a bit later."""
        if not folder.is_dir():
            return ()
        with alone_in(folder):
            return self._take_over(folder)

    def _take_over(self, folder: Path) -> tuple[Draft, ...]:
        sweep_temporaries(folder)
        newest: dict[PromptKey, KeptDraft] = {}
        for found in sorted(self._readable(folder), key=lambda kept: kept.draft.changed_at):
            if self._may_be_taken(found):
                self._tell_of_second(newest.get(found.draft.key))
                newest[found.draft.key] = found
        claimed = (self._claimed(folder, found) for found in newest.values())
        return tuple(draft for draft in claimed if draft is not None)

    def _readable(self, folder: Path) -> list[KeptDraft]:
        try:
            paths = sorted(folder.glob("*.json"))
        except OSError as error:
            self._on_problem(f"Drafts of earlier sessions cannot be looked for ({reason_of(error)}).")
            return []
        read = (self._read(path) for path in paths)
        return [found for found in read if found is not None]

    def _read(self, path: Path) -> KeptDraft | None:
        try:
            return read_draft(path)
        except Newer:
            self._on_problem(f"A draft was written by a later breadtui and is left alone: {path}")
        except Unreadable:
            self._set_aside(path)
        except OSError as error:
            self._on_problem(f"A draft cannot be read ({reason_of(error)}): {path}")
        return None

    def _set_aside(self, path: Path) -> None:
        try:
            self._on_problem(f"A draft is damaged and was set aside: {set_aside(path)}")
        except OSError as error:
            self._on_problem(f"A draft is damaged and cannot be set aside ({reason_of(error)}): {path}")

    def _may_be_taken(self, found: KeptDraft) -> bool:
        key = found.draft.key
        match standing_of(found.owner):
            case Standing.GONE | Standing.SELF:
                return True
            case Standing.ELSEWHERE:
                self._on_problem(f"The draft of {key.repo}/{key.name} was begun on another machine; this is a copy.")
                return True
            case Standing.ALIVE:
                self._on_problem(f"The draft of {key.repo}/{key.name} is open in another breadtui and is left to it.")
                return False

    def _tell_of_second(self, older: KeptDraft | None) -> None:
        if older is not None:
            key = older.draft.key
            self._on_problem(f"{key.repo}/{key.name} has two drafts; the newer is shown, the older kept: {older.path}")

    def _claimed(self, folder: Path, found: KeptDraft) -> Draft | None:
        """The draft, its file now ours where its process is gone: renaming is what only one of two can do."""
        own_path = self._own_path(folder, found.draft.key)
        if found.path == own_path:
            return found.draft
        if standing_of(found.owner) is Standing.GONE and not own_path.exists():
            try:
                found.path.rename(own_path)
                self._write(own_path, found.draft)
            except FileNotFoundError:
                return None
            except OSError as error:
                self._on_problem(f"A draft cannot be taken over ({reason_of(error)}): {found.path}")
        self._taken_over.setdefault(found.draft.key, []).append(found)
        return found.draft

    def _tell_of_memory(self) -> None:
        if not self._is_told_of_memory:
            self._is_told_of_memory = True
            self._on_problem("Drafts cannot be kept on disk: no folder can be written. They end with this program.")


def read_draft(path: Path) -> KeptDraft:
    """The draft in a file. Raises: Unreadable, Newer, OSError."""
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise Unreadable("too large")
    content = object_of(from_text(path.read_bytes()))
    version = content.get("version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise Newer(path)
    return KeptDraft(draft_from_json(content), owner_from(content.get("owner")), path)


def _is_unchanged(found: KeptDraft) -> bool:
    try:
        return read_draft(found.path) == found
    except (OSError, Unreadable, Newer):
        return False
