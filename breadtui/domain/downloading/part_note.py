"""What is kept beside a part of a file, so that another process can go on with it. No address is in it."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.downloading.answers import Known
from breadtui.domain.downloading.hashes import Hash, HashKind
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.values import dataclass

VERSION = 1


@dataclass(frozen=True, slots=True)
class PartNote:
    """Whose weights the part is of, and what the store said of the whole when it was begun.

    `is_wrong` marks a part that was whole and failed its check: it is not gone on with.
    """

    key: JobKey
    checkpoint: int
    etag: str = ""
    total_bytes: int | None = None
    hashes: tuple[Hash, ...] = ()
    is_wrong: bool = False

    def is_of(self, key: JobKey, checkpoint: int) -> bool:
        """It is a part of these weights."""
        return (self.key, self.checkpoint) == (key, checkpoint)

    def known(self, part_bytes: int) -> Known:
        """What is known of a part of this length."""
        return Known() if self.is_wrong else Known(part_bytes, self.etag, self.total_bytes)


def note_to_json(note: PartNote) -> dict[str, Json]:
    """The note for the disk."""
    return {
        "version": VERSION,
        "repo": note.key.repo,
        "bake": note.key.name,
        "checkpoint": note.checkpoint,
        "etag": note.etag,
        "total_bytes": note.total_bytes,
        "hashes": [list(one) for one in note.hashes],
        "is_wrong": note.is_wrong,
    }


def note_from_json(value: Json) -> PartNote | None:
    """The note again; None where the text is not ours."""
    if not isinstance(value, Mapping) or value.get("version") != VERSION:
        return None
    repo, bake, checkpoint = value.get("repo"), value.get("bake"), value.get("checkpoint")
    if not isinstance(repo, str) or not isinstance(bake, str) or not isinstance(checkpoint, int):
        return None
    etag, total, hashes = value.get("etag"), value.get("total_bytes"), value.get("hashes")
    return PartNote(
        JobKey(RepoName(repo), Phase.BAKE, bake),
        checkpoint,
        etag if isinstance(etag, str) else "",
        total if isinstance(total, int) else None,
        tuple(_hash(row) for row in hashes if _is_hash(row)) if isinstance(hashes, list) else (),
        bool(value.get("is_wrong")),
    )


def _is_hash(row: Json) -> bool:
    is_row = isinstance(row, list) and len(row) == 3 and all(isinstance(each, str) for each in row)
    return is_row and isinstance(row, list) and row[0] in set(HashKind)


def _hash(row: Json) -> Hash:
    assert isinstance(row, list)  # noqa: S101  for the type checker: it was looked at just now
    return Hash(HashKind(str(row[0])), str(row[1]), str(row[2]))
