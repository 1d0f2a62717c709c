"""The bottom lines: the last things that happened, and the keys valid now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from rich.cells import cell_len

from breadtui.store.facts.state import Notice, Severity
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

_TONES: Mapping[Severity, Tone] = {
    Severity.INFORMATION: Tone.PLAIN,
    Severity.WARNING: Tone.STALLED,
    Severity.ERROR: Tone.FAILED,
}

_NAMES: Mapping[str, str] = {"⏎": "enter"}
_ASCII_NAMES: Mapping[str, str] = {"←": "left", "→": "right", "↑": "up", "↓": "down", "⌫": "backspace"}
"""Textual's signs for keys that no letter stands for; enter's is one that few know."""


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A key, or two that belong together, with what it does."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class FootKeys:
    """What can be done here, the most useful first; then what is told in every place: help and the way back."""

    here: Sequence[KeyWord] = ()
    always: Sequence[KeyWord] = ()


def event_line(notices: Sequence[Notice], width: int, *, zone: tzinfo | None = None) -> Line:
    """The last notice with its time, and the one before it where there is room for both."""
    line: Line = ()
    room = width
    for notice in reversed(notices[-2:]):
        if line and room < len(notice.text) + 10:
            break
        words = cut_end(clean(notice.text, limit=width * 2), max(room - 8, 1))
        part = (Span(f" {clock_text(notice.at, zone)} ", Tone.DIM), Span(f"{words} ", _TONES[notice.severity]))
        line += part
        room -= sum(cell_len(span.text) for span in part)
    return line


def key_line(keys: FootKeys, width: int, glyphs: Glyphs = UNICODE) -> Line:
    """Keys with what they do: ` j/k move · enter open · ? help · q back`.

    Help and the way back have their room first, help before the other; of what can be done here as much is told as then
    fits, and nothing after the first that does not.
    """
    gap = Span(f" {glyphs.dot} ", Tone.DIM)
    room = width - 1 + cell_len(gap.text)
    always, room = _fitting(keys.always, room, gap, glyphs)
    here, _ = _fitting(keys.here, room, gap, glyphs)
    spans = (span for part in (*here, *always) for span in (gap, *part))
    return (Span(" "), *tuple(spans)[1:])


def _fitting(keys: Sequence[KeyWord], room: int, gap: Span, glyphs: Glyphs) -> tuple[Sequence[Line], int]:
    """The first of these that fit into `room` cells with a gap before each, and the cells that are left."""
    shown: list[Line] = []
    for part in (_key_part(key, glyphs) for key in keys):
        needed = sum(cell_len(span.text) for span in (gap, *part))
        if needed > room:
            break
        shown.append(part)
        room -= needed
    return shown, room


def _key_part(word: KeyWord, glyphs: Glyphs) -> Line:
    return (Span(key_name(word.key, glyphs), Tone.ACCENT), Span(f" {clean(word.label)}", Tone.DIM))


def key_name(key: str, glyphs: Glyphs = UNICODE) -> str:
    """A key as the foot calls it: enter by its name, and where only letters can be shown arrows by theirs."""
    names = {**_NAMES, **_ASCII_NAMES} if glyphs.is_ascii else _NAMES
    for sign, name in names.items():
        key = key.replace(sign, name)
    return clean(key)
