"""What can go wrong between the store and the file, beside what the service refuses."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What kind: no room; the file is there, or another's; another process writes it; a check failed."""

    FULL = "full"
    EXISTS = "exists"
    FOREIGN = "foreign"
    TAKEN = "taken"
    UNWRITABLE = "unwritable"
    WRONG = "wrong"
    REFUSED = "refused"


class DownloadTrouble(Exception):
    """A download cannot go on as it is; `words` is raw text."""

    def __init__(self, kind: Trouble, words: str, *, missing_bytes: int = 0) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words
        self.missing_bytes = missing_bytes
