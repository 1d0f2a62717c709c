"""What a store's answer means for a file of which a part may be here already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from breadtui.domain.downloading.hashes import Hash, hashes_of, strong_etag
from breadtui.values import dataclass

_CONTENT_RANGE = r"(?i)bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)"
_NO_RANGE = r"(?i)bytes\s+\*/(\d{1,18})"
_LINK_REFUSED = frozenset({400, 401, 403, 404, 410})
_BUSY = frozenset({408, 425, 429})

CHANGED = "the weights changed at the store: begun anew"
NO_RANGES = "the store does not send parts: begun anew"
OTHER_PART = "the store sent another part than was asked for: begun anew"
NO_TAG = "nothing tells whether the weights are still the same: begun anew"


@dataclass(frozen=True, slots=True)
class StoreAnswer:
    """The head of an answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        """The strong ETag, empty for a weak one or none."""
        return strong_etag(self.headers.get("etag", ""))

    @property
    def hashes(self) -> tuple[Hash, ...]:
        """What the whole file must hash to, as far as the answer tells."""
        return hashes_of(self.headers)

    @property
    def body_bytes(self) -> int | None:
        """The length of the body, where it is told."""
        length = self.headers.get("content-length", "")
        return int(length) if length.isascii() and length.isdigit() and len(length) <= 18 else None


@dataclass(frozen=True, slots=True)
class Known:
    """The part that is here: its length, and what was told of the whole when it was begun."""

    part_bytes: int = 0
    etag: str = ""
    total_bytes: int | None = None

    @property
    def can_go_on(self) -> bool:
        """A next answer can be joined to the part; only a strong ETag says that it is of the same file."""
        fits = self.total_bytes is None or self.part_bytes <= self.total_bytes
        return self.part_bytes > 0 and bool(self.etag) and fits


@dataclass(frozen=True, slots=True)
class Begin:
    """The body goes into the file from `offset` on; `note` says why it begins anew, where a part is given up."""

    offset: int
    total_bytes: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """Nothing is missing: the part has the length of the whole."""


@dataclass(frozen=True, slots=True)
class Restart:
    """The part is worth nothing: it is to be asked for from the start."""

    note: str


@dataclass(frozen=True, slots=True)
class LinkRefused:
    """The link is no good, or no longer; a fresh one may be."""

    status: int


@dataclass(frozen=True, slots=True)
class Busy:
    """The store cannot answer now."""

    status: int


@dataclass(frozen=True, slots=True)
class Hopeless:
    """An answer that asking again does not better."""

    words: str


Verdict: TypeAlias = Begin | Whole | Restart | LinkRefused | Busy | Hopeless


def judged(answer: StoreAnswer, known: Known) -> Verdict:
    """What to do with an answer; from the start is asked for where `known` cannot be gone on with."""
    if answer.status in {200, 206} and (encoding := _encoding(answer)):
        return Hopeless(f"the store sends the weights in another encoding ({encoding[:40]})")
    offset = known.part_bytes if known.can_go_on else 0
    match answer.status:
        case 200:
            return Begin(0, answer.body_bytes, _why_whole(answer, known) if offset else "")
        case 206:
            return _joined(answer, known, offset)
        case 416:
            return _past_the_end(answer, known)
        case status:
            return _refusal(status)


def _refusal(status: int) -> LinkRefused | Busy | Hopeless:
    if status in _LINK_REFUSED:
        return LinkRefused(status)
    is_busy = status in _BUSY or 500 <= status < 600
    return Busy(status) if is_busy else Hopeless(f"the store answered with status {status}")


def _encoding(answer: StoreAnswer) -> str:
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    return "" if encoding == "identity" else encoding


def _why_whole(answer: StoreAnswer, known: Known) -> str:
    return NO_RANGES if answer.etag == known.etag else CHANGED


def _joined(answer: StoreAnswer, known: Known, offset: int) -> Verdict:
    found = re.fullmatch(_CONTENT_RANGE, answer.headers.get("content-range", "").strip())
    if found is None or int(found[1]) != offset:
        return Restart(OTHER_PART) if offset else Hopeless("the store sent a part nobody had asked for")
    total = None if found[3] == "*" else int(found[3])
    if (total is not None and known.total_bytes not in {None, total}) or answer.etag not in {"", known.etag}:
        return Restart(CHANGED)
    return Begin(offset, known.total_bytes if total is None else total)


def _past_the_end(answer: StoreAnswer, known: Known) -> Verdict:
    found = re.fullmatch(_NO_RANGE, answer.headers.get("content-range", "").strip())
    total = known.total_bytes if found is None else int(found[1])
    if total == known.part_bytes and answer.etag in {"", known.etag}:
        return Whole()
    return Restart(CHANGED)
