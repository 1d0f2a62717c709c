"""Rows written out one after another, counted, and compared with what the service says it has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Protocol

from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.digest import digest_of
from breadtui.domain.outputs.paging import Stop
from breadtui.domain.query.queries import Query
from breadtui.store.rows.book import RowsBook
from breadtui.values import dataclass, field

FEW_PLACES = 100


class RowSink(Protocol):
    """Where rows are written."""

    def put(self, place: int, row: Json) -> None:
        """Write a row. Raises: OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: those that fit a filter, of at most `most` from `first` on, and only those at some places if named.

    Few places are read one by one, so that ten rows of many cost ten requests at most.
    """

    query: Query = field(default_factory=Query)
    first: int = 0
    most: int | None = None
    only: Collection[int] | None = None

    @property
    def is_few(self) -> bool:
        """Few places are named."""
        return self.only is not None and len(self.only) <= FEW_PLACES

    def is_wanted(self, place: int, row: Json, most_tokens: int | None) -> bool:
        """Whether a row is to be written."""
        if self.only is not None and place not in self.only:
            return False
        return not self.query or self.query.matches(digest_of(place, read_row(row), most_tokens), is_fuzzy=False)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were read and written. `told` is how many the service says there are, None where it does not."""

    read: int
    written: int
    told: int | None
    is_settled: bool
    stop: Stop | None = None
    error: BreadError | None = None
    is_limited: bool = False

    @property
    def is_short(self) -> bool:
        """Rows that were asked for are missing: what the service says and what it gave differ, or reading failed."""
        if self.error is not None or (self.stop is not None and self.stop is not Stop.END):
            return True
        return not self.is_limited and self.told is not None and self.read != self.told

    def remarks(self) -> list[str]:
        """What a person had better know, in sentences."""
        said = []
        if self.stop is not None and self.stop is not Stop.END:
            said.append(f"{self.stop.value}.")
        if not self.is_settled:
            said.append(f"the job is not complete: these are the {self.read} rows so far.")
        elif not self.is_limited and self.told is not None and self.read != self.told:
            said.append(f"{self.read} rows were read, but the service says there are {self.told}.")
        return said


async def write_rows(
    book: RowsBook, sink: RowSink, wanted: Wanted, on_progress: Callable[[int, int], None] | None = None
) -> Written:
    """Write rows as they are read, in order; `on_progress` hears how many were read and written.

    Raises: OSError where the sink takes no more.
    """
    if wanted.only is not None and wanted.is_few:
        return await _write_few(book, sink, wanted, sorted(wanted.only))
    read = written = 0
    is_limited = wanted.first > 0
    async for place, rows in book.strides(wanted.first):
        left = len(rows) if wanted.most is None else wanted.most - read
        for at, row in enumerate(rows[:left]):
            if wanted.is_wanted(place + at, row, book.most_tokens):
                sink.put(place + at, row)
                written += 1
        read += min(len(rows), left)
        if on_progress is not None:
            on_progress(read, written)
        if wanted.most is not None and read >= wanted.most:
            is_limited = True
            break
        await asyncio.sleep(0)
    return Written(read, written, _told(book), book.is_settled, book.stop, book.error, is_limited)


async def _write_few(book: RowsBook, sink: RowSink, wanted: Wanted, places: list[int]) -> Written:
    read = written = 0
    for place in places:
        if not book.has(place) and not await book.want_one(place):
            break
        read += 1
        row = book.row(place)
        if wanted.is_wanted(place, row, book.most_tokens):
            sink.put(place, row)
            written += 1
    stop = Stop.SHORT if read < len(places) else None
    return Written(read, written, _told(book), book.is_settled, stop, book.error, is_limited=True)


def _told(book: RowsBook) -> int | None:
    return None if book.job is None else book.job.lines
