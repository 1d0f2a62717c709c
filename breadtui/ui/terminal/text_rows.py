"""One row of the text field as segments: only the part of the line that the row shows is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from breadtui.domain.prompt.prompts import VARIABLE
from breadtui.domain.unsafe_text import UNSAFE, visible_line

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
class RowPens:
    """How a row is drawn: plain text, what is selected, the cursor, and `{name}` placeholders."""

    base: Style
    selection: Style
    cursor: Style
    placeholder: Style


def row_segments(part: RowPart, tab_cells: Sequence[int], pens: RowPens) -> Iterator[Segment]:
    """The part in its styles; `tab_cells` are the widths of the line's tabs, in order."""
    has_tabs = "\t" in part.line[part.start : part.stop]
    widths = iter(tab_cells[part.line.count("\t", 0, part.start) :] if has_tabs else ())
    names = placeholders(part)
    for left, right in pairwise(_cuts(part, names)):
        style = pens.base + pens.placeholder if any(left in name for name in names) else pens.base
        if left in part.selected:
            style += pens.selection
        if left == part.cursor:
            style += pens.cursor
        # Beyond the end of the line there is one column more, for the cursor.
        text = visible_characters(part.line[left:right]) or " "
        yield Segment(re.sub("\t", lambda _: " " * next(widths, 1), text), style)


def placeholders(part: RowPart) -> tuple[range, ...]:
    """The columns of the `{name}` placeholders that the row shows; one wrapped over its end is looked for nearby."""
    start = max(part.start - _LONGEST_NAME, 0)
    found = VARIABLE.finditer(part.line, start, min(part.stop + _LONGEST_NAME, len(part.line)))
    return tuple(range(*one.span()) for one in found if one.end() > part.start and one.start() < part.stop)


def _cuts(part: RowPart, names: Sequence[range]) -> list[int]:
    """The columns at which the style may change."""
    wanted = {part.start, part.stop, min(part.stop, len(part.line)), part.selected.start, part.selected.stop}
    wanted.update(edge for name in names for edge in (name.start, name.stop))
    if part.cursor is not None:
        wanted |= {part.cursor, part.cursor + 1}
    return sorted(cut for cut in wanted if part.start <= cut <= part.stop)
