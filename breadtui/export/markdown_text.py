"""Pieces of Markdown that raw text cannot break out of: code spans, fenced blocks, lists of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from breadtui.domain.unsafe_text import visible_line

SHORTEST_FENCE = 3
_BACKTICKS = re.compile("`+")


def code(text: object) -> str:
    """Raw text as a code span on one line, in which nothing is a link, a mention, markup or HTML."""
    shown = visible_line(str(text))
    if not shown.strip():
        return "(empty)" if not shown else f"`{shown}`"
    ticks = "`" * (_longest_run(shown) + 1 if "`" in shown else 1)
    blank = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{ticks}{blank}{shown}{blank}{ticks}"


def fenced(lines: Iterable[str], language: str = "") -> list[str]:
    """Raw lines in a fence longer than any row of backticks in them; tabs stay, what a terminal obeys gets a mark."""
    shown = [visible_but_tabs(line) for line in lines]
    fence = "`" * max(SHORTEST_FENCE, 1 + max(map(_longest_run, shown), default=0))
    return [f"{fence}{language}", *shown, fence]


def visible_but_tabs(line: str) -> str:
    """The line with a visible mark for each character that would be obeyed or hidden, tabs kept."""
    return "\t".join(visible_line(part) for part in line.split("\t"))


def facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """`- label: what it says`, one a line; the second of each pair is Markdown already."""
    return [f"- {label}: {said}" for label, said in pairs]


def document(*blocks: Iterable[str]) -> str:
    """Blocks of lines with an empty line between those that say something, ending in a newline."""
    said = ["\n".join(lines) for block in blocks if (lines := list(block))]
    return "\n\n".join(said) + "\n"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)
