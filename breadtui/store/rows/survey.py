"""All rows of a job read once in passing: how long, what is flawed, what is alike, what fits a filter."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import AsyncGenerator, Sequence

from breadtui.domain.json_values import Json
from breadtui.domain.outputs.conversation import OutputRow, read_row
from breadtui.domain.outputs.digest import NO_ANSWER, Flaw, RowDigest, digest_of
from breadtui.domain.outputs.extraction import answer_of, question_of
from breadtui.domain.outputs.likeness import LikeRows, signature_of
from breadtui.domain.prompt.prompts import Message
from breadtui.store.rows.book import RowsBook

MOST_BYTES = 48_000_000
SLICE_ROWS = 50
SLICE_CHARACTERS = 60_000
"""Rows are taken in by slices of at most so many rows and characters, between which the keys get their turn."""


class Survey:
    """What is known of the first `known_count` rows of a book; the rest is read when it is asked for.

    Figures are kept of every row, short texts of as many as memory allows; what was let go is read again.
    """

    def __init__(self, book: RowsBook, most_bytes: int = MOST_BYTES) -> None:
        self._book = book
        self._most_bytes = most_bytes
        self._begin()

    def _begin(self) -> None:
        self._version = self._book.version
        self._digests: list[RowDigest | None] = []
        self._bytes_held = 0
        self._teacher: tuple[Message, ...] | None = None
        self.is_same_teacher = True
        """Every row read so far was asked under the same teacher prompt."""
        self.question_chars, self.question_tokens = array("l"), array("l")
        self.answer_chars, self.answer_tokens = array("l"), array("l")
        self.empty_count = self.cut_count = 0
        self.alike = LikeRows()

    @property
    def known_count(self) -> int:
        """How many rows were read, from the first on."""
        return len(self._digests) if self._version == self._book.version else 0

    @property
    def is_whole(self) -> bool:
        """All rows there are were read."""
        return self._version == self._book.version and self.known_count >= self._book.count

    async def slices(self, start: int = 0) -> AsyncGenerator[Sequence[RowDigest], None]:
        """Rows in short from `start` on, slice by slice, to the last there is; rows not read yet are read."""
        place = start
        if self._version != self._book.version:
            self._begin()
        while known := self._kept(place):
            yield known
            place += len(known)
            await asyncio.sleep(0)
        async for first, rows in self._book.strides(place):
            if self._version != self._book.version:
                self._begin()
                return
            for at, part in _parts(rows):
                yield [self._take(first + at + order, row) for order, row in enumerate(part)]
                await asyncio.sleep(0)

    def digest(self, place: int) -> RowDigest | None:
        """A row in short, where it is kept or in memory; None where it would have to be read."""
        known = self._digests[place] if place < self.known_count else None
        if known is None and self._book.has(place):
            return digest_of(place, read_row(self._book.row(place)), self._book.most_tokens)
        return known

    def _kept(self, place: int) -> list[RowDigest]:
        known: list[RowDigest] = []
        for digest in self._digests[place : place + SLICE_ROWS]:
            if digest is None:
                break
            known.append(digest)
        return known

    def _take(self, place: int, raw: Json) -> RowDigest:
        row = read_row(raw)
        digest = digest_of(place, row, self._book.most_tokens)
        if place == self.known_count:
            self._note(digest, row)
        return digest

    def _note(self, digest: RowDigest, row: OutputRow) -> None:
        self._bytes_held += digest.bytes_held
        self._digests.append(digest if self._bytes_held <= self._most_bytes else None)
        self.question_chars.append(len(digest.question))
        self.question_tokens.append(digest.question_tokens)
        if digest.answer_tokens != NO_ANSWER:
            self.answer_chars.append(len(digest.answer or ""))
            self.answer_tokens.append(digest.answer_tokens)
        self.empty_count += bool(digest.flaws & (Flaw.EMPTY_ANSWER | Flaw.EMPTY_QUESTION))
        self.cut_count += Flaw.CUT in digest.flaws
        self.alike.add(digest.place, signature_of(digest.text))
        teacher = row.teacher.prompt if row.teacher is not None else None
        if not digest.place:
            self._teacher = teacher
        elif self.is_same_teacher:
            self.is_same_teacher = teacher == self._teacher


def _parts(rows: Sequence[Json]) -> list[tuple[int, Sequence[Json]]]:
    """Rows in slices, each with the place of its first; a long row makes a slice of its own."""
    parts: list[tuple[int, Sequence[Json]]] = []
    start = characters = 0
    for at, row in enumerate(rows):
        characters += _length(row)
        if at - start + 1 >= SLICE_ROWS or characters >= SLICE_CHARACTERS:
            parts.append((start, rows[start : at + 1]))
            start, characters = at + 1, 0
    return [*parts, (start, rows[start:])] if start < len(rows) else parts


def _length(row: Json) -> int:
    return len(question_of(row)) + len(answer_of(row) or "")
