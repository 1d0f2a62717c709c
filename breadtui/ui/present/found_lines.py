"""What a search found, as lines: where it stands, and the match in its surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len, split_graphemes

from breadtui.domain.query.queries import Query
from breadtui.domain.query.terms import Place
from breadtui.store.views.search import NAMES, Found, FoundKind
from breadtui.ui.present.clean import ELLIPSIS, clean, cut_end, cut_middle
from breadtui.ui.present.tones import Line, Span, Tone

WINDOW = 400
"""Characters of a long text that are looked at around its first match."""
BEFORE_CELLS = 16
"""Cells kept before a match that would not fit."""

FoundKey = Found | FoundKind
"""A row of the list: something found, or the heading of its kind."""


def found_keys(found: Sequence[Found]) -> list[FoundKey]:
    """The rows of the list: each kind's heading, then what was found of it."""
    keys: list[FoundKey] = []
    for one in found:
        if not keys or (isinstance(keys[-1], Found) and keys[-1].kind is not one.kind):
            keys.append(one.kind)
        keys.append(one)
    return keys


def kind_line(kind: FoundKind, count: int, shown: int) -> Line:
    """`prompts 3`, or how many of them are listed."""
    few = f", the first {shown} listed" if shown < count else ""
    return (Span(f" {kind.value} {count}{few}", Tone.DIM),)


def found_line(found: Found, query: Query, width: int) -> Line:
    """One thing on one line; what the words matched is accented."""
    head = cut_middle(clean(place_text(found)), max(width // 2, 12))
    if found.kind in NAMES:
        text, places = _shown(found.text, query)
        stem = head[: len(head) - len(text)] if head.endswith(text) else ""
        if stem or head == text:
            return (Span(f"   {stem}", Tone.DIM), *_marked(text, places or letters(text, query)))
    room = max(width - cell_len(head) - 6, 8)
    text, places = _shown(_window(found.text, query), query)
    start = _first_shown(text, places, room)
    lead = ELLIPSIS if start else ""
    moved = [(max(a - start, 0) + len(lead), b - start + len(lead)) for a, b in places if b > start]
    if found.kind is FoundKind.CHECKPOINT:
        return (Span("   "), *_marked(*_shown(cut_middle(found.text, width - 4), query)))
    return (Span(f"   {head}  ", Tone.DIM), *_marked(cut_end(lead + text[start:], room), moved))


def place_text(found: Found) -> str:
    """Where something stands: `repo/name`, and the line or the row."""
    what = found.what
    if isinstance(what, str):
        return what
    where = f"{what.repo}/{what.name}"
    match found.kind:
        case FoundKind.TEXT:
            return f"{where} {found.part + 1}:{found.line + 1}"
        case FoundKind.ROW:
            return f"{where} row {found.line + 1}"
        case _:
            return where


def count_text(counts: Mapping[FoundKind, int], *, has_query: bool) -> str:
    """How many things were found."""
    if not has_query:
        return 'words "exact text" kind:prompt repo:NAME status:fail -not'
    total = sum(counts.values())
    return f"{total} found" if total else "nothing found"


def letters(text: str, query: Query) -> list[Place]:
    """The letters of the first word in their order, for a name that holds them apart from each other."""
    lowered = text.casefold()
    found: list[Place] = []
    at = 0
    for letter in query.first_word:
        at = lowered.find(letter, at)
        if at < 0 or len(lowered) != len(text):
            return []
        found.append((at, at + 1))
        at += 1
    return found


def _window(text: str, query: Query) -> str:
    """The part of a long text around its first match."""
    if len(text) <= WINDOW:
        return text
    places = query.places(text)
    start = max((places[0][0] if places else 0) - WINDOW // 4, 0)
    return text[start : start + WINDOW]


def _shown(text: str, query: Query) -> tuple[str, Sequence[Place]]:
    shown = clean(text.strip())
    return shown, query.places(shown)


def _first_shown(text: str, places: Sequence[Place], room: int) -> int:
    """The letter to begin with, so that the first match is in sight."""
    if not places or cell_len(text[: places[0][1]]) <= room:
        return 0
    return max(places[0][0] - min(BEFORE_CELLS, room // 3), 0)


def _marked(text: str, places: Iterable[Place]) -> Iterator[Span]:
    at = 0
    for start, end in places if text.isascii() else _whole(text, places):
        yield Span(text[at:start])
        yield Span(text[max(start, at) : end], Tone.ACCENT)
        at = max(end, at)
    yield Span(text[at:])


def _whole(text: str, places: Iterable[Place]) -> Iterator[Place]:
    """The places with what belongs to their letters: an accent that stands alone is drawn nowhere."""
    signs = split_graphemes(text)[0]
    for start, end in places:
        touched = [(begin, stop) for begin, stop, _ in signs if begin < end and stop > start]
        if touched:
            yield touched[0][0], touched[-1][1]
