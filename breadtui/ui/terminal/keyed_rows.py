"""Rows known by their keys: where the cursor and the first visible row go when the rows change."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class KeyedRows(Generic[Key]):
    """The keys of a list in order, with a cursor; a key's place is looked up in a map built when first needed."""

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        self.keys: Sequence[Key] = keys
        self.cursor = 0
        self._places: dict[Key, int] | None = None

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def cursor_key(self) -> Key | None:
        """The key under the cursor, None when there is no row."""
        return self.keys[self.cursor] if self.keys else None

    def index_of(self, key: Key) -> int | None:
        """The key's place, None if it has none; the first call after a change costs a pass over all keys."""
        if self._places is None:
            self._places = {key: index for index, key in enumerate(self.keys)}
        return self._places.get(key)

    def replace(self, keys: Sequence[Key], top: int, page_rows: int) -> int:
        """Take new keys, keep the cursor on its key or the nearest that is left, and return the new first row.

        The row that holds still on the screen is the cursor's if it is visible, else the first visible one.
        """
        old, old_cursor = self.keys, self.cursor
        if keys is old:
            return top
        self.keys, self._places = keys, None
        if not old or not keys:
            self.cursor = 0
            return 0
        self.cursor = self._surviving(old, old_cursor)
        anchor = old_cursor if top <= old_cursor < top + page_rows else min(top, len(old) - 1)
        return max(self._surviving(old, anchor) - (anchor - top), 0)

    def _surviving(self, old: Sequence[Key], index: int) -> int:
        """Where the row `old[index]`, or its nearest neighbour that is left, stands now."""
        if index < len(self.keys) and self.keys[index] == old[index]:
            return index
        for neighbour in _outward(index, len(old)):
            place = self.index_of(old[neighbour])
            if place is not None:
                return place
        return min(index, len(self.keys) - 1)


def _outward(start: int, count: int) -> Iterator[int]:
    """`start`, then the places around it, the nearer first and the later before the earlier."""
    yield start
    for distance in range(1, count):
        if start + distance < count:
            yield start + distance
        if start - distance >= 0:
            yield start - distance
