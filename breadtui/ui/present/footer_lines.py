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

_TONES: Mapping[Severity, Tone] = {
    Severity.INFORMATION: Tone.PLAIN,
    Severity.WARNING: Tone.STALLED,
    Severity.ERROR: Tone.FAILED,
}

HELP = "help"
"""The label of the key that lists the others."""
_ENTER = "⏎"
"""Textual's sign for the key, which no letter stands for."""


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


def key_line(keys: Sequence[tuple[str, str]], width: int, glyphs: Glyphs = UNICODE) -> Line:
    """Keys with what they do, as many as fit: ` j/k move · enter open`; help, which tells of the others, always."""
    gap = Span(f" {glyphs.dot} ", Tone.DIM)
    parts = [_key_part(key, label, glyphs) for key, label in keys]
    last = next((part for part, (_, label) in zip(parts, keys, strict=True) if label == HELP), ())
    room = width - 1 + cell_len(gap.text) - _needed(last, gap)
    shown: list[Line] = []
    for part in parts:
        room -= 0 if part == last else _needed(part, gap)
        if room < 0:
            break
        shown.append(part)
    if room < 0 and last and last not in shown and _needed(last, gap) < width:
        shown.append(last)
    spans = (span for part in shown for span in (gap, *part))
    return (Span(" "), *tuple(spans)[1:])


def _key_part(key: str, label: str, glyphs: Glyphs) -> Line:
    shown = clean(key.replace(_ENTER, "enter") if glyphs.is_ascii else key)
    return (Span(shown, Tone.ACCENT), Span(f" {clean(label)}", Tone.DIM))


def _needed(part: Line, gap: Span) -> int:
    """The cells of a part with the gap before it; 0 where there is none."""
    return sum(cell_len(span.text) for span in (gap, *part)) if part else 0
