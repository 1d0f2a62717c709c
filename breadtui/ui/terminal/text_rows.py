"""One row of the text field as segments: only the part of the line that the row shows is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from breadtui.domain.unsafe_text import UNSAFE, visible_line

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


def row_segments(
    part: RowPart, tab_cells: Sequence[int], base: Style, selection: Style, cursor: Style
) -> Iterator[Segment]:
    """The part in up to five styles; `tab_cells` are the widths of the line's tabs, in order."""
    widths = iter(tab_cells[part.line.count("\t", 0, part.start) :])
    for left, right in pairwise(_cuts(part)):
        style = base + selection if left in part.selected else base
        if left == part.cursor:
            style += cursor
        # Beyond the end of the line there is one column more, for the cursor.
        text = visible_characters(part.line[left:right]) or " "
        yield Segment(re.sub("\t", lambda _: " " * next(widths, 1), text), style)


def _cuts(part: RowPart) -> list[int]:
    """The columns at which the style may change."""
    wanted = {part.start, part.stop, min(part.stop, len(part.line)), part.selected.start, part.selected.stop}
    if part.cursor is not None:
        wanted |= {part.cursor, part.cursor + 1}
    return sorted(cut for cut in wanted if part.start <= cut <= part.stop)
