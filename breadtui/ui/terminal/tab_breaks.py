"""Where a text with tabs is broken into rows, found for any part of a line without what stands before it.

A tab reaches to the next stop, and behind it a stop begins: so its width depends on what stands between it and the tab
before, and on nothing else. The breaks are Textual's, but for a word with tabs behind it that is too long for a row:
there Textual takes the widths of other tabs.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import get_character_cell_size
from textual._cells import cell_len
from textual._wrap import chunks


def tab_cells(line: str, start: int, stop: int, tab_width: int) -> dict[int, int]:
    """The widths of the tabs from `start` to `stop`, by their places from `start` on."""
    found: dict[int, int] = {}
    begin = line.rfind("\t", 0, start) + 1
    while (tab := line.find("\t", begin, stop)) >= 0:
        if tab >= start:
            found[tab - start] = tab_width - cell_len(line[begin:tab]) % tab_width
        begin = tab + 1
    return found


def tabbed_breaks(text: str, width: int, tabs: Mapping[int, int]) -> list[int]:
    """The breaks of a text whose tabs have these widths by their places."""
    breaks: list[int] = []
    cells = 0
    for start, end, chunk in chunks(text):
        more = cell_len(chunk)
        if "\t" in chunk:
            more += sum(tabs[place] for place in range(start, end) if text[place] == "\t")
        if cells + more <= width:
            cells += more
        elif more <= width:
            breaks += [start] if start and cells else []
            cells = more
        else:
            breaks += [start] if start else []
            cells = _fold(text, start, end, width, tabs, breaks)
    return breaks


def _fold(text: str, start: int, end: int, width: int, tabs: Mapping[int, int], breaks: list[int]) -> int:
    """Break a word that is too long for a row wherever a row is full; the cells that its last row takes."""
    cells = 0
    for place in range(start, end):
        more = tabs[place] if text[place] == "\t" else get_character_cell_size(text[place])
        if cells + more > width and place > start:
            breaks.append(place)
            cells = more
        else:
            cells += more
    return cells
