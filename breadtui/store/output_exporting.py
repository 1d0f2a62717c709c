"""Rows written out one after another, counted, and compared with what the service says it has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.digest import digest_of
from breadtui.domain.outputs.paging import Stop
from breadtui.domain.query.queries import Query
from breadtui.store.output_book import RowsBook


class RowSink(Protocol):
    """Where rows are written."""

    def put(self, place: int, row: Json) -> None:
        """Write a row. Raises: OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: those that fit a filter, of at most `most` from `first` on."""

    query: Query = field(default_factory=Query)
    first: int = 0
    most: int | None = None


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
    read = written = 0
    is_limited = wanted.first > 0
    async for place, rows in book.strides(wanted.first):
        left = len(rows) if wanted.most is None else wanted.most - read
        for at, row in enumerate(rows[:left]):
            if _fits(wanted.query, place + at, row, book.most_tokens):
                sink.put(place + at, row)
                written += 1
        read += min(len(rows), left)
        if on_progress is not None:
            on_progress(read, written)
        if wanted.most is not None and read >= wanted.most:
            is_limited = True
            break
        await asyncio.sleep(0)
    job = book.job
    told = None if job is None else job.lines
    return Written(read, written, told, book.is_settled, book.stop, book.error, is_limited)


def _fits(query: Query, place: int, row: Json, most_tokens: int | None) -> bool:
    return not query or query.matches(digest_of(place, read_row(row), most_tokens), is_fuzzy=False)
