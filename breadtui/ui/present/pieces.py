"""Words in pieces that stand whole or not at all: where there is no room the least important goes first.

A number that is cut reads as another number, so nothing that has one is ever cut inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.ui.present.tones import Line, Span, Tone


class Piece(NamedTuple):
    """A few words; those of the greatest `rank` are left out first, of two alike the later one, those of 0 never.

    What has a shorter form, which is of a lower rank, gives way to that.
    """

    text: str
    rank: int = 0
    tone: Tone = Tone.PLAIN
    group: int = 0
    """Which part of a heading it is of: dots stand between pieces of one, a piece of rule between two of them."""
    short: Piece | None = None


def ever_fewer(pieces: Sequence[Piece], least: int = 1) -> Iterator[tuple[Piece, ...]]:
    """All pieces, then each time one less, as long as there is one of a rank that is not below `least`."""
    left = tuple(pieces)
    yield left
    while any(piece.rank >= least for piece in left):
        goes = max(range(len(left)), key=lambda at: (left[at].rank, at))
        short = left[goes].short
        left = (*left[:goes], *(() if short is None else (short,)), *left[goes + 1 :])
        yield left


def cells_of(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(span.text) for span in line)


def line_of(pieces: Iterable[Piece | Span]) -> Line:
    """One after the other, those of one tone in a row as one span."""
    return tuple(
        Span("".join(piece.text for piece in alike), tone) for tone, alike in groupby(pieces, lambda piece: piece.tone)
    )


def first_that_fits(lines: Iterable[Line], cells: int) -> Line:
    """The first line that takes no more cells; an empty one where all do."""
    return next((line for line in lines if cells_of(line) <= cells), ())
