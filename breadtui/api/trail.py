"""Hashes of a body up to places in it, by which a longer one is known to begin with the same bytes."""

from __future__ import annotations

from hashlib import blake2b

from breadtui.api.answer import Body

MARK_BYTES = 1_000_000


class Trail:
    """How many bytes went by, their hash, and the hash at each megabyte, so that a difference is seen where it is."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self._marks: list[bytes] = []
        self.count = 0

    def add(self, piece: Body | memoryview) -> None:
        """Go on with these bytes."""
        rest = memoryview(piece)
        while rest:
            part = rest[: MARK_BYTES - self.count % MARK_BYTES]
            self._hash.update(part)
            self.count += len(part)
            if self.count % MARK_BYTES == 0:
                self._marks.append(self.digest())
            rest = rest[len(part) :]

    def digest(self) -> bytes:
        """The hash of all that went by."""
        return self._hash.digest()

    def is_on(self, other: Trail) -> bool:
        """Whether all that went by is what the other went by first, as far as marks tell."""
        if self.count >= other.count:
            return self.count == other.count and self.digest() == other.digest()
        return self._marks == other._marks[: len(self._marks)]

    def is_begun_by(self, body: Body) -> bool:
        """Whether a body begins with the same bytes, or, where it is shorter, is the beginning of them."""
        return trail_of(body, min(self.count, len(body))).is_on(self)


def trail_of(body: Body, end: int) -> Trail:
    """The trail of a body up to a place in it."""
    trail = Trail()
    trail.add(memoryview(body)[:end])
    return trail
