"""Server text made fit to show: nothing in it can be obeyed, hide or break a column."""

from typing import Literal

from rich.cells import cell_len, split_graphemes

from breadtui.domain.unsafe_text import visible_line, visible_lines

ELLIPSIS = "…"


def clean(text: object, *, multiline: bool = False, limit: int | None = None) -> str:
    """A copy that is safe to show; for storing, copying and URLs keep the original.

    Args:
        text: Anything from a server, a file or an exception.
        multiline: Keep newlines and spread tabs; otherwise both get a mark and one line comes back.
        limit: Most characters to return; the last one is then an ellipsis.
    """
    whole = str(text)
    if limit is not None and len(whole) > limit:
        whole = whole[: max(limit - 1, 0)] + ELLIPSIS[:limit]
    shown = visible_lines(whole) if multiline else visible_line(whole)
    return shown if limit is None or len(shown) <= limit else shown[:limit]


def cut_middle(text: str, width: int) -> str:
    """At most `width` cells of a name, its beginning and its end kept, an ellipsis between.

    Names differ at both ends (`support-v12`, `support-v13`), so the middle is what a reader misses least.
    """
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[: max(width, 0)]
    head_cells = width // 2
    return _first(text, head_cells) + ELLIPSIS + _last(text, width - 1 - head_cells)


def cut_end(text: str, width: int) -> str:
    """At most `width` cells, an ellipsis for what is missing at the end."""
    if cell_len(text) <= width:
        return text
    return _first(text, width - 1) + ELLIPSIS if width > 0 else ""


def pad(text: str, width: int, align: Literal["left", "right", "center"] = "left") -> str:
    """Exactly `width` cells: filled with spaces, or cut in the middle where it is too long."""
    short = cut_middle(text, width)
    room = max(width, 0) - cell_len(short)
    before = {"left": 0, "right": room, "center": room // 2}[align]
    return " " * before + short + " " * (room - before)


def _first(text: str, cells: int) -> str:
    end = taken = 0
    for _, stop, size in split_graphemes(text)[0]:
        if (taken := taken + size) > cells:
            break
        end = stop
    return text[:end]


def _last(text: str, cells: int) -> str:
    start, taken = len(text), 0
    for begin, _, size in reversed(split_graphemes(text)[0]):
        if (taken := taken + size) > cells:
            break
        start = begin
    return text[start:]
