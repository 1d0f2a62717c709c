"""What an archive of weights may hold, before anything of it is written."""

from __future__ import annotations

ENDINGS = (".tar.gz", ".tgz")
MOST_TIMES, LEAST_LIMIT_BYTES = 20, 10_000_000
"""Weights hardly shrink: what unpacks to so many times its size was made to fill the disk."""

MOST_ENTRIES = 100_000
UNPACKED = ".unpacked"


def folder_name(archive_name: str) -> str:
    """What the folder of an archive is called: its name without the ending."""
    for ending in ENDINGS:
        if archive_name.lower().endswith(ending) and len(archive_name) > len(ending):
            return archive_name[: -len(ending)]
    return archive_name + UNPACKED


def most_bytes(archive_bytes: int) -> int:
    """How much may come out of an archive."""
    return max(MOST_TIMES * archive_bytes, LEAST_LIMIT_BYTES)


def safe_parts(name: str) -> tuple[str, ...] | None:
    """Where an entry goes below the folder, name by name; None for one that would leave it or that no disk takes."""
    if "\0" in name or "\\" in name or ":" in name:
        return None
    parts = tuple(part for part in name.split("/") if part not in {"", "."})
    return None if name.startswith("/") or ".." in parts else parts
