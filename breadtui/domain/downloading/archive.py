"""What the beginning of a file says of it."""

from __future__ import annotations

MAGIC = b"\x1f\x8b"


def not_archive_words(beginning: bytes) -> str:
    """Why these are no first bytes of a `.tar.gz`; empty where they may be. Text is raw."""
    if beginning.startswith(MAGIC):
        return ""
    if not beginning:
        return "it is empty"
    return f"it is no .tar.gz: it begins with {beginning[:24].decode('ascii', 'replace')!r}"
