"""Near-duplicates: texts that say the same but for a word, a case or a comma, found without comparing all with all."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import TypeAlias
from zlib import crc32

Signature: TypeAlias = tuple[int, ...]
"""Six least hashes of a text's shingles; two texts share about as many of them as they share shingles."""

_SALTS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1, 0xD3A2646D)
_WORD = re.compile(r"\w+")
_MASK = 0xFFFFFFFF
_LIKE_ENOUGH = 5
_LONGEST = 4000
"""Characters that count; what begins the same for so long is read as the same."""

_SAMPLE = 48
"""Shingles of a text that are looked at six times."""

_BAND = 2
_UNKNOWN = 0
MOST_LEADERS = 200_000
"""Rows that others are held against, about 60 MB of them; of further ones, those like none of these stay alone."""


def signature_of(text: str) -> Signature:
    """The signature of a text: case, punctuation and blanks do not count, order does.

    A shingle is a word after the one before it, hashed by going on from that one's hash. The least hashes are a sample
    that texts with the same shingles share, of which the least in six other orders stand for all.
    """
    words = " ".join(_WORD.findall(text[:_LONGEST].casefold())).encode("utf-8", "surrogatepass").split(b" ")
    sample = sorted(set(map(crc32, words, [0, *map(crc32, words)])))[:_SAMPLE]
    return tuple(min([each * salt & _MASK for each in sample]) for salt in _SALTS)


def is_alike(one: Signature, other: Signature) -> bool:
    """Whether two texts are nearly the same, by their signatures: they share about four fifths of their shingles."""
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=True)) >= _LIKE_ENOUGH


class LikeRows:
    """Groups rows with those nearly like them. Each belongs to the first such row that was taken in, its leader.

    Rows are like their leader, not only like one that is like it, so groups do not creep. What is kept is about
    300 bytes for each row that is like no other, 4 for the rest.
    """

    def __init__(self, most_leaders: int = MOST_LEADERS) -> None:
        self._most_leaders = most_leaders
        self._bands: dict[int, int] = {}
        self._signatures = array("I")
        self._places = array("I")
        self._leaders = array("I")
        self._sizes: dict[int, int] = {}
        self.folded_count = 0
        """How many rows are stood for by another."""

    def add(self, place: int, signature: Signature) -> int:
        """Take in a row; its leader is given back, itself where none is like it. A row known already stays."""
        if self._known(place) != _UNKNOWN:
            return self.leader_of(place)
        leader = self._leader_for(signature)
        if leader is None:
            if len(self._places) < self._most_leaders:
                self._lead(place, signature)
        else:
            self._sizes[leader] = self.size_of(leader) + 1
            self.folded_count += 1
        self._note(place, place if leader is None else leader)
        return place if leader is None else leader

    def leader_of(self, place: int) -> int:
        """The row that stands for this one; itself where it is not known yet."""
        known = self._known(place)
        return place if known == _UNKNOWN else known - 1

    def size_of(self, place: int) -> int:
        """How many rows a leader stands for, itself included."""
        return self._sizes.get(place, 1)

    def _known(self, place: int) -> int:
        return self._leaders[place] if place < len(self._leaders) else _UNKNOWN

    def _note(self, place: int, leader: int) -> None:
        if place >= len(self._leaders):
            self._leaders.extend([_UNKNOWN] * (place + 1 - len(self._leaders)))
        self._leaders[place] = leader + 1

    def _leader_for(self, signature: Signature) -> int | None:
        candidates = dict.fromkeys(self._bands[band] for band in _bands(signature) if band in self._bands)
        return next((self._places[at] for at in candidates if is_alike(self._signature(at), signature)), None)

    def _lead(self, place: int, signature: Signature) -> None:
        order = len(self._places)
        self._places.append(place)
        self._signatures.extend(signature)
        for band in _bands(signature):
            self._bands.setdefault(band, order)

    def _signature(self, order: int) -> Signature:
        """The signature of the leader that came so late."""
        first = order * len(_SALTS)
        return tuple(self._signatures[first : first + len(_SALTS)])


def _bands(signature: Signature) -> Iterator[int]:
    """Numbers of which two alike signatures share at least one, most probably."""
    return ((signature[at] << 32 | signature[at + 1]) * len(_SALTS) + at for at in range(0, len(signature), _BAND))
