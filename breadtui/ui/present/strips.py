"""Lines of spans as strips of an exact width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from breadtui.ui.present.tones import Span, Tone


def strip_of(spans: Sequence[Span], width: int, base: Style, tones: Mapping[Tone, Style]) -> Strip:
    """The spans on `base` (which brings the background), cut or padded to `width` cells."""
    segments = [Segment(span.text, base + tones[span.tone]) for span in spans if span.text]
    return Strip(segments).adjust_cell_length(max(width, 0), base)
