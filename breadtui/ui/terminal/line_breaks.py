"""Where a line of text is broken into rows, found again from near a change and only as far as it reaches.

To find those of a whole line again takes a second where it has two megabytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from breadtui.ui.terminal.cell_breaks import cell_breaks, tab_cells
from breadtui.values import dataclass

NARROW = "!-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037b-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff"
"""Characters of one cell that are no blanks, as the inside of a character class."""
_NARROW_LINE = re.compile(f"[ {NARROW}]*")
_WINDOW_ROWS = 8
TAB_CELLS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `start` to `old_stop` of a line became `start` to `new_stop` of the one in its place."""

    start: int
    old_stop: int
    new_stop: int


def is_narrow(line: str) -> bool:
    """Every character takes one cell and a space is the only blank: rows can be counted out."""
    return _NARROW_LINE.fullmatch(line) is not None


def change_between(old: Sequence[str], new: Sequence[str], guess: Change) -> Change:
    """What changed of a line, or of the lines: the guess where that is right, else what is found by comparing."""
    by = guess.new_stop - guess.old_stop
    fits = 0 <= guess.start <= min(guess.old_stop, guess.new_stop) and len(new) - len(old) == by
    if fits and old[: guess.start] == new[: guess.start] and old[guess.old_stop :] == new[guess.new_stop :]:
        return guess
    start = _alike(len(old), len(new), lambda count: old[:count] == new[:count])
    most = min(len(old), len(new)) - start
    stop = _alike(most, most, lambda count: not count or old[-count:] == new[-count:])
    return Change(start, len(old) - stop, len(new) - stop)


def breaks_after(line: str, start: int, width: int, *, narrow: bool, tab_width: int = TAB_CELLS) -> Iterator[int]:
    """The breaks behind one, or behind the beginning."""
    return _counted(line, start, width) if narrow else _measured(line, start, width, tab_width)


def mended(
    old: Sequence[int], line: str, change: Change, width: int, *, narrow: bool, tab_width: int = TAB_CELLS
) -> list[int]:
    """The breaks of a changed line, from those of the line before: found again around the change, else moved."""
    # The change may have made the first tab behind it narrower or wider, but none that follows.
    moved_stop = change.new_stop if narrow else max(change.new_stop, line.find("\t", change.new_stop))
    kept = _kept_count(old, line, change.start, narrow=narrow)
    breaks, by = list(old[:kept]), change.new_stop - change.old_stop
    for place in breaks_after(line, breaks[-1] if breaks else 0, width, narrow=narrow, tab_width=tab_width):
        if place > moved_stop and (narrow or _begins_word(line, place)):
            known = bisect_left(old, place - by)
            if known < len(old) and old[known] == place - by:
                return [*breaks, *(one + by for one in old[known:])] if by else [*breaks, *old[known:]]
        breaks.append(place)
    return breaks


def _kept_count(old: Sequence[int], line: str, start: int, *, narrow: bool) -> int:
    """How many breaks stay whatever is changed from `start` on.

    A break depends on the word behind it, and that word ends before the next break or is too long for a row: so the
    last break but one before the change stays. In a word whose width is no sum of its characters' it may not, so
    there it must begin a word, and so must the next.
    """
    count = max(bisect_left(old, start) - 1, 0)
    if narrow:
        return count
    firsts = [place for place in range(min(count + 1, len(old)) - 1, -1, -1) if _begins_word(line, old[place])][:2]
    return firsts[1] + 1 if len(firsts) > 1 else 0


def _counted(line: str, start: int, width: int) -> Iterator[int]:
    end, last = len(line), start
    while end - last > width:
        edge = last + width
        stop = edge if line[edge] != " " else last + len(line[last:edge].rstrip(" "))
        word = line.rfind(" ", last, stop) + 1
        # The blank behind a word that fills its row stands in the cursor's column, unless the cursor may need it.
        is_hanging = word <= last and stop == edge and line[edge] == " " and edge + 1 < end
        last = word if word > last else edge + is_hanging
        yield last


def _measured(line: str, start: int, width: int, tab_width: int) -> Iterator[int]:
    rows = _WINDOW_ROWS
    while True:
        window = line[start : start + rows * width]
        tabs = tab_cells(line, start, start + len(window), tab_width) if "\t" in window else {}
        found = cell_breaks(window, width, tabs)
        if start + len(window) >= len(line):
            yield from (start + place for place in found)
            return
        # The end of the window is not the end of the line: what stands in its last rows may yet be broken otherwise.
        sure = [place for place in found[:-2] if _begins_word(window, place)]
        rows *= 2
        if sure:
            yield from (start + place for place in found if place <= sure[-1])
            start += sure[-1]


def _begins_word(line: str, place: int) -> bool:
    return line[place - 1 : place].isspace() and not line[place : place + 1].isspace()


def _alike(one: int, other: int, is_alike: Callable[[int], bool]) -> int:
    """The largest number of characters for which it holds, no more than the smaller of the two."""
    low, high = 0, min(one, other)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_alike(middle) else (low, middle - 1)
    return low
