"""Lines of details: a label with what it says, text wrapped by cells, two blocks side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.tones import Line, Span, Tone

LABEL_CELLS = 8
CONTINUED_CELLS = 4


def field_line(label: str, *spans: Span) -> Line:
    """` label   what it says`; an empty label continues the field above."""
    return (Span(f" {label:<{LABEL_CELLS}}", Tone.DIM), *spans)


def sentence_line(text: str, tone: Tone = Tone.PLAIN) -> Line:
    """A sentence at the margin."""
    return (Span(f" {text}", tone),)


def wrapped(text: str, width: int, *, most: int = 1000) -> list[str]:
    """Raw text cleaned and broken into lines of at most `width` cells, at blanks where there are any.

    After `most` lines the rest is left out, and the last line says so.
    """
    lines: list[str] = []
    for paragraph in clean(text, multiline=True).split("\n"):
        lines += _broken(paragraph, max(width, 2))
        if len(lines) > most:
            return [*lines[:most], "…"]
    return lines


def _broken(paragraph: str, width: int) -> list[str]:
    if cell_len(paragraph) <= width:
        return [paragraph]
    words = paragraph.lstrip(" ")
    indent = len(paragraph) - len(words)
    if 2 * indent >= width:
        indent = 0
    first, *more = words.split(" ")
    lines, line = [], ""
    for word in (" " * indent + first, *more):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, width) or [""]
        lines += whole
    return [*lines, line]


def folded(lines: Sequence[Line], width: int) -> list[Line]:
    """Lines too long for `width` cells go on below, indented, so that nothing is told only to wide terminals."""
    return [piece for line in lines for piece in (_pieces(line, max(width, 2 * CONTINUED_CELLS)))]


def _pieces(line: Line, width: int) -> list[Line]:
    if sum(cell_len(span.text) for span in line) <= width:
        return [line]
    pieces: list[Line] = []
    piece: list[Span] = []
    room = width
    for span in line:
        text = span.text
        while cell_len(text) > room:
            head, text = _broken_off(piece, text, room, width)
            pieces.append((*piece, Span(head, span.tone)) if head else tuple(piece))
            piece, room = [Span(" " * CONTINUED_CELLS)], width - CONTINUED_CELLS
        piece.append(Span(text, span.tone))
        room -= cell_len(text)
    return [*pieces, tuple(piece)]


def _broken_off(piece: Sequence[Span], text: str, room: int, width: int) -> tuple[str, str]:
    """What of a text still goes on this line: whole words, unless that would leave most of the line empty."""
    head, rest = split_at(text, room)
    at = head.rfind(" ") + 1
    is_fresh = len(piece) <= 1 and room >= width - CONTINUED_CELLS
    follows_blank = bool(piece) and piece[-1].text.endswith(" ") and not is_fresh
    is_full = 2 * (width - room + cell_len(head[:at])) >= width
    if not is_full or not (at or follows_blank) or rest.startswith(" "):
        return head, rest
    return text[:at], text[at:]


def split_at(text: str, cells: int) -> tuple[str, str]:
    """The first `cells` of a text and its rest, no character cut in two."""
    first = chop_cells(text, cells)[0] if cells > 0 else ""
    first = first if cell_len(first) <= cells else ""
    return first, text[len(first) :]


def column(text: str, cells: int, tone: Tone = Tone.PLAIN, *, is_right: bool = False) -> Span:
    """Raw text in a column of exactly `cells`."""
    return Span(pad(clean(text), cells, "right" if is_right else "left"), tone)
