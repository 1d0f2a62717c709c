"""The journal as a whole: how much it holds, packed again, written out for other tools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from breadtui.domain.happenings import Happening, Watch, kind_of, name_of, repo_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.journal.exported_tree import tree_to_json
from breadtui.journal.last_known import last_known_trees
from breadtui.journal.prompt_json import from_text
from breadtui.journal.schema import NEWEST_VERSION, open_journal, transaction, version_of
from breadtui.journal.tables.cells import moment_of, text_from_cell
from breadtui.journal.tables.happenings import happenings_after
from breadtui.journal.tables.sightings import jobs_between
from breadtui.journal.tables.watching import watches_since
from breadtui.journal.thinning import MOST_BYTES, thin, used_bytes
from breadtui.values import dataclass

EXPORT_VERSION = 1
PAGE = 5_000
_ALWAYS = moment_of(0.0)
_COUNTED = {
    "looks at jobs": "SELECT count(*) FROM job_sightings",
    "events": "SELECT count(*) FROM happenings",
    "texts of prompts": "SELECT count(*) FROM prompt_versions",
    "writes": "SELECT count(*) FROM prompt_writes",
    "plans": "SELECT count(*) FROM recreations",
    "stretches watched": "SELECT count(*) FROM watches",
}
_TEXTS = "SELECT repo, name, text_hash, body, first_seen_at, last_seen_at FROM prompt_versions ORDER BY number"


@dataclass(frozen=True, slots=True)
class JournalStats:
    """What a journal holds: bytes of its file and of what is in it, rows by what they are, and since when."""

    path: Path
    file_bytes: int
    used_bytes: int
    version: int
    counts: dict[str, int]
    since: datetime | None


class JournalHouse:
    """One account's file, opened by itself; close it. Raises: sqlite3.Error, OSError, FileNotFoundError."""

    def __init__(self, folder: Path, account_id: str) -> None:
        self.path = folder / "journal" / f"{account_id}.sqlite3"
        if not self.path.exists():
            raise FileNotFoundError(self.path)
        self._connection = open_journal(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def is_newer(self) -> bool:
        """It was written by a later breadtui: it is only read."""
        return version_of(self._connection) > NEWEST_VERSION

    def stats(self) -> JournalStats:
        """How much there is."""
        counts = {words: int(self._connection.execute(query).fetchone()[0]) for words, query in _COUNTED.items()}
        first = self._connection.execute("SELECT min(seen_at) FROM job_sightings").fetchone()[0]
        return JournalStats(
            self.path,
            self._file_bytes(),
            used_bytes(self._connection),
            version_of(self._connection),
            counts,
            None if first is None else moment_of(first),
        )

    def vacuum(self, now: datetime, most_bytes: int = MOST_BYTES) -> tuple[int, int]:
        """Leave out what is old and pack the file; its bytes before and after. Other windows wait meanwhile."""
        before = self._file_bytes()
        with transaction(self._connection):
            thin(self._connection, now, most_bytes)
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, self._file_bytes()

    def exported(self, now: datetime) -> Iterator[JsonObject]:
        """Everything that was seen, one object each, the head first: nothing of the key is in a journal."""
        yield {"kind": "journal", "version": EXPORT_VERSION, "exported_at": now.isoformat()}
        for watch in watches_since(self._connection, _ALWAYS):
            ended = None if watch.ended_at is None else watch.ended_at.isoformat()
            yield {
                "kind": "watch",
                "began_at": watch.began_at.isoformat(),
                "last_alive_at": watch.last_alive_at.isoformat(),
                "ended_at": ended,
            }
        yield from (tree_to_json(tree, at) for tree, at in last_known_trees(self._connection))
        for job in jobs_between(self._connection, _ALWAYS, now):
            yield {
                "kind": "job",
                "repo": job.key.repo,
                "phase": job.key.phase.value,
                "name": job.key.name,
                "seen_at": job.seen_at.isoformat(),
                "status": job.status,
                "progress_percent": job.progress_percent,
                "lines": job.lines,
                "loss": job.loss,
                "error": job.error,
                "run_id": job.run_id,
            }
        yield from self._texts()
        yield from map(happening_to_json, self.happenings())

    def happenings(self) -> Iterator[Happening]:
        """All events in the order in which they were written down."""
        last = 0
        while page := happenings_after(self._connection, last, PAGE):
            yield from page
            last = page[-1].number

    def watches(self, since: datetime) -> tuple[Watch, ...]:
        """The stretches in which any window or recorder watched, from `since` on."""
        return watches_since(self._connection, since)

    def _texts(self) -> Iterator[JsonObject]:
        for repo, name, text_hash, body, first, last in self._connection.execute(_TEXTS):
            yield {
                "kind": "prompt",
                "repo": text_from_cell(repo),
                "name": text_from_cell(name),
                "hash": text_hash,
                "first_seen_at": moment_of(first).isoformat(),
                "last_seen_at": moment_of(last).isoformat(),
                "prompt": from_text(body),
            }

    def _file_bytes(self) -> int:
        sides = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(path.stat().st_size for path in sides if path.exists())


def happening_to_json(happening: Happening) -> JsonObject:
    """An event with the words of the journal."""
    not_before: Json = None if happening.not_before is None else happening.not_before.isoformat()
    return {
        "kind": "event",
        "number": happening.number,
        "what": happening.what.value,
        "of": kind_of(happening.about),
        "repo": repo_of(happening.about),
        "name": name_of(happening.about),
        "seen_at": happening.seen_at.isoformat(),
        "not_before": not_before,
        "before": happening.before,
        "after": happening.after,
        "detail": happening.detail,
        "by": happening.origin.value,
    }
