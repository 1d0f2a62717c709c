"""Letters that lead to rows: the home row first, as few as tell all rows apart."""

from __future__ import annotations

HOME_ROW = "asdfghjkl"
_ALL = HOME_ROW + "qwertyuiopzxcvbnm"


def jump_labels(count: int) -> tuple[str, ...]:
    """A label for each of `count` rows, all of one length, none the beginning of another.

    One letter where the home row suffices, else two; of more rows than there are pairs the last stay without.
    """
    if count <= len(HOME_ROW):
        return tuple(HOME_ROW[:count])
    seconds = HOME_ROW if count <= len(HOME_ROW) ** 2 else _ALL
    pairs = tuple(first + second for first in _ALL for second in seconds)
    return pairs[:count]
