"""Calls to the service as the transcript keeps them: the latest, and of their bodies the beginnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from breadtui.values import dataclass, replace

KEPT_CALLS = 200
KEPT_BODY_BYTES = 16_384
"""Of one body, sent or received, this much of its beginning is kept."""
KEPT_BODIES_BYTES = 2_000_000
"""Of all bodies together; the oldest go first, their calls stay."""
TOLD_WORDS = ("x-request-id", "content-type", "retry-after", "date", "server")
"""The headers of an answer that a bug report is about, and that hold nothing secret."""
LONGEST_WORD = 200
SECRET_MARK = "‹key›".encode()


@dataclass(frozen=True, slots=True)
class KeptBody:
    """The beginning of a body as it was before compression; `whole_bytes` is how long all of it was.

    It may hold what must not be shown: read it through `domain.secrecy`. The key itself was taken out before.
    """

    start: bytes = b""
    whole_bytes: int = 0

    @property
    def is_cut(self) -> bool:
        """More came than is kept here."""
        return self.whole_bytes > len(self.start)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(whole_bytes={self.whole_bytes})"


NO_BODY = KeptBody()


@dataclass(frozen=True, slots=True, eq=False)
class ApiCall:
    """One try of one call as the transcript keeps it; never the key. It is the same one when its bodies are dropped.

    `outcome` is the status as text, or the name of the failure; bytes are as on the wire, bodies only. `ask_number` is
    the same for all tries of one call, 0 where that is not known. `words` are headers of the answer.
    """

    at: datetime
    method: str
    path: str
    outcome: str
    milliseconds: float
    sent_bytes: int
    received_bytes: int
    attempt: int = 1
    ask_number: int = 0
    sent: KeptBody = NO_BODY
    received: KeptBody = NO_BODY
    words: tuple[tuple[str, str], ...] = ()

    @property
    def is_fine(self) -> bool:
        """It ended as a success."""
        return self.outcome.startswith("2")

    @property
    def kept_bytes(self) -> int:
        """What its bodies take of the memory."""
        return len(self.sent.start) + len(self.received.start)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiCall) and _known_by(self) == _known_by(other)

    def __hash__(self) -> int:
        return hash(_known_by(self))


def _known_by(call: ApiCall) -> tuple[object, ...]:
    lengths = call.sent_bytes, call.received_bytes
    words = call.method, call.path, call.outcome, call.words
    return call.at, call.ask_number, call.attempt, call.milliseconds, lengths, words


def body_kept(start: bytes | bytearray, whole_bytes: int, secrets: Iterable[str] = ()) -> KeptBody:
    """The beginning of a body, with every secret taken out of it.

    `start` is all of it, or more of it than is kept: so a secret that stands where it was cut is not kept in part.
    """
    if not whole_bytes:
        return NO_BODY
    kept, longest = bytes(start), 0
    for secret in filter(None, secrets):
        kept, longest = kept.replace(secret.encode(), SECRET_MARK), max(longest, len(secret.encode()))
    if whole_bytes > len(start):
        kept = kept[: max(len(kept) - longest, 0)]
    is_cut = whole_bytes > len(start) or len(kept) > KEPT_BODY_BYTES
    kept = kept[:KEPT_BODY_BYTES]
    return KeptBody(kept, max(whole_bytes, len(kept) + 1) if is_cut else len(kept))


def with_call(calls: Sequence[ApiCall], call: ApiCall) -> tuple[ApiCall, ...]:
    """The latest calls with one more; the oldest lose their bodies first, then are left out."""
    kept = (*calls, call)[-KEPT_CALLS:]
    over = sum(one.kept_bytes for one in kept) - KEPT_BODIES_BYTES
    if over <= 0:
        return kept
    thinned = list(kept)
    for place, one in enumerate(kept):
        if over <= 0:
            break
        over -= one.kept_bytes
        thinned[place] = replace(one, sent=_emptied(one.sent), received=_emptied(one.received))
    return tuple(thinned)


def _emptied(body: KeptBody) -> KeptBody:
    return KeptBody(b"", body.whole_bytes) if body.start else body


def tries_of(calls: Sequence[ApiCall], call: ApiCall) -> tuple[ApiCall, ...]:
    """All tries of the same call that are still kept, first to last."""
    if not call.ask_number:
        return (call,)
    return tuple(one for one in calls if one.ask_number == call.ask_number)


def is_tried_again(calls: Sequence[ApiCall], call: ApiCall) -> bool:
    """After this try there was another one of the same call."""
    return any(one.attempt > call.attempt for one in tries_of(calls, call))
