"""What kinds of call there are: how long each may take, how much it may answer, how often it is asked."""

from __future__ import annotations

from breadtui.values import dataclass

_KB = 1_000
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class CallKind:
    """The limits of one kind of call.

    `total_seconds` covers all tries with the waits between them (None: no end); `longest_bytes` is the size after
    decompression. A kind that is not `is_repeatable` is asked again only where the service cannot have acted on it.
    """

    name: str
    connect_seconds: float
    read_seconds: float
    total_seconds: float | None
    longest_bytes: int
    tries: int
    is_repeatable: bool = True


# A failed job may carry a megabyte of reason, and that must still be readable.
STATUS = CallKind("status", 5, 10, 15, 2 * _MB, tries=1)
LIST = CallKind("list", 5, 15, 60, 64 * _MB, tries=3)
METRICS = CallKind("metrics", 5, 15, 120, 256 * _MB, tries=2)
# The service echoes what was created, and a prompt may be megabytes of conversation.
CREATE = CallKind("create", 5, 30, 60, 16 * _MB, tries=3)
ACT = CallKind("act", 5, 30, 60, 16 * _MB, tries=3, is_repeatable=False)
LINK = CallKind("link", 5, 15, 30, 64 * _KB, tries=3)
# Whoever waits for an answer is told of each wait, so a refusal is told at once and met above this room.
CHAT = CallKind("chat", 5, 120, None, 64 * _MB, tries=1, is_repeatable=False)
