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
    """Keys with what they do, as many as fit: ` j/k move · enter open`."""
    line: list[Span] = [Span(" ")]
    room = width - 1
    for key, label in keys:
        gap = f" {glyphs.dot} " if len(line) > 1 else ""
        shown, words = clean(key.replace(_ENTER, "enter") if glyphs.is_ascii else key), f" {clean(label)}"
        needed = cell_len(gap + shown + words)
        if needed > room:
            break
        line += [Span(gap, Tone.DIM), Span(shown, Tone.ACCENT), Span(words, Tone.DIM)]
        room -= needed
    return tuple(line)
