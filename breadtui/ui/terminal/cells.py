"""A strip of a frame as cells: for each column a character and a pen."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from operator import is_not, ne, or_
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.segment import Segment

from breadtui.ui.terminal.pens import Pen, Pens

REST = ""
"""Fills the second cell of a wide character."""
UNKNOWN = "\0"
"""A cell of which nobody knows what the terminal shows; no character equals it."""

# One cell each in every terminal: ASCII, Latin, Greek, Cyrillic, arrows, box drawing, blocks, shapes, braille.
_SINGLE = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2190-\u21ff\u2500-\u25fc\u2800-\u28ff…·•–—]*")


class Cells(NamedTuple):
    """Columns of one line: the characters, and as many pens."""

    characters: list[str]
    pens: list[Pen]


def cells_of(segments: Iterable[Segment], pens: Pens) -> Cells:
    """What these segments put into each column; control segments put nothing there."""
    characters: list[str] = []
    held: list[Pen] = []
    for text, style, control in segments:
        if control:
            continue
        drawn = text.rstrip(" ")
        if drawn:
            columns: Sequence[str] = drawn if _SINGLE.fullmatch(drawn) else _graphemes(drawn)
            characters += columns
            held += [pens.of(style)] * len(columns)
        blanks = len(text) - len(drawn)
        if blanks:
            characters += [" "] * blanks
            held += [pens.of_blank(style)] * blanks
    return Cells(characters, held)


@lru_cache(maxsize=2048)
def _graphemes(text: str) -> tuple[str, ...]:
    """Each character in the column where it begins; those without width are dropped unless they join another."""
    columns: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        if width:
            columns.append(text[start:end])
            columns.extend([REST] * (width - 1))
    return tuple(columns)


def is_uncertain(character: str) -> bool:
    """Whether terminals disagree about this character's width, so that the next place must be named."""
    return len(character) > 1 or character > "\U0001efff"


def differing_columns(old: Cells, new: Cells) -> list[int]:
    """The columns in which two lines of one width differ, from the left."""
    differ = map(or_, map(ne, old.characters, new.characters), map(is_not, old.pens, new.pens))
    return list(compress(range(len(new.characters)), differ))


def blank_line(width: int, character: str, pen: Pen) -> Cells:
    """A line of one character in one pen."""
    return Cells([character] * width, [pen] * width)


def copy_of(line: Cells) -> Cells:
    """The same line in lists of its own."""
    return Cells(line.characters.copy(), line.pens.copy())
