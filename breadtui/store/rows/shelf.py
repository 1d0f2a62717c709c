"""Rows in memory, a hundred together, within a bound of bytes: those read last stay."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from breadtui.domain.json_values import Json
from breadtui.store.rows.sharing import LeanRow, SharedParts

CHUNK_ROWS = 100
MOST_BYTES = 24_000_000
_MOST_LOOSE = 200


class RowsShelf:
    """Chunks of at most a hundred rows by their numbers, and single rows read here and there.

    `row_bytes` is what a row was as JSON, on average of those put in last; 0 before any.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._chunks: OrderedDict[int, tuple[Json, ...]] = OrderedDict()
        self._sizes: dict[int, int] = {}
        self._loose: OrderedDict[int, Json] = OrderedDict()
        self._shared = SharedParts()
        self.row_bytes = 0

    @property
    def bytes_held(self) -> int:
        """About how much memory the chunks take."""
        return sum(self._sizes.values())

    def row(self, place: int) -> Json:
        """The row at a place, None where it is not here."""
        chunk = self._chunks.get(place // CHUNK_ROWS, ())
        within = place % CHUNK_ROWS
        return chunk[within] if within < len(chunk) else self._loose.get(place)

    def has(self, place: int) -> bool:
        """The row is here, even one that is null."""
        return place in self._loose or place % CHUNK_ROWS < len(self._chunks.get(place // CHUNK_ROWS, ()))

    def chunk(self, number: int) -> tuple[Json, ...]:
        """The rows of a chunk that are here; it counts as read now."""
        if number in self._chunks:
            self._chunks.move_to_end(number)
        return self._chunks.get(number, ())

    def known(self, number: int) -> int:
        """How many rows of a chunk are here."""
        return len(self._chunks.get(number, ()))

    def put(self, offset: int, rows: Sequence[Json]) -> list[int]:
        """Put rows in their chunks; the numbers of those that they went into.

        Rows that do not follow what is here of their chunk stand alone.
        """
        lean = [self._shared.lean(row) for row in rows]
        if lean:
            self.row_bytes = sum(one.bytes_sent for one in lean) // len(lean)
        numbers, at = [], 0
        while at < len(lean):
            number, within = divmod(offset + at, CHUNK_ROWS)
            part = lean[at : at + CHUNK_ROWS - within]
            if self._put_part(number, within, part):
                numbers.append(number)
            at += len(part)
        self._shed()
        return numbers

    def put_one(self, place: int, row: Json) -> None:
        """Keep a single row."""
        self._loose[place] = self._shared.lean(row).row
        while len(self._loose) > _MOST_LOOSE:
            self._loose.popitem(last=False)

    def end_at(self, count: int) -> None:
        """There are only so many rows: what lies beyond is forgotten."""
        last, within = divmod(count, CHUNK_ROWS)
        for number in [number for number in self._chunks if number > last or (number == last and not within)]:
            self._drop(number)
        if self.known(last) > within:
            self._chunks[last] = self._chunks[last][:within]
        for place in [place for place in self._loose if place >= count]:
            del self._loose[place]

    def clear(self) -> None:
        """Forget everything."""
        self._chunks.clear()
        self._sizes.clear()
        self._loose.clear()

    def _put_part(self, number: int, within: int, part: Sequence[LeanRow]) -> bool:
        here = self._chunks.get(number, ())
        if within > len(here):
            for at, one in enumerate(part):
                self.put_one(number * CHUNK_ROWS + within + at, one.row)
            return False
        kept = here[:within]
        share = self._sizes.get(number, 0) * len(kept) // max(len(here), 1)
        self._chunks[number] = (*kept, *(one.row for one in part))
        self._sizes[number] = share + sum(one.bytes_held for one in part)
        self._chunks.move_to_end(number)
        return True

    def _shed(self) -> None:
        total = self.bytes_held
        while total > self._most_bytes and len(self._chunks) > 1:
            total -= self._drop(next(iter(self._chunks)))

    def _drop(self, number: int) -> int:
        del self._chunks[number]
        return self._sizes.pop(number, 0)
