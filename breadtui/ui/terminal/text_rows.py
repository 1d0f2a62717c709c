"""One row of the text field as segments: only the part of the line that the row shows is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from breadtui.domain.prompt.prompts import VARIABLE
from breadtui.domain.unsafe_text import UNSAFE, visible_line
from breadtui.values import dataclass

_LONGEST_NAME = 66
_UNSAFE = re.compile(f"[{UNSAFE}]")


@lru_cache(maxsize=512)
def visible_characters(text: str) -> str:
    """The text with a mark for each character that a terminal would obey, character for character; tabs stay."""
    return _UNSAFE.sub(lambda found: visible_line(found[0]), text)


@dataclass(frozen=True, slots=True)
class RowPart:
    """Columns `start` to `stop` of a line on one row; the column after the line's end is the cursor's place there.

    `selected` are the columns that are selected; `cursor` is the cursor's column, None where it is not drawn.
    """

    line: str
    start: int
    stop: int
    selected: range = range(0)
    cursor: int | None = None


@dataclass(frozen=True, slots=True)
class RowLook:
    """All that decides how a row is drawn, in the row's own columns; equal looks are drawn alike.

    `has_end` where the column after the line's end is on it. `names` are the placeholders, as far as they are on it.
    """

    text: str
    has_end: bool
    names: tuple[tuple[int, int], ...]
    selected: tuple[int, int]
    cursor: int | None
    tab_cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RowPens:
    """How a row is drawn: plain text, what is selected, the cursor, and `{name}` placeholders."""

    base: Style
    selection: Style
    cursor: Style
    placeholder: Style


def look_of(part: RowPart, tab_cells: Sequence[int]) -> RowLook:
    """How a part of a line looks; `tab_cells` are the widths of the line's tabs, in order."""
    start, stop = part.start, part.stop
    text = part.line[start:stop]
    count = text.count("\t")
    before = part.line.count("\t", 0, start) if count else 0
    names = tuple((max(one.start, start) - start, min(one.stop, stop) - start) for one in placeholders(part))
    selected = max(part.selected.start, start) - start, min(part.selected.stop, stop) - start
    is_here = part.cursor is not None and start <= part.cursor < stop
    return RowLook(
        text,
        stop > len(part.line),
        names,
        selected if selected[0] < selected[1] else (0, 0),
        part.cursor - start if is_here and part.cursor is not None else None,
        tuple(tab_cells[before : before + count]),
    )


def row_segments(look: RowLook, pens: RowPens) -> Iterator[Segment]:
    """The row in its styles."""
    widths = iter(look.tab_cells)
    for left, right in pairwise(_cuts(look)):
        style = pens.base + pens.placeholder if any(start <= left < stop for start, stop in look.names) else pens.base
        if look.selected[0] <= left < look.selected[1]:
            style += pens.selection
        if left == look.cursor:
            style += pens.cursor
        # Beyond the end of the line there is one column more, for the cursor.
        text = visible_characters(look.text[left:right]) or " "
        yield Segment(re.sub("\t", lambda _: " " * next(widths, 1), text), style)


def placeholders(part: RowPart) -> tuple[range, ...]:
    """The columns of the `{name}` placeholders that the row shows; one wrapped over its end is looked for nearby."""
    start = max(part.start - _LONGEST_NAME, 0)
    found = VARIABLE.finditer(part.line, start, min(part.stop + _LONGEST_NAME, len(part.line)))
    return tuple(range(*one.span()) for one in found if one.end() > part.start and one.start() < part.stop)


def _cuts(look: RowLook) -> list[int]:
    """The columns at which the style may change."""
    wanted = {0, len(look.text), len(look.text) + look.has_end, *look.selected}
    wanted.update(edge for name in look.names for edge in name)
    if look.cursor is not None:
        wanted |= {look.cursor, look.cursor + 1}
    return sorted(wanted)
