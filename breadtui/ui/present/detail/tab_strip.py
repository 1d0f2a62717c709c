"""The head of the detail pane: what is chosen and its tabs, in whatever room there is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.detail.details import DetailSlice, Tab, tabs_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone

LEAST_HEADING_CELLS = 10
_MORE_CELLS = 2


def heading_of(facts: DetailSlice) -> str:
    """The pane's title: its digit and the name of what is chosen."""
    match facts.chosen:
        case None:
            return "2 Detail"
        case str() as repo:
            return f"2 {clean(repo)}"
        case chosen:
            return f"2 {clean(chosen.name)}"


def title_line(facts: DetailSlice, opened: Tab, width: int, glyphs: Glyphs = UNICODE, filter_text: str = "") -> Line:
    """`2 coder_v7 ── [Overview] │ Config`: the name gives way first, then the tabs farthest from the open one."""
    chip = f"  /{cut_middle(clean(filter_text), max(width // 4, 6))}" if filter_text else ""
    heading, gap = heading_of(facts), f"{chip} {glyphs.rule * 2} "
    tabs = tabs_of(facts.chosen)
    room = width - cell_len(gap) - cell_len(heading)
    if strip_cells(tabs, opened) > room:
        heading = cut_middle(heading, max(LEAST_HEADING_CELLS, width // 3))
        room = width - cell_len(gap) - cell_len(heading)
    return (Span(heading), Span(gap, Tone.DIM), *tab_line(tabs, opened, room, glyphs))


def strip_cells(tabs: Sequence[Tab], opened: Tab) -> int:
    """How many cells these tabs take with that one open."""
    return sum(len(_word(tab, opened)) for tab in tabs) + 3 * max(len(tabs) - 1, 0)


def tab_line(tabs: Sequence[Tab], opened: Tab, width: int, glyphs: Glyphs = UNICODE) -> Line:
    """The tabs, the open one in brackets too, for terminals without colour; `‹ ›` where some do not fit."""
    shown = shown_tabs(tabs, opened, width)
    spans: list[Span] = []
    if shown and shown[0] != tabs[0]:
        spans.append(Span(f"{glyphs.earlier} ", Tone.DIM))
    for tab in shown:
        if tab != shown[0]:
            spans.append(Span(f" {glyphs.down} ", Tone.DIM))
        spans.append(Span(_word(tab, opened), Tone.ACCENT if tab is opened else Tone.DIM))
    if shown and shown[-1] != tabs[-1]:
        spans.append(Span(f" {glyphs.separator}", Tone.DIM))
    return tuple(spans)


def shown_tabs(tabs: Sequence[Tab], opened: Tab, width: int) -> Sequence[Tab]:
    """The neighbours of the open tab that fit beside it, later ones first."""
    at = tabs.index(opened)
    first, end = at, at + 1
    while True:
        if end < len(tabs) and _fits(tabs, first, end + 1, opened, width):
            end += 1
        elif first > 0 and _fits(tabs, first - 1, end, opened, width):
            first -= 1
        else:
            return tabs[first:end]


def _fits(tabs: Sequence[Tab], first: int, end: int, opened: Tab, width: int) -> bool:
    more = _MORE_CELLS * ((first > 0) + (end < len(tabs)))
    return strip_cells(tabs[first:end], opened) + more <= width


def _word(tab: Tab, opened: Tab) -> str:
    return f"[{tab.value}]" if tab is opened else tab.value
