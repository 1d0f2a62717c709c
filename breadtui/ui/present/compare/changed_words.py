"""Lines that changed as spans: the words that differ in the tone of their side, white space that changed as signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from rich.cells import cell_len, chop_cells

from breadtui.domain.difference.diff import LineKind
from breadtui.domain.difference.paired_lines import Cell, Piece, Row, word_pieces
from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

_LAST_SPACES = re.compile(" +$")
MOST_CHARACTERS = 300_000
"""Working out the words of more would be felt; what is beyond is told line by line."""
_CHUNK_CHARACTERS_PER_CELL = 4


class WordBudget:
    """How much of one comparison has its words worked out."""

    def __init__(self, characters: int = MOST_CHARACTERS) -> None:
        self._left = characters

    def allows(self, texts: Iterable[str]) -> bool:
        """These are still within it; they are taken from it either way."""
        self._left -= sum(map(len, texts))
        return self._left >= 0


class Edge(StrEnum):
    """Which side a line is of."""

    LEFT = "-"
    RIGHT = "+"
    BOTH = " "


_TONES = {Edge.LEFT: Tone.REMOVED, Edge.RIGHT: Tone.ADDED, Edge.BOTH: Tone.DIM}
_BRACKETS = {Edge.LEFT: ("[-", "-]"), Edge.RIGHT: ("{+", "+}"), Edge.BOTH: ("", "")}


def row_spans(row: Row, *, is_mono: bool, has_words: bool = True) -> tuple[list[Span], list[Span]]:
    """Both lines of a row, without the sign of their side; without colours, brackets stand around what differs.

    Without `has_words` a line that changed has changed as a whole.
    """
    if row.is_same:
        same = [Span(_shown(row.left), Tone.DIM)] if row.left is not None else []
        return same, same
    if row.left is None or row.right is None or not has_words:
        return _whole(row.left, Edge.LEFT), _whole(row.right, Edge.RIGHT)
    if row.left[0] is not row.right[0] or row.left[0] is LineKind.ROLE:
        return _whole(row.left, Edge.LEFT), _whole(row.right, Edge.RIGHT)
    mine, yours = word_pieces(row.left[1], row.right[1])
    return _spans(mine, Edge.LEFT, is_mono=is_mono), _spans(yours, Edge.RIGHT, is_mono=is_mono)


def wrapped_spans(spans: Iterable[Span], cells: int) -> list[Line]:
    """The spans on rows of at most `cells`, in time that grows with their length only.

    A single blank behind a full row is left out: it stands for the break, and the next row begins with its word.
    """
    rows: list[Line] = []
    row: list[Span] = []
    room = cells
    for text, tone in _chunks(spans, cells):
        rest = text if room or not _begins_with_one_blank(text) else text[1:]
        while rest:
            head = rest if cell_len(rest) <= room else _fitting(rest, room, is_fresh=room == cells)
            if head:
                row.append(Span(head, tone))
                room -= cell_len(head)
                rest = rest[len(head) :]
            if rest:
                rest = rest[1:] if not room and _begins_with_one_blank(rest) else rest
                rows.append(tuple(row))
                row, room = [], cells
    return [*rows, tuple(row)]


def _begins_with_one_blank(text: str) -> bool:
    return len(text) > 1 and text[0] == " " and text[1] != " "


def _chunks(spans: Iterable[Span], cells: int) -> Iterator[tuple[str, Tone]]:
    """Spans in pieces short enough that measuring one costs little."""
    size = max(cells, 1) * _CHUNK_CHARACTERS_PER_CELL
    for text, tone in spans:
        yield from ((text[start : start + size], tone) for start in range(0, len(text), size))


def _fitting(text: str, cells: int, *, is_fresh: bool) -> str:
    """The beginning of a text too long for a row, up to a blank where there is one.

    It may be nothing where the row has begun already; a fresh row takes at least a character.
    """
    first = chop_cells(text, cells)[0] if cells > 0 else ""
    if cell_len(first) > cells:
        first = ""
    blank = first.rfind(" ") + 1
    if text[len(first) : len(first) + 1] == " ":
        return first
    return first[:blank] or (first or text[0] if is_fresh else "")


def _whole(cell: Cell | None, edge: Edge) -> list[Span]:
    return [Span(dotted(_shown(cell)), _TONES[edge])] if cell is not None else []


def _spans(pieces: Sequence[Piece], edge: Edge, *, is_mono: bool) -> list[Span]:
    if len(pieces) == 1:
        return [Span(dotted(clean(pieces[0].text)), _TONES[edge])]
    opening, closing = _BRACKETS[edge] if is_mono else ("", "")
    found: list[Span] = []
    for place, (text, is_changed) in enumerate(pieces):
        shown = clean(text)
        if is_changed:
            blank = shown.replace(" ", "·") if not shown.strip() else shown
            found.append(Span(f"{opening}{blank}{closing}", _TONES[edge]))
        else:
            found.append(Span(dotted(shown) if place == len(pieces) - 1 else shown))
    return found


def dotted(shown: str) -> str:
    """Spaces at the end as dots: where a line changed, they may be the change."""
    return _LAST_SPACES.sub(lambda blank: "·" * len(blank[0]), shown)


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = clean(cell[1])
    return f"[{text}]" if cell[0] is LineKind.ROLE else text
