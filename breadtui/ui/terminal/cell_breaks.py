"""Where a text is broken into rows by the cells its characters take, found for any part of a line by itself.

A tab reaches to the next stop, and behind it a stop begins: so its width depends on what stands between it and the tab
before, and on nothing else. The breaks are Textual's but for two: a word with tabs behind it that is too long for a
row, where Textual takes the widths of other tabs; and a word that fills its last row, where Textual begins the next
row with the blank behind the word. Here that blank stands in the column that is kept free for the cursor.
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


def cell_breaks(text: str, width: int, tabs: Mapping[int, int]) -> list[int]:
    """The breaks of a text whose tabs have these widths by their places; a last blank that would hang begins a row."""
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
            breaks += [start] if start and breaks[-1:] != [start] else []
            cells = _fold(text, start, end, width, tabs, breaks)
    return breaks


def _fold(text: str, start: int, end: int, width: int, tabs: Mapping[int, int], breaks: list[int]) -> int:
    """Break a word that is too long for a row wherever a row is full; the cells that its last row takes."""
    cells = 0
    for place in range(start, end):
        more = tabs[place] if text[place] == "\t" else get_character_cell_size(text[place])
        if cells == width and text[place] == " " and not text[place - 1].isspace() and place + 1 < len(text):
            breaks.append(place + 1)
            cells = 0
        elif cells + more > width and cells:
            breaks.append(place)
            cells = more
        else:
            cells += more
    return cells
